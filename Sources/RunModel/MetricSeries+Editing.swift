extension MetricSeries {
  mutating func append(step: Int64, wallTime: Double, value: Double) {
    if openSlot != slots.count - 1 || open.isFull { prepareToAppend(step) }
    open.append(step: step, wallTime: wallTime, value: value)
    lastStep = step
  }

  /// Makes the last chunk the open one, or a new one behind it when it is full.
  private mutating func prepareToAppend(_ step: Int64) {
    if !slots.isEmpty {
      openChunk(slots.count - 1)
      guard open.isFull else { return }
      slots[openSlot].chunk = MetricSeriesChunk(open)
      open = OpenMetricSeriesChunk()
      open.reserveCapacity()
    }
    slots.append(Slot(firstStep: step, start: count, chunk: .empty))
    openSlot = slots.count - 1
  }

  /// Puts a point at or before the last step in its place.
  ///
  /// - Returns: false when it replaced one.
  mutating func insert(step: Int64, wallTime: Double, value: Double) -> Bool {
    openChunk(slotIndex(ofStep: step))
    var at = open.steps.lowerBound(step)
    if at < open.count, open.steps[at] == step {
      (open.wallTimes[at], open.values[at]) = (wallTime, value)
      return false
    }
    if open.isFull { at = splitOpenChunk(keepingOpen: at) }
    open.insert(step: step, wallTime: wallTime, value: value, at: at)
    if at == 0 { slots[openSlot].firstStep = step }
    for later in slots.indices.dropFirst(openSlot + 1) { slots[later].start += 1 }
    return true
  }

  /// Seals one half and keeps the one where `index` falls open; returns where in it.
  private mutating func splitOpenChunk(keepingOpen index: Int) -> Int {
    let (lower, upper) = open.halves()
    let upperSlot = Slot(firstStep: upper.steps[0], start: slots[openSlot].start + lower.count, chunk: .empty)
    slots.insert(upperSlot, at: openSlot + 1)
    if index <= lower.count {
      slots[openSlot + 1].chunk = MetricSeriesChunk(upper)
      open = lower
      return index
    }
    slots[openSlot].chunk = MetricSeriesChunk(lower)
    open = upper
    openSlot += 1
    return index - lower.count
  }

  /// Makes the chunk of a slot the open one; the one that was open is sealed.
  private mutating func openChunk(_ slot: Int) {
    guard slot != openSlot else { return }
    slots[openSlot].chunk = MetricSeriesChunk(open)
    open = slots[slot].chunk.opened()
    slots[slot].chunk = .empty
    openSlot = slot
  }

  /// Keeps the first `kept` points; `0 < kept < count`.
  mutating func truncate(to kept: Int) {
    let slot = slotIndex(ofPoint: kept - 1)
    if openSlot > slot {
      // What is open is dropped as a whole: there is nothing to seal.
      open = slots[slot].chunk.opened()
      openSlot = slot
    } else {
      openChunk(slot)
    }
    slots[slot].chunk = .empty
    slots.removeLast(slots.count - slot - 1)
    open.removeLast(open.count - (kept - slots[slot].start))
    lastStep = open.steps[open.count - 1]
  }
}
