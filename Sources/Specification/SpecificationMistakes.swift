public import StudyModel
internal import Yams

/// A specification as it is written.
public struct SpecificationText: Equatable, Sendable {
  /// The file, as errors name it.
  public var path: String
  public var yaml: String

  public init(path: String, yaml: String) { (self.path, self.yaml) = (path, yaml) }
}

/// Collects the mistakes of a specification that only its data show, with their places in its text.
public struct SpecificationMistakes {
  private var reader: SpecificationReader

  /// - Parameter text: has been parsed as a document of these keys before.
  public init(of text: SpecificationText, _ table: KeyTable) {
    reader = SpecificationReader(root: ParsedDocument(text.yaml).root ?? .mapping(Node.Mapping([])), table: table)
  }

  public var isEmpty: Bool { reader.mistakes.isEmpty }
  /// In the order of the text.
  public var errors: SpecificationErrors { SpecificationErrors(sorting: reader.mistakes) }

  /// - Parameter value: the item of the list at `path` that is wrong; nil: all of it.
  public mutating func add(_ path: DocumentPath, naming value: String? = nil, _ message: String) {
    reader.add(path, naming: value, message)
  }

  /// What a study says that does not go together with the task that its data show.
  public mutating func check(_ specification: StudySpecification, as task: StudyTask) {
    var decided = specification
    decided.task = task
    decided.check(&reader)
  }
}

extension SpecificationErrors {
  init(sorting entries: [Entry]) {
    self.entries = entries.sorted { ($0.line, $0.column, $0.keyPath) < ($1.line, $1.column, $1.keyPath) }
  }
}
