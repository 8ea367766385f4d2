public import RunModel
public import TerminalModel

/// A curve in the unit square: ROC, precision against recall, calibration.
public struct CurveChartModel: Equatable, Sendable {
  public enum Reference: Equatable, Sendable {
    case none
    /// Chance in a ROC chart, perfection in a calibration chart.
    case diagonal
    /// At a height: the share of positives is chance in a precision-recall chart.
    case level(Double)
  }

  public struct Curve: Equatable, Sendable {
    public var label: String
    public var style: StyleRole
    /// Same count as `y`; pairs beyond the shorter one are not drawn, nor are values that are not finite.
    public var x: [Double]
    public var y: [Double]

    public init(label: String = "", style: StyleRole = .series1, x: [Double], y: [Double]) {
      (self.label, self.style, self.x, self.y) = (label, style, x, y)
    }
  }

  /// Where the model is operated.
  public struct OperatingPoint: Equatable, Sendable {
    public var x, y, threshold: Double

    public init(x: Double, y: Double, threshold: Double) { (self.x, self.y, self.threshold) = (x, y, threshold) }
  }

  public var title: String
  public var xName: String
  public var yName: String
  public var curves: [Curve]
  /// Such as `AUC 0.871`.
  public var summary: String
  public var reference: Reference
  public var operatingPoint: OperatingPoint?
  public var isFocused: Bool
  public var emptyText: String

  public init(
    title: String, xName: String, yName: String, curves: [Curve], summary: String, reference: Reference = .none,
    operatingPoint: OperatingPoint? = nil, isFocused: Bool = false, emptyText: String = "no curve recorded"
  ) {
    (self.title, self.xName, self.yName, self.curves) = (title, xName, yName, curves)
    (self.summary, self.reference, self.operatingPoint) = (summary, reference, operatingPoint)
    (self.isFocused, self.emptyText) = (isFocused, emptyText)
  }

  /// - Parameter threshold: the score from which a row counts as positive; marked when the curve's thresholds are
  ///   known.
  public init(_ curve: ROCCurve, title: String = "ROC", threshold: Double? = nil, isFocused: Bool = false) {
    self.init(
      title: title, xName: "false positive rate", yName: "true positive rate",
      curves: [Curve(x: curve.falsePositiveRate, y: curve.truePositiveRate)],
      summary: Self.known("AUC", curve.areaUnderCurve), reference: .diagonal,
      operatingPoint: Self.point(
        threshold, thresholds: curve.thresholds, x: curve.falsePositiveRate, y: curve.truePositiveRate),
      isFocused: isFocused)
  }

  /// - Parameter positiveShare: the share of positives among the rows, drawn as chance; nil when it is not known.
  public init(
    _ curve: PrecisionRecallCurve, title: String = "precision-recall", threshold: Double? = nil,
    positiveShare: Double? = nil, isFocused: Bool = false
  ) {
    self.init(
      title: title, xName: "recall", yName: "precision", curves: [Curve(x: curve.recall, y: curve.precision)],
      summary: Self.known("AP", curve.averagePrecision), reference: positiveShare.map(Reference.level) ?? .none,
      operatingPoint: Self.point(threshold, thresholds: curve.thresholds, x: curve.recall, y: curve.precision),
      isFocused: isFocused)
  }

  public init(_ curve: CalibrationCurve, title: String = "calibration", isFocused: Bool = false) {
    let rows = curve.counts.reduce(Int128(0)) { $0 + Int128($1) }
    self.init(
      title: title, xName: "predicted", yName: "observed",
      curves: [Curve(x: curve.meanPredicted, y: curve.fractionPositive)],
      summary: "\(NumberFormat.grouped(Int64(clamping: rows))) rows", reference: .diagonal, isFocused: isFocused)
  }

  private static func known(_ name: String, _ value: Double?) -> String {
    "\(name) " + (value.map { NumberFormat.fixed($0, decimals: 3) } ?? "not known")
  }

  /// The curve's point whose threshold is the lowest that is not below the one asked for: it decides alike.
  private static func point(_ threshold: Double?, thresholds: [Double], x: [Double], y: [Double]) -> OperatingPoint? {
    guard let threshold, !threshold.isNaN else { return nil }
    let known = Swift.min(thresholds.count, x.count, y.count)
    let candidates = (0..<known).filter { thresholds[$0] >= threshold }
    guard let at = candidates.min(by: { thresholds[$0] < thresholds[$1] }) else { return nil }
    return OperatingPoint(x: x[at], y: y[at], threshold: threshold)
  }
}
