extension PromptKind {
  static let filterMetrics = PromptKind(
    "filter-metrics", title: "filter metrics", hint: "words, or a pattern as in /^val.*(auc|f1)$/",
    initial: { $0.settings.curves.filter }, isLive: true
  ) { state, text in
    if let complaint = NameFilter.complaint(about: text) { return complaint }
    state.settings.curves.filter = text
    state.keepChartInFocus()
    return nil
  }

  static let filterComparison = PromptKind(
    "filter-comparison", title: "filter metrics", hint: "words, or a pattern as in /^val.*(auc|f1)$/",
    initial: { $0.settings.compare.filter }, isLive: true
  ) { state, text in
    if let complaint = NameFilter.complaint(about: text) { return complaint }
    state.settings.compare.filter = text
    return nil
  }
}

extension NameFilter {
  /// Why a text is no filter; nil when it is one.
  static func complaint(about text: String) -> String? {
    do {
      _ = try NameFilter(text)
      return nil
    } catch {
      return "no pattern: \(error.reason)"
    }
  }
}
