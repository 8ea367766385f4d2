import RunModel

/// The drift reports of a run, one a sample.
struct DriftTables: Sendable {
  private(set) var reports: [DriftReport] = []
  /// Of the one that is shown.
  private var index: Int?

  init(_ run: RunSnapshot, split: String?) {
    reports = run.tables.compactMap { if case .drift(let table) = $0 { table } else { nil } }
    index = reports.lastIndex { $0.origin.split == split && split != nil } ?? reports.indices.last
  }

  /// The one asked for, else the newest; nil without any.
  var report: DriftReport? { index.map { reports[$0] } }

  /// The report after the one on view; nil where there is only one.
  var next: DriftReport? {
    guard reports.count > 1, let index else { return nil }
    return reports[(index + 1) % reports.count]
  }
}
