public import RunModel

/// Recorded runs as they were at any moment of their life. Nothing is made up: what has no time of its own appears at
/// the end.
///
/// Time is that of the clock on the wall, in seconds since 1970. Where no run has any, it is steps: one a second.
public struct RunRecording: Sendable {
  /// From the first moment to the last.
  public let span: ClosedRange<Double>
  /// Time is steps.
  public let isBySteps: Bool
  private let runs: [RecordedRun]

  /// - Parameter runs: as read from disk. Complexity: O(points) where their times do not ascend, else O(metrics).
  public init(_ runs: [RunSnapshot]) {
    let isBySteps = !runs.contains { $0.metrics.contains { $0.series.hasWallTimes } }
    var recorded = runs.map { RecordedRun($0, isBySteps: isBySteps) }
    // A run goes on as long as those inside it, which come behind it.
    var ends: [String: Double] = [:]
    for index in recorded.indices.reversed() {
      let run = recorded[index].final
      recorded[index].end = [recorded[index].end, ends[run.id]].compactMap(\.self).max()
      if let end = recorded[index].end, let parent = run.parent { ends[parent.id] = max(ends[parent.id] ?? end, end) }
    }
    let begin = recorded.compactMap(\.start).min() ?? 0
    self.isBySteps = isBySteps
    self.runs = recorded
    span = begin...max(begin, recorded.compactMap(\.end).max() ?? 0)
  }

  /// Every run that had begun by then, with exactly what it had recorded until then. O(metrics), and one chunk of
  /// points a metric is copied.
  public func runs(at time: Double) -> [RunSnapshot] {
    if time >= span.upperBound { return runs.map(\.final) }
    return runs.compactMap { run in
      // The run itself is there from the beginning; those inside it come when they came.
      if run.final.parent != nil, (run.start ?? span.upperBound) > time { return nil }
      return run.snapshot(at: time, isBySteps: isBySteps)
    }
  }

  /// When the first run, or one inside it, came to a step; the end where none did.
  public func time(of step: Step) -> Double {
    let times = runs.compactMap { $0.reference?.time(of: step) }
    return times.first ?? span.upperBound
  }
}

/// One run, with the order in which its points came.
struct RecordedRun: Sendable {
  let final: RunSnapshot
  /// One a metric.
  private let timelines: [Timeline]
  /// That of the metric with most points that have times: it says when a step was reached.
  let reference: Timeline?
  let start: Double?
  /// When its last point, note or checkpoint came.
  fileprivate(set) var end: Double?

  init(_ run: RunSnapshot, isBySteps: Bool) {
    let timed = run.metrics.filter { isBySteps || $0.series.hasWallTimes }.map(\.series)
    let reference = timed.max { $0.count < $1.count }.map { Timeline($0, isBySteps: isBySteps) }
    final = run
    self.reference = reference
    timelines = run.metrics.map { metric in
      isBySteps || metric.series.hasWallTimes
        ? Timeline(metric.series, isBySteps: isBySteps) : Timeline(metric.series, following: reference)
    }
    let moments =
      isBySteps
      ? [] : (run.notes.compactMap(\.wallTime) + run.checkpoints.compactMap(\.wallTime)).map(\.secondsSince1970)
    let created = isBySteps ? nil : run.identity?.created?.secondsSince1970
    start = (timelines.compactMap(\.first) + moments + [created].compactMap(\.self)).min()
    end = (timelines.compactMap(\.last) + moments).max()
  }

  func snapshot(at time: Double, isBySteps: Bool) -> RunSnapshot {
    let isOver = end.map { $0 <= time } ?? false
    var run = final
    run.metrics = zip(final.metrics, timelines).compactMap { metric, timeline in
      let count = timeline.count(until: time)
      return count == 0 ? nil : RunSnapshot.Metric(name: metric.name, series: metric.series.prefix(count))
    }
    func hasCome(_ moment: WallTime?) -> Bool {
      guard !isBySteps, let moment else { return isOver }
      return moment.secondsSince1970 <= time
    }
    func isReached(_ step: Step?) -> Bool {
      guard let step, let reached = reference?.time(of: step) else { return isOver }
      return reached <= time
    }
    run.histograms = final.histograms.map { $0.upTo(isReached) }.filter { !$0.histograms.isEmpty }
    run.notes = final.notes.filter { hasCome($0.wallTime) }
    run.checkpoints = final.checkpoints.filter { $0.wallTime == nil ? isReached($0.step) : hasCome($0.wallTime) }
    run.decisions = final.decisions.filter { hasCome($0.wallTime) }
    run.tables = final.tables.filter { isReached($0.origin.step) }
    run.earlierDrift = final.earlierDrift.filter { isReached($0.origin.step) }
    let hasDrift = run.tables.contains { if case .drift = $0 { true } else { false } }
    if !hasDrift, let latest = run.earlierDrift.popLast() { run.tables.append(.drift(latest)) }
    run.resourceHistory = final.resourceHistory.upTo(isOver || isBySteps ? nil : time)
    if !hasCome(final.approvalRequest?.wallTime) { run.approvalRequest = nil }
    if !isBySteps { run.updated = WallTime(time) }
    if !isOver { run.showAsRunning() }
    return run
  }
}

extension ResourceHistory {
  /// As it was at a time; as it is at the end when that is nil.
  fileprivate func upTo(_ time: Double?) -> ResourceHistory {
    guard let time, let origin, let newest, newest.secondsSince1970 > time else { return self }
    var history = self
    let second = time - origin.secondsSince1970
    history.curves = curves.compactMap { curve in
      let series = curve.series.prefix(curve.series.indexRange(of: .min...Int64(max(-1, second))).upperBound)
      guard let last = series.last else { return nil }
      let summary = series.summary(of: 0..<series.count)
      history.newest = WallTime(origin.secondsSince1970 + Double(last.step.rawValue))
      return Curve(measure: curve.measure, series: series, peak: summary.max, mean: summary.mean)
    }
    return history.curves.isEmpty ? ResourceHistory() : history
  }
}

extension RunSnapshot {
  /// Without what is known only of its end.
  fileprivate mutating func showAsRunning() {
    (state, stateReason, console, consoleStreams, resources) = (.running, "", ConsoleTail(), nil, nil)
    status = status.map { RunStatus(state: .running, since: nil, reason: "", attempt: $0.attempt) }
    latestStep = metrics.compactMap { $0.series.last?.step }.max()
    progress = latestStep.map { step in Progress(step: step, total: progress?.total) }
  }
}
