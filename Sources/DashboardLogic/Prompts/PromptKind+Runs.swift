import RunModel

extension PromptKind {
  /// The list follows while it is typed; what cannot be understood leaves it as it was.
  static let filterRuns = PromptKind(
    "filter-runs", title: "filter runs",
    hint: "state:running last:val/auc>0.85 best:val/auc>0.9 lr<=1e-3 tag:baseline -name:old",
    initial: { $0.settings.runs.filter }, isLive: true,
    hesitation: { state, text in
      guard state.complaint(aboutFilter: text) == nil else { return nil }
      return state.runs.isAnyListed(by: text) ? nil : "no run answers \(text.trimmed)"
    }
  ) { state, text in
    if let complaint = state.complaint(aboutFilter: text) { return complaint }
    state.settings.runs.filter = text.trimmed
    return nil
  }
}

extension DashboardState {
  /// What is wrong with a filter of runs; nil when nothing is.
  fileprivate func complaint(aboutFilter text: String) -> String? {
    do throws(RunQueryError) {
      let query = try RunQuery(parsing: text)
      if let name = unknownName(in: query) { return "no run has a metric or hyperparameter \(name)" }
      return unfinishedName(in: query).map {
        "no run is called \($0.typed); to compare \($0.whole), go on with < or >"
      }
    } catch {
      return error.sentence
    }
  }

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
