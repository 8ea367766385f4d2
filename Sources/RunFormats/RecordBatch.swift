public import RunModel

/// What a decoder has read: scalar points as columns, everything rarer as values.
///
/// A batch belongs to one decoder for as long as both live; the decoder remembers the batch's metric indices.
public struct RecordBatch: Sendable {
  /// Parallel columns, one entry a point, in the order of the file.
  public struct Points: Sendable {
    /// Index into `metricNames`.
    public var metric: [Int32] = []
    public var step: [Int64] = []
    /// Seconds since 1970; NaN when the run did not say.
    public var wallTime: [Double] = []
    /// Any double: NaN and the infinities are data.
    public var value: [Double] = []

    public init() {}

    public var count: Int { value.count }
    public var isEmpty: Bool { value.isEmpty }

    @inline(__always)
    mutating func append(metric: Int32, step: Int64, wallTime: Double, value: Double) {
      self.metric.append(metric)
      self.step.append(step)
      self.wallTime.append(wallTime)
      self.value.append(value)
    }

    /// Drops the newest points until `count` are left in every column; columns may differ in length before.
    mutating func truncate(to count: Int) {
      metric.removeLast(metric.count - count)
      step.removeLast(step.count - count)
      wallTime.removeLast(wallTime.count - count)
      value.removeLast(value.count - count)
    }
  }

  /// A record and its place among the points.
  public struct Entry: Equatable, Sendable {
    /// How many of `points` the file has before it.
    public var precedingPoints: Int
    public var record: RunRecord

    public init(precedingPoints: Int, record: RunRecord) {
      (self.precedingPoints, self.record) = (precedingPoints, record)
    }
  }

  /// How the values of a tensor lay, and its place among the records.
  public struct HistogramEntry: Equatable, Sendable {
    /// How many of `records` the file has before it.
    public var precedingRecords: Int
    public var name: MetricName
    /// Seconds since 1970; NaN when the run did not say.
    public var wallTime: Double
    public var histogram: TensorHistogram
  }

  /// A stretch of the file that could not be read and was stepped over.
  public struct Damage: Equatable, Sendable {
    /// Of the stretch's first byte, counted from the start of the file.
    public var byteOffset: Int64
    /// What is wrong, as a short sentence without a full stop.
    public var reason: String

    public init(byteOffset: Int64, reason: String) { (self.byteOffset, self.reason) = (byteOffset, reason) }
  }

  /// Index to name. Grows only, and no name occurs twice.
  public private(set) var metricNames: [MetricName] = []
  public var points = Points()
  /// In the order of the file.
  public var records: [Entry] = []
  /// In the order of the file.
  public var histograms: [HistogramEntry] = []
  /// In the order of the file.
  public var damage: [Damage] = []
  private var indices: [MetricName: Int32] = [:]

  public init() {}

  public var isEmpty: Bool { points.isEmpty && records.isEmpty && histograms.isEmpty && damage.isEmpty }

  /// The index of a metric, which is added when it is new.
  public mutating func index(of name: MetricName) -> Int32 {
    if let index = indices[name] { return index }
    let index = Int32(metricNames.count)
    metricNames.append(name)
    indices[name] = index
    return index
  }

  /// Empties everything but `metricNames`; keeps the memory for the next round.
  public mutating func removeAllKeepingNames() {
    points.metric.removeAll(keepingCapacity: true)
    points.step.removeAll(keepingCapacity: true)
    points.wallTime.removeAll(keepingCapacity: true)
    points.value.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    histograms.removeAll(keepingCapacity: true)
    damage.removeAll(keepingCapacity: true)
  }

  mutating func append(_ record: RunRecord) {
    records.append(Entry(precedingPoints: points.count, record: record))
  }

  mutating func append(_ histogram: TensorHistogram, of name: MetricName, wallTime: Double) {
    histograms.append(
      HistogramEntry(precedingRecords: records.count, name: name, wallTime: wallTime, histogram: histogram))
  }

  mutating func append(damageAt byteOffset: Int64, _ reason: String) {
    damage.append(Damage(byteOffset: byteOffset, reason: reason))
  }
}
