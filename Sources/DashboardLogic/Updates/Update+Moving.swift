import RunModel
import TerminalModel

extension DashboardState {
  mutating func move(_ command: Command) {
    switch screen {
    case .runs: moveInRuns(command)
    case .curves: moveInCurves(command)
    case .console: moveInConsole(command)
    case .resources: moveInResources(command)
    case .evaluation: moveInEvaluation(command)
    case .features: moveInFeatures(command)
    case .drift: moveInDrift(command)
    case .decisions: scrollScreen(command)
    case .health: moveInHealth(command)
    case .gradients: moveInGradients(command)
    case .study: moveInStudy(command)
    case .compare: moveInComparison(command)
    }
  }

  mutating func openSelected() {
    switch screen {
    case .runs:
      if runs.selectedGroup != nil { toggleInnerRuns() } else if selectedRun != nil { screen = .curves }
    case .study: openTrial()
    case .health: openFinding()
    case .gradients: openLayer()
    case .console: showConsoleContext()
    case .resources: toggleMaximisedResource()
    case .curves: openInGrid()
    case .compare: openComparedMetric()
    case .evaluation: evaluation.isMaximised.toggle()
    case .features: features.isDetailOpen.toggle()
    case .drift: drift.isDetailOpen.toggle()
    case .decisions:
      if let run = selectedRun, DecisionsModel(self)?.isEmpty == false {
        overlay = .reading(DecisionReading(run))
      } else {
        notice = Notice("Nothing waits for a decision here, and nothing has been decided.")
      }
    }
  }

  mutating func goBack() {
    if isPresenting { return togglePresentation() }
    if screen == .console, leaveConsoleSearch() { return }
    if screen == .resources, resources.goBack() { return }
    if screen == .curves, curves.crosshair != nil {
      curves.crosshair = nil
    } else if screen == .curves, curves.isMaximised {
      curves.isMaximised = false
    } else if screen == .evaluation, evaluation.isMaximised {
      evaluation.isMaximised = false
    } else if screen == .features, features.isDetailOpen {
      features.isDetailOpen = false
    } else if screen == .drift, drift.isDetailOpen {
      drift.isDetailOpen = false
    } else if screen == .gradients, gradients.crosshair != nil {
      gradients.crosshair = nil
    } else {
      screen = .runs
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

  /// How far a screen can be scrolled, in rows; of the evaluation, which of the worst confusions may be selected.
  func maximumScroll(of screen: Screen) -> Int {
    switch screen {
    case .evaluation: EvaluationState.worstLimit
    case .decisions: DecisionsModel(self).map { DecisionsLayout($0, in: layout.content).maximumOffset } ?? 0
    default: 0
    }
  }
}
