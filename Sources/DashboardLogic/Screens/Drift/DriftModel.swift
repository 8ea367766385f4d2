public import RunModel
import TerminalModel

/// How the features of the selected run have drifted, and all about the selected one.
public struct DriftModel: Sendable {
  public struct Row: Sendable {
    public var feature: DriftReport.Feature
    /// Offsets of the characters that the filter matched, in the harmless form of the name.
    public var matched: [Int]
    public var isAcknowledged: Bool
    /// Of the feature in the report.
    var index: Int

    /// Whether somebody has to look at it.
    public var isAlert: Bool { feature.status != .ok && !isAcknowledged }
  }

  /// nil when none was recorded.
  public var report: DriftReport?
  private var earlier: [DriftReport] = []
  public var rows: [Row]
  /// Index of the selected row.
  public var selection: Int?
  public var driftCount = 0
  public var warningCount = 0
  public var acknowledgedCount = 0
  /// Another order than the usual one, which may have been kept since long, the filter, and what other sample there is.
  public var pageText = ""
  /// What the rows are sorted by.
  let order: DriftSettings.Order
  /// The greatest value of all features by its threshold.
  var highest = 0.0
  public var isDetailOpen: Bool
  public var emptyText: String

  init(_ state: DashboardState, _ run: RunSnapshot) {
    let tables = DriftTables(run, split: state.settings.drift.split)
    order = state.settings.drift.order
    report = tables.report
    isDetailOpen = state.drift.isDetailOpen
    emptyText = "no drift recorded; data.later in a specification names a later sample"
    rows = []
    guard let report else { return }
    let settings = state.settings.drift
    earlier = run.earlierDrift.filter { $0.origin.split == report.origin.split }
    let seen = state.seenAlerts.statuses(of: run.id)
    let all = report.features.enumerated().map { index, feature in
      Row(
        feature: feature, matched: [], isAcknowledged: feature.status != .ok && Self.isSeen(feature, seen), index: index
      )
    }
    highest = all.compactMap(\.excess).max() ?? 0
    driftCount = all.count { $0.isAlert && $0.feature.status == .drift }
    warningCount = all.count { $0.isAlert && $0.feature.status == .warning }
    acknowledgedCount = all.count { $0.isAcknowledged }
    rows = Self.sorted(Self.filtered(all, settings.filter), order)
    if !all.isEmpty { emptyText = "no feature fits the filter" }
    selection = rows.isEmpty ? nil : rows.firstIndex { $0.feature.name == state.drift.selected } ?? 0
    pageText = Self.pageText(state, tables, shown: rows.count, of: all.count)
  }

  /// Whether an alert is no worse than the one that somebody saw.
  static func isSeen(_ feature: DriftReport.Feature, _ seen: [String: DriftReport.Status]) -> Bool {
    seen[feature.name].map { $0 == .drift || $0 == feature.status } ?? false
  }

  /// Whether values of other times are known.
  var hasHistory: Bool { report.map { !$0.windows.isEmpty || !earlier.isEmpty } ?? false }

  public func history(of row: Row) -> DriftHistory? {
    guard hasHistory, let report else { return nil }
    let history = DriftHistory(of: row.index, in: report, earlier: earlier)
    return history.isEmpty ? nil : history
  }

  private static func filtered(_ rows: [Row], _ text: String) -> [Row] {
    let filter = NameFilter(kept: text)
    guard filter != .everything else { return rows }
    return rows.compactMap { row in
      guard let places = filter.matches(in: row.feature.name) else { return nil }
      var row = row
      row.matched = places
      return row
    }
  }

  private static func sorted(_ rows: [Row], _ order: DriftSettings.Order) -> [Row] {
    let value = { (row: Row) in row.feature.value.map { $0.isNaN ? -1 : $0 } ?? -1 }
    switch order {
    case .name: return rows.sorted { $0.feature.name < $1.feature.name }
    case .value: return rows.sorted { (value($0), $1.feature.name) > (value($1), $0.feature.name) }
    case .severity:
      return rows.sorted { a, b in
        let (left, right) = (a.severity, b.severity)
        return left != right ? left > right : (value(a), b.feature.name) > (value(b), a.feature.name)
      }
    }
  }

  private static func pageText(_ state: DashboardState, _ tables: DriftTables, shown: Int, of count: Int) -> String {
    let filter = state.settings.drift.filter
    let (order, sortKey) = (state.settings.drift.order, state.keys.label(of: .sortDrift))
    var parts = order == .severity ? [] : ["sorted by \(order.rawValue)" + (sortKey.isEmpty ? "" : " (\(sortKey))")]
    if !filter.isEmpty { parts.append("\(shown) of \(count) fit \(filter)") }
    let key = state.keys.label(of: .nextSample)
    if let next = tables.next, !key.isEmpty { parts.append("\(key): \(next.current)") }
    return parts.joined(separator: "  ")
  }
}

extension DriftModel.Row {
  /// The value by its threshold; nil where that says nothing.
  var excess: Double? {
    guard let value = feature.value, value.isFinite, feature.threshold > 0 else { return nil }
    let ratio = value / feature.threshold
    return ratio.isFinite ? max(ratio, 0) : nil
  }

  /// Alerts above what was acknowledged, that above the others.
  fileprivate var severity: Int {
    switch feature.status {
    case .ok: 0
    case .warning: isAcknowledged ? 1 : 3
    case .drift: isAcknowledged ? 2 : 4
    }
  }
}
