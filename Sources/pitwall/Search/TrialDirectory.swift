import FileAccess
import HyperparameterSearch
import JSONText
import RunFormats
import RunModel
import TrainingControl
import TrialProcesses

/// One trial of a search: its run directory, and the record that says that it is done.
struct TrialDirectory {
  let run: TrialRun
  let number: Int

  var path: String { run.path }
  /// Such as `search-lcuj trial 12`: the folder of the search, without the time that a folder made by us begins with.
  private var name: String {
    let folder = Files.split(Files.split(path).directory).name
    let parts = folder.split(separator: "-", maxSplits: 1)
    let isTimed = parts.count == 2 && parts[0].count == 16 && parts[0].hasSuffix("Z")
    return "\(isTimed ? String(parts[1]) : folder) trial \(number)"
  }
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
  func prepare(_ suggestion: Suggestion, argv: [String], seed: Int64) throws {
    let identity = RunIdentity(
      id: run.id, name: name, created: Host.now(), host: Host.name, user: Host.user, argv: argv,
      workingDirectory: Files.absolutePath("."), gitCommit: GitCommit.checkedOut(at: Files.absolutePath(".")),
      seed: seed, versions: ["pitwall": Pitwall.version],
      environment: ParameterEnvironment.variables(for: suggestion.assignment))
    try CommandFailure.files { () throws(FileError) in try run.prepare(identity, suggestion.assignment) }
  }

  /// Adds a point to the metrics of a trial that has ended.
  func record(_ value: Double, of metric: String) throws {
    let line = NativeRecordEncoder.metricLine(
      step: Step(1), wallTime: Host.now(), values: [(MetricName(metric), value)])
    try CommandFailure.files { () throws(FileError) in try Files.appendLine(run.metricsPath, line, sync: false) }
  }

  /// From now on the trial is done, also for a search that goes on later.
  func write(_ record: TrialRecord) throws {
    try CommandFailure.files { () throws(FileError) in
      try Files.replaceAtomically(recordPath, with: Array((JSONValue.object(record.json).serialized() + "\n").utf8))
    }
  }
}
