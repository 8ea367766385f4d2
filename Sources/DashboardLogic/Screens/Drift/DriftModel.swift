public import RunModel
import TerminalModel

/// How the features of the selected run have drifted, and all about the selected one.
public struct DriftModel: Sendable {
  public struct Row: Sendable {
    public var feature: DriftReport.Feature
    /// Offsets of the characters that the filter matched.
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
  public var pageText = ""
  public var isDetailOpen: Bool
  public var emptyText: String

  init(_ state: DashboardState, _ run: RunSnapshot) {
    let tables = DriftTables(run, split: state.settings.drift.split)
    report = tables.report
    isDetailOpen = state.drift.isDetailOpen
    emptyText = "no drift recorded; it needs a later sample to compare with"
    rows = []
    guard let report else { return }
    let settings = state.settings.drift
    earlier = run.earlierDrift.filter { $0.origin.split == report.origin.split }
    let seen = settings.seen(of: run.id)
    let all = report.features.enumerated().map { index, feature in
      let isSeen = feature.status != .ok && seen[feature.name].map { $0 == .drift || $0 == feature.status } ?? false
      return Row(feature: feature, matched: [], isAcknowledged: isSeen, index: index)
    }
    driftCount = all.count { $0.isAlert && $0.feature.status == .drift }
    warningCount = all.count { $0.isAlert && $0.feature.status == .warning }
    acknowledgedCount = all.count { $0.isAcknowledged }
    rows = Self.sorted(Self.filtered(all, settings.filter), settings.order)
    if !all.isEmpty { emptyText = "no feature fits the filter" }
    selection = rows.isEmpty ? nil : rows.firstIndex { $0.feature.name == state.drift.selected } ?? 0
    pageText = Self.pageText(state, tables, shown: rows.count, of: all.count)
  }

  /// Whether values of other times are known.
  var hasHistory: Bool { report.map { !$0.windows.isEmpty || !earlier.isEmpty } ?? false }

  public func history(of row: Row) -> DriftHistory? {
    guard hasHistory, let report else { return nil }
    let history = DriftHistory(of: row.index, in: report, earlier: earlier)
    return history.isEmpty ? nil : history
  }

  private static func filtered(_ rows: [Row], _ filter: String) -> [Row] {
    guard !filter.isEmpty else { return rows }
    return rows.compactMap { row in
      guard let match = FuzzyMatch(filter, in: row.feature.name) else { return nil }
      var row = row
      row.matched = match.places
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
    var parts = filter.isEmpty ? [] : ["\(shown) of \(count) fit \(filter)"]
    let key = state.keys.label(of: .nextSample)
    if let next = tables.next, !key.isEmpty { parts.append("\(key): \(next.current)") }
    return parts.joined(separator: "  ")
  }
}

extension DriftModel.Row {
  /// Alerts above what was acknowledged, that above the others.
  fileprivate var severity: Int {
    switch feature.status {
    case .ok: 0
    case .warning: isAcknowledged ? 1 : 3
    case .drift: isAcknowledged ? 2 : 4
    }
  }
}

extension DriftSettings {
  /// How bad each feature of a run was when somebody saw it.
  func seen(of run: String) -> [String: DriftReport.Status] {
    acknowledged.filter { $0.run == run }.reduce(into: [:]) { seen, entry in
      seen[entry.feature] = DriftReport.Status(rawValue: entry.status)
    }
  }

  mutating func acknowledge(_ feature: DriftReport.Feature, of run: String) {
    revoke(feature.name, of: run)
    acknowledged.append(.init(run: run, feature: feature.name, status: feature.status.rawValue))
    if acknowledged.count > Self.acknowledgementLimit {
      acknowledged.removeFirst(acknowledged.count - Self.acknowledgementLimit)
    }
  }

  mutating func revoke(_ feature: String, of run: String) {
    acknowledged.removeAll { $0.run == run && $0.feature == feature }
  }
}

/// The drift reports of a run, one a sample.
struct DriftTables: Sendable {
  private(set) var reports: [DriftReport] = []
  /// The one asked for, else the newest; nil without any.
  private(set) var report: DriftReport?

  init(_ run: RunSnapshot, split: String?) {
    reports = run.tables.compactMap { if case .drift(let table) = $0 { table } else { nil } }
    report = reports.last { $0.origin.split == split && split != nil } ?? reports.last
  }

  /// The report after the one on view; nil where there is only one.
  var next: DriftReport? {
    guard reports.count > 1, let report, let at = reports.firstIndex(of: report) else { return nil }
    return reports[(at + 1) % reports.count]
  }
}

/// Where one is on the drift screen.
public struct DriftState: Equatable, Sendable {
  /// The name of the selected feature; nil: the first.
  public var selected: String?
  public var isDetailOpen = false

  public init() {}
}
