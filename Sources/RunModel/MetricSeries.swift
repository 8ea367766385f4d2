/// The points of one metric, sorted by step; one point a step, the newer wins.
public struct MetricSeries: Sendable {
  private var steps: [Int64] = []
  private var wallTimes: [Double] = []
  private var values: [Double] = []
  /// Where the training was resumed, ascending.
  public private(set) var resumes: [Step] = []

  public init() {}

  public var count: Int { steps.count }
  public var isEmpty: Bool { steps.isEmpty }
  public var first: MetricPoint? { isEmpty ? nil : self[0] }
  public var last: MetricPoint? { isEmpty ? nil : self[count - 1] }

  /// - Parameter wallTime: seconds since 1970; NaN when it is not known.
  public mutating func record(step: Step, wallTime: Double, value: Double) {
    let at = lowerBound(step.rawValue)
    if at < count, steps[at] == step.rawValue {
      (wallTimes[at], values[at]) = (wallTime, value)
    } else {
      steps.insert(step.rawValue, at: at)
      wallTimes.insert(wallTime, at: at)
      values.insert(value, at: at)
    }
  }

  public mutating func removePoints(from step: Step) {
    let dropped = count - lowerBound(step.rawValue)
    steps.removeLast(dropped)
    wallTimes.removeLast(dropped)
    values.removeLast(dropped)
  }

  public mutating func markResume(at step: Step) {
    let at = resumes.firstIndex { $0 >= step } ?? resumes.count
    if at == resumes.count || resumes[at] != step { resumes.insert(step, at: at) }
  }

  public subscript(index: Int) -> MetricPoint {
    MetricPoint(step: Step(steps[index]), wallTime: WallTime(wallTimes[index]), value: values[index])
  }

  /// The finite extremes; nil when no value is finite.
  public var lowest: MetricPoint? { indices { $0 < $1 }.map { self[$0] } }
  public var highest: MetricPoint? { indices { $0 > $1 }.map { self[$0] } }

  private func indices(_ isBetter: (Double, Double) -> Bool) -> Int? {
    values.indices.filter { values[$0].isFinite }.reduce(nil) { best, index in
      best.map { isBetter(values[index], values[$0]) ? index : $0 } ?? index
    }
  }

  public var nanCount: Int { summary(of: 0..<count).nanCount }
  public var positiveInfinityCount: Int { summary(of: 0..<count).positiveInfinityCount }
  public var negativeInfinityCount: Int { summary(of: 0..<count).negativeInfinityCount }

  private func lowerBound(_ step: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle] < step { low = middle + 1 } else { high = middle }
    }
    return low
  }

  public func indexRange(of range: ClosedRange<Int64>) -> Range<Int> {
    let end = range.upperBound == .max ? count : lowerBound(range.upperBound + 1)
    return lowerBound(range.lowerBound)..<end
  }

  /// The point whose step is nearest; the earlier of two equally near.
  public func index(nearest step: Step) -> Int? {
    guard !isEmpty else { return nil }
    let at = lowerBound(step.rawValue)
    if at == 0 || at == count { return at == 0 ? 0 : count - 1 }
    let (before, after) = (steps[at - 1].distance(to: step.rawValue), step.rawValue.distance(to: steps[at]))
    return before <= after ? at - 1 : at
  }

  public func summary(of range: Range<Int>) -> SeriesSummary {
    var summary = SeriesSummary()
    for index in range { summary.add(values[index]) }
    return summary
  }

  /// One summary for each of `columns` equal stretches of `steps`; nil where there is no point.
  public func summaries(columns: Int, over steps: ClosedRange<Int64>) -> [SeriesSummary?] {
    let width = (Double(steps.upperBound) - Double(steps.lowerBound) + 1) / Double(columns)
    var start = indexRange(of: steps).lowerBound
    return (0..<columns).map { column in
      let boundary = Double(steps.lowerBound) + Double(column + 1) * width
      let end = column == columns - 1 ? indexRange(of: steps).upperBound : lowerBound(Int64(boundary.rounded(.up)))
      defer { start = Swift.max(start, end) }
      return start < end ? summary(of: start..<end) : nil
    }
  }
}
