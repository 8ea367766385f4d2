import CSystem
import FileAccess
import Glibc
import HyperparameterSearch
import RunModel
import Specification
import TrainingControl
import TrialProcesses

/// A search at work: batches of trials, one after the other.
///
/// Suggestions are asked for a whole batch and told in the order of the trials, so that the same seed gives the same
/// trials whatever the timing, and a killed search goes on as if nothing had been.
struct SearchSession {
  let file: SearchFile
  let template: CommandTemplate
  let directory: SearchDirectory
  /// Is told of each trial as it ends, in the order of the trials.
  let report: (TrialRecord) -> Void
  private let searcher: Searcher
  private let signals: Int32
  private var running: [RunningTrial] = []
  /// By place in the batch.
  private var ended: [Int: TrialRecord] = [:]
  private(set) var records: [TrialRecord] = []
  /// The signal that ended the search early.
  private(set) var interruption: Int32?

  init(
    _ file: SearchFile, template: CommandTemplate, directory: SearchDirectory,
    report: @escaping (TrialRecord) -> Void
  ) throws {
    (self.file, self.template, self.directory, self.report) = (file, template, directory, report)
    searcher = Searcher(
      space: file.space, portfolio: file.portfolio, isMaximized: file.isMaximized, budget: file.trials,
      seed: UInt64(file.seed))
    signals = process_termination_descriptor()
    guard signals >= 0 else {
      throw CommandFailure(file: FileError(operation: "watch", path: "signals", code: errno))
    }
  }

  /// Returns when all trials are done, the space is exhausted, or a signal has ended the search.
  mutating func run() throws {
    while records.count < file.trials, interruption == nil {
      let first = records.count + 1
      let numbers = Array(first..<(first + min(file.parallel, file.trials - records.count)))
      let journal = try numbers.map { try directory.trial($0).record() }
      if journal.allSatisfy({ $0 != nil }) {
        journal.compactMap { $0 }.forEach { take($0) }
        continue
      }
      let suggestions = searcher.suggestions(count: numbers.count, after: records.map(\.observation))
      if suggestions.isEmpty { return }
      try runBatch(suggestions, from: first, journal)
    }
  }

  private mutating func runBatch(_ suggestions: [Suggestion], from first: Int, _ journal: [TrialRecord?]) throws {
    ended = [:]
    defer { running = [] }
    do {
      for (place, suggestion) in suggestions.enumerated() {
        if let record = journal[place] {
          guard record.assignment == suggestion.assignment else {
            throw CommandFailure(
              .damagedInput, "\(directory.trial(record.number).path) tried other values than this search suggests")
          }
          ended[place] = record
        } else {
          try start(suggestion, directory.trial(first + place), place)
        }
      }
      takeEnded(from: first)
      while !running.isEmpty { try wait(from: first) }
    } catch {
      // No child outlives a search that cannot go on.
      for trial in running { try? trial.command.kill() }
      throw error
    }
  }

  // MARK: Trials

  private mutating func start(_ suggestion: Suggestion, _ trial: TrialDirectory, _ place: Int) throws {
    let argv = template.command(for: suggestion.assignment)
    try trial.prepare(suggestion, argv: argv, seed: file.seed)
    let program = trial.run.program(argv, for: suggestion.assignment, workingDirectory: Files.absolutePath("."))
    do {
      running.append(try RunningTrial(trial, suggestion, program, timeout: file.timeout))
    } catch {
      guard error.isResultOfCommand else {
        throw CommandFailure(
          .tryAgain, "\(error.message); when the machine has room again, --resume \(directory.path) goes on")
      }
      let record = TrialRecord(
        number: trial.number, assignment: suggestion.assignment, stage: suggestion.stage, value: nil,
        reason: error.message, seconds: 0)
      try trial.write(record)
      ended[place] = record
    }
  }

  /// Waits until a trial ends, a deadline passes or a signal comes, and does what follows from it.
  private mutating func wait(from first: Int) throws {
    var descriptors = ([signals] + running.map(\.command.descriptor)).map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let deadline = running.compactMap(\.command.deadline).min()
    let timeout = deadline.map { ($0 - .now).pollMilliseconds } ?? -1
    if poll(&descriptors, nfds_t(descriptors.count), timeout) < 0, errno != EINTR {
      throw CommandFailure(file: FileError(operation: "wait for", path: "trials", code: errno))
    }
    let signal = process_read_termination(signals)
    if signal != 0 { try interrupt(signal) }
    for (trial, descriptor) in zip(running, descriptors.dropFirst()) {
      if descriptor.revents != 0 {
        running.removeAll { $0.command === trial.command }
        ended[trial.directory.number - first] = try trial.finish(metric: file.metric)
      } else {
        try onTrials { () throws(FileError) in try trial.command.advance(to: .now) }
      }
    }
    takeEnded(from: first)
  }

  /// The first signal asks the trials to end, the second one ends them.
  private mutating func interrupt(_ signal: Int32) throws {
    let isFirst = interruption == nil
    interruption = interruption ?? signal
    for trial in running {
      try onTrials { () throws(FileError) in
        if isFirst { try trial.command.end(because: .interruption) } else { try trial.command.kill() }
      }
    }
  }

  private func onTrials(_ body: () throws(FileError) -> Void) throws {
    do { try body() } catch { throw CommandFailure(file: error) }
  }

  // MARK: Records

  /// Takes what has ended, as far as everything before it has.
  private mutating func takeEnded(from first: Int) {
    while let record = ended[records.count + 1 - first] { take(record) }
  }

  private mutating func take(_ record: TrialRecord) {
    records.append(record)
    report(record)
  }
}
