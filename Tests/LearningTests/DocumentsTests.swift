import FileAccess
import Specification
import Testing

@testable import Learning

/// What is written down once more for people says the same.
@Suite struct DocumentsTests {
  private func text(_ path: String) throws -> String {
    let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    // Where the sources are a link, the documents lie beside what it points to.
    let sources = try Files.resolve("\(package)/Sources")
    return String(decoding: try Files.read("\(Files.split(sources).directory)/\(path)"), as: UTF8.self)
  }

  @Test func theExampleIsTheSampleDatasSpecification() throws {
    let example = try text("examples/churn.yaml")
    #expect(example == ChurnSample.specification)
    let specification = try TrainingSpecification.parse(yaml: example)
    #expect(specification.data.sensitiveColumns == ["gender", "age"])
  }

  @Test func thePageNamesEveryKeyWithItsLimits() throws {
    let page = try text("docs/specification.md")
    for key in SpecificationKeys.all where key.kind != .section {
      #expect(page.contains("| `\(key.path)` | \(key.allowed) | "), "\(key.path)")
      #expect(page.contains(" | \(key.summary) |"), "\(key.path)")
    }
  }
}
