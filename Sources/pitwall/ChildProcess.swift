import FileAccess
import Glibc
import RunModel

/// Programs that a command waits for, with its own standard streams.
enum ChildProcess {
  /// - Throws: when the program cannot be started, or how it ended cannot be learned.
  static func run(_ argv: [String]) throws(FileError) -> ExitStatus {
    var arguments = argv.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, argv[0], nil, nil, &arguments, environ)
    guard code == 0 else { throw FileError(operation: "start", path: argv[0], code: code) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { throw FileError(operation: "wait for", path: argv[0], code: errno) }
    }
    let signal = status & 0x7f
    return signal == 0 ? .code((status >> 8) & 0xff) : .signal(signal)
  }
}
