internal import FileAccess
internal import Glibc
internal import RunModel

/// Starting the supervisor of a run, where it has none.
enum SupervisorStart {
  /// Returns once somebody holds, or is about to take, the role.
  /// - Parameter command: the program and its first arguments; the run directory is added.
  /// - Returns: the new supervisor; nil when one was there.
  @discardableResult
  static func ensure(for run: RunDirectory, command: [String]) throws(ControlError) -> ProcessIdentity? {
    // A supervisor on its way out releases the lock first and looks for requests then, so either this finds the
    // lock free or that one finds the request.
    let isFree = try onFiles { () throws(FileError) in try FileLock.acquire(run.lockPath) != nil }
    return isFree ? try start(for: run, command: command) : nil
  }

  static func start(for run: RunDirectory, command: [String]) throws(ControlError) -> ProcessIdentity? {
    guard let program = command.first else { throw .emptyCommand }
    do {
      // Started in `/`, so that it holds no directory busy: a relative program is named in full first.
      let resolved = program.contains("/") ? try Files.resolve(program) : program
      let pid = try ProgramStart(
        argv: [resolved] + command.dropFirst() + [run.path], environment: TrainingEnvironment.inherited(),
        workingDirectory: "/", errorPath: run.supervisorLogPath
      ).spawnOrphan()
      return ProcessTable.identity(of: pid)
    } catch {
      throw .supervisorDidNotStart(command: program, reason: FileError.words(for: error.code))
    }
  }
}
