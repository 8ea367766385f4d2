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
    var sums = Array(repeating: 0.0, count: places)
    for curve in drawn {
      for (place, height) in heights(curve.falsePositiveRate, curve.truePositiveRate, at: across).enumerated() {
        sums[place] += height
      }
    }
    let means = sums.map { $0 / Double(drawn.count) }
    let areas = curves.compactMap(\.areaUnderCurve).filter(\.isFinite)
    return ROCCurve(
      average: .macro, falsePositiveRate: [0] + across, truePositiveRate: [0] + means,
      areaUnderCurve: areas.count == curves.count ? areas.reduce(0, +) / Double(areas.count) : nil)
  }

  /// On the lines between the points around each of some ascending places; of points at a place the highest.
  /// O(points + places).
  private static func heights(_ xs: [Double], _ ys: [Double], at places: [Double]) -> [Double] {
    var after = 0
    return places.map { x in
      while after < xs.count, !(xs[after] > x) { after += 1 }
      guard after < xs.count else { return ys.last ?? 0 }
      guard after > 0 else { return 0 }
      let (x0, x1, y0, y1) = (xs[after - 1], xs[after], ys[after - 1], ys[after])
      return x1 > x0 ? y0 + (y1 - y0) * (x - x0) / (x1 - x0) : y1
    }
  }

  /// The mean of the classes' average precisions; nil where one is not known.
  static func precision(_ curves: [PrecisionRecallCurve]) -> Double? {
    let known = curves.compactMap(\.averagePrecision).filter(\.isFinite)
    return known.count == curves.count && !known.isEmpty ? known.reduce(0, +) / Double(known.count) : nil
  }
}
