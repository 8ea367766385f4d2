import RunModel

extension PromptKind {
  /// The list follows while it is typed; what cannot be understood leaves it as it was.
  static let filterRuns = PromptKind(
    "filter-runs", title: "filter runs", hint: "state:running val/auc>0.85 lr<=1e-3 tag:baseline -name:old",
    initial: { $0.settings.runs.filter }, isLive: true
  ) { state, text in
    do throws(RunQueryError) {
      let query = try RunQuery(parsing: text)
      if let name = state.unknownName(in: query) { return "no run has a metric or hyperparameter \(name)" }
      if let name = state.unfinishedName(in: query) {
        return "no run is called \(name.typed); to compare \(name.whole), go on with < or >"
      }
    } catch {
      return error.sentence
    }
    state.settings.runs.filter = text.trimmed
    return nil
  }
}

extension DashboardState {
  /// The name of a comparison that no run knows. O(runs × comparisons).
  fileprivate func unknownName(in query: RunQuery) -> String? {
    let runs = runs.watched.runs
    return query.terms.lazy.compactMap { term -> String? in
      let name: String
      switch term.condition {
      case .comparison(let comparison): name = comparison.name
      case .setting(let setting, _): name = setting
      case .word, .field, .flagged: return nil
      }
      return runs.contains { $0.knows(name) } ? nil : name
    }.first
  }

  /// A word that no run is called by, and that begins the name of a metric or of a hyperparameter: a comparison that is
  /// still being typed. O(runs × words).
  fileprivate func unfinishedName(in query: RunQuery) -> (typed: String, whole: String)? {
    for term in query.terms {
      guard case .word(let word) = term.condition, !word.isEmpty, !term.isNegated else { continue }
      let runs = runs.watched.runs
      if runs.contains(where: { RunQuery.isScattered(word, in: $0.qualifiedName) }) { continue }
      let names = runs.lazy.flatMap { run in run.hyperparameters.map(\.name) + run.metrics.map(\.name.rawValue) }
      if let name = names.first(where: { $0.hasPrefix(word) }) { return (word, name) }
    }
    return nil
  }
}
