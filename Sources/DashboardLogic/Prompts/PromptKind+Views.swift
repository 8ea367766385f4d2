extension PromptKind {
  static let saveView = PromptKind("save-view", title: "save view as", hint: "a name", effects: [.saveViews]) {
    state, text in
    let name = text.trimmed
    guard !name.isEmpty else { return "a view needs a name" }
    state.namedViews[name] = SavedView(screen: state.screen, settings: state.settings)
    state.notice = Notice("View \(name) saved; v opens it", level: .success)
    return nil
  }

  static let openView = PromptKind("open-view", title: "open view", hint: "its name, or a part of it") { state, text in
    guard let name = state.viewName(like: text) else { return state.noSuchView(text) }
    state.open(view: name)
    return nil
  }

  static let forgetView = PromptKind("forget-view", title: "forget view", hint: "its whole name", effects: [.saveViews])
  {
    state, text in
    guard state.namedViews.removeValue(forKey: text.trimmed) != nil else { return state.noSuchView(text) }
    state.notice = Notice("View \(text.trimmed) forgotten")
    return nil
  }
}

extension DashboardState {
  /// The saved view of that name, else the one that it fits best.
  func viewName(like text: String) -> String? {
    let wanted = text.trimmed
    if namedViews[wanted] != nil { return wanted }
    return namedViews.keys.sorted().compactMap { name in FuzzyMatch(wanted, in: name).map { (name, $0.score) } }
      .max { $0.1 < $1.1 }?.0
  }

  func noSuchView(_ text: String) -> String {
    "no view is called \(text.trimmed); there are \(namedViews.keys.sorted().joined(separator: ", "))"
  }

  /// Shows a saved view; nothing happens when there is none of that name.
  public mutating func open(view name: String) {
    guard let view = namedViews[name] else { return }
    (screen, settings) = (view.screen, view.settings)
    keepWithinBounds()
  }
}
