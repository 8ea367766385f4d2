import RunModel

extension DashboardState {
  mutating func showNextMeasure() {
    guard let measures = selectedRun.map({ FeatureTables($0).measures }), !measures.isEmpty else { return }
    let now = settings.features.measure.flatMap { measures.firstIndex(of: $0) } ?? 0
    settings.features.measure = measures[(now + 1) % measures.count]
  }

  mutating func toggleFeatureComparison() {
    settings.features.compares.toggle()
    guard settings.features.compares else {
      notice = Notice("Compared with no other run")
      return
    }
    notice = Notice(
      featureRival.map { "Compared with \($0.qualifiedName)" }
        ?? "No other run to compare with: mark one in the list of runs")
  }

  mutating func moveInFeatures(_ command: Command) {
    guard let run = selectedRun else { return }
    let model = FeaturesModel(self, run)
    guard let now = model.selection else { return }
    let page = max(1, FeaturesLayout(model, in: layout.content).listRows - 1)
    features.selected = model.rows[command.index(from: now, count: model.rows.count, page: page)].name
  }

  /// A click selects the feature in that row.
  mutating func clickInFeatures(row: Int) {
    guard let run = selectedRun else { return }
    let model = FeaturesModel(self, run)
    let places = FeaturesLayout(model, in: layout.content)
    if let index = places.index(atRow: row, of: model), model.rows.indices.contains(index) {
      features.selected = model.rows[index].name
    }
  }
}
