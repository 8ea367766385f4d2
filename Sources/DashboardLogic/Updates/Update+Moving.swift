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
    case .decisions: moveInDecisions(command)
    case .health: moveInHealth(command)
    case .gradients: moveInGradients(command)
    case .study: moveInStudy(command)
    case .compare: moveInComparison(command)
    }
  }

  mutating func openSelected() {
    let before = screen
    openSelectedOfScreen()
    if screen != before { trail.append(before) }
  }

  private mutating func openSelectedOfScreen() {
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
    case .evaluation: if hasEvaluation { evaluation.isMaximised.toggle() }
    case .features: features.isDetailOpen.toggle()
    case .drift: drift.isDetailOpen.toggle()
    case .decisions: openDecision()
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
      screen = trail.popLast() ?? .runs
    }
  }
}
