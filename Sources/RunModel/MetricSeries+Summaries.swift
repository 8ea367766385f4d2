extension MetricSeries {
  /// What the points at these indices hold. O(chunks + 256), and at most 4,096 more right after an edit in the middle.
  public func summary(of range: Range<Int>) -> SeriesSummary {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
    var summary = SeriesSummary()
    guard !range.isEmpty else { return summary }
    var slot = slotIndex(ofPoint: range.lowerBound)
    while slot < slots.count, slots[slot].start < range.upperBound {
      let start = slots[slot].start
      let end = slot + 1 < slots.count ? slots[slot + 1].start : count
      let part = max(range.lowerBound, start) - start..<min(range.upperBound, end) - start
      if slot != openSlot, part.count == end - start {
        summary.append(slots[slot].chunk.summary)
      } else {
        values(ofSlot: slot).add(part, to: &summary)
      }
      slot += 1
    }
    return summary
  }

  /// One summary for each of `columns` equal stretches of `steps`, however wide; nil where there is no point.
  /// O(columns + chunks), whatever the number of points.
  public func summaries(columns: Int, over steps: ClosedRange<Int64>) -> [SeriesSummary?] {
    guard columns > 0 else { return [] }
    // The range may hold 2⁶⁴ steps, which only a wider integer can count.
    let span = UInt128(UInt64(bitPattern: steps.upperBound &- steps.lowerBound)) + 1
    let whole = indexRange(of: steps)
    var start = whole.lowerBound
    var result: [SeriesSummary?] = []
    result.reserveCapacity(columns)
    for column in 1...columns {
      let offset = (span * UInt128(column) + UInt128(columns - 1)) / UInt128(columns)
      let end =
        offset >= span
        ? whole.upperBound : max(start, lowerBound(steps.lowerBound &+ Int64(truncatingIfNeeded: offset)))
      result.append(start < end ? summary(of: start..<end) : nil)
      start = end
    }
    return result
  }

  func values(ofSlot slot: Int) -> SummarisedValues { slot == openSlot ? open.values : slots[slot].chunk.values }

  /// The finite extremes, the earliest of equal ones; nil when no value is finite. O(chunks + 4,096).
  public var lowest: MetricPoint? { firstPoint(withBest: \.min) { $0 < $1 } }
  public var highest: MetricPoint? { firstPoint(withBest: \.max) { $0 > $1 } }

  private func firstPoint(
    withBest extreme: KeyPath<SeriesSummary, Double>, isBetter: (Double, Double) -> Bool
  ) -> MetricPoint? {
    var best: (slot: Int, value: Double)?
    for slot in slots.indices {
      let summary = slot == openSlot ? open.values.summary : slots[slot].chunk.summary
      guard summary.finiteCount > 0 else { continue }
      let value = summary[keyPath: extreme]
      if best.map({ isBetter(value, $0.value) }) ?? true { best = (slot, value) }
    }
    guard let best else { return nil }
    return values(ofSlot: best.slot).values.firstIndex(of: best.value).map { self[slots[best.slot].start + $0] }
  }

  /// What all points hold. O(chunks + 128).
  public var summary: SeriesSummary { summary(of: 0..<count) }
}
