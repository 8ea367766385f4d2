/// Which values would flatten the rest of a chart: few, and far from all others.
///
/// Of every line a sample of at most 128 points at equal distances is sorted; the lowest and the highest hundredth of
/// it (three at least, of fewer than 20 points one) are set aside. A value is near when it lies within the rest or
/// not farther outside than the rest is wide. The values that are near to no line are left out, if that makes the
/// others at least four times as large.
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

  private static func near(_ sample: [Double], _ transform: ValueTransform) -> ClosedRange<Double> {
    let aside = sample.count < 20 ? 1 : Swift.max(3, sample.count / 100)
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
