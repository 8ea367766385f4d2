internal import HyperparameterSearch
internal import Specification
internal import StudyModel

/// A family of models that takes part in a study, with the settings it may take.
struct StudyCandidate: Sendable {
  enum Source: Sendable {
    case builtIn(any Learner)
    case external(ExternalCommand)
  }

  /// Unique in the study.
  var name: String
  var source: Source
  var isBaseline: Bool
  /// Without the fixed settings.
  var space: SearchSpace
  var fixed: Assignment
  /// In the space, the best first.
  var portfolio: [Assignment]

  /// nil for an external candidate.
  var learner: (any Learner)? { if case .builtIn(let learner) = source { learner } else { nil } }
  /// nil for a built-in family.
  var external: ExternalCommand? { if case .external(let command) = source { command } else { nil } }
  /// As in `CandidateSummary.family`.
  var family: String { learner?.family ?? ExternalCommand.family }
  var interpretability: CandidateSummary.Interpretability {
    learner?.interpretability ?? ExternalCommand.interpretability
  }

  func settings(_ assignment: Assignment) -> Assignment {
    var result = assignment
    for (name, value) in fixed.pairs { result[name] = value }
    return result
  }

  /// Baselines with their only settings, in the order of their simplicity.
  static func baselines(for data: StudyData, isTemporal: Bool) -> [StudyCandidate] {
    var learners: [(Baseline, any Learner)] = [(.prior, PriorLearner()), (.oneFeature, OneFeatureLearner())]
    if isTemporal, data.task == .regression { learners.append((.seasonalNaive, SeasonalNaiveLearner())) }
    learners.append((.linear, LinearLearner()))
    return learners.map { baseline, learner in
      StudyCandidate(
        name: baseline.rawValue, source: .builtIn(learner), isBaseline: true, space: SearchSpace([]),
        fixed: learner.portfolio(for: data).first ?? Assignment(), portfolio: [])
    }
  }

  /// The candidates of the specification.
  /// - Throws: for an external candidate whose command cannot be filled in.
  static func searched(
    _ specification: StudySpecification, for data: StudyData
  ) throws(LearningError) -> [StudyCandidate] {
    let asked =
      specification.candidates ?? [.linear, .forest, .boosting].map { .init(name: $0.rawValue, kind: $0) }
    var result: [StudyCandidate] = []
    for candidate in asked {
      let made: StudyCandidate
      if let learner = learner(candidate.kind) {
        made = try make(candidate, learner, data)
      } else {
        made = try StudyCandidate(external: candidate)
      }
      if specification.interpretability == .high, made.interpretability != .high { continue }
      result.append(made)
    }
    return result
  }

  private static func learner(_ kind: StudySpecification.Candidate.Kind) -> (any Learner)? {
    switch kind {
    case .linear: LinearLearner()
    case .forest: ForestLearner()
    case .boosting: BoostingLearner()
    case .external: nil
    }
  }

  private static func make(
    _ asked: StudySpecification.Candidate, _ learner: any Learner, _ data: StudyData
  ) throws(LearningError) -> StudyCandidate {
    var parameters = learner.searchSpace(for: data).parameters
    for name in asked.fixed.names + (asked.space?.parameters.map(\.name) ?? [])
    where !learner.settingNames.contains(name) {
      let known = learner.settingNames.joined(separator: ", ")
      throw .cannotFit(family: asked.name, reason: "there is no hyperparameter \(name); there are \(known)")
    }
    for own in asked.space?.parameters ?? [] {
      if let index = parameters.firstIndex(where: { $0.name == own.name }) {
        parameters[index] = own
      } else {
        parameters.append(own)
      }
    }
    let fixedNames = Set(asked.fixed.names)
    let space = SearchSpace(parameters.filter { !fixedNames.contains($0.name) })
    let portfolio = learner.portfolio(for: data).map { settings in
      Assignment(settings.pairs.filter { !fixedNames.contains($0.name) }.map { ($0.name, $0.value) })
    }
    return StudyCandidate(
      name: asked.name, source: .builtIn(learner), isBaseline: false, space: space, fixed: asked.fixed,
      portfolio: portfolio.filter { space.contains($0) })
  }
}
