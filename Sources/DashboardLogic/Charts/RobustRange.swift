/// Which values would flatten the rest of a chart: few, and far from all others.
///
/// Of every line a sample of at most 128 points at equal distances is sorted; the lowest and the highest hundredth of
/// it (three at least, of fewer than 20 points one) are set aside. A value is near when it lies within the rest or
/// not farther outside than the rest is wide. The values that are near to no line are left out, if that makes the
/// others at least four times as large. A whole line that lies far beyond the others does not count as one.
enum RobustRange {
  static let smallestGain = 4.0

  /// The values near to any line; nil where all are, or the points are too few to tell.
  /// - Parameters:
  ///   - samples: of every line, ascending finite values.
  ///   - least: fewer values of a line, 4 at least, are all near.
  static func fence(
    _ samples: [[Double]], full: ClosedRange<Double>, _ transform: ValueTransform, least: Int = 8
  ) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for sample in samples {
      let usable = transform.kind == .log ? sample.filter { $0 > 0 } : sample
      guard usable.count >= least else {
        // Too few to call one of them far: all of them are near.
        if let least = usable.first, let greatest = usable.last {
          (low, high) = (Swift.min(low, least), Swift.max(high, greatest))
        }
        continue
      }
      let near = near(usable, transform)
      (low, high) = (Swift.min(low, near.lowerBound), Swift.max(high, near.upperBound))
    }
    guard low <= high else { return nil }
    let fence = Swift.max(low, full.lowerBound)...Swift.max(Swift.min(high, full.upperBound), low, full.lowerBound)
    return fence == full ? nil : fence
  }

  /// How far beyond the others a line must reach to be left out as a whole, as a multiple of how wide they reach: one
  /// that has left them, its median still among them, and any other, as one of another learning rate.
  static let (leftWidths, farWidths) = (3.0, 10.0)
  static let fewestLines = 4

  /// How far a line reaches, as the transform sees it, without the values of its sample that are set aside.
  private struct Extent {
    var place: Int
    var low, high, median: Double

    /// nil for fewer than 8 values.
    init?(_ sample: [Double], place: Int, _ transform: ValueTransform) {
      let usable = transform.kind == .log ? sample.filter { $0 > 0 } : sample
      guard usable.count >= 8 else { return nil }
      let aside = RobustRange.aside(of: usable.count)
      self.place = place
      (low, high) = (transform.forward(usable[aside]), transform.forward(usable[usable.count - 1 - aside]))
      median = transform.forward(usable[usable.count / 2])
    }
  }

  /// The places of the lines that lie far beyond the others, as a run that has diverged: at most a quarter of at least
  /// four.
  /// - Parameter samples: of every line, ascending finite values.
  static func farLines(_ samples: [[Double]], _ transform: ValueTransform) -> Set<Int> {
    let extents = samples.enumerated().compactMap { Extent($1, place: $0, transform) }
    guard extents.count >= fewestLines else { return [] }
    let most = extents.count / 4
    let highest = Set(extents.sorted { $0.high > $1.high }.prefix(most).map(\.place))
    let lowest = Set(extents.sorted { $0.low < $1.low }.prefix(most).map(\.place))
    let others = extents.filter { !highest.contains($0.place) && !lowest.contains($0.place) }
    guard let low = others.map(\.low).min(), let high = others.map(\.high).max() else { return [] }
    // Levels that are all but alike are judged by their size, or by a decade: a run that still learns beside three that
    // have, or one of another learning rate, is not far. Beside zeros nothing is.
    let size = transform.kind == .log ? 1 : Swift.max(low.magnitude, high.magnitude)
    let width = Swift.max(high - low, size)
    guard width > 0 else { return [] }
    let far = extents.filter { extent in
      let distance = width * ((low...high).contains(extent.median) ? leftWidths : farWidths)
      return highest.contains(extent.place) && extent.high - high > distance
        || lowest.contains(extent.place) && low - extent.low > distance
    }
    return Set(far.map(\.place))
  }

  private static func aside(of count: Int) -> Int { count < 20 ? 1 : Swift.max(3, count / 100) }

  private static func near(_ sample: [Double], _ transform: ValueTransform) -> ClosedRange<Double> {
    let aside = aside(of: sample.count)
    let (least, greatest) = (sample[aside], sample[sample.count - 1 - aside])
    let (from, to) = (transform.forward(least), transform.forward(greatest))
    let largest = Double.greatestFiniteMagnitude
    // Values that are all alike have no width of their own: a few times themselves, or a power of ten. Beside zeros
    // nothing is far, as in a count of rare events.
    let width = to > from ? to - from : transform.kind == .log ? 1 : 3 * from.magnitude
    guard width > 0 else { return -largest...largest }
    let (low, high) = (transform.inverse(from - width), transform.inverse(to + width))
    return Swift.max(Swift.min(low, least), -largest)...Swift.min(Swift.max(high, greatest), largest)
  }

  /// Whether a smaller range makes what it shows enough larger.
  static func isWorthIt(kept: ClosedRange<Double>, full: ClosedRange<Double>, _ transform: ValueTransform) -> Bool {
    let halfWidth = { (range: ClosedRange<Double>) in
      transform.forward(range.upperBound) / 2 - transform.forward(range.lowerBound) / 2
    }
    return halfWidth(kept) * smallestGain <= halfWidth(full)
  }
}
