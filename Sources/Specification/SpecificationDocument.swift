/// A document that `pitwall` understands, told apart by its keys.
public enum SpecificationDocument: Equatable, Sendable {
  /// One model with live curves: a document with a `model`.
  case training(TrainingSpecification)
  /// A search for any command: a document with a `space` at its top.
  case search(SearchFile)
  /// The choice among many models: every other document.
  case study(StudySpecification)

  /// Reads a document of any kind.
  /// - Throws: every mistake, in the order of the text.
  public static func parse(yaml: String) throws(SpecificationErrors) -> SpecificationDocument {
    let document = ParsedDocument(yaml)
    if document.has("model") {
      return .training(
        try SpecificationReader.parse(document, SpecificationKeys.training, TrainingSpecification.read))
    }
    if document.has("space") {
      return .search(try SpecificationReader.parse(document, SpecificationKeys.search, SearchFile.read))
    }
    return .study(try SpecificationReader.parse(document, SpecificationKeys.study, StudySpecification.read))
  }

  /// The document with every default filled in; parsing it gives this value again.
  public func resolvedYAML() -> String {
    switch self {
    case .training(let specification): specification.resolvedYAML()
    case .search(let file): file.resolvedYAML()
    case .study(let specification): specification.resolvedYAML()
    }
  }
}
