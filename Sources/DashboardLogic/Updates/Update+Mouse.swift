import TerminalModel

extension DashboardState {
  mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.kind {
    case .scrollUp: return wheel(.moveUp)
    case .scrollDown: return wheel(.moveDown)
    case .press(.left): return click(at: mouse.at)
    case .drag(.left):
      if overlay == nil, screen == .curves, curves.isMaximised { putCrosshair(at: mouse.at) }
      return []
    default: return []
    }
  }

  /// Whether a text that is only read lies over the screen.
  private var isReading: Bool {
    switch overlay {
    case .reading, .problems: true
    default: false
    }
  }

  private mutating func wheel(_ command: Command) -> [Effect] {
    if case .help(let scroll) = overlay {
      let wanted = scroll + (command == .moveUp ? -3 : 3)
      overlay = .help(scroll: max(0, min(wanted, HelpModel.maximumScroll(self))))
    } else if isReading {
      for _ in 0..<3 { _ = updateOverlay(key: KeyStroke(command == .moveUp ? .up : .down)) }
    } else if overlay == nil {
      if screen == .curves, curves.isMaximised {
        moveInCurves(command == .moveUp ? .moveLeft : .moveRight)
      } else {
        for _ in 0..<(screen == .runs || screen == .curves ? 1 : 3) { move(command) }
      }
    }
    return []
  }

  private mutating func click(at point: Point) -> [Effect] {
    guard overlay == nil else {
      if case .help = overlay { overlay = nil }
      return []
    }
    if let screen = layout.tab(at: point) {
      self.screen = screen
    } else if let row = layout.runRow(at: point, in: self) {
      if screen == .runs, runs.selectedIndex == row { return perform(.open) }
      runs.select(row)
      keepWithinBounds()
    } else if screen == .curves, curves.isMaximised {
      putCrosshair(at: point)
    } else if screen == .curves, let chart = layout.chart(at: point, in: self) {
      if curves.focus == chart { return perform(.toggleMaximised) }
      curves.focus = chart
    }
    return []
  }
}
