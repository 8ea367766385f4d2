import RunModel

extension PromptKind {
  static let filterMetrics = names(
    "filter-metrics", title: "filter metrics", hint: "words, or a pattern as in /^val.*(auc|f1)$/",
    of: "metric", \.curves.filter
  ) { $0.chartedMetrics.map(\.name.rawValue) }

  static let filterComparison = names(
    "filter-comparison", title: "filter metrics", hint: "words, or a pattern as in /^val.*(auc|f1)$/",
    of: "metric", \.compare.filter
  ) { $0.comparedRuns.flatMap { $0.metrics.map(\.name.rawValue) } }

  static let filterFeatures = names(
    "filter-features", title: "filter features", hint: "words, or a pattern as in /^(age|income)_/",
    of: "feature", \.features.filter
  ) { $0.selectedRun.map { FeatureTables($0).names } ?? [] }

  static let filterDrift = names(
    "filter-drift", title: "filter features", hint: "words, or a pattern as in /^(age|income)_/",
    of: "feature", \.drift.filter
  ) { $0.driftTables?.report?.features.map(\.name) ?? [] }

  /// A filter of names that follows while it is typed, as long as it leaves any.
  /// - Parameter thing: what has the names.
  private static func names(
    _ name: String, title: String, hint: String, of thing: String,
    _ filter: any WritableKeyPath<ViewSettings, String> & Sendable,
    among names: @escaping @Sendable (DashboardState) -> [String]
  ) -> PromptKind {
    PromptKind(
      name, title: title, hint: hint, initial: { $0.settings[keyPath: filter] }, isLive: true,
      hesitation: { state, text in
        guard let wanted = try? NameFilter(text) else { return nil }
        return names(state).contains { wanted.matches(in: $0) != nil } ? nil : "no \(thing) fits \(text.trimmed)"
      }
    ) { state, text in
      do throws(TextPattern.Mistake) { _ = try NameFilter(text) } catch { return "no pattern: \(error.reason)" }
      state.settings[keyPath: filter] = text
      state.keepChartInFocus()
      return nil
    }
  }
}
