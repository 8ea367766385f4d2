internal import Crypto
internal import FileAccess
internal import JSONText
internal import RunFormats
internal import RunModel
internal import Specification
internal import StudyModel

/// What a study's run directory says of its end.
struct RunFiles {
  let specification: StudySpecification
  let text: SpecificationText
  /// Where relative paths of the specification start.
  let directory: String
  let header: StudyHeader
  /// The chosen candidate.
  let candidate: String
  let model: any FittedModel
  /// Of two classes; nil: not recorded.
  let threshold: DecisionThreshold?

  /// - Throws: when it is no study, has not chosen, or a file is not what was recorded.
  init(_ run: String) throws(LearningError) {
    (specification, text) = try Self.specification(of: run)
    directory = try Self.workingDirectory(of: run)
    let records = try Self.records(of: run)
    guard let header = records.header else { throw .absent(reason: "\(run): the study has not read its data yet") }
    guard let candidate = records.candidate, let digest = records.digest else {
      throw .absent(reason: "\(run): \(records.whyNoModel)")
    }
    (self.header, self.candidate, threshold) = (header, candidate, records.threshold)
    let path = "\(run)/checkpoints/final.json"
    let bytes = try LearningError.files { () throws(FileError) in try Files.read(path) }
    guard SHA256.hash(data: bytes).hexadecimal == digest else {
      throw .checkpoint(path: path, reason: "it is not the model that the study wrote; its SHA-256 is another")
    }
    model = try ModelFile.read(bytes)
  }

  // MARK: Specification

  private static func specification(
    of run: String
  ) throws(LearningError) -> (StudySpecification, SpecificationText) {
    let path = "\(run)/spec.yaml"
    guard Files.exists(path) else {
      throw .absent(
        reason: "\(run): holds no spec.yaml, as a study that was launched does; there is nothing to explain")
    }
    let bytes = try LearningError.files { () throws(FileError) in try Files.read(path) }
    let text = SpecificationText(path: path, yaml: String(decoding: bytes, as: UTF8.self))
    let document: SpecificationDocument
    do throws(SpecificationErrors) { document = try SpecificationDocument.parse(yaml: text.yaml) } catch {
      throw .specification(error, path: path)
    }
    guard case .study(let specification) = document else {
      throw .absent(reason: "\(run): is no study, which alone chooses a model that can be explained")
    }
    return (specification, text)
  }

  private static func workingDirectory(of run: String) throws(LearningError) -> String {
    let path = "\(run)/run.json"
    let bytes = try LearningError.files { () throws(FileError) in try Files.read(path) }
    guard let directory = (try? JSONValue(parsing: bytes))?.objectValue?["cwd"]?.stringValue else {
      throw .unsuitableData(
        path: path, reason: "it does not say where the study was launched, so that its data cannot be found")
    }
    return directory
  }

  // MARK: Records

  fileprivate struct Records {
    var header: StudyHeader?
    var candidate: String?
    /// Of the final model.
    var digest: String?
    var threshold: DecisionThreshold?
    /// The study's last word; nil where it has not ended, or goes on after all.
    var end: TrainingEnd?

    /// Why there is no final model, and what helps.
    var whyNoModel: String {
      let isStopped = end?.outcome == .stopped
      let cause = end?.reason.map { " (\($0))" } ?? ""
      switch (candidate, end) {
      case (nil, nil): return "the study has not come to its choice yet; `pitwall report` says how far it is"
      case (nil, _?):
        return isStopped
          ? "the study was ended before it had chosen a model\(cause); there is nothing to explain"
          : "the study has chosen no model\(cause); there is nothing to explain"
      case (let name?, nil):
        return "the study has chosen \(name) and has not made the final model yet; `pitwall report` says how far it is"
      case (let name?, _?):
        return "the study has chosen \(name), but ended before the final model was made\(cause)"
          + (isStopped ? "; approve another alternative, then `pitwall resume` makes it" : "")
      }
    }
  }

  private static func records(of run: String) throws(LearningError) -> Records {
    let path = "\(run)/metrics.jsonl"
    let bytes = try LearningError.files { () throws(FileError) in try Files.read(path) }
    var records = Records()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let object = (try? JSONValue(parsing: line))?.objectValue, let kind = object["kind"]?.stringValue else {
        continue
      }
      // Whoever goes on after an end has more to say.
      records.end = nil
      do throws(JSONFieldError) {
        try records.take(object, kind)
      } catch {
        throw .unsuitableData(path: path, reason: "\(kind): \(error.description)")
      }
    }
    return records
  }
}

extension RunFiles.Records {
  fileprivate mutating func take(_ object: JSONObject, _ kind: String) throws(JSONFieldError) {
    switch kind {
    case "study/header", "study/choice":
      switch try StudyRecord(kind: kind, object: object) {
      case .header(let header): self.header = header
      case .choice(let choice): (candidate, threshold) = (choice.candidate, choice.threshold)
      default: break
      }
    case "checkpoint" where object["reason"]?.stringValue == "final": digest = object["sha256"]?.stringValue
    case "end":
      end = object["outcome"]?.stringValue.flatMap(TrainingEnd.Outcome.init).map {
        TrainingEnd(outcome: $0, reason: object["reason"]?.stringValue)
      }
    default: break
    }
  }
}
