import RunModel

/// Averages of several classes' curves, each class counting alike.
enum CurveAveraging {
  private static let places = 101

  /// True positive rates averaged at equal false positive rates (Fawcett 2006, vertical averaging), as scikit-learn's
  /// macro average; nil for fewer than two curves. Its area is the mean of theirs where all are known.
  static func roc(_ curves: [ROCCurve]) -> ROCCurve? {
    let drawn = curves.filter { !$0.falsePositiveRate.isEmpty }
    guard drawn.count > 1 else { return nil }
    let across = (0..<places).map { Double($0) / Double(places - 1) }
    let means = across.map { x in
      drawn.reduce(0) { $0 + height(at: x, $1.falsePositiveRate, $1.truePositiveRate) } / Double(drawn.count)
    }
    let areas = curves.compactMap(\.areaUnderCurve).filter(\.isFinite)
    return ROCCurve(
      average: .macro, falsePositiveRate: [0] + across, truePositiveRate: [0] + means,
      areaUnderCurve: areas.count == curves.count ? areas.reduce(0, +) / Double(areas.count) : nil)
  }

  /// On the line between the two points around `x`; of points at `x` the highest. O(log points).
  private static func height(at x: Double, _ xs: [Double], _ ys: [Double]) -> Double {
    var (after, end) = (0, Swift.min(xs.count, ys.count))
    let count = end
    while after < end {
      let middle = (after + end) / 2
      if xs[middle] > x { end = middle } else { after = middle + 1 }
    }
    guard after < count else { return ys[..<count].last ?? 0 }
    guard after > 0 else { return 0 }
    let (x0, x1, y0, y1) = (xs[after - 1], xs[after], ys[after - 1], ys[after])
    return x1 > x0 ? y0 + (y1 - y0) * (x - x0) / (x1 - x0) : y1
  }

  /// Precisions averaged at equal recalls, each class in the steps that its average precision sums; nil for fewer than
  /// two curves. Its average precision is the mean of theirs where all are known.
  static func precisionRecall(_ curves: [PrecisionRecallCurve]) -> PrecisionRecallCurve? {
    let drawn = curves.filter { !$0.recall.isEmpty }.map(Steps.init)
    guard drawn.count > 1 else { return nil }
    let across = (0..<places).map { Double($0) / Double(places - 1) }
    let means = across.map { x in drawn.reduce(0) { $0 + $1.precision(at: x) } / Double(drawn.count) }
    let known = curves.compactMap(\.averagePrecision).filter(\.isFinite)
    return PrecisionRecallCurve(
      average: .macro, precision: means, recall: across,
      averagePrecision: known.count == curves.count ? known.reduce(0, +) / Double(known.count) : nil)
  }

  /// A curve by ascending recall.
  private struct Steps {
    var points: [(recall: Double, precision: Double)]

    init(_ curve: PrecisionRecallCurve) {
      points = zip(curve.recall, curve.precision).filter { $0.isFinite && $1.isFinite }
        .map { (recall: $0, precision: $1) }.sorted { ($0.recall, $1.precision) < ($1.recall, $0.precision) }
    }

    /// Of the first point that has found as many. O(log points).
    func precision(at recall: Double) -> Double {
      var (low, high) = (0, points.count)
      while low < high {
        let middle = (low + high) / 2
        if points[middle].recall >= recall { high = middle } else { low = middle + 1 }
      }
      return low < points.count ? points[low].precision : points.last?.precision ?? 0
    }
  }
}
