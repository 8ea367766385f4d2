import Approvals
import FileAccess
import Glibc
import RunIngest
import Specification
import SpecifiedData
import TrainingControl

/// Which exit code the errors of the layers below end a command with; their sentences are their own.
extension CommandFailure {
  init(file error: FileError) {
    let code: ExitStatusCode =
      switch error.code {
      case ENOENT, ENOTDIR: .noInput
      case EACCES, EPERM: .notPermitted
      case EEXIST, EROFS, ENOSPC: .cannotCreate
      default: .inputOutput
      }
    self.init(code, error.message)
  }

  /// Work whose failures are those of files.
  static func files<Value>(_ work: () throws(FileError) -> Value) throws -> Value {
    do { return try work() } catch { throw CommandFailure(file: error) }
  }

  /// A path that was named as a run or as a place of runs.
  init(holdsNoRun path: String) {
    self.init(.noInput, "\(path): holds no run; name a directory with metrics in it")
  }

  init(mistakes: SpecificationErrors, in path: String, _ code: ExitStatusCode = .damagedInput) {
    self.init(code, "the specification has mistakes\n" + mistakes.sentences(file: path).joined(separator: "\n"))
  }

  init(specifiedData error: SpecifiedDataError) {
    switch error {
    case .specification(let mistakes, let path): self.init(mistakes: mistakes, in: path)
    case .missingData(let mistakes, let path): self.init(mistakes: mistakes, in: path, .noInput)
    case .damagedData: self.init(.damagedInput, error.message)
    case .file(let file): self.init(file: file)
    }
  }

  init(read error: ReadError) {
    switch error {
    case .missing: self.init(.noInput, error.description)
    case .unreadable: self.init(.notPermitted, error.description)
    }
  }

  init(control error: ControlError) {
    switch error {
    case .file(let file): self.init(file: file)
    case .notARun: self.init(.noInput, error.message)
    case .damaged: self.init(.damagedInput, error.message)
    case .emptyCommand, .unknownSignal: self.init(.usage, error.message)
    case .couldNotStart(let reason, let directory):
      self.init(.noInput, "\(reason); the attempt is recorded in \(directory)")
    case .supervisorDidNotStart: self.init(.serviceMissing, error.message)
    case .otherHost: self.init(.tryAgain, error.message)
    }
  }

  init(approval error: ApprovalError) {
    switch error {
    case .file(let file): self.init(file: file)
    case .shortReason, .emptyAuthor, .checkpointOutsideRun, .checkpointNotAFile: self.init(.usage, error.message)
    case .checkpointMissing: self.init(.noInput, error.message)
    case .checkpointChanged, .damagedLedger: self.init(.damagedInput, error.message)
    case .alreadyDecided: self.init(.no, error.message(secondsFromUTC: LocalTime.secondsFromUTC))
    case .busy: self.init(.tryAgain, error.message)
    }
  }
}
