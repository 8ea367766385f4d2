extension MetricSeries {
  /// Other values at the same steps and times, which are shared: `value` is asked for each point, in order.
  public func mapValues(_ value: (_ step: Int64, _ value: Double) -> Double) -> MetricSeries {
    var result = MetricSeries()
    (result.slots, result.openSlot, result.lastStep, result.count) = (slots, openSlot, lastStep, count)
    for slot in slots.indices {
      if slot == openSlot {
        result.open = open.mapValues(value)
      } else {
        result.slots[slot].chunk = slots[slot].chunk.mapValues(value)
      }
    }
    return result
  }

  /// The same values and times at other steps: of the first of `limit` points, as far as whole chunks of them have
  /// steps that are known and do not go back; one that is taken gives the next. Values are shared; what is left out has to
  /// be recorded one by one.
  public func movedPrefix(
    of limit: Int, _ place: (_ step: Int64, _ wallTime: Double) -> Int64?
  ) -> MetricSeries {
    var (result, end) = (MetricSeries(), MetricSeriesChunk.Moved?.none)
    for slot in slots.prefix(openSlot) {
      guard slot.start + slot.chunk.count <= limit, let chunk = slot.chunk.moved(behind: &end, place) else { break }
      result.slots.append(Slot(firstStep: chunk.step(at: 0), start: result.count, chunk: chunk))
      (result.count, result.lastStep) = (result.count + chunk.count, chunk.step(at: chunk.count - 1))
    }
    guard let last = result.slots.last else { return result }
    result.openSlot = result.slots.count - 1
    result.open = last.chunk.opened()
    result.slots[result.openSlot].chunk = .empty
    return result
  }
}
