import RunModel

extension DashboardState {
  /// Of the selected run. O(tables).
  var driftTables: DriftTables? { selectedRun.map { DriftTables($0, split: settings.drift.split) } }

  /// Of the selected run. Filters and sorts all features.
  var driftModel: DriftModel? { selectedRun.map { DriftModel(self, $0) } }

  /// The one under the cursor; nil without any. Sorts all features only while none was chosen.
  var selectedDriftFeature: DriftReport.Feature? {
    if settings.drift.filter.isEmpty, let name = drift.selected,
      let feature = driftTables?.report?.features.first(where: { $0.name == name })
    {
      return feature
    }
    return driftModel?.selected?.feature
  }

  /// A second time it is an alert again.
  mutating func toggleAcknowledged() {
    guard let run = selectedRun, let row = driftModel?.selected else { return }
    drift.selected = row.feature.name
    if row.isAcknowledged {
      seenAlerts.remove(row.feature.name, of: run.id)
    } else {
      seenAlerts.add(row.feature, of: run.id)
      notice = Notice("\(row.feature.name) is seen; \(keys.label(of: .acknowledge)) makes it an alert again")
    }
  }

  mutating func acknowledgeAll() {
    guard let run = selectedRun, let report = driftTables?.report else { return }
    for feature in report.features where feature.status != .ok { seenAlerts.add(feature, of: run.id) }
  }

  mutating func showNextSample() {
    guard let next = driftTables?.next else { return }
    settings.drift.split = next.origin.split
  }

  mutating func moveInDrift(_ command: Command) {
    guard let model = driftModel, let now = model.selection else { return }
    let page = max(1, DriftLayout(model, in: layout.content).listRows - 1)
    drift.selected = model.rows[command.index(from: now, count: model.rows.count, page: page)].feature.name
  }

  /// A click selects the feature in that row.
  mutating func clickInDrift(row: Int) {
    guard let model = driftModel,
      let index = DriftLayout(model, in: layout.content).index(atRow: row, of: model),
      model.rows.indices.contains(index)
    else { return }
    drift.selected = model.rows[index].feature.name
  }
}
