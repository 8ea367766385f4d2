public import Specification

extension SpecificationDocument {
  /// The document with every default filled in, also with those that its data decide.
  /// - Parameter directory: of the specification; relative paths start there.
  /// - Throws: every mistake that the data show.
  public func resolvedYAML(
    writtenAs text: SpecificationText, directory: String
  ) throws(SpecifiedDataError) -> String {
    switch self {
    case .study(let study): return try StudyInput(study, text: text, directory: directory).resolvedYAML()
    case .training(let training):
      _ = try TrainingInput(training, text: text, directory: directory)
    case .search: break
    }
    return resolvedYAML()
  }
}
