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

  @Test func theExamplesAreTheSampleDatasSpecifications() throws {
    let training = try text("examples/churn.yaml")
    #expect(training == ChurnSample.training)
    #expect(try TrainingSpecification.parse(yaml: training).data.sensitiveColumns == ["gender", "age"])
    let study = try text("examples/study.yaml")
    #expect(study == ChurnSample.study)
    #expect(try StudySpecification.parse(yaml: study).data.later == "churn-later.csv")
  }

  @Test func thePageNamesEveryKeyWithItsLimits() throws {
    let page = try text("docs/specification.md")
    for key in SpecificationKeys.all where key.kind != .section {
      #expect(page.contains("| `\(key.path)` | \(key.allowed) | "), "\(key.path)")
      #expect(page.contains(" | \(key.summary) |"), "\(key.path)")
    }
  }
}
