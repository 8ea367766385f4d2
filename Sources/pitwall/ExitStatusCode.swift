/// The exit codes that scripts may rely on (sysexits.h).
enum ExitStatusCode: Int32 {
  case success = 0
  /// An honest no: a gate is shut, a verification failed.
  case no = 1
  case usage = 64
  case damagedInput = 65
  case noInput = 66
  case serviceMissing = 69
  case cannotCreate = 73
  case inputOutput = 74
  case tryAgain = 75
  case notPermitted = 77
}

/// Why a command ends without having done what was asked: one sentence for standard error, and the exit code.
struct CommandFailure: Error {
  var message: String
  var code: ExitStatusCode

  init(_ code: ExitStatusCode, _ message: String) { (self.code, self.message) = (code, message) }
}
