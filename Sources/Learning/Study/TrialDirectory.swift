internal import FileAccess
internal import HyperparameterSearch
internal import JSONText
internal import RunFormats
internal import RunModel
internal import StudyModel
internal import TrialProcesses

/// The run directory of one trial, below the study's: what every viewer of runs understands.
struct TrialDirectory {
  /// Relative to the study's run directory.
  let relativePath: String
  private let path: String
  let identity: RunIdentity

  init(number: Int, candidate: String, study: String) {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    let studyID = Files.split(study).name
    relativePath = "trials/\(padded)-\(Self.fileName(candidate))"
    path = "\(study)/\(relativePath)"
    identity = RunIdentity(
      id: "\(studyID).t\(padded)", name: "t\(padded) \(candidate)", created: Host.now(), host: Host.name,
      user: Host.user, parent: studyID)
  }

  /// For a command.
  var run: TrialRun { TrialRun(path: path, id: identity.id) }

  /// A candidate is named by a person; a file name holds letters, digits, `.`, `_` and `-` only.
  private static func fileName(_ name: String) -> String {
    String(
      name.unicodeScalars.map { scalar in
        let isPlain =
          scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains(scalar))
        return isPlain ? Character(scalar) : "-"
      })
  }

  /// Makes the directory, unless it is there.
  func begin(settings: Assignment) throws(LearningError) {
    guard !Files.exists("\(path)/run.json") else { return }
    do throws(FileError) {
      try Files.makeDirectories(path)
      try Files.replaceAtomically("\(path)/run.json", with: Array((identity.json.serialized() + "\n").utf8))
      let line = NativeRecordEncoder.line(.hyperparameters(settings.hyperparameters))
      try Files.replaceAtomically("\(path)/metrics.jsonl", with: Array("\(line)\n".utf8))
    } catch { throw .runDirectory(error) }
  }

  /// Writes the scores of the folds and the end; the same again after an interruption. What a command has written stays
  /// in front.
  func finish(_ trial: TrialSummary, metric: String, at time: Double) throws(LearningError) {
    var lines = isOfCommand ? [] : [NativeRecordEncoder.line(.hyperparameters(trial.assignment.hyperparameters))]
    for (fold, score) in trial.scores.enumerated() {
      var values = [(MetricName("fold/\(metric)"), score)]
      // The mean of some of the folds would be taken for the best of a list of trials.
      if fold == trial.scores.count - 1, trial.outcome == .complete, let mean = trial.value {
        values.insert((MetricName("val/\(metric)"), mean), at: 0)
      }
      lines.append(
        NativeRecordEncoder.metricLine(step: Step(Int64(fold + 1)), wallTime: WallTime(time), values: values))
    }
    let reason = trial.reason.isEmpty ? trial.outcome.rawValue : "\(trial.outcome.rawValue): \(trial.reason)"
    lines.append(
      NativeRecordEncoder.line(.end(TrainingEnd(outcome: trial.outcome.end, reason: reason))))
    do throws(FileError) {
      try write(lines)
    } catch { throw .file(error) }
  }

  /// Only a trial with a process of its own has a state.
  private var isOfCommand: Bool { Files.exists("\(path)/state.json") }

  private func write(_ lines: [String]) throws(FileError) {
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    var known: [UInt8] = isOfCommand ? try Files.read(run.metricsPath) : []
    if known.count >= bytes.count, known.suffix(bytes.count).elementsEqual(bytes) { return }
    if let last = known.last, last != 0x0A { known.append(0x0A) }
    try Files.replaceAtomically(run.metricsPath, with: known + bytes)
  }
}

extension TrialSummary.Outcome {
  fileprivate var end: TrainingEnd.Outcome {
    switch self {
    case .complete: .finished
    case .pruned: .stopped
    case .failed: .failed
    }
  }
}

extension TrialSummary {
  /// The settings, by name.
  var assignment: Assignment { Assignment(settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }) }
}

extension Assignment {
  /// As a record keeps it.
  var dictionary: [String: ParameterValue] { Dictionary(uniqueKeysWithValues: pairs.map { ($0.name, $0.value) }) }
}
