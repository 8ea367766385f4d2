import FileAccess
import Glibc
import HyperparameterSearch
import RunModel
import TrainingControl

/// One trial whose command runs.
final class RunningTrial {
  /// Why it is made to end.
  enum Ending { case timeout, interruption }

  /// Between the polite signal and the end of the whole tree.
  static let grace = Duration.seconds(2)

  let directory: TrialDirectory
  let suggestion: Suggestion
  private let process: TrainingProcess
  private let start = ContinuousClock.now
  private let lock: FileLock?
  private var status: RunStatus
  /// When something has to be done about it; nil: never.
  private(set) var deadline: ContinuousClock.Instant?
  private var ending: Ending?

  /// Becomes readable when the command has ended.
  var descriptor: Int32 { process.descriptor }

  /// Starts a prepared trial.
  /// - Throws: `FileError` when the command cannot be started.
  init(
    _ directory: TrialDirectory, _ suggestion: Suggestion, _ program: ProgramStart, timeout: Double?
  ) throws {
    (self.directory, self.suggestion) = (directory, suggestion)
    // Whoever asks something of the trial finds that it is looked after.
    lock = try FileLock.acquire("\(directory.path)/control/supervisor.lock")
    let pid = try program.spawn()
    guard let identity = ProcessTable.identity(of: pid),
      let process = TrainingProcess(identity: identity, isChild: true, marker: directory.processMarker)
    else { throw FileError(operation: "find process", path: "\(pid)", code: ESRCH) }
    self.process = process
    if let timeout { deadline = start + .seconds(timeout) }
    status = RunStatus(
      state: .running, since: Host.now(), reason: "trial \(directory.number) of a search", attempt: 1,
      supervisor: ProcessTable.current, training: identity)
    try directory.write(status)
  }

  /// Asks the trial to end; `advance` insists after a while.
  func end(because ending: Ending) throws(FileError) {
    guard self.ending == nil else { return }
    self.ending = ending
    deadline = .now + Self.grace
    try process.signalAll(SIGTERM)
  }

  /// Ends every process of it now.
  func kill() throws(FileError) { try process.kill() }

  /// Does what the time demands.
  func advance(to now: ContinuousClock.Instant) throws(FileError) {
    guard let deadline, deadline <= now else { return }
    if ending == nil {
      try end(because: .timeout)
    } else {
      self.deadline = now + Self.grace
      try process.kill()
    }
  }

  /// Takes note of the end of the command.
  /// - Returns: nil for a trial that was interrupted: it has not been tried.
  func finish(metric: String) throws -> TrialRecord? {
    let exit: TrainingProcess.Exit
    do {
      exit = try process.wait()
      if ending != nil { try process.kill() }
    } catch {
      throw CommandFailure(file: error)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if ending == .interruption {
      try close(.stopped, "the search was stopped", exit.status)
      return nil
    }
    let (value, reason) = try outcome(exit.status, metric: metric, seconds: seconds)
    let record = TrialRecord(
      number: directory.number, assignment: suggestion.assignment, stage: suggestion.stage, value: value,
      reason: reason, seconds: seconds)
    try close(value == nil ? .failed : .finished, reason, exit.status)
    try directory.write(record)
    return record
  }

  private func outcome(
    _ exit: ExitStatus, metric: String, seconds: Double
  ) throws -> (value: Double?, reason: String) {
    if ending == .timeout { return (nil, "it did not end in time") }
    switch exit {
    case .code(0): break
    case .code(let code): return (nil, "it ended with code \(code)")
    case .signal(let signal): return (nil, "it was ended by signal \(SignalName.name(of: signal) ?? "\(signal)")")
    }
    guard let value = try objective(metric) else { return (nil, "it gave no value of \(metric)") }
    return value.isFinite ? (value, "") : (nil, "its \(metric) is \(value)")
  }

  /// The objective's value. One that was only printed is recorded, so that everybody sees it.
  private func objective(_ metric: String) throws -> Double? {
    if let value = try Objective.recorded(metric, in: directory.path) { return value }
    let value = try Objective.printed(metric, on: directory.consolePath)
    if let value { try directory.record(value, of: metric) }
    return value
  }

  private func close(_ state: RunState, _ reason: String, _ exit: ExitStatus) throws {
    (status.state, status.since, status.reason) = (state, Host.now(), reason)
    (status.supervisor, status.training, status.exit) = (nil, nil, exit)
    try directory.write(status)
  }
}
