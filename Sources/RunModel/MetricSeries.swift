/// The points of one metric, sorted by step; one point a step, the newer wins.
///
/// Points lie in chunks: sealed ones that copies share, and one that is being edited. A copy costs a few retains, and
/// the owner's next edit copies at most one chunk. Appending at the end is O(1) amortised; a point elsewhere costs at
/// most the sealing of one chunk and the opening of another, and edits that move along open each chunk once.
public struct MetricSeries: Sendable {
  /// One chunk's place. The chunk under edit has its points in `open`; its slot holds an empty one.
  struct Slot: Sendable {
    var firstStep: Int64
    /// How many points lie before the chunk.
    var start: Int
    var chunk: MetricSeriesChunk
  }

  /// Ascending; no chunk is empty.
  var slots: [Slot] = []
  /// The chunk under edit and where it belongs; empty exactly when the series is.
  var open = OpenMetricSeriesChunk()
  var openSlot = 0
  /// The greatest step; meaningless while empty.
  var lastStep: Int64 = .min
  public internal(set) var count = 0
  /// Stands for the points that are there: another one as soon as any of them changes.
  private var past = Past()
  /// Where the training was resumed, ascending.
  public private(set) var resumes: [Step] = []

  public init() {}

  /// Stands for a series as it was, without its points.
  public struct Sight: Sendable {
    fileprivate let past: Past
    public let count: Int
  }
  fileprivate final class Past: Sendable {}
  public var sight: Sight { Sight(past: past, count: count) }

  /// Whether this is the series that was seen, grown at its end at most: nothing of what was there has changed. false says
  /// nothing of two series that were read one by one. O(1).
  public func goesOn(from earlier: Sight) -> Bool { past === earlier.past && earlier.count <= count }

  private mutating func changePast() {
    if !isKnownUniquelyReferenced(&past) { past = Past() }
  }

  public var isEmpty: Bool { count == 0 }
  public var first: MetricPoint? { isEmpty ? nil : self[0] }
  public var last: MetricPoint? { isEmpty ? nil : self[count - 1] }

  /// - Parameter wallTime: seconds since 1970; NaN when it is not known.
  public mutating func record(step: Step, wallTime: Double, value: Double) {
    if step.rawValue > lastStep || isEmpty {
      append(step: step.rawValue, wallTime: wallTime, value: value)
      count += 1
    } else {
      changePast()
      if insert(step: step.rawValue, wallTime: wallTime, value: value) { count += 1 }
    }
  }

  /// Drops the points at and after `step`; marks of resumption stay.
  public mutating func removePoints(from step: Step) {
    let kept = lowerBound(step.rawValue)
    guard kept < count else { return }
    changePast()
    if kept == 0 {
      (slots, open, openSlot, lastStep) = ([], OpenMetricSeriesChunk(), 0, .min)
    } else {
      truncate(to: kept)
    }
    count = kept
  }

  /// The first `kept` points, or all there are, and the resumptions among them. Shares what it can: at most one chunk is
  /// copied.
  public func prefix(_ kept: Int) -> MetricSeries {
    guard kept < count else { return self }
    guard kept > 0 else { return MetricSeries() }
    var result = self
    result.truncate(to: kept)
    result.count = kept
    let end = self[kept].step
    result.resumes.removeAll { $0 >= end }
    return result
  }

  public mutating func markResume(at step: Step) {
    let at = resumes.firstIndex { $0 >= step } ?? resumes.count
    if at == resumes.count || resumes[at] != step { resumes.insert(step, at: at) }
  }

  /// O(log chunks).
  public subscript(index: Int) -> MetricPoint {
    precondition(index >= 0 && index < count, "index out of range")
    let slot = slotIndex(ofPoint: index)
    let at = index - slots[slot].start
    if slot == openSlot {
      return MetricPoint(step: Step(open.steps[at]), wallTime: WallTime(open.wallTimes[at]), value: open.values[at])
    }
    let chunk = slots[slot].chunk
    return MetricPoint(
      step: Step(chunk.step(at: at)), wallTime: WallTime(chunk.wallTime(at: at)), value: chunk.values[at])
  }

  /// Where the points with steps in `range` lie.
  public func indexRange(of range: ClosedRange<Int64>) -> Range<Int> {
    lowerBound(range.lowerBound)..<(range.upperBound == .max ? count : lowerBound(range.upperBound + 1))
  }

  /// The point whose step is nearest; the earlier of two equally near.
  public func index(nearest step: Step) -> Int? {
    guard !isEmpty else { return nil }
    let at = lowerBound(step.rawValue)
    if at == 0 || at == count { return at == 0 ? 0 : count - 1 }
    // Wrapped differences of ascending values are their true distances, without a sign.
    let before = UInt64(bitPattern: step.rawValue &- self[at - 1].step.rawValue)
    let after = UInt64(bitPattern: self[at].step.rawValue &- step.rawValue)
    return before <= after ? at - 1 : at
  }

  /// How many points lie before `step`.
  func lowerBound(_ step: Int64) -> Int {
    if isEmpty || step > lastStep { return count }
    let slot = slotIndex(ofStep: step)
    let within = slot == openSlot ? open.steps.lowerBound(step) : slots[slot].chunk.lowerBound(step)
    return slots[slot].start + within
  }

  /// The last chunk that begins at or before `step`; the first when none does.
  func slotIndex(ofStep step: Int64) -> Int { lastSlot { $0.firstStep <= step } }
  func slotIndex(ofPoint index: Int) -> Int { lastSlot { $0.start <= index } }

  private func lastSlot(where isBefore: (Slot) -> Bool) -> Int {
    var (low, high) = (0, slots.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(slots[middle]) { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}
