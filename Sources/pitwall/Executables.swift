import FileAccess
import Glibc

/// The programs that `pitwall` starts: itself as a supervisor, and the built-in trainer.
enum Executables {
  /// Absolute path of this program.
  static func current() throws -> String {
    do {
      return try Files.resolve("/proc/self/exe")
    } catch {
      throw CommandFailure(file: error)
    }
  }

  static func supervisorCommand() throws -> [String] { [try current(), "supervise"] }

  /// The built-in trainer: beside this program, else on the PATH.
  static func trainer() throws -> String {
    let path = Environment["PATH"] ?? ""
    let directories = [Files.split(try current()).directory] + path.split(separator: ":").map(String.init)
    guard let directory = directories.first(where: { access("\($0)/pitwall-learn", X_OK) == 0 }) else {
      throw CommandFailure(
        .serviceMissing,
        "pitwall-learn, the built-in trainer, is neither beside pitwall nor on the PATH; `make install` installs both")
    }
    return "\(directory)/pitwall-learn"
  }
}
