public import FileAccess
public import HyperparameterSearch
internal import JSONText
internal import RunFormats
public import RunModel
public import TrainingControl

/// The native run directory of one trial that a command carries out.
public struct TrialRun: Sendable {
  /// Absolute.
  public let path: String
  /// As in the run's `run.json`.
  public let id: String

  public init(path: String, id: String) { (self.path, self.id) = (path, id) }

  /// Where the command's standard output and standard error go.
  public var consolePath: String { "\(path)/console.log" }
  public var metricsPath: String { "\(path)/metrics.jsonl" }
  /// In the environment of every process of the trial and of nobody else: two studies in folders of one name have trials
  /// of one id, but no two runs share a path.
  var marker: String { "\(TrainingEnvironment.runDirectory)=\(path)" }

  /// Makes the directory, after moving one away that was left under way, and writes what is known before the start.
  public func prepare(_ identity: RunIdentity, _ assignment: Assignment) throws(FileError) {
    if Files.exists(path) { try Leftovers.end(marker: marker) }
    try Leftovers.moveAway(path)
    try Files.makeDirectories("\(path)/control")
    try Files.replaceAtomically("\(path)/run.json", with: Array((identity.json.serialized() + "\n").utf8))
    // The file's one writer is the command, which has not begun yet.
    try Files.appendLine(
      metricsPath, NativeRecordEncoder.line(.hyperparameters(assignment.hyperparameters)), sync: false)
  }

  public func write(_ status: RunStatus) throws(FileError) {
    try Files.replaceAtomically("\(path)/state.json", with: Array((status.json.serialized() + "\n").utf8))
  }

  /// The command with the environment of this trial: what this process has, without what describes another trial.
  /// - Parameter additions: win over everything else.
  public func program(
    _ argv: [String], for assignment: Assignment, additions: [String: String] = [:], workingDirectory: String
  ) -> ProgramStart {
    var environment = TrainingEnvironment.inherited().filter { entry in
      !Self.prefixes.contains { entry.key.hasPrefix($0) }
    }
    environment.merge(ParameterEnvironment.variables(for: assignment)) { $1 }
    environment.merge(additions) { $1 }
    environment[TrainingEnvironment.runDirectory] = path
    environment[TrainingEnvironment.runID] = id
    environment[TrainingEnvironment.attempt] = "1"
    return ProgramStart(
      argv: argv, environment: environment, workingDirectory: workingDirectory, outputPath: consolePath)
  }

  private static let prefixes = [ParameterEnvironment.prefix, "PITWALL_STUDY_"]
}

extension Assignment {
  /// As a run's records have them.
  public var hyperparameters: [Hyperparameter] {
    pairs.map { name, value in
      switch value {
      case .number(let number): Hyperparameter(name: name, value: .number(number))
      case .integer(let whole): Hyperparameter(name: name, value: .number(Double(whole)))
      case .text(let text): Hyperparameter(name: name, value: .text(text))
      }
    }
  }
}
