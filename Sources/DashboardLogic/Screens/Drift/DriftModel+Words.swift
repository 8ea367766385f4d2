import RunModel
import TerminalModel

extension DriftModel {
  /// One line a feature.
  public var table: TableModel {
    let hasSince = rows.contains { $0.feature.since != nil }
    let hasHistory = hasHistory
    // The measure is the same for most features, and said of the selected one below: the bars say more.
    var columns: [TableModel.Column] = [
      .init("", minimum: 1), .init("feature", minimum: 10, maximum: 40, truncation: .middle),
      .init("status", priority: 3), .init("measure", priority: 6), .init("value", alignment: .right, minimum: 6),
      .init("threshold", alignment: .right, priority: 2), .init("", priority: 5, minimum: 12, isFlexible: true),
    ]
    if hasHistory { columns.append(.init("over time", priority: 4, minimum: 8)) }
    if hasSince { columns.append(.init("since", priority: 1)) }
    return TableModel(
      columns: columns, rowCount: rows.count, selection: selection, sort: sort, emptyText: emptyText
    ) { [self] in cells(rows[$0], hasHistory: hasHistory) }
  }

  /// The column that the rows are sorted by.
  private var sort: TableModel.Sort {
    switch order {
    case .severity: .init(column: 2, isAscending: false)
    case .name: .init(column: 1, isAscending: true)
    case .value: .init(column: 4, isAscending: false)
    }
  }

  private func cells(_ row: Row, hasHistory: Bool) -> [TableModel.Cell] {
    let (feature, sign) = (row.feature, StatusSign(row.feature.status))
    let style = row.isAcknowledged ? .textDim : sign.style
    let spark: TableModel.Cell? =
      history(of: row).map { .sparkline(SparklineModel(series: $0.series, style: style)) }
      ?? (hasHistory ? .text("") : nil)
    let cells: [TableModel.Cell?] = [
      .text(row.isAcknowledged ? "·" : sign.glyph, style), .text(Self.name(row)),
      .text(row.isAcknowledged ? "\(sign.word), seen" : sign.word, style), .text(feature.measure, .textDim),
      .text(feature.value.map { NumberFormat.fixed($0, decimals: 3) } ?? "not known"),
      .text(NumberFormat.significant(feature.threshold, digits: 3), .textDim), bar(row, style),
      spark, .text(feature.since ?? "", .textDim),
    ]
    return cells.compactMap(\.self)
  }

  /// The name with the letters that the filter matched.
  private static func name(_ row: Row) -> StyledText {
    let harmless = HarmlessText.make(row.feature.name)
    return StyledText(harmless, marking: row.matched, plain: row.isAcknowledged ? .text : .textStrong)
  }

  /// Values many times their threshold would press all others together.
  private static let mostThresholds = 8.0

  /// All by one scale, with a mark at the threshold.
  private func bar(_ row: Row, _ style: StyleRole) -> TableModel.Cell {
    guard let excess = row.excess else { return .text("") }
    let top = min(max(highest, 1.25), Self.mostThresholds)
    return .bar(TableModel.Bar(share: excess / top, limit: 1 / top, style: style))
  }

  /// How many features drift.
  public var summary: StyledText {
    guard let report else { return [] }
    var spans: [TextSpan] =
      driftCount + warningCount == 0
      ? [TextSpan(acknowledgedCount == 0 ? "no feature drifts" : "no new alert", .success)]
      : [TextSpan("\(driftCount) drifting, \(warningCount) to watch", driftCount > 0 ? .error : .warning)]
    if acknowledgedCount > 0 { spans.append(TextSpan(", \(acknowledgedCount) seen", .textDim)) }
    return StyledText(spans + [TextSpan(" among \(report.features.count)", .textDim)])
  }

  /// The two samples and how their difference is judged.
  public var explanation: String {
    report.map { "\($0.current) against \($0.reference). \($0.rule)" } ?? ""
  }

  /// The selected feature in a line: value, threshold, since.
  public var detailText: String {
    guard let selection else { return "" }
    let feature = rows[selection].feature
    let value = feature.value.map { NumberFormat.fixed($0, decimals: 3) } ?? "not known"
    let since = feature.since.map { ", since \($0)" } ?? ""
    return "\(feature.measure) \(value), threshold \(NumberFormat.significant(feature.threshold, digits: 3))\(since)"
  }

  public var selected: Row? { selection.map { rows[$0] } }

  /// How the values of the selected feature lie.
  public var distribution: FeatureDistribution? {
    guard let report, let selected else { return nil }
    return FeatureDistribution(selected.feature, in: report, text: detailText)
  }
}
