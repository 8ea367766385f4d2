public import FileAccess

/// Why a run could not be launched, opened or controlled.
public enum ControlError: Error, Equatable, Sendable, CustomStringConvertible {
  case file(FileError)
  /// The directory is no native run.
  case notARun(path: String)
  /// A document of the run cannot be understood.
  case damaged(path: String, reason: String)
  case emptyCommand
  case unknownSignal(String)
  /// The training's command did not start; `reason` is a sentence. The run exists and is `failed`.
  case couldNotStart(reason: String, directory: String)
  /// The supervisor did not start, or ended before it did anything.
  case supervisorDidNotStart(command: String, reason: String)
  /// The run is supervised on another host.
  case otherHost(path: String, host: String)

  /// One sentence: what failed, where, and what to do where that is known.
  public var message: String {
    switch self {
    case .file(let error): error.message
    case .notARun(let path): "\(path) is not a run that Pitwall launched: it has no run.json"
    case .damaged(let path, let reason): "\(path) cannot be understood: \(reason)"
    case .emptyCommand: "there is no command to start"
    case .unknownSignal(let name): "there is no signal named \(name); the usual one is USR1"
    case .couldNotStart(let reason, _): reason
    case .supervisorDidNotStart(let command, let reason): "cannot start the supervisor \(command): \(reason)"
    case .otherHost(let path, let host): "\(path) is supervised on \(host); ask there"
    }
  }
  public var description: String { message }
}

/// Runs file operations and gives their errors this module's type.
func onFiles<Result>(_ body: () throws(FileError) -> Result) throws(ControlError) -> Result {
  do {
    return try body()
  } catch {
    throw .file(error)
  }
}
