import FileAccess
import Glibc

/// The programs that `pitwall` starts: itself as a supervisor, and the built-in trainer.
enum Executables {
  /// Absolute path of this program.
  static let current: String = Files.linkTarget("/proc/self/exe") ?? Files.absolutePath(CommandLine.arguments[0])

  static var supervisorCommand: [String] { [current, "supervise"] }

  /// The built-in trainer: beside this program, else on the PATH.
  static func trainer() throws -> String {
    let beside = current.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/pitwall-learn"
    if access(beside, X_OK) == 0 { return beside }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    for directory in path.split(separator: ":") where access("\(directory)/pitwall-learn", X_OK) == 0 {
      return "\(directory)/pitwall-learn"
    }
    throw CommandFailure(
      .serviceMissing,
      "pitwall-learn, the built-in trainer, is neither beside pitwall nor on the PATH; `make install` installs both")
  }
}
