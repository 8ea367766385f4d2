import RunModel

/// When the points of one series came: a point counts from the latest time up to its own, so that what is there at any
/// time is a prefix of the series.
struct Timeline: Sendable {
  private enum Times: Sendable {
    /// The points' own, which ascend.
    case own
    case steps
    /// One a point, ascending.
    case listed([Double])
  }

  private let series: MetricSeries
  private let times: Times

  /// Complexity: O(points).
  init(_ series: MetricSeries, isBySteps: Bool) {
    self.series = series
    times = isBySteps ? .steps : series.hasAscendingWallTimes ? .own : .listed(Self.latest(series))
  }

  /// Of a series without times: a point came when another series reached its step.
  init(_ series: MetricSeries, following other: Timeline?) {
    self.series = series
    times = .listed((0..<series.count).map { other?.time(of: series[$0].step) ?? .infinity })
  }

  private static func latest(_ series: MetricSeries) -> [Double] {
    var latest = -Double.infinity
    var times: [Double] = []
    times.reserveCapacity(series.count)
    series.forEachPoint(in: 0..<series.count) { _, time, _ in
      if time.isFinite, time > latest { latest = time }
      times.append(latest)
    }
    return times
  }

  private func time(at index: Int) -> Double {
    switch times {
    case .own: series[index].wallTime?.secondsSince1970 ?? .infinity
    case .steps: Double(series[index].step.rawValue)
    case .listed(let times): times[index]
    }
  }

  /// Nil where there is none.
  var first: Double? { finite(0) }
  var last: Double? { finite(series.count - 1) }
  private func finite(_ index: Int) -> Double? {
    guard (0..<series.count).contains(index) else { return nil }
    let time = time(at: index)
    return time.isFinite ? time : nil
  }

  /// How many points had come by a time. O(log points).
  func count(until time: Double) -> Int { partition { self.time(at: $0) <= time } }

  /// When the first point at or after a step came; nil when none did.
  func time(of step: Step) -> Double? { finite(partition { series[$0].step < step }) }

  /// How many points fulfil a condition that none fulfils after the first that does not.
  private func partition(_ holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, series.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension MetricSeries {
  /// Whether its points say when they were recorded. Looks at both ends, and at all when they say nothing.
  var hasWallTimes: Bool {
    if first?.wallTime != nil || last?.wallTime != nil { return true }
    var isFound = false
    forEachPoint(in: 0..<count) { _, time, _ in isFound = isFound || time.isFinite }
    return isFound
  }

  /// Whether every point has a time, and none is before the one before it. O(points).
  var hasAscendingWallTimes: Bool {
    var latest = -Double.infinity
    var isAscending = true
    forEachPoint(in: 0..<count) { _, time, _ in
      isAscending = isAscending && time.isFinite && time >= latest
      latest = time
    }
    return isAscending
  }
}
