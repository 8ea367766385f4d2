import RunModel
import Testing

@Suite struct CurveThinningTests {
  @Test func aThinnedCurveKeepsItsEndsAndCorners() {
    let x = (0...1000).map { Double($0) / 1000 }
    let y = x.map { $0 < 0.3 ? $0 * 3 : 0.9 + ($0 - 0.3) / 7 }
    let kept = CurveThinning.indices(x: x, y: y, limit: 5)
    #expect(kept.first == 0 && kept.last == 1000 && kept.contains(300) && kept.count <= 5)
    #expect(CurveThinning.indices(x: [0, 1], y: [0, 1], limit: 200) == [0, 1])
  }

  @Test func noPointOfALongCurveIsFarFromTheThinnedOne() {
    let x = (0...100_000).map { Double($0) / 100_000 }
    let y = x.map { $0.squareRoot() }
    let kept = CurveThinning.indices(x: x, y: y, limit: 2_000)
    #expect(kept.count == 2_000)
    var error = 0.0
    for (low, high) in zip(kept, kept.dropFirst()) {
      let slope = (y[high] - y[low]) / (x[high] - x[low])
      for index in low...high {
        let drawn = y[low] + slope * (x[index] - x[low])
        error = max(error, abs(drawn - y[index]))
      }
    }
    #expect(error < 1e-4)
  }

  @Test func theThresholdInUseIsKept() {
    let rates = (0..<10_000).map { Double($0) / 9_999 }
    let thresholds = rates.map { 1 - $0 }
    let roc = ROCCurve(
      falsePositiveRate: rates, truePositiveRate: rates, thresholds: thresholds, areaUnderCurve: 0.5)
    guard case .roc(let thinned) = EvaluationTable.roc(roc).thinned(to: 100, keeping: [thresholds[4_321]]) else {
      Issue.record("no curve")
      return
    }
    #expect(thinned.falsePositiveRate == [rates[0], rates[4_321], rates[9_999]])
    #expect(thinned.thresholds.contains(thresholds[4_321]) && thinned.areaUnderCurve == 0.5)
    // scikit-learn's last point has no threshold.
    let curve = PrecisionRecallCurve(
      precision: rates.map { 1 - $0 * $0 }, recall: rates, thresholds: Array(thresholds.dropLast()),
      averagePrecision: nil)
    guard case .precisionRecall(let other) = EvaluationTable.precisionRecall(curve).thinned(to: 100, keeping: []) else {
      Issue.record("no curve")
      return
    }
    #expect(other.recall.count == 100 && other.thresholds.count == 99)
    #expect(EvaluationTable.roc(roc).thinned(to: 10_000, keeping: []) == .roc(roc))
  }
}
