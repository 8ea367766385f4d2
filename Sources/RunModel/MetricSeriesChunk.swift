/// A sealed stretch of a series: it never changes, so any number of copies of a series share it.
final class MetricSeriesChunk: Sendable {
  /// Points a full chunk holds; also the most that one edit ever moves.
  static let capacity = 4096
  static let empty = MetricSeriesChunk(OpenMetricSeriesChunk())

  let count: Int
  let summary: SeriesSummary
  let values: SummarisedValues
  /// Empty when no point has a wall time.
  private let wallTimes: [Double]
  /// Empty when the steps are equally spaced.
  private let steps: [Int64]
  private let firstStep: Int64
  private let stride: Int64

  convenience init(_ open: OpenMetricSeriesChunk) {
    var values = open.values
    values.summariseAll()
    self.init(
      steps: open.steps, wallTimes: open.wallTimes.allSatisfy(\.isNaN) ? [] : open.wallTimes, values: values,
      summary: values.summary)
  }

  private init(steps: [Int64], wallTimes: [Double], values: SummarisedValues, summary: SeriesSummary) {
    (count, self.values, self.summary, self.wallTimes) = (values.count, values, summary, wallTimes)
    firstStep = steps.first ?? 0
    let stride = Self.commonStride(of: steps)
    self.stride = stride ?? 0
    self.steps = stride == nil ? steps : []
  }

  /// Other values at the steps and times of a chunk, which are shared.
  private init(_ values: [Double], at other: MetricSeriesChunk) {
    self.values = SummarisedValues(values)
    summary = self.values.summary
    (count, wallTimes, steps) = (other.count, other.wallTimes, other.steps)
    (firstStep, stride) = (other.firstStep, other.stride)
  }

  func mapValues(_ value: (Int64, Double) -> Double) -> MetricSeriesChunk {
    MetricSeriesChunk((0..<count).map { value(step(at: $0), values[$0]) }, at: self)
  }

  /// The last point that was moved: where it was to stand, and where it stands.
  struct Moved {
    var wanted: Int64
    var step: Int64
  }

  /// The same values and times at other steps; nil unless all of those are known and none goes back. One that is taken
  /// gives the next.
  func moved(behind end: inout Moved?, _ place: (_ step: Int64, _ wallTime: Double) -> Int64?) -> MetricSeriesChunk? {
    var (moved, last) = ([Int64](), end)
    moved.reserveCapacity(count)
    for index in 0..<count {
      guard let wanted = place(step(at: index), wallTime(at: index)) else { return nil }
      var next = Moved(wanted: wanted, step: wanted)
      if let last {
        guard wanted >= last.wanted, last.step < .max else { return nil }
        next.step = max(wanted, last.step + 1)
      }
      moved.append(next.step)
      last = next
    }
    end = last
    return MetricSeriesChunk(steps: moved, wallTimes: wallTimes, values: values, summary: summary)
  }

  /// The distance between all neighbours; nil when it varies or does not fit. `steps` ascend.
  private static func commonStride(of steps: [Int64]) -> Int64? {
    guard steps.count > 1 else { return steps.isEmpty ? nil : 1 }
    let (stride, overflow) = steps[1].subtractingReportingOverflow(steps[0])
    guard !overflow else { return nil }
    for index in 2..<max(2, steps.count) where steps[index] &- steps[index - 1] != stride { return nil }
    return stride
  }

  func step(at index: Int) -> Int64 { steps.isEmpty ? firstStep + Int64(index) * stride : steps[index] }
  func wallTime(at index: Int) -> Double { wallTimes.isEmpty ? .nan : wallTimes[index] }

  /// How many points lie before `step`.
  func lowerBound(_ step: Int64) -> Int {
    guard steps.isEmpty else { return steps.lowerBound(step) }
    guard count > 0, step > firstStep else { return 0 }
    let distance = UInt64(bitPattern: step &- firstStep)
    let (whole, rest) = distance.quotientAndRemainder(dividingBy: UInt64(stride))
    return whole >= UInt64(count) ? count : min(count, Int(whole) + (rest == 0 ? 0 : 1))
  }

  /// The same points, to be edited.
  func opened() -> OpenMetricSeriesChunk {
    OpenMetricSeriesChunk(
      steps: steps.isEmpty ? (0..<count).map(step(at:)) : steps,
      wallTimes: wallTimes.isEmpty ? Array(repeating: .nan, count: count) : wallTimes, values: values)
  }
}

/// The one stretch of a series that is being edited: at most `MetricSeriesChunk.capacity` points.
struct OpenMetricSeriesChunk: Sendable {
  var steps: [Int64] = []
  var wallTimes: [Double] = []
  var values = SummarisedValues()

  var count: Int { steps.count }
  var isFull: Bool { count >= MetricSeriesChunk.capacity }

  mutating func reserveCapacity() {
    steps.reserveCapacity(MetricSeriesChunk.capacity)
    wallTimes.reserveCapacity(MetricSeriesChunk.capacity)
    values.reserveCapacity(MetricSeriesChunk.capacity)
  }

  func mapValues(_ value: (Int64, Double) -> Double) -> OpenMetricSeriesChunk {
    OpenMetricSeriesChunk(
      steps: steps, wallTimes: wallTimes,
      values: SummarisedValues(steps.indices.map { value(steps[$0], values[$0]) }))
  }

  mutating func append(step: Int64, wallTime: Double, value: Double) {
    steps.append(step)
    wallTimes.append(wallTime)
    values.append(value)
  }

  mutating func insert(step: Int64, wallTime: Double, value: Double, at index: Int) {
    steps.insert(step, at: index)
    wallTimes.insert(wallTime, at: index)
    values.insert(value, at: index)
  }

  mutating func removeLast(_ dropped: Int) {
    steps.removeLast(dropped)
    wallTimes.removeLast(dropped)
    values.removeLast(dropped)
  }

  /// Cuts it in two; both halves hold points.
  func halves() -> (OpenMetricSeriesChunk, OpenMetricSeriesChunk) {
    let middle = count / 2
    func part(_ range: Range<Int>) -> OpenMetricSeriesChunk {
      OpenMetricSeriesChunk(
        steps: Array(steps[range]), wallTimes: Array(wallTimes[range]),
        values: SummarisedValues(Array(values.values[range])))
    }
    return (part(0..<middle), part(middle..<count))
  }
}

extension [Int64] {
  /// How many elements of an ascending array lie before `step`.
  func lowerBound(_ step: Int64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < step { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
