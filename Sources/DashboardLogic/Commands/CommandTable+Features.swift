extension Command {
  static let nextMeasure = Command("next-measure")
  static let sortFeatures = Command("sort-features")
  static let filterFeatures = Command("filter-features")
  static let compareFeatures = Command("compare-features")
}

extension CommandTable {
  static let featureCommands: [CommandSpec] = [
    CommandSpec(
      .nextMeasure, keys: ["i"], on: [.features], group: .features, hint: "measure",
      summary: "Show importance by the next measure, such as permutation or SHAP", availability: needsMeasures
    ) { $0.showNextMeasure() },
    CommandSpec(
      .sortFeatures, keys: ["S"], on: [.features], group: .features, hint: "sort",
      summary: "Sort features by importance, by name or by what has changed", availability: needsFeatures
    ) { state in
      state.settings.features.order = state.settings.features.order.next
      state.notice = Notice("Sorted by \(state.settings.features.order.rawValue)")
    },
    CommandSpec(
      .filterFeatures, keys: ["/"], on: [.features], group: .features, hint: "filter",
      summary: "Show only features whose names fit what is typed", availability: needsFeatures
    ) { $0.ask(.filterFeatures) },
    CommandSpec(
      .compareFeatures, keys: ["c"], on: [.features], group: .features, hint: "compare",
      summary: "Show or hide what has changed against the first marked run, else the run of that name before",
      availability: needsFeatures
    ) { $0.toggleFeatureComparison() },
  ]

  private static let needsFeatures: @Sendable (DashboardState) -> Availability = {
    $0.selectedRun.map { FeatureTables($0).isEmpty } == false
      ? .enabled : .disabled(because: "the run has recorded no importance")
  }
  private static let needsMeasures: @Sendable (DashboardState) -> Availability = { state in
    guard case .enabled = needsFeatures(state) else { return needsFeatures(state) }
    let count = state.selectedRun.map { FeatureTables($0).measures.count } ?? 0
    return count > 1 ? .enabled : .disabled(because: "the run has recorded one measure")
  }
}
