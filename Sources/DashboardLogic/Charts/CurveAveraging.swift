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

  /// On the line between the two points around `x`; of points at `x` the highest.
  private static func height(at x: Double, _ xs: [Double], _ ys: [Double]) -> Double {
    guard let after = xs.firstIndex(where: { $0 > x }) else { return ys.last ?? 0 }
    guard after > 0 else { return 0 }
    let (x0, x1, y0, y1) = (xs[after - 1], xs[after], ys[after - 1], ys[after])
    return x1 > x0 ? y0 + (y1 - y0) * (x - x0) / (x1 - x0) : y1
  }

  /// The mean of the classes' average precisions; nil where one is not known.
  static func precision(_ curves: [PrecisionRecallCurve]) -> Double? {
    let known = curves.compactMap(\.averagePrecision).filter(\.isFinite)
    return known.count == curves.count && !known.isEmpty ? known.reduce(0, +) / Double(known.count) : nil
  }
}
