import FileAccess
import HyperparameterSearch
import RunModel
import TrainingControl
import TrialProcesses

/// One trial of a search whose command runs.
struct RunningTrial {
  let directory: TrialDirectory
  let suggestion: Suggestion
  private let process: TrialProcess
  var command: CommandProcess { process.command }

  /// Starts a prepared trial.
  /// - Throws: `FileError` when the command cannot be started.
  init(
    _ directory: TrialDirectory, _ suggestion: Suggestion, _ program: ProgramStart, timeout: Double?
  ) throws(FileError) {
    (self.directory, self.suggestion) = (directory, suggestion)
    process = try TrialProcess(
      directory.run, program, timeout: timeout, reason: "trial \(directory.number) of a search")
  }

  /// Takes note of the end of the command.
  /// - Returns: nil for a trial that was interrupted: it has not been tried.
  func finish(metric: String) throws -> TrialRecord? {
    let end = try CommandFailure.files { () throws(FileError) in try process.command.finish() }
    if end.ending == .interruption {
      try CommandFailure.files { () throws(FileError) in
        try process.close(.stopped, "the search was stopped", end.status)
      }
      return nil
    }
    let (value, reason) = try outcome(end, metric: metric)
    let record = TrialRecord(
      number: directory.number, assignment: suggestion.assignment, stage: suggestion.stage, value: value,
      reason: reason, seconds: end.seconds)
    try CommandFailure.files { () throws(FileError) in
      try process.close(value == nil ? .failed : .finished, reason, end.status)
    }
    try directory.write(record)
    return record
  }

  private func outcome(_ end: CommandProcess.End, metric: String) throws -> (value: Double?, reason: String) {
    if let failure = end.failure { return (nil, failure) }
    guard let value = try objective(metric) else { return (nil, "it gave no value of \(metric)") }
    return value.isFinite ? (value, "") : (nil, "its \(metric) is \(value)")
  }

  /// The objective's value. One that was only printed is recorded, so that everybody sees it.
  private func objective(_ metric: String) throws -> Double? {
    if let value = try Objective.recorded(metric, in: directory.path) { return value }
    let value = try Objective.printed(metric, on: directory.run.consolePath)
    if let value { try directory.record(value, of: metric) }
    return value
  }
}
