internal import HyperparameterSearch
internal import Specification
internal import StudyModel
internal import TrialProcesses

/// What is run for a candidate that is not built in.
struct ExternalCommand: Sendable {
  let template: CommandTemplate
  /// Seconds for one process.
  let timeout: Double
  /// What a model of it is taken for, as nothing is known about it.
  static let interpretability = CandidateSummary.Interpretability.low
  static let family = "external"

  /// - Throws: when its arguments name a setting that the candidate does not have, or two settings have one name in
  ///   the environment.
  init(_ asked: StudySpecification.Candidate) throws(LearningError) {
    let names = (asked.space?.parameters.map(\.name) ?? []) + asked.fixed.names
    if let (first, second) = ParameterEnvironment.clash(among: names) {
      throw .cannotFit(
        family: asked.name,
        reason: "\(first) and \(second) would both be \(ParameterEnvironment.name(of: first)); rename one")
    }
    do throws(CommandTemplate.UnknownPlace) {
      template = try CommandTemplate(asked.command, names: names)
    } catch {
      throw .cannotFit(
        family: asked.name,
        reason: "{\(error.name)} in \(error.argument) is no setting; there are \(names.joined(separator: ", ")). "
          + "{{\(error.name)}} stands for {\(error.name)} itself")
    }
    timeout = asked.timeout
  }
}

extension StudyCandidate {
  /// Searched from the middle of its space.
  init(external asked: StudySpecification.Candidate) throws(LearningError) {
    let space = asked.space ?? SearchSpace([])
    let middle = space.assignment(at: space.parameters.map { _ in 0.5 })
    self.init(
      name: asked.name, source: .external(try ExternalCommand(asked)), isBaseline: false, space: space,
      fixed: asked.fixed, portfolio: [middle])
  }
}
