import RunModel
import TerminalModel

extension DashboardState {
  mutating func move(_ command: Command) {
    switch screen {
    case .runs: moveRunSelection(command)
    case .curves: moveInCurves(command)
    case .console: moveInConsole(command)
    case .resources: moveInResources(command)
    case .evaluation, .features, .drift, .decisions: scrollScreen(command)
    case .health: moveInHealth(command)
    case .gradients: moveInGradients(command)
    case .study, .compare: break
    }
  }

  mutating func openSelected() {
    switch screen {
    case .runs:
      if selectedRun != nil { screen = .curves }
    case .curves: toggleMaximised()
    case .health: openFinding()
    case .gradients: openLayer()
    case .console: showConsoleContext()
    case .resources: toggleMaximisedResource()
    case .decisions:
      if let run = selectedRun, DecisionsModel(self)?.isEmpty == false {
        overlay = .reading(DecisionReading(run))
      } else {
        notice = Notice("Nothing waits for a decision here, and nothing has been decided.")
      }
    default: break
    }
  }

  mutating func goBack() {
    if screen == .console, leaveConsoleSearch() { return }
    if screen == .resources, resources.goBack() { return }
    if screen == .curves, curves.crosshair != nil {
      curves.crosshair = nil
    } else if screen == .curves, curves.isMaximised {
      curves.isMaximised = false
    } else if screen == .gradients, gradients.crosshair != nil {
      gradients.crosshair = nil
    } else {
      screen = .runs
    }
  }

  mutating func selectRun(offset: Int) {
    runs.select((runs.selectedIndex ?? 0) + offset)
    curves.crosshair = nil
    keepWithinBounds()
  }

  mutating func toggleInnerRuns() {
    runs.toggleSelected()
    judgeHealth()
    curves.crosshair = nil
    keepWithinBounds()
  }

  private mutating func moveRunSelection(_ command: Command) {
    let last = runs.listed.count - 1
    let page = max(1, layout.runsPage)
    switch command {
    case .moveUp, .moveLeft: selectRun(offset: -1)
    case .moveDown, .moveRight: selectRun(offset: 1)
    case .pageUp: selectRun(offset: -page)
    case .pageDown: selectRun(offset: page)
    case .goToFirst: selectRun(offset: -last - 1)
    case .goToLast: selectRun(offset: last + 1)
    default: break
    }
  }

  private mutating func scrollScreen(_ command: Command) {
    let maximum = maximumScroll(of: screen)
    let page = pageRows(command)
    let now = scroll[screen] ?? 0
    let wanted =
      switch command {
      case .moveUp, .moveLeft: now - 1
      case .moveDown, .moveRight: now + 1
      case .pageUp: now - page
      case .pageDown: now + page
      case .goToFirst: 0
      case .goToLast: maximum
      default: now
      }
    scroll[screen] = max(0, min(wanted, maximum))
  }

  /// Rows that a page key moves by.
  private func pageRows(_ command: Command) -> Int {
    guard screen == .decisions, let model = DecisionsModel(self) else { return max(1, layout.body.rows - 3) }
    return DecisionsLayout(model, in: layout.content).pageRows(isDown: command == .pageDown)
  }

  /// How far a screen can be scrolled, in rows.
  func maximumScroll(of screen: Screen) -> Int {
    guard let run = selectedRun else { return 0 }
    if screen == .decisions, let model = DecisionsModel(self) {
      return DecisionsLayout(model, in: layout.content).maximumOffset
    }
    let rows =
      switch screen {
      case .drift: run.driftReport?.features.count ?? 0
      case .features: run.featureImportance?.features.count ?? 0
      case .evaluation: run.confusionMatrix?.labels.count ?? 0
      case .runs, .curves, .study, .resources, .console, .decisions, .health, .compare, .gradients: 0
      }
    return max(0, rows - layout.scrollingRows(of: screen))
  }
}
