import RunModel

/// A series whose steps are positions on the x axis.
///
/// Every point is kept: one whose position is taken goes to the next free one. Points that go back in time stand
/// where their time is.
struct PlacedSeries: Sendable {
  private(set) var series = MetricSeries()
  /// How many points have no position.
  private(set) var missingCount = 0

  /// Places the points of a series behind those that are here, many at a time where they are the first.
  mutating func append(_ source: MetricSeries, _ range: Range<Int>, by placement: Placement) {
    var from = range.lowerBound
    if from == 0, series.isEmpty, missingCount == 0 {
      series = source.movedPrefix(of: range.upperBound) { placement.position(step: $0, wallTime: $1) }
      from = series.count
    }
    source.forEachPoint(in: from..<range.upperBound) { step, wallTime, value in
      place(placement.position(step: step, wallTime: wallTime), wallTime: wallTime, value: value)
    }
  }

  private mutating func place(_ position: Int64?, wallTime: Double, value: Double) {
    guard let position else {
      missingCount += 1
      return
    }
    series.record(step: Step(free(from: position)), wallTime: wallTime, value: value)
  }

  /// The position itself, or one behind it where no point stands.
  private func free(from position: Int64) -> Int64 {
    guard let last = series.last?.step.rawValue, position <= last else { return position }
    // Most that collide belong together and stand at the end.
    if UInt64(bitPattern: last &- position) < 4_096, last < .max, holdsAll(from: position, to: last) { return last + 1 }
    var (candidate, stride) = (position, Int64(1))
    while holds(candidate) {
      candidate = candidate.addingReportingOverflow(stride).partialValue
      stride = Swift.min(stride * 2, 1 << 20)
    }
    return candidate
  }

  private func holds(_ position: Int64) -> Bool { !series.indexRange(of: position...position).isEmpty }

  private func holdsAll(from first: Int64, to last: Int64) -> Bool {
    Int64(series.indexRange(of: first...last).count) == last - first + 1
  }
}
