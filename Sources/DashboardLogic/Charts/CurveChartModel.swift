public import RunModel
import Statistics
public import TerminalModel

/// Curves in the unit square: ROC, precision against recall, calibration.
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
    /// Such as `0.871 (0.85-0.89)`, for the legend.
    public var score: String
    /// Stands on the curve and in the legend: told apart without colours. nil for none.
    public var tag: Character?
    /// Indices of points that say little by themselves: drawn faintly, with the lines to them.
    public var faint: Set<Int>

    /// An average's name without that word.
    public var shortLabel: String { label.hasSuffix(" average") ? String(label.dropLast(8)) : label }

    public init(
      label: String = "", style: StyleRole = .series1, x: [Double], y: [Double], score: String = "",
      tag: Character? = nil, faint: Set<Int> = []
    ) {
      (self.label, self.style, self.x, self.y, self.score, self.tag) = (label, style, x, y, score, tag)
      self.faint = faint
    }
  }

  /// Where the model is operated.
  public struct OperatingPoint: Equatable, Sendable {
    public var x, y, threshold: Double

    public init(x: Double, y: Double, threshold: Double) { (self.x, self.y, self.threshold) = (x, y, threshold) }
  }

  /// How many rows stand behind a part of the x axis.
  public struct Bin: Equatable, Sendable {
    public var x: Double
    public var count: Int64

    public init(x: Double, count: Int64) { (self.x, self.count) = (x, count) }
  }

  public var title: String
  public var xName: String
  public var yName: String
  /// The last is drawn on top.
  public var curves: [Curve]
  /// Such as `AUC 0.871`. Without room what stands in brackets is left out, then all but the last two words.
  public var summary: String
  public var reference: Reference
  public var operatingPoint: OperatingPoint?
  /// The run's own, where another one is looked at.
  public var ownPoint: OperatingPoint?
  /// Drawn as bars below the square; empty for none.
  public var bins: [Bin]
  /// What faint points are, such as `faint: under 10 rows`; empty without any.
  public var faintMeaning: String
  public var isFocused: Bool
  public var emptyText: String

  public init(
    title: String, xName: String, yName: String, curves: [Curve], summary: String, reference: Reference = .none,
    operatingPoint: OperatingPoint? = nil, ownPoint: OperatingPoint? = nil, bins: [Bin] = [],
    faintMeaning: String = "", isFocused: Bool = false, emptyText: String = "no curve recorded"
  ) {
    (self.title, self.xName, self.yName, self.curves) = (title, xName, yName, curves)
    (self.summary, self.reference, self.operatingPoint) = (summary, reference, operatingPoint)
    (self.ownPoint, self.bins) = (ownPoint, bins)
    (self.faintMeaning, self.isFocused, self.emptyText) = (faintMeaning, isFocused, emptyText)
  }

  /// - Parameter threshold: the score from which a row counts as positive; marked when the curve's thresholds are
  ///   known.
  public init(_ curve: ROCCurve, title: String = "ROC", threshold: Double? = nil, isFocused: Bool = false) {
    self.init(
      title: title, xName: "false positive rate", yName: "true positive rate",
      curves: [Curve(x: curve.falsePositiveRate, y: curve.truePositiveRate)],
      summary: "AUC " + Self.score(curve.areaUnderCurve, curve.interval), reference: .diagonal,
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
      summary: "AP " + Self.score(curve.averagePrecision, curve.interval),
      reference: positiveShare.map(Reference.level) ?? .none,
      operatingPoint: Self.point(threshold, thresholds: curve.thresholds, x: curve.recall, y: curve.precision),
      isFocused: isFocused)
  }

  public init(_ curve: CalibrationCurve, title: String = "calibration", isFocused: Bool = false) {
    let total = curve.counts.reduce(Int128(0)) { $0 + Int128(max($1, 0)) }
    let rows = "\(NumberFormat.grouped(Int64(clamping: total))) rows"
    let error = curve.expectedError.map { "\(curve.errorName) \(NumberFormat.fixed($0, decimals: 3)) (\(rows))" }
    let few = curve.counts.indices.filter { (1..<Self.fewRows).contains(curve.counts[$0]) }
    self.init(
      title: title, xName: "predicted", yName: "observed",
      curves: [Curve(x: curve.meanPredicted, y: curve.fractionPositive, faint: Set(few))],
      summary: error ?? rows, reference: .diagonal,
      bins: zip(curve.meanPredicted, curve.counts).map { Bin(x: $0, count: max($1, 0)) },
      faintMeaning: few.isEmpty ? "" : "faint: under \(Self.fewRows) rows", isFocused: isFocused)
  }

  /// Of fewer rows a share says little: among ten, chance alone moves one of 50 % by 16 points.
  private static let fewRows: Int64 = 10

  /// `0.871`, and its interval where there is one: `0.871 (0.853-0.889)`.
  static func score(_ value: Double?, _ interval: ScoreInterval?) -> String {
    guard let value else { return "not known" }
    let number = { NumberFormat.fixed($0, decimals: 3) }
    return number(value) + (interval.map { " (\(number($0.low))-\(number($0.high)))" } ?? "")
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

extension CalibrationCurve {
  /// Other bins of the same rows give another error, so they are named, or counted where their kind is not known.
  fileprivate var errorName: String {
    switch binning {
    case .equalWidth: "equal-width ECE"
    case .equalMass: "equal-mass ECE"
    case nil: "\(counts.count { $0 > 0 })-bin ECE"
    }
  }

  /// Over the bins that have rows; nil without any.
  var expectedError: Double? {
    let known = zip(zip(meanPredicted, fractionPositive), counts).filter { pair, count in
      pair.0.isFinite && pair.1.isFinite && count > 0
    }
    return CalibrationError.expected(
      known.enumerated().map { index, bin in
        let rows = Double(bin.1)
        return CalibrationBin(
          index: index, count: Int(clamping: bin.1), weight: rows, effectiveCount: rows, meanPredicted: bin.0.0,
          fractionPositive: bin.0.1)
      })
  }
}

extension CurveChartModel {
  /// What the letters on the curves stand for, in one line: `0  1  2  M macro  m micro`, where a class is its own letter.
  /// Empty without letters.
  public var tagLegend: StyledText {
    let named = curves.filter { $0.tag != nil && !$0.label.isEmpty }
    return StyledText(
      named.enumerated().flatMap { place, curve -> [TextSpan] in
        let (tag, gap) = (curve.tag.map { String($0) } ?? "", place == 0 ? "" : "  ")
        let name = curve.shortLabel
        return [TextSpan(gap + tag, curve.style)] + (name == tag ? [] : [TextSpan(" " + name, .textDim)])
      })
  }
}
