import Glibc

/// A program run to its end without a terminal, and what it printed.
public struct ProgramRun {
  public var output: String
  public var errors: String
  /// The exit status, or 256 plus a signal.
  public var status: Int

  /// Runs a program with standard input closed.
  /// - Parameter environment: over this process's own; an empty value removes a variable.
  public init(_ argv: [String], environment: [String: String] = [:], in directory: String? = nil) {
    let scratch = TemporaryDirectory()
    let (outputPath, errorPath) = (scratch.path("out"), scratch.path("err"))
    var variables = Self.ownEnvironment
    variables["SWIFT_BACKTRACE"] = "enable=no"
    variables.merge(environment) { $1 }
    // A shell sets the directory: there is no portable way to do it while spawning.
    let script = "cd \"$1\" && shift && exec \"$@\""
    let arguments = ["/bin/sh", "-c", script, "sh", directory ?? "."] + argv
    var argumentPointers = arguments.map { strdup($0) } + [nil]
    var environmentPointers = variables.filter { !$0.value.isEmpty }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputPath, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errorPath, O_WRONLY | O_CREAT, 0o600)
    var process: pid_t = 0
    let code = posix_spawn(&process, arguments[0], &actions, nil, &argumentPointers, &environmentPointers)
    guard code == 0 else { fatalError("spawn \(argv): \(String(cString: strerror(code)))") }
    posix_spawn_file_actions_destroy(&actions)
    (argumentPointers + environmentPointers).forEach { free($0) }
    var raw: Int32 = 0
    while waitpid(process, &raw, 0) < 0, errno == EINTR {}
    status = raw & 0x7f == 0 ? Int((raw >> 8) & 0xff) : 256 + Int(raw & 0x7f)
    output = Self.read(outputPath)
    errors = Self.read(errorPath)
  }

  private static var ownEnvironment: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }

  private static func read(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += block[..<count]
    }
  }
}

/// Waits for a condition; false when it does not hold in time.
public func eventually(within limit: Duration = .seconds(10), _ condition: () -> Bool) -> Bool {
  let deadline = ContinuousClock.now + limit
  while !condition() {
    if ContinuousClock.now >= deadline { return false }
    usleep(20_000)
  }
  return true
}
