internal import Crypto
internal import FileAccess
internal import HyperparameterSearch
internal import JSONText

/// A model that a command has made: what was run, and the files it left. It predicts by its own command only.
struct ExternalModel: FittedModel {
  /// A file below the study's run directory.
  struct Artifact: Equatable, Sendable {
    var path: String
    var byteCount: Int
    var sha256: String
  }

  let family = ExternalCommand.family
  var command: [String]
  var artifacts: [Artifact]

  var byteCount: Int { artifacts.reduce(0) { $0 + $1.byteCount } }

  init(command: [String], artifacts: [Artifact]) { (self.command, self.artifacts) = (command, artifacts) }

  /// - Parameters:
  ///   - directory: with the files, at any depth; it may be absent.
  ///   - relative: its path below the study's run directory.
  init(command: [String], directory: String, relative: String) throws(LearningError) {
    self.command = command
    artifacts = []
    for name in try FileTree.files(below: directory) {
      let bytes = try LearningError.files { () throws(FileError) in try Files.read("\(directory)/\(name)") }
      artifacts.append(
        Artifact(
          path: "\(relative)/\(name)", byteCount: bytes.count, sha256: SHA256.hash(data: bytes).hexadecimal))
    }
  }

  init(_ reader: DocumentReader) throws(LearningError) {
    command = try reader.texts("command")
    artifacts = []
    for item in try reader.list("artifacts") {
      let file = DocumentReader(item)
      artifacts.append(
        Artifact(path: try file.text("path"), byteCount: try file.count("bytes"), sha256: try file.text("sha256")))
    }
  }

  var document: JSONValue {
    let files = artifacts.map { file -> JSONValue in
      ["path": .string(file.path), "bytes": .count(file.byteCount), "sha256": .string(file.sha256)]
    }
    return [
      "family": .string(family), "command": .array(command.map { .string($0) }), "artifacts": .array(files),
    ]
  }

  func encode(_ columns: [StudyData.Column], times: [Double]?, rows: [Int]) throws(LearningError) -> EncodedRows {
    throw .model(reason: "an external model predicts by its own command: \(command.joined(separator: " "))")
  }

  func predict(_ rows: EncodedRows) throws(LearningError) -> Predictions {
    throw .model(reason: "an external model predicts by its own command: \(command.joined(separator: " "))")
  }

  /// What is inside is not known.
  var facts: ModelFacts { ModelFacts(parametersPerPrediction: 0) }
  var importance: (measure: String, values: [(feature: String, value: Double)]) { ("", []) }
}
