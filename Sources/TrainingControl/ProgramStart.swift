internal import CSystem
public import FileAccess
internal import Glibc

/// A program about to be started as the leader of its own session, with nothing inherited but its environment.
public struct ProgramStart {
  public var argv: [String]
  public var environment: [String: String]
  public var workingDirectory: String
  /// Appended to by standard output, and by standard error unless that has its own; nil for `/dev/null`.
  public var outputPath: String?
  public var errorPath: String?

  public init(
    argv: [String], environment: [String: String], workingDirectory: String, outputPath: String? = nil,
    errorPath: String? = nil
  ) {
    (self.argv, self.environment, self.workingDirectory) = (argv, environment, workingDirectory)
    (self.outputPath, self.errorPath) = (outputPath, errorPath)
  }

  /// - Throws: the `errno`, with `operation` "start" and the program as `path`.
  public func spawn() throws(FileError) -> Int32 { try spawn(by: process_spawn) }

  /// The program becomes nobody's child: it outlives this process and leaves it no zombie.
  func spawnOrphan() throws(FileError) -> Int32 { try spawn(by: process_spawn_orphan) }

  private func spawn(
    by call: (UnsafePointer<process_start>, UnsafeMutablePointer<pid_t>) -> Int32
  ) throws(FileError) -> Int32 {
    let entries = environment.map { "\($0.key)=\($0.value)" }.sorted()
    var strings: [UnsafeMutablePointer<CChar>?] = []
    func copy(_ text: String?) -> UnsafePointer<CChar>? {
      guard let text else { return nil }
      let pointer = strdup(text)
      strings.append(pointer)
      return UnsafePointer(pointer)
    }
    let arguments = argv.map { UnsafeMutablePointer(mutating: copy($0)) } + [nil]
    let environment = entries.map { UnsafeMutablePointer(mutating: copy($0)) } + [nil]
    defer { for string in strings { free(string) } }
    var pid: pid_t = 0
    let code = arguments.withUnsafeBufferPointer { arguments in
      environment.withUnsafeBufferPointer { environment in
        var start = process_start(
          argv: arguments.baseAddress, envp: environment.baseAddress, working_directory: copy(workingDirectory),
          output_path: copy(outputPath), error_path: copy(errorPath))
        return call(&start, &pid)
      }
    }
    guard code == 0 else { throw FileError(operation: "start", path: argv.first ?? "", code: code) }
    return pid
  }
}
