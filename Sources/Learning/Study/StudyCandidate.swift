internal import HyperparameterSearch
internal import Specification
internal import StudyModel

/// A family of models that takes part in a study, with the settings it may take.
struct StudyCandidate: Sendable {
  /// Unique in the study.
  var name: String
  var learner: any Learner
  var isBaseline: Bool
  /// Without the fixed settings.
  var space: SearchSpace
  var fixed: Assignment
  /// In the space, the best first.
  var portfolio: [Assignment]

  func settings(_ assignment: Assignment) -> Assignment {
    var result = assignment
    for (name, value) in fixed.pairs { result[name] = value }
    return result
  }

  /// Baselines with their only settings, in the order of their simplicity.
  static func baselines(for data: StudyData, isTemporal: Bool) -> [StudyCandidate] {
    var learners: [(String, any Learner)] = [("prior", PriorLearner()), ("one-feature", OneFeatureLearner())]
    if isTemporal, data.task == .regression { learners.append(("seasonal-naive", SeasonalNaiveLearner())) }
    learners.append(("linear-default", LinearLearner()))
    return learners.map { name, learner in
      StudyCandidate(
        name: name, learner: learner, isBaseline: true, space: SearchSpace([]),
        fixed: learner.portfolio(for: data).first ?? Assignment(), portfolio: [])
    }
  }

  /// The built-in candidates of the specification.
  static func searched(
    _ specification: StudySpecification, for data: StudyData
  ) throws(LearningError) -> [StudyCandidate] {
    let asked =
      specification.candidates ?? [.linear, .forest, .boosting].map { .init(name: $0.rawValue, kind: $0) }
    var result: [StudyCandidate] = []
    for candidate in asked {
      guard let learner = learner(candidate.kind) else { continue }
      if specification.interpretability == .high, learner.interpretability != .high { continue }
      result.append(make(candidate, learner, data))
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
  ) -> StudyCandidate {
    var parameters = learner.searchSpace(for: data).parameters
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
      name: asked.name, learner: learner, isBaseline: false, space: space, fixed: asked.fixed,
      portfolio: portfolio.filter { space.contains($0) })
  }
}
