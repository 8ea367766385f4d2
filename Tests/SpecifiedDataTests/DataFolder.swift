import FileAccess
import Specification
import TestSupport

@testable import SpecifiedData

/// A folder of data files, and what they say to a specification.
struct DataFolder {
  private let directory = TemporaryDirectory()

  /// - Parameter files: contents by name.
  init(_ files: KeyValuePairs<String, String>) throws {
    for (name, text) in files { try Files.replaceAtomically(directory.path(name), with: Array(text.utf8)) }
  }

  var path: String { directory.path }

  func study(_ yaml: String) throws -> StudyInput {
    try StudyInput(
      StudySpecification.parse(yaml: yaml), text: SpecificationText(path: "s.yaml", yaml: yaml), directory: path)
  }

  /// A line a mistake; empty when there is none.
  func mistakes(_ yaml: String) throws -> [String] {
    let text = SpecificationText(path: "s.yaml", yaml: yaml)
    do {
      _ = try SpecificationDocument.parse(yaml: yaml).resolvedYAML(writtenAs: text, directory: path)
      return []
    } catch let error as SpecifiedDataError {
      return error.message.split(separator: "\n").map { String($0).replacing(path + "/", with: "") }
    }
  }
}
