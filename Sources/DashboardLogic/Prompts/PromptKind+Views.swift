extension PromptKind {
  static let saveView = PromptKind("save-view", title: "save view as", hint: "a name", effects: [.saveViews]) {
    state, text in
    let name = text.trimmed
    guard !name.isEmpty else { return "a view needs a name" }
    state.namedViews[name] = SavedView(
      screen: state.screen, settings: state.settings, zoom: state.curves.zoom, marked: state.runs.marked)
    state.notice = Notice("View \(name) saved; \(state.keys.label(of: .openView)) opens it", level: .success)
    return nil
  }
}

extension DashboardState {
  /// Shows a saved view; nothing happens when there is none of that name.
  public mutating func open(view name: String) {
    guard let view = namedViews[name] else { return }
    (screen, settings, curves.zoom) = (view.screen, view.settings, view.zoom)
    runs.mark(only: view.marked)
    keepWithinBounds()
  }
}
