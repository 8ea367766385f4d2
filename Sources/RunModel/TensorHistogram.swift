/// How the values of a tensor lay at one step, such as the gradients or the weights of a layer.
public struct TensorHistogram: Equatable, Sendable {
  public struct Bin: Equatable, Sendable {
    public var low, high: Double
    public var count: Double

    public init(low: Double, high: Double, count: Double) { (self.low, self.high, self.count) = (low, high, count) }
  }

  public var step: Step
  /// Ascending and finite, one more than counts.
  public private(set) var edges: [Double]
  /// Not negative; not all 0.
  public private(set) var counts: [Double]
  /// Root of the sum of all squares; NaN when it is not known.
  public var norm: Double

  /// More bins are joined, few values first, so that most is known of where most values lie.
  public static let binLimit = 48

  /// - Parameter bins: ascending; gaps between them are bins without values.
  /// - Returns: nil for no bins, and for what is no histogram: descending, negative or not finite.
  public init?(step: Step, bins: [Bin], norm: Double) {
    (self.step, self.norm) = (step, norm)
    var whole: [Bin] = []
    for bin in bins {
      guard bin.low.isFinite, bin.high.isFinite, bin.low <= bin.high, bin.count >= 0, bin.count.isFinite else {
        return nil
      }
      let end = whole.last?.high ?? bin.low
      guard bin.high >= end else { return nil }
      if bin.low > end { whole.append(Bin(low: end, high: bin.low, count: 0)) }
      whole.append(Bin(low: max(bin.low, end), high: bin.high, count: bin.count))
    }
    guard let first = whole.firstIndex(where: { $0.count > 0 }), let last = whole.lastIndex(where: { $0.count > 0 })
    else { return nil }
    (edges, counts) = ([whole[first].low], [])
    let total = whole.reduce(0) { $0 + $1.count }
    guard total.isFinite else { return nil }
    var sum = 0.0
    // Where bins without values end that follow a whole one: they stay apart from those with values.
    var gapEnd: Double?
    for (place, bin) in whole.enumerated() where first <= place && place <= last {
      if sum == 0, bin.count == 0 {
        gapEnd = bin.high
        continue
      }
      if let end = gapEnd, end > edges[edges.count - 1], !counts.isEmpty {
        edges.append(end)
        counts.append(0)
      }
      gapEnd = nil
      sum += bin.count
      let isEnough = sum * Double(Self.binLimit) > total || place == last
      guard bin.high > edges[edges.count - 1], isEnough else { continue }
      edges.append(bin.high)
      counts.append(sum)
      sum = 0
    }
    if counts.isEmpty {
      // All values are the same.
      let air = max(edges[0].magnitude / 100, .leastNormalMagnitude)
      (edges, counts) = ([edges[0] - air, edges[0] + air], [sum])
    } else {
      counts[counts.count - 1] += sum
    }
    // The distance of two edges must be a number, too.
    guard edges.allSatisfy({ $0.magnitude < 1e300 }) else { return nil }
  }

  public var total: Double { counts.reduce(0, +) }

  /// The value below which a share of all lies, on a straight line inside a bin.
  public func quantile(_ share: Double) -> Double {
    let wanted = total * min(max(share, 0), 1)
    var sum = 0.0
    for (bin, count) in counts.enumerated() where count > 0 {
      if sum + count >= wanted {
        let part = (wanted - sum) / count
        return edges[bin] + (edges[bin + 1] - edges[bin]) * min(max(part, 0), 1)
      }
      sum += count
    }
    return edges[edges.count - 1]
  }

  /// How many values lie below a value, on a straight line inside a bin. O(log bins) would not pay: bins are few.
  public func count(below value: Double) -> Double {
    var sum = 0.0
    for (bin, count) in counts.enumerated() {
      if value >= edges[bin + 1] {
        sum += count
      } else {
        let part = (value - edges[bin]) / (edges[bin + 1] - edges[bin])
        return sum + count * min(max(part, 0), 1)
      }
    }
    return sum
  }
}

/// The histograms of one tensor, by ascending step. Of very many only some are kept, at equal distances, and the newest.
public struct HistogramSeries: Sendable {
  public var name: MetricName
  public private(set) var histograms: [TensorHistogram] = []
  /// Of every histogram that came with one.
  public private(set) var norms = MetricSeries()
  /// One of so many is kept.
  private var stride = 1
  /// How many came since the last that is kept for good; the newest of them is kept for now.
  private var passing = 0

  public static let limit = 128

  public init(name: MetricName) { self.name = name }

  public mutating func record(_ histogram: TensorHistogram, wallTime: Double = .nan) {
    // What came at or after a step is replaced by what comes again.
    if let last = histograms.last, last.step >= histogram.step { restart(at: histogram.step) }
    if !histogram.norm.isNaN { norms.record(step: histogram.step, wallTime: wallTime, value: histogram.norm) }
    if passing > 0 { histograms.removeLast() }
    histograms.append(histogram)
    passing = (passing + 1) % stride
    guard histograms.count > Self.limit else { return }
    histograms = Swift.stride(from: 0, to: histograms.count, by: 2).map { histograms[$0] }
    (stride, passing) = (stride * 2, 0)
  }

  /// Forgets what lies at or after a step.
  public mutating func restart(at step: Step) {
    histograms.removeAll { $0.step >= step }
    norms.removePoints(from: step)
    passing = 0
  }

  /// What there was when the steps had come so far; steps ascend.
  public func upTo(_ isReached: (Step) -> Bool) -> HistogramSeries {
    var series = self
    series.histograms = Array(histograms.prefix { isReached($0.step) })
    let last = series.histograms.last?.step.rawValue
    series.norms = norms.prefix(last.map { norms.indexRange(of: .min...$0).count } ?? 0)
    return series
  }

  /// The newest at or before a step; nil before the first.
  public func histogram(at step: Step) -> TensorHistogram? {
    var (low, high) = (0, histograms.count)
    while low < high {
      let middle = (low + high) / 2
      if histograms[middle].step <= step { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? histograms[low - 1] : nil
  }
}
