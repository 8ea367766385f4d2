public import FileAccess
internal import Glibc

extension FileError {
  /// Whether a command is to blame that does not start, or whose file cannot be read: its program is not there or is
  /// none, its arguments are too long, it left a directory. That is a result. Everything else, such as no memory, too
  /// many processes or a full disk, tells of the machine at this moment and nothing of the command: whoever keeps it as a
  /// result has results that depend on the machine's load.
  public var isResultOfCommand: Bool {
    switch operation {
    // As execve(2) says it.
    case "start": [E2BIG, EACCES, ELIBBAD, ELOOP, ENAMETOOLONG, ENOENT, ENOEXEC, ENOTDIR].contains(code)
    case "read": [EACCES, EISDIR, ELOOP, ENOENT, ENOTDIR].contains(code)
    default: false
    }
  }
}
