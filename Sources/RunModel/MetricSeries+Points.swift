extension MetricSeries {
  /// Calls `body` with the points at these indices, in order; a wall time that is not known is NaN.
  public func forEachPoint(
    in range: Range<Int>, _ body: (_ step: Int64, _ wallTime: Double, _ value: Double) -> Void
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
    guard !range.isEmpty else { return }
    var slot = slotIndex(ofPoint: range.lowerBound)
    while slot < slots.count, slots[slot].start < range.upperBound {
      let start = slots[slot].start
      let end = slot + 1 < slots.count ? slots[slot + 1].start : count
      let part = max(range.lowerBound, start) - start..<min(range.upperBound, end) - start
      if slot == openSlot {
        for at in part { body(open.steps[at], open.wallTimes[at], open.values[at]) }
      } else {
        let chunk = slots[slot].chunk
        for at in part { body(chunk.step(at: at), chunk.wallTime(at: at), chunk.values[at]) }
      }
      slot += 1
    }
  }

  /// Whether all points of `earlier` are the first points here, unchanged: what was worked out from it holds.
  ///
  /// Chunks that both share are not compared again: O(chunks + 4,096) for a series that has grown.
  public func isContinuation(of earlier: MetricSeries) -> Bool {
    guard earlier.count <= count, earlier.slots.count <= slots.count else { return false }
    for slot in earlier.slots.indices {
      guard slots[slot].start == earlier.slots[slot].start else { return false }
      if slot != openSlot, slot != earlier.openSlot {
        if slots[slot].chunk === earlier.slots[slot].chunk { continue }
      } else if slot == openSlot, slot == earlier.openSlot, open.sharesStorage(with: earlier.open) {
        continue
      }
      guard holdsPoints(of: earlier, slot: slot) else { return false }
    }
    return true
  }

  /// Compares bit by bit, as NaN is data.
  private func holdsPoints(of earlier: MetricSeries, slot: Int) -> Bool {
    let start = earlier.slots[slot].start
    let end = slot + 1 < earlier.slots.count ? earlier.slots[slot + 1].start : earlier.count
    let mine = slot == openSlot ? open : slots[slot].chunk.opened()
    let theirs = slot == earlier.openSlot ? earlier.open : earlier.slots[slot].chunk.opened()
    guard end - start <= mine.count else { return false }
    for at in 0..<end - start {
      guard mine.steps[at] == theirs.steps[at], mine.values[at].bitPattern == theirs.values[at].bitPattern,
        mine.wallTimes[at].bitPattern == theirs.wallTimes[at].bitPattern
      else { return false }
    }
    return true
  }

  /// How many values at the end are NaN or infinite. O(chunks + 4,096) times the logarithm of the number of points.
  public var nonFiniteTail: Int {
    guard let last, !last.value.isFinite else { return 0 }
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = low + (high - low) / 2
      if summary(of: middle..<count).finiteCount > 0 { low = middle + 1 } else { high = middle }
    }
    return count - low
  }

  /// The first value at or behind an index that is NaN or infinite. O(chunks + 4,096).
  public func firstNonFiniteIndex(from index: Int = 0) -> Int? {
    guard index < count else { return nil }
    var from = max(0, index)
    for slot in slotIndex(ofPoint: from)..<slots.count {
      let start = slots[slot].start
      let isClean = slot != openSlot && slots[slot].chunk.summary.finiteCount == slots[slot].chunk.count
      if !isClean, let at = values(ofSlot: slot).firstNonFiniteIndex(from: from - start) { return start + at }
      from = slot + 1 < slots.count ? slots[slot + 1].start : count
    }
    return nil
  }
}

extension OpenMetricSeriesChunk {
  /// Whether the values are the same storage, and so equal; false says nothing.
  func sharesStorage(with other: OpenMetricSeriesChunk) -> Bool {
    guard count == other.count else { return false }
    return values.values.withUnsafeBufferPointer { mine in
      other.values.values.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
    }
  }
}
