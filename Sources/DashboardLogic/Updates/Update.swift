import RunModel
import TerminalModel

extension DashboardState {
  /// Takes in one message; returns what has to be done outside. Pure: same state and message, same result.
  public mutating func update(_ message: Message) -> [Effect] {
    defer { readTrials() }
    let (run, places, screenBefore, trailBefore) = (runs.selectedID, RunPlaces(self), screen, trail)
    let effects = take(message)
    // Who goes to a screen by its own key has begun anew.
    if screen != screenBefore, trail == trailBefore { trail = [] }
    if screen == .decisions, screenBefore != .decisions {
      decisions.runBefore = runs.selectedID
      selectRunToDecide()
    } else if screen == .decisions, runs.selectedID != run {
      decisions.runBefore = nil
      selectRunToDecide()
    } else if screenBefore == .decisions, screen != .decisions {
      returnFromDecisions()
    }
    if runs.selectedID != run { leaveRun(places) }
    if message.concernsCurves { refreshCurves() }
    return effects + bringConsoleUpToDate()
  }

  /// Another run is selected: what was chosen in the last one says nothing of it, but for what this message has chosen.
  private mutating func leaveRun(_ before: RunPlaces) {
    let now = RunPlaces(self)
    if now.crosshair == before.crosshair { curves.crosshair = nil }
    if now.values == before.values { curves.zoom.values = [:] }
    if now.threshold == before.threshold { evaluation.threshold = nil }
    if now.resources == before.resources { resources.crosshair = nil }
    if now.gradients == before.gradients { gradients.crosshair = nil }
    if now.decision == before.decision { decisions.selected = nil }
    keepWithinBounds()
  }

  private mutating func take(_ message: Message) -> [Effect] {
    switch message {
    case .runsChanged(let watched):
      let (before, flagged) = (runs.watched, flaggedRuns)
      see(watched)
      return notification(since: before, flagged).map { [.notify($0)] } ?? []
    case .elapsed(let seconds):
      pass(seconds: seconds)
      return []
    case .lineRate(let bytes):
      if lineRate != nil { lineRate = bytes }
      return []
    case .reported(let notice):
      self.notice = notice.namingKeys(keys)
      return []
    case .decided(let number, let notice):
      takeAnswer(notice, to: number)
      return []
    case .console(let answer):
      takeConsole(answer)
      return []
    case .configured(let settings):
      use(settings)
      return []
    case .silence(let now):
      see(runs.watched.later(now))
      return []
    case .input(let event):
      return handle(event)
    }
  }

  /// The runs are these from now on.
  mutating func see(_ watched: WatchedRuns) {
    let entries = screen == .decisions ? decisionEntries : []
    runs.arrange(by: settings.runs)
    runs.replace(with: watched)
    stayInDecisions(entries)
    study.forget()
    judgeRuns()
    keepWithinBounds()
    closeOutdatedReading()
  }

  /// What the person did. A change of the settings can be undone, unless it is one of a question still being answered,
  /// which takes care of that itself.
  private mutating func handle(_ event: InputEvent) -> [Effect] {
    if !event.goesOn { history.endMovement() }
    let (before, historyBefore, crosshairBefore) = (viewMoment, history, curves.crosshair)
    let wasAsking = if case .prompt = overlay { true } else { false }
    let effects = take(event)
    if runs.arrange(by: settings.runs) { judgeHealth() }
    judgeLayers()
    keepChartInFocus()
    // Charts that move along with the crosshair are no change of their own.
    let isFollowing = settings == before.settings && curves.crosshair != crosshairBefore
    if !wasAsking, !isFollowing, viewMoment != before, history == historyBefore {
      history.record(before, isMovement: event.isMouse && settings == before.settings)
    }
    return effects
  }

  private mutating func take(_ event: InputEvent) -> [Effect] {
    switch event {
    case .resize(let size):
      self.size = size
      keepWithinBounds()
      return []
    case .key(let key):
      notice = nil
      if overlay != nil { return updateOverlay(key: key) }
      guard let command = keys.command(for: key, on: screen, inReplay: replay != nil) else {
        notice = Notice("\(key.label) does nothing here; \(keys.label(of: .openHelp)) shows every key")
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

  /// Runs a command, or says why it cannot be used now. One that belongs to other screens goes to the first of them.
  mutating func perform(_ command: Command) -> [Effect] {
    let spec = CommandTable.spec(of: command)
    if case .disabled(let reason) = spec.availability(in: self) {
      notice = Notice("\(spec.hint): not possible, \(reason)", level: .warning)
      return []
    }
    if let its = spec.screens, !its.contains(screen), let first = Screen.allCases.first(where: its.contains) {
      screen = first
    }
    return spec.action(&self)
  }

  /// Keeps focus, crosshair and scrolling inside what there is, after runs or the size have changed.
  mutating func keepWithinBounds() {
    keepChartInFocus()
    keepComparisonWithinBounds()
    keepEvaluationWithinBounds()
  }
}

/// Places that a person has chosen in one run.
private struct RunPlaces {
  var crosshair: Step?
  var values: [String: ClosedRange<Double>]
  var threshold: Double?
  var resources: Step?
  var gradients: Step?
  var decision: DecisionEntry.ID?

  init(_ state: DashboardState) {
    (crosshair, values) = (state.curves.crosshair, state.curves.zoom.values)
    (threshold, resources) = (state.evaluation.threshold, state.resources.crosshair)
    (gradients, decision) = (state.gradients.crosshair, state.decisions.selected)
  }
}

extension Message {
  /// Whether other curves may be on view afterwards, or curves of other points.
  fileprivate var concernsCurves: Bool {
    switch self {
    case .input, .runsChanged, .elapsed, .silence: true
    case .lineRate, .reported, .decided, .console, .configured: false
    }
  }
}

extension InputEvent {
  fileprivate var isMouse: Bool { if case .mouse = self { true } else { false } }

  /// Whether it may be one of many small movements: of the wheel, or while a button is held.
  fileprivate var goesOn: Bool {
    guard case .mouse(let mouse) = self else { return false }
    if case .press = mouse.kind { return false }
    return true
  }
}
