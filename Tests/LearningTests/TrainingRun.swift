import FileAccess
import JSONText
import RunFormats
import RunModel
import Specification
import TestSupport

@testable import Learning

/// A small training in its own directory.
struct TrainingRun {
  let directory = TemporaryDirectory()
  var specification: TrainingSpecification

  init(rounds: Int = 33, every: Int = 10, patience: Int = 0) throws {
    let first = ChurnSample(rows: 600, seed: 3, isLater: false).csv()
    try Files.replaceAtomically(directory.path("churn.csv"), with: first)
    try Files.replaceAtomically(
      directory.path("later.csv"), with: ChurnSample(rows: 600, seed: 4, isLater: true).csv())
    specification = TrainingSpecification(
      name: "churn",
      data: .init(
        path: "churn.csv", later: "later.csv", target: "churned", idColumns: ["customer_id"],
        timeColumns: ["observed_on"], sensitiveColumns: ["gender", "age"]))
    specification.model.rounds = rounds
    specification.model.maxDepth = 3
    specification.model.learningRate = 0.2
    specification.model.subsample = 0.7
    specification.model.columnSample = 0.6
    specification.model.earlyStoppingRounds = patience
    specification.checkpoint.every = every
  }

  func run(_ name: String, from checkpoint: String? = nil, stopping: @escaping (Int) -> Interruption? = { _ in nil })
    throws -> TrainingOutcome
  {
    try BoostingTrainer(
      specification, directory: directory.path, runDirectory: directory.path(name), resumeFrom: checkpoint,
      interruption: stopping
    ).run()
  }

  func bytes(_ name: String) throws -> [UInt8] { try Files.read(directory.path(name)) }

  func records(_ name: String) throws -> [JSONObject] {
    try bytes("\(name)/metrics.jsonl").split(separator: 0x0A).compactMap { try JSONValue(parsing: $0).objectValue }
  }

  /// The newest checkpoint that is recorded, as a supervisor would pick it.
  func newestCheckpoint(_ name: String) throws -> String? {
    guard Files.exists(directory.path("\(name)/metrics.jsonl")) else { return nil }
    return try records(name).last { $0["kind"] == "checkpoint" }?["path"]?.stringValue
  }

  /// `step name value` of every point that counts after restarts, in the order of the file.
  func points(_ name: String) throws -> [String] {
    var kept: [(step: Int64, text: String)] = []
    for record in try records(name) {
      guard let step = record["step"]?.integerValue else { continue }
      if record["kind"] == "restart" { kept.removeAll { $0.step >= step } }
      guard record["kind"] == nil else { continue }
      for (key, value) in record.pairs where key != "step" && key != "t" {
        kept.append((step, "\(step) \(key) \(value.doubleValue ?? .nan)"))
      }
    }
    return kept.map(\.text)
  }
}
