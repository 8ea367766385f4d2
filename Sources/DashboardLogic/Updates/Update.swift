import RunModel
import TerminalModel

extension DashboardState {
  /// Takes in one message; returns what has to be done outside. Pure: same state and message, same result.
  public mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .runsChanged(let watched):
      runs.replace(with: watched)
      keepWithinBounds()
      closeOutdatedReading()
      return []
    case .reported(let notice):
      self.notice = notice
      return []
    case .decided(let number, let notice):
      takeAnswer(notice, to: number)
      return []
    case .input(let event):
      return handle(event)
    }
  }

  private mutating func handle(_ event: InputEvent) -> [Effect] {
    switch event {
    case .resize(let size):
      self.size = size
      keepWithinBounds()
      return []
    case .key(let key):
      notice = nil
      if overlay != nil { return updateOverlay(key: key) }
      guard let command = CommandTable.command(for: key) else {
        notice = Notice("\(key.label) does nothing here; ? shows every key", level: .information)
        return []
      }
      return perform(command)
    case .paste(let text):
      pasteIntoOverlay(text)
      return []
    case .mouse(let mouse):
      return handle(mouse)
    case .focusGained, .focusLost:
      return []
    }
  }

  /// Runs a command, or says why it cannot be used now.
  mutating func perform(_ command: Command) -> [Effect] {
    let spec = CommandTable.spec(of: command)
    if case .disabled(let reason) = spec.availability(in: self) {
      notice = Notice("\(spec.hint): not possible, \(reason)", level: .warning)
      return []
    }
    switch command {
    case .showRuns: show(.runs)
    case .showCurves: show(.curves)
    case .showEvaluation: show(.evaluation)
    case .showFeatures: show(.features)
    case .showDrift: show(.drift)
    case .showConsole: show(.console)
    case .showDecisions: show(.decisions)
    case .nextScreen: show(screen.advanced(by: 1))
    case .previousScreen: show(screen.advanced(by: -1))
    case .moveUp, .moveDown, .moveLeft, .moveRight, .pageUp, .pageDown, .goToFirst, .goToLast: move(command)
    case .open: openSelected()
    case .back: goBack()
    case .toggleInner: toggleInnerRuns()
    case .previousRun: selectRun(offset: -1)
    case .nextRun: selectRun(offset: 1)
    case .toggleMaximised: toggleMaximised()
    case .nextExtreme: putCrosshairOnBest()
    case .pauseOrResume: return pauseOrResume()
    case .freeze: return request(.pause(.freeze), reason: "frozen from the dashboard")
    case .stop: confirm(.stop)
    case .kill: confirm(.kill)
    case .approve: startDecision(.approve)
    case .reject: startDecision(.reject)
    case .hold: startDecision(.hold)
    case .openPalette: overlay = .palette(PaletteState())
    case .openHelp: overlay = .help(scroll: 0)
    case .nextTheme:
      themes.current = themes.next
      return [.useTheme(themes.current)]
    case .quit: return [.quit]
    }
    return []
  }

  private mutating func show(_ screen: Screen) { self.screen = screen }

  /// Keeps focus, crosshair and scrolling inside what there is, after runs or the size have changed.
  mutating func keepWithinBounds() {
    let groupCount = metricGroups.count
    curves.focus = max(0, min(curves.focus, groupCount - 1))
    if groupCount == 0 { curves.isMaximised = false }
    for screen in Screen.allCases { scroll[screen] = max(0, min(scroll[screen] ?? 0, maximumScroll(of: screen))) }
  }
}
