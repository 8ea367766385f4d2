import Glibc

/// The debiased, time-weighted exponential moving average that TensorBoard and W&B smooth curves with.
///
/// With `w = min(√smoothing, 0.999)` and `d` the distance in steps from the finite point before, as thousandths of
/// the chart's extent, a point `y` changes the weighted sum `s` and the weight `n` to `s·wᵈ + y` and `n·wᵈ + 1`; the
/// smoothed value is `s / n` (W&B's "time weighted EMA"; at equal distances it is TensorBoard's debiased EMA).
///
/// NaN and the infinities come out as they went in, and change nothing.
public struct SmoothingFilter: Equatable, Sendable {
  /// Of a dashboard: 0 is off.
  public static let range = 0.0...0.999
  /// What `d` is 1,000 of: W&B's viewport scale.
  static let extentUnits = 1_000.0

  /// The natural logarithm of what remains of a point's weight after one step.
  private let decayPerStep: Double
  private var lastStep: Int64?
  /// The last distance and what it leaves: equally spaced points take one power for all.
  private var distance: UInt64 = 0
  private var remaining = 1.0
  private var weight = 0.0
  private var mean = Double.nan

  /// - Parameters:
  ///   - smoothing: of `range`.
  ///   - extent: steps that count as the whole chart; above 0.
  public init(smoothing: Double, extent: Double) {
    let base = Swift.min(Swift.max(smoothing, 0).squareRoot(), 0.999)
    decayPerStep = log(base) * Self.extentUnits / extent
  }

  /// The smoothed value at a point; steps have to ascend.
  public mutating func next(step: Int64, value: Double) -> Double {
    guard value.isFinite else { return value }
    if let lastStep {
      let passed = UInt64(bitPattern: step &- lastStep)
      if passed != distance {
        distance = passed
        remaining = exp(decayPerStep * Double(passed))
      }
      weight = weight * remaining + 1
      // The same as s / n, without sums that could overflow.
      let next = mean + (value / weight - mean / weight)
      mean = next.isFinite ? next : mean * (1 - 1 / weight) + value / weight
    } else {
      (weight, mean) = (1, value)
    }
    lastStep = step
    return mean
  }

  /// The extent of a chart as smoothing sees it: at most a thousandth more, so that a growing run is not smoothed
  /// anew with every point; exact below 2,048 steps.
  public static func extent(of steps: ClosedRange<Int64>) -> Double {
    let width = Double(UInt64(bitPattern: steps.upperBound &- steps.lowerBound))
    guard width >= 1 else { return 1 }
    let grid = scalbn(1.0, Int32(width.exponent) - 10)
    return (width / grid).rounded(.up) * grid
  }
}
