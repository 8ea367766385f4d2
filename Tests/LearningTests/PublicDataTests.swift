import FileAccess
import JSONText
import Specification
import TestSupport
import Testing

@testable import Learning

/// Real customer data, where the folder with it lies beside the package.
@Suite struct PublicDataTests {
  static let directory: String = {
    let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return ["\(package)/../shared/data", "\(package)/../../shared/data"].first(where: Files.exists) ?? ""
  }()
  static var isPresent: Bool { !directory.isEmpty }

  private func testAUC(_ data: TrainingSpecification.DataSource) throws -> Double {
    let run = TemporaryDirectory()
    var specification = TrainingSpecification(name: "public", data: data)
    specification.model.rounds = 30
    specification.model.learningRate = 0.2
    specification.model.maxDepth = 4
    let trainer = try BoostingTrainer(specification, directory: Self.directory, runDirectory: run.path)
    #expect(try trainer.run() == .finished)
    let lines = try Files.read(run.path("metrics.jsonl")).split(separator: 0x0A)
    let values = try lines.compactMap { try JSONValue(parsing: $0).objectValue?["test/auc"]?.doubleValue }
    return try #require(values.last)
  }

  @Test(.enabled(if: isPresent)) func telco() throws {
    let auc = try testAUC(.init(path: "telco_churn.csv", target: "Churn", idColumns: ["customerID"]))
    #expect((0.81...0.88).contains(auc))
  }
}
