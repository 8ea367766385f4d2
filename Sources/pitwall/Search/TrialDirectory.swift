import FileAccess
import Glibc
import HyperparameterSearch
import JSONText
import RunFormats
import RunModel
import TrainingControl

/// The native run directory of one trial.
struct TrialDirectory {
  let path: String
  let runID: String
  let number: Int

  var consolePath: String { "\(path)/console.log" }
  /// What every process of the trial has in its environment.
  var processMarker: String { "\(TrainingEnvironment.runID)=\(runID)" }
  private var metricsPath: String { "\(path)/metrics.jsonl" }
  private var recordPath: String { "\(path)/trial.json" }

  /// What became of the trial; nil when it has not ended.
  func record() throws -> TrialRecord? {
    guard Files.exists(recordPath) else { return nil }
    do {
      let json = try JSONValue(parsing: try Files.read(recordPath)).objectValue
      if let record = json.flatMap({ TrialRecord(json: $0) }), record.number == number { return record }
    } catch let error as FileError {
      throw CommandFailure(file: error)
    } catch {
      // Said below.
    }
    throw CommandFailure(.damagedInput, "\(recordPath) cannot be understood; move its directory away to run it again")
  }

  /// Makes the directory, after moving one away that a killed search left, and writes what is known before the start.
  func prepare(_ suggestion: Suggestion, argv: [String], environment: [String: String], seed: Int64) throws {
    do throws(FileError) {
      try clear()
      try Files.makeDirectory(path)
      try Files.makeDirectory("\(path)/control")
      let identity = RunIdentity(
        id: runID, name: "trial \(number)", created: Host.now(), host: Host.name, user: Host.user, argv: argv,
        workingDirectory: Files.absolutePath("."), gitCommit: GitCommit.checkedOut(at: Files.absolutePath(".")),
        seed: seed, versions: ["pitwall": Pitwall.version], environment: environment)
      try Files.replaceAtomically("\(path)/run.json", with: Array((identity.json.serialized() + "\n").utf8))
      // The file's one writer is the trial, which has not begun yet.
      let record = RunRecord.hyperparameters(
        suggestion.assignment.pairs.map { $0.value.hyperparameter(named: $0.name) })
      try Files.appendLine(metricsPath, NativeRecordEncoder.line(record), sync: false)
    } catch {
      throw CommandFailure(file: error)
    }
  }

  /// Ends what still runs of an earlier attempt and moves its directory out of sight.
  private func clear() throws(FileError) {
    guard Files.exists(path) else { return }
    let nobody = ProcessIdentity(host: Host.name, boot: Host.bootID, pid: -1, start: 0)
    if let stray = try ProcessTable.tree(root: nobody, marker: processMarker).first {
      let identity = ProcessTable.identity(of: stray)
      try TrainingProcess(identity: identity, isChild: false, marker: processMarker)?.kill()
    }
    var attempt = 1
    let (directory, name) = Files.split(path)
    while Files.exists("\(directory)/.\(name)-interrupted-\(attempt)") { attempt += 1 }
    try Files.move(path, to: "\(directory)/.\(name)-interrupted-\(attempt)")
  }

  func write(_ status: RunStatus) throws {
    do {
      try Files.replaceAtomically("\(path)/state.json", with: Array((status.json.serialized() + "\n").utf8))
    } catch {
      throw CommandFailure(file: error)
    }
  }

  /// Adds a point to the metrics of a trial that has ended.
  func record(_ value: Double, of metric: String) throws {
    let line = NativeRecordEncoder.metricLine(
      step: Step(1), wallTime: Host.now(), values: [(MetricName(metric), value)])
    do {
      try Files.appendLine(metricsPath, line, sync: false)
    } catch {
      throw CommandFailure(file: error)
    }
  }

  /// From now on the trial is done, also for a search that goes on later.
  func write(_ record: TrialRecord) throws {
    do {
      try Files.replaceAtomically(recordPath, with: Array((JSONValue.object(record.json).serialized() + "\n").utf8))
    } catch {
      throw CommandFailure(file: error)
    }
  }
}

extension ParameterValue {
  fileprivate func hyperparameter(named name: String) -> Hyperparameter {
    switch self {
    case .number(let number): Hyperparameter(name: name, value: .number(number))
    case .integer(let whole): Hyperparameter(name: name, value: .number(Double(whole)))
    case .text(let text): Hyperparameter(name: name, value: .text(text))
    }
  }
}

extension Files {
  /// Gives a file or directory another name, on the same file system.
  fileprivate static func move(_ path: String, to other: String) throws(FileError) {
    guard rename(path, other) == 0 else { throw FileError(operation: "move", path: path, code: errno) }
  }
}
