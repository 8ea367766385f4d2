/// A sealed stretch of a series: it never changes, so any number of copies of a series share it.
final class MetricSeriesChunk: Sendable {
  /// Points a full chunk holds; also the most that one edit ever moves.
  static let capacity = 4096
  /// Points that one block summary stands for.
  static let blockSize = 64
  static let empty = MetricSeriesChunk(OpenMetricSeriesChunk())

  let count: Int
  let summary: SeriesSummary
  /// One for each `blockSize` points; the last may stand for fewer.
  let blocks: [SeriesSummary]
  let values: [Double]
  /// Empty when no point has a wall time.
  private let wallTimes: [Double]
  /// Empty when the steps are equally spaced.
  private let steps: [Int64]
  private let firstStep: Int64
  private let stride: Int64

  init(_ open: OpenMetricSeriesChunk) {
    count = open.count
    values = open.values
    wallTimes = open.wallTimes.allSatisfy(\.isNaN) ? [] : open.wallTimes
    firstStep = open.steps.first ?? 0
    let stride = Self.commonStride(of: open.steps)
    self.stride = stride ?? 0
    steps = stride == nil ? open.steps : []

    var (blocks, whole) = ([SeriesSummary](), SeriesSummary())
    blocks.reserveCapacity((values.count + Self.blockSize - 1) / Self.blockSize)
    for start in Swift.stride(from: 0, to: values.count, by: Self.blockSize) {
      let block = SeriesSummary(values[start..<min(start + Self.blockSize, values.count)])
      blocks.append(block)
      whole.append(block)
    }
    (self.blocks, summary) = (blocks, whole)
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

  func add(_ range: Range<Int>, to summary: inout SeriesSummary) {
    if range == 0..<count { return summary.append(self.summary) }
    var index = range.lowerBound
    while index < range.upperBound {
      let blockEnd = min((index / Self.blockSize + 1) * Self.blockSize, count)
      if index % Self.blockSize == 0, blockEnd <= range.upperBound {
        summary.append(blocks[index / Self.blockSize])
        index = blockEnd
      } else {
        let end = min(blockEnd, range.upperBound)
        for value in values[index..<end] { summary.add(value) }
        index = end
      }
    }
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
  var values: [Double] = []

  var count: Int { steps.count }
  var isFull: Bool { count >= MetricSeriesChunk.capacity }

  mutating func reserveCapacity() {
    steps.reserveCapacity(MetricSeriesChunk.capacity)
    wallTimes.reserveCapacity(MetricSeriesChunk.capacity)
    values.reserveCapacity(MetricSeriesChunk.capacity)
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
        steps: Array(steps[range]), wallTimes: Array(wallTimes[range]), values: Array(values[range]))
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

extension SeriesSummary {
  init(_ values: ArraySlice<Double>) {
    self.init()
    for value in values { add(value) }
  }
}
