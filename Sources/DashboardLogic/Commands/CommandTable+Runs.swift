import RunModel

extension Command {
  static let toggleInner = Command("toggle-inner-runs")
  static let previousRun = Command("previous-run")
  static let nextRun = Command("next-run")
}

extension CommandTable {
  static let runCommands: [CommandSpec] = [
    CommandSpec(
      .toggleInner, keys: ["space"], group: .runs, hint: "runs inside",
      summary: "Show or hide the runs inside the selected one", availability: needsInnerRuns
    ) { $0.toggleInnerRuns() },
    CommandSpec(
      .previousRun, keys: ["["], group: .runs, hint: "run before", summary: "Select the run before",
      availability: needsAnotherRun
    ) { $0.selectRun(offset: -1) },
    CommandSpec(
      .nextRun, keys: ["]"], group: .runs, hint: "next run", summary: "Select the next run",
      availability: needsAnotherRun
    ) { $0.selectRun(offset: 1) },
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
}
