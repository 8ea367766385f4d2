import FileAccess
import Glibc
import RunModel

/// Programs that a command waits for, with its own standard streams.
enum ChildProcess {
  /// What a program has written, and how it ended.
  struct Outcome {
    var status: ExitStatus
    var output: [UInt8]
    var errors: [UInt8]
  }

  /// Runs a program to its end and keeps what it writes.
  /// - Throws: when it cannot be started, or how it ended cannot be learned.
  static func capture(_ argv: [String]) throws(FileError) -> Outcome {
    let (output, errors) = (try Pipe(), try Pipe())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
    let pid = try start(argv, &actions)
    output.closeWriting()
    errors.closeWriting()
    let texts = Pipe.readToEnd([output, errors])
    return Outcome(status: try wait(for: pid, argv[0]), output: texts[0], errors: texts[1])
  }

  /// - Throws: when the program cannot be started, or how it ended cannot be learned.
  static func run(_ argv: [String]) throws(FileError) -> ExitStatus {
    try wait(for: start(argv, nil), argv[0])
  }

  private static func start(
    _ argv: [String], _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>?
  ) throws(FileError) -> pid_t {
    var arguments = argv.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, argv[0], actions, nil, &arguments, environ)
    guard code == 0 else { throw FileError(operation: "start", path: argv[0], code: code) }
    return pid
  }

  private static func wait(for pid: pid_t, _ name: String) throws(FileError) -> ExitStatus {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { throw FileError(operation: "wait for", path: name, code: errno) }
    }
    let signal = status & 0x7f
    return signal == 0 ? .code((status >> 8) & 0xff) : .signal(signal)
  }
}

/// A pipe whose reading end stays here.
private final class Pipe {
  private let reading: Int32
  private(set) var writing: Int32

  init() throws(FileError) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw FileError(operation: "make", path: "a pipe", code: errno) }
    (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    closeWriting()
    close(reading)
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  /// Reads several pipes side by side until nobody writes to them any more.
  static func readToEnd(_ pipes: [Pipe]) -> [[UInt8]] {
    var texts = [[UInt8]](repeating: [], count: pipes.count)
    var open = pipes.map { pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while open.contains(where: { $0.fd >= 0 }) {
      guard poll(&open, nfds_t(open.count), -1) >= 0 || errno == EINTR else { break }
      for place in open.indices where open[place].fd >= 0 && open[place].revents != 0 {
        let count = read(open[place].fd, &buffer, buffer.count)
        if count > 0 { texts[place] += buffer[..<count] } else if count == 0 || errno != EINTR { open[place].fd = -1 }
      }
    }
    return texts
  }
}
