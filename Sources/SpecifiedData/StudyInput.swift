public import Specification
internal import StudyModel
internal import Tables

/// A study's specification together with its data: what only the data can decide.
///
/// `pitwall check`, `pitwall launch` and the trainer all make one, so that each names the same mistakes.
public struct StudyInput: Sendable {
  public let specification: StudySpecification
  public let text: SpecificationText
  public let data: DataFiles
  public let later: DataFiles?
  /// Rows that have a target.
  public let labelled: [Int]
  public let target: TargetColumn
  public let split: SplitChoice
  /// As far as they are known before the checks for leaks.
  public let features: FeatureChoice

  /// Reads all files.
  /// - Parameters:
  ///   - text: as which the specification is written; nil: as its resolved YAML.
  ///   - directory: of the specification; relative paths start there.
  /// - Throws: every mistake that the data show.
  public init(
    _ specification: StudySpecification, text: SpecificationText? = nil, directory: String
  ) throws(SpecifiedDataError) {
    self.specification = specification
    let text = text ?? SpecificationText(path: "specification", yaml: specification.resolvedYAML())
    self.text = text
    var mistakes = SpecificationMistakes(of: text, SpecificationKeys.study)
    let asked = specification.data
    let read = try DataFiles.read(asked.paths, at: "data.path", in: directory, &mistakes)
    later = try asked.later.flatMap { name throws(SpecifiedDataError) in
      try DataFiles.read([name], at: "data.later", in: directory, &mistakes)
    }
    guard let data = read, mistakes.isEmpty else { throw .missingData(mistakes.errors, path: text.path) }
    self.data = data
    features = FeatureChoice(specification, header: data.table.header)
    labelled = StudyChecks.labelledRows(data, target: asked.target)
    let checks = StudyChecks(specification, data, labelled: labelled, features: features)
    let decided = checks.decide(&mistakes)
    mistakes.checkPrograms(of: specification, in: directory)
    if let later { mistakes.checkLater(later, has: checks.watched, of: data) }
    try mistakes.throwAny(in: text)
    guard let target = decided.target, let split = decided.split else {
      preconditionFailure("what is undecided is a mistake")
    }
    (self.target, self.split) = (target, split)
  }

  /// For what turns out to be a mistake of the specification later.
  public var mistakes: SpecificationMistakes { SpecificationMistakes(of: text, SpecificationKeys.study) }

  /// The specification with everything that the data decide filled in, each with its reason.
  public func resolvedYAML() -> String {
    var resolved = specification
    var comments: [String: String] = [:]
    if specification.task == nil { (resolved.task, comments["task"]) = (target.task, target.reason) }
    if specification.split.kind == nil { (resolved.split.kind, comments["split.kind"]) = (split.kind, split.reason) }
    if specification.metrics.primary == nil {
      resolved.metrics.primary = StudyMetrics.primary(specification, task: target.task)
      comments["metrics.primary"] = "for a \(target.task.rawValue) task"
    }
    if specification.metrics.rope == nil {
      let primary = StudyMetrics.primary(specification, task: target.task)
      resolved.metrics.rope = StudyMetrics.rope(specification, primary: primary)
      comments["metrics.rope"] =
        resolved.metrics.rope == nil ? "a hundredth of the best baseline's \(primary)" : "for a metric from 0 to 1"
    }
    if specification.data.positive == nil, target.task == .binary {
      resolved.data.positive = target.classes.last
      comments["data.positive"] = "the other value is \(target.classes[0])"
    }
    return resolved.resolvedYAML(comments: comments)
  }
}
