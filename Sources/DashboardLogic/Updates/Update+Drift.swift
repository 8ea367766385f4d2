import RunModel

extension DashboardState {
  /// Of the selected run.
  var driftModel: DriftModel? { selectedRun.map { DriftModel(self, $0) } }

  mutating func toggleAcknowledged() {
    guard let run = selectedRun, let row = driftModel?.selected else { return }
    // The list sorts what was seen below: the next alert comes under the selection.
    let below = driftModel.flatMap { model in
      model.selection.flatMap { model.rows.indices.contains($0 + 1) ? model.rows[$0 + 1].feature.name : nil }
    }
    if row.isAcknowledged {
      settings.drift.revoke(row.feature.name, of: run.id)
      drift.selected = row.feature.name
    } else {
      settings.drift.acknowledge(row.feature, of: run.id)
      drift.selected = settings.drift.order == .severity ? below : row.feature.name
    }
  }

  mutating func acknowledgeAll() {
    guard let run = selectedRun, let report = driftModel?.report else { return }
    for feature in report.features where feature.status != .ok { settings.drift.acknowledge(feature, of: run.id) }
  }

  mutating func showNextSample() {
    guard let run = selectedRun, let next = DriftTables(run, split: settings.drift.split).next else { return }
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
