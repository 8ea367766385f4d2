import RunModel
public import TerminalModel

/// Every command of the dashboard. Help, palette, key hints and `docs/keys.md` are made from it.
public enum CommandTable {
  public static let all: [CommandSpec] = screens + moving + curves + training + decisions + dashboard

  public static func spec(of command: Command) -> CommandSpec {
    guard let spec = byCommand[command] else { preconditionFailure("\(command) has no row in the command table") }
    return spec
  }

  public static func command(for key: KeyStroke) -> Command? { byKey[key] }

  private static let byCommand = Dictionary(uniqueKeysWithValues: all.map { ($0.command, $0) })
  private static let byKey = Dictionary(
    uniqueKeysWithValues: all.flatMap { spec in spec.keys.map { ($0, spec.command) } })

  private static let screens: [CommandSpec] = [
    screen(.showRuns, .runs, "Show the list of runs"),
    screen(.showCurves, .curves, "Show the curves of the selected run"),
    screen(.showEvaluation, .evaluation, "Show its confusion matrix and ROC curve"),
    screen(.showFeatures, .features, "Show its feature importance"),
    screen(.showDrift, .drift, "Show the drift of its features"),
    screen(.showConsole, .console, "Show the end of its console output"),
    screen(.showDecisions, .decisions, "Show what was decided and what waits for you"),
    CommandSpec(.nextScreen, keys: ["tab"], group: .screens, hint: "next", summary: "Go to the next screen"),
    CommandSpec(
      .previousScreen, keys: ["shift-tab"], group: .screens, hint: "previous", summary: "Go to the previous screen"),
  ]

  private static func screen(_ command: Command, _ screen: Screen, _ summary: String) -> CommandSpec {
    CommandSpec(
      command, keys: ["\(screen.number)"], group: .screens, hint: screen.title,
      summary: summary)
  }

  private static let moving: [CommandSpec] = [
    CommandSpec(.moveUp, keys: ["k", "up"], group: .moving, hint: "up", summary: "Move up, or scroll up"),
    CommandSpec(.moveDown, keys: ["j", "down"], group: .moving, hint: "down", summary: "Move down, or scroll down"),
    CommandSpec(
      .moveLeft, keys: ["h", "left"], group: .moving, hint: "left",
      summary: "Move left; in a maximised chart, the crosshair one point back"),
    CommandSpec(
      .moveRight, keys: ["l", "right"], group: .moving, hint: "right",
      summary: "Move right; in a maximised chart, the crosshair one point on"),
    CommandSpec(.pageUp, keys: ["pageup", "ctrl-b"], group: .moving, hint: "page up", summary: "Move up by a page"),
    CommandSpec(
      .pageDown, keys: ["pagedown", "ctrl-f"], group: .moving, hint: "page down", summary: "Move down by a page"),
    CommandSpec(.goToFirst, keys: ["g", "home"], group: .moving, hint: "first", summary: "Go to the first one"),
    CommandSpec(.goToLast, keys: ["G", "end"], group: .moving, hint: "last", summary: "Go to the last one"),
    CommandSpec(
      .open, keys: ["enter"], group: .moving, hint: "open",
      summary: "Open the selected run, maximise the chart, or read all about a decision",
      availability: { $0.selectedRun == nil ? .disabled(because: "there is no run") : .enabled }),
    CommandSpec(.back, keys: ["escape", "backspace"], group: .moving, hint: "back", summary: "Go back"),
    CommandSpec(
      .toggleInner, keys: ["space"], group: .moving, hint: "runs inside",
      summary: "Show or hide the runs inside the selected one",
      availability: needsInnerRuns),
    CommandSpec(
      .previousRun, keys: ["["], group: .moving, hint: "run before", summary: "Select the run before",
      availability: needsAnotherRun),
    CommandSpec(
      .nextRun, keys: ["]"], group: .moving, hint: "next run", summary: "Select the next run",
      availability: needsAnotherRun),
  ]

  private static let curves: [CommandSpec] = [
    CommandSpec(
      .toggleMaximised, keys: ["m"], group: .curves, hint: "maximise",
      summary: "Show one chart alone, or all of them again", availability: needsMetrics),
    CommandSpec(
      .nextExtreme, keys: ["x"], group: .curves, hint: "best point",
      summary: "Put the crosshair on the best point, else on the highest", availability: needsMetrics),
  ]

  private static let training: [CommandSpec] = [
    CommandSpec(
      .pauseOrResume, keys: ["p"], group: .training, hint: "pause",
      summary: "Pause the training with a checkpoint, or resume it", availability: TrainingAvailability.pauseOrResume),
    CommandSpec(
      .freeze, keys: ["f"], group: .training, hint: "freeze",
      summary: "Freeze its processes where they stand; memory stays held", availability: TrainingAvailability.freeze),
    CommandSpec(
      .stop, keys: ["s"], group: .training, hint: "stop", summary: "Stop the training politely, after a question",
      availability: TrainingAvailability.stop),
    CommandSpec(
      .kill, keys: ["K"], group: .training, hint: "kill", summary: "Kill the training at once, after a question",
      availability: TrainingAvailability.stop),
  ]

  private static let decisions: [CommandSpec] = [
    CommandSpec(
      .approve, keys: ["a"], group: .decisions, hint: "approve", summary: "Approve the checkpoint, with a reason",
      availability: TrainingAvailability.decide(.approve)),
    CommandSpec(
      .reject, keys: ["r"], group: .decisions, hint: "reject", summary: "Reject the checkpoint, with a reason",
      availability: TrainingAvailability.decide(.reject)),
    CommandSpec(
      .hold, keys: ["o"], group: .decisions, hint: "hold", summary: "Put the decision off, with a reason",
      availability: TrainingAvailability.decide(.hold)),
  ]

  private static let dashboard: [CommandSpec] = [
    CommandSpec(
      .openPalette, keys: [":", "ctrl-p"], group: .dashboard, hint: "commands", summary: "Find a command by its words"),
    CommandSpec(.openHelp, keys: ["?", "f1"], group: .dashboard, hint: "help", summary: "Show every key"),
    CommandSpec(
      .nextTheme, keys: ["t"], group: .dashboard, hint: "theme", summary: "Change to the next theme",
      availability: { $0.themes.names.count > 1 ? .enabled : .disabled(because: "there is only one theme") }),
    CommandSpec(
      .quit, keys: ["q", "ctrl-c"], group: .dashboard, hint: "quit",
      summary: "Leave the dashboard; trainings go on"),
  ]

  private static let needsInnerRuns: @Sendable (DashboardState) -> Availability = { state in
    guard let run = state.selectedRun else { return .disabled(because: "there is no run") }
    guard state.runs.innerCount(of: run) > 0 || run.parent != nil else {
      return .disabled(because: "the run holds no others")
    }
    return .enabled
  }
  private static let needsAnotherRun: @Sendable (DashboardState) -> Availability = {
    $0.runs.listed.count > 1 ? .enabled : .disabled(because: "there is no other run")
  }
  private static let needsMetrics: @Sendable (DashboardState) -> Availability = {
    $0.metricGroups.isEmpty ? .disabled(because: "the run has no metrics yet") : .enabled
  }
}
