import RunModel
import TerminalModel

extension DashboardState {
  mutating func moveInComparison(_ command: Command) {
    let comparison = comparison
    let page = max(1, compareLayout(comparison, in: layout.content).lineRows - 1)
    let move = { (state: inout DashboardState, distance: Int) in
      state.compare.row = comparison.row(state.compare.row, movedBy: distance)
    }
    switch command {
    case .moveUp: move(&self, -1)
    case .moveDown: move(&self, 1)
    case .pageUp: move(&self, -page)
    case .pageDown: move(&self, page)
    case .goToFirst: move(&self, -.max)
    case .goToLast: move(&self, .max)
    case .moveLeft: compare.run = max(0, compare.run - 1)
    case .moveRight: compare.run = max(0, min(compare.run + 1, comparison.runs.count - 1))
    default: break
    }
  }

  /// Whether the screen says which run is selected: a comparison only where the cursor is on its column.
  var showsSelectedRun: Bool {
    guard screen == .compare else { return true }
    let compared = comparedRuns
    return compared.count > 1 && compared[min(compare.run, compared.count - 1)].id == runs.selectedID
  }

  mutating func keepComparisonWithinBounds() {
    // Which runs are compared takes looking through all of them, whatever the screen.
    if compare.run > 0 { compare.run = max(0, min(compare.run, comparedRuns.count - 1)) }
  }

  /// Makes the selected run the one that the others are compared with.
  mutating func makeReference() {
    let compared = comparedRuns
    guard compared.indices.contains(compare.run) else { return }
    settings.compare.reference = compared[compare.run].id
    compare.run = 0
  }

  /// Shows the curves of the selected line's metric alone.
  mutating func openComparedMetric() {
    let comparison = comparison
    guard let name = comparison.metric(near: comparison.selectable(near: compare.row)) else { return }
    if comparison.runs.indices.contains(compare.run) { runs.reveal(comparison.runs[compare.run].id) }
    settings.curves.showsMarked = true
    keepWithinBounds()
    guard !showMetric(named: name.rawValue) else { return }
    notice = Notice("\(selectedRun?.name ?? "the run") has no \(name.rawValue)", level: .warning)
  }
}
