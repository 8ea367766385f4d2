public import FileAccess
public import Specification
public import SpecifiedData
public import Tables

/// Why a training could not start or go on. Cases carry data; `message` is the sentence for people.
public enum LearningError: Error, Sendable {
  case specification(SpecificationErrors, path: String)
  /// The specification does not go together with its data, or those cannot be read.
  case specifiedData(SpecifiedDataError)
  case damagedData(TableError)
  /// Data that can be read and do not fit the specification.
  case unsuitableData(path: String, reason: String)
  case checkpoint(path: String, reason: String)
  case file(FileError)
  /// The run directory cannot be made or opened for writing.
  case runDirectory(FileError)
  /// These rows or settings that a family of models cannot learn from or with.
  case cannotFit(family: String, reason: String)
  /// A model's document that cannot be read, or rows that a model does not fit.
  case model(reason: String)
  /// The specification's own transformation of the features failed: `features.command`.
  case transformation(reason: String)
  /// A command of the study could not be started for a reason that may pass: see `FileError.isResultOfCommand`.
  case notStarted(FileError)
  /// No failure: somebody asked the study to leave, and it has.
  case interrupted(Interruption)
  /// A question about a study that cannot be answered as it was asked.
  case unclear(reason: String)
  /// What was asked about is not there.
  case absent(reason: String)
  /// Only a program that is not started here could answer.
  case unavailable(reason: String)
  /// No failure: a study has stopped on its way, until somebody decides how it goes on.
  case awaitsDecision
  /// No failure: somebody has decided that the study ends.
  case endedByDecision
  /// What XGBoost itself said.
  case booster(operation: String, reason: String)

  /// One sentence: what failed, where, what to do.
  public var message: String {
    switch self {
    case .specification(let errors, let path): errors.sentences(file: path).joined(separator: "\n")
    case .specifiedData(let error): error.message
    case .damagedData(let error): error.message
    case .unsuitableData(let path, let reason): "\(path): \(reason)"
    case .checkpoint(let path, let reason): "checkpoint \(path): \(reason)"
    case .file(let error): error.message
    case .runDirectory(let error): "\(error.message); choose another run directory"
    case .cannotFit(let family, let reason): "\(family): \(reason)"
    case .model(let reason): "model: \(reason)"
    case .transformation(let reason): "features.command: \(reason)"
    case .notStarted(let error): "\(error.message); resume the study when the machine has room again"
    case .interrupted: "interrupted"
    case .unclear(let reason), .absent(let reason), .unavailable(let reason): reason
    case .awaitsDecision: "waits for a decision"
    case .endedByDecision: "ended early, as somebody decided"
    case .booster(let operation, let reason): "XGBoost could not \(operation): \(reason)"
    }
  }

  /// As in sysexits.h: 64 usage, 65 damaged input, 66 no such input, 69 unavailable, 70 internal, 73 cannot create, 74 I/O.
  public var exitCode: Int32 {
    switch self {
    case .specification, .damagedData, .unsuitableData, .checkpoint, .cannotFit, .model, .transformation: 65
    case .file(let error), .specifiedData(.file(let error)): error.isMissing ? 66 : 74
    case .unclear: 64
    case .specifiedData(.missingData), .absent: 66
    case .unavailable: 69
    case .specifiedData(.specification), .specifiedData(.damagedData): 65
    case .runDirectory: 73
    case .notStarted: 74
    case .interrupted, .awaitsDecision: 75
    case .endedByDecision: 1
    case .booster: 70
    }
  }

  /// Work on files whose failures are of the case `file`.
  static func files<Value>(_ work: () throws(FileError) -> Value) throws(LearningError) -> Value {
    do { return try work() } catch { throw .file(error) }
  }

  /// Work whose failures are of the case `specifiedData`.
  static func specifiedData<Value>(
    _ work: () throws(SpecifiedDataError) -> Value
  ) throws(LearningError) -> Value {
    do { return try work() } catch { throw .specifiedData(error) }
  }

  /// Whether it ends a study. What else goes wrong with one model is that model's failure.
  var concernsStudy: Bool {
    switch self {
    case .interrupted, .awaitsDecision, .endedByDecision, .transformation, .notStarted, .file, .runDirectory: true
    default: false
    }
  }
}
