import RunModel

extension Command {
  static let sortTrials = Command("sort-trials")
  static let nextStudyChart = Command("next-study-chart")
}

extension CommandTable {
  static let studyCommands: [CommandSpec] = [
    CommandSpec(
      .sortTrials, keys: ["S"], on: [.study], group: .study, hint: "sort",
      summary: "Sort the trials by what they were worth, or by number again", availability: needsTrials
    ) { $0.settings.study.isSortedByObjective.toggle() },
    CommandSpec(
      .nextStudyChart, keys: ["m"], on: [.study], group: .study, hint: "next chart",
      summary: "Show one chart of the study alone, the next one, or all of them again", availability: needsTrials
    ) { $0.showNextStudyChart() },
  ]

  private static let needsTrials: @Sendable (DashboardState) -> Availability = { state in
    guard let run = state.selectedRun else { return .disabled(because: "there is no run") }
    let hasTrials = state.runs.innerCount(of: run) > 0 || run.parent != nil || run.searchFolder != nil
    return hasTrials ? .enabled : .disabled(because: "the run holds no trials")
  }
}
