public import FileAccess
public import RunModel
public import TrainingControl

/// The command of one trial while it runs, and the state of the trial's run.
public final class TrialProcess {
  public let command: CommandProcess
  private let run: TrialRun
  private let lock: FileLock?
  private var status: RunStatus

  /// Starts the command of a prepared trial.
  /// - Parameters:
  ///   - timeout: seconds; nil: no limit.
  ///   - reason: why it runs, for the run's status.
  /// - Throws: when it cannot be started; the status says so. The trial has failed where `isResultOfCommand`, else it has
  ///   not been tried.
  public init(_ run: TrialRun, _ program: ProgramStart, timeout: Double?, reason: String) throws(FileError) {
    self.run = run
    // Whoever asks something of the trial finds that it is looked after.
    lock = try FileLock.acquire("\(run.path)/control/supervisor.lock")
    do throws(FileError) {
      command = try CommandProcess(program, marker: run.marker, timeout: timeout)
    } catch {
      try run.write(
        RunStatus(
          state: error.isResultOfCommand ? .failed : .stopped, since: Host.now(), reason: error.message, attempt: 1))
      throw error
    }
    status = RunStatus(
      state: .running, since: Host.now(), reason: reason, attempt: 1, supervisor: ProcessTable.current,
      training: command.identity)
    try run.write(status)
  }

  /// Writes what became of the trial, after its command has ended.
  public func close(_ state: RunState, _ reason: String, _ exit: ExitStatus) throws(FileError) {
    (status.state, status.since, status.reason) = (state, Host.now(), reason)
    (status.supervisor, status.training, status.exit) = (nil, nil, exit)
    try run.write(status)
  }
}
