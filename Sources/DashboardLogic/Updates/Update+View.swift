extension DashboardState {
  mutating func undo() {
    guard let before = history.undo(from: settings) else { return }
    settings = before
  }

  mutating func redo() {
    guard let after = history.redo(from: settings) else { return }
    settings = after
  }
}
