import RunModel

/// What a run recorded about what its model leans on.
struct FeatureTables: Equatable, Sendable {
  /// One of each measure, in the order they came; of the test rows before others.
  private(set) var importances: [FeatureImportance] = []
  private(set) var summaries: [ShapSummary] = []

  init(_ run: RunSnapshot) {
    for table in run.tables {
      switch table {
      case .importance(let table): take(table)
      case .shap(let table): take(table)
      default: break
      }
    }
  }

  private mutating func take(_ table: FeatureImportance) {
    guard let known = importances.firstIndex(where: { $0.measure == table.measure }) else {
      return importances.append(table)
    }
    if table.origin.split == "test" || importances[known].origin.split != "test" { importances[known] = table }
  }

  private mutating func take(_ table: ShapSummary) {
    guard let known = summaries.firstIndex(where: { $0.className == table.className }) else {
      return summaries.append(table)
    }
    if table.origin.split == "test" || summaries[known].origin.split != "test" { summaries[known] = table }
  }

  var isEmpty: Bool { importances.isEmpty && summaries.isEmpty }
  /// Of all features, some more than once.
  var names: [String] { importances.flatMap(\.features) + summaries.flatMap { $0.features.map(\.name) } }
  var classes: [String] { summaries.compactMap(\.className) }

  /// Names of the measures, the mean magnitude of SHAP where nothing else says it.
  var measures: [String] {
    let named = importances.map(\.measure)
    return named.contains("shap") || summaries.isEmpty ? named : named + ["shap"]
  }

  /// The measure asked for, else the first; nil without any.
  func importance(_ wanted: String?, className: String?) -> FeatureImportance? {
    let measure = wanted.flatMap { measures.contains($0) ? $0 : nil } ?? measures.first
    if let known = importances.first(where: { $0.measure == measure }) { return known }
    return summary(className).map { summary in
      FeatureImportance(
        origin: summary.origin, measure: "shap", features: summary.features.map(\.name),
        values: summary.features.map(\.meanMagnitude))
    }
  }

  /// Of the class asked for, else the first.
  func summary(_ className: String?) -> ShapSummary? {
    summaries.first { $0.className == className && className != nil } ?? summaries.first
  }
}

extension DashboardState {
  /// What the selected run's features are compared with: the first other marked run that says something of features,
  /// else the run of the same name before it.
  var featureRival: RunSnapshot? {
    guard settings.features.compares, let selected = selectedRun else { return nil }
    let marked = runs.markedRuns.filter { $0.id != selected.id }
    let earlier = runs.watched.runs.filter { $0.name == selected.name && $0.id < selected.id }.sorted { $0.id > $1.id }
    return (marked + earlier).first { !FeatureTables($0).isEmpty }
  }
}
