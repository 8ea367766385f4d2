public import RunModel
import TerminalModel

/// What an evaluation of the selected run showed.
public struct EvaluationModel: Equatable, Sendable {
  public var confusion: ConfusionMatrix?
  public var roc: ROCCurve?
  public var precisionRecall: PrecisionRecallCurve?
  public var scroll: Int
  public var isEmpty: Bool { confusion == nil && roc == nil && precisionRecall == nil }

  init(_ run: RunSnapshot, scroll: Int) {
    (confusion, roc, precisionRecall) = (run.confusionMatrix, run.rocCurve, run.precisionRecallCurve)
    self.scroll = scroll
  }
}

/// Which features the selected run's model leans on.
public struct FeaturesModel: Equatable, Sendable {
  /// nil when none was recorded.
  public var importance: FeatureImportance?
  public var scroll: Int
}

/// How the features of the selected run have drifted, the worst first.
public struct DriftModel: Equatable, Sendable {
  /// nil when none was recorded; its features are sorted by severity, then by value.
  public var report: DriftReport?
  public var driftCount: Int
  public var warningCount: Int
  public var scroll: Int

  init(_ run: RunSnapshot, scroll: Int) {
    report = run.driftReport
    report?.features.sort { a, b in
      let (left, right) = (Self.severity(a.status), Self.severity(b.status))
      return left != right ? left > right : (a.value ?? -1) > (b.value ?? -1)
    }
    driftCount = report?.features.count { $0.status == .drift } ?? 0
    warningCount = report?.features.count { $0.status == .warning } ?? 0
    self.scroll = scroll
  }

  private static func severity(_ status: DriftReport.Status) -> Int {
    switch status {
    case .ok: 0
    case .warning: 1
    case .drift: 2
    }
  }
}

extension DriftModel {
  /// One line a feature.
  public var table: TableModel {
    let since = report?.features.contains { $0.since != nil } ?? false
    return TableModel(
      columns: [
        .init("", minimum: 1), .init("feature", minimum: 10, maximum: 40, truncation: .middle),
        .init("status", priority: 3), .init("measure", priority: 4), .init("value", alignment: .right, minimum: 9),
        .init("threshold", alignment: .right, priority: 1),
        .init("", priority: 5, minimum: 20, isFlexible: true), .init("since", priority: since ? 2 : 6),
      ],
      rows: (report?.features ?? []).map { feature in
        let sign = StatusSign(feature.status)
        return [
          .text(sign.glyph, sign.style), .text(feature.name, .textStrong), .text(sign.word, sign.style),
          .text(feature.measure, .textDim),
          .text(feature.value.map { NumberFormat.fixed($0, decimals: 3) } ?? "not known"),
          .text(NumberFormat.fixed(feature.threshold, decimals: 2), .textDim), .text(Self.bar(feature), sign.style),
          .text(feature.since ?? (feature.status == .ok ? "" : "not known"), .textDim),
        ]
      }, offset: scroll, emptyText: "no drift report recorded")
  }

  /// Up to twenty marks; the tenth is the threshold.
  private static func bar(_ feature: DriftReport.Feature) -> String {
    guard let value = feature.value, value.isFinite, feature.threshold > 0 else { return "" }
    let marks = max(0, min(20, (value / feature.threshold * 10).rounded()))
    return String(repeating: "■", count: Int(marks))
  }

  /// What was compared, and how many features drift.
  public var summary: StyledText {
    guard let report else { return [] }
    let counts =
      driftCount + warningCount == 0
      ? TextSpan("no feature drifts", .success)
      : TextSpan(
        "\(driftCount) drifting, \(warningCount) to watch", driftCount > 0 ? .error : .warning)
    return [counts, TextSpan(" among \(report.features.count)", .textDim)]
  }
}

extension DriftModel {
  /// The two samples and how their difference is judged.
  public var explanation: String {
    report.map { "\($0.current) against \($0.reference). \($0.rule)" } ?? ""
  }
}

extension EvaluationModel {
  /// The share of positive rows, by the confusion matrix of two classes; nil when it is not known.
  public var positiveShare: Double? {
    guard let confusion, confusion.counts.count == 2 else { return nil }
    let rows = confusion.counts.map { $0.reduce(0.0) { $0 + Double($1) } }
    return rows[0] + rows[1] > 0 ? rows[1] / (rows[0] + rows[1]) : nil
  }
}
