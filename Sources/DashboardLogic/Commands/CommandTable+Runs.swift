import RunModel

extension Command {
  static let toggleInner = Command("toggle-inner-runs")
  static let previousRun = Command("previous-run")
  static let nextRun = Command("next-run")
  static let markRun = Command("mark-run")
  static let markShownRuns = Command("mark-shown-runs")
  static let clearMarks = Command("clear-marks")
  static let filterRuns = Command("filter-runs")
  static let sortRuns = Command("sort-runs")
  static let groupRuns = Command("group-runs")
  static let chooseColumns = Command("choose-columns")
  static let hideColumn = Command("hide-column")
  static let moveColumnLeft = Command("move-column-left")
  static let moveColumnRight = Command("move-column-right")
  static let standardColumns = Command("standard-columns")
}

extension CommandTable {
  static let runCommands: [CommandSpec] = selectingRuns + markingRuns + arrangingRuns + arrangingColumns

  private static let selectingRuns: [CommandSpec] = [
    CommandSpec(
      .toggleInner, keys: ["z"], on: [.runs], group: .runs, hint: "runs inside",
      summary: "Show or hide the runs inside the selected one, or of its group", availability: needsInnerRuns
    ) { $0.toggleInnerRuns() },
    CommandSpec(
      .previousRun, keys: ["["], group: .runs, hint: "run before", summary: "Select the run before",
      availability: needsAnotherRun
    ) { $0.selectNeighbour(forward: false) },
    CommandSpec(
      .nextRun, keys: ["]"], group: .runs, hint: "next run", summary: "Select the next run",
      availability: needsAnotherRun
    ) { $0.selectNeighbour(forward: true) },
  ]

  private static let markingRuns: [CommandSpec] = [
    CommandSpec(
      .markRun, keys: ["space"], on: [.runs], group: .runs, hint: "mark",
      summary: "Mark the run, or all of the group, for comparison; again takes the marks away",
      availability: { $0.runs.selectedRow == nil ? .disabled(because: "no run is selected") : .enabled }
    ) { state in
      if let group = state.runs.selectedGroup {
        state.runs.toggleMarks(of: group)
      } else if let run = state.selectedRun {
        state.runs.toggleMark(run.id)
        state.move(.moveDown)
      }
    },
    CommandSpec(
      .markShownRuns, keys: ["A"], on: [.runs], group: .runs, hint: "mark all", summary: "Mark every run of the list",
      availability: { $0.runs.listed.isEmpty ? .disabled(because: "the list is empty") : .enabled }
    ) { $0.runs.markAll() },
    CommandSpec(
      .clearMarks, keys: ["X"], on: [.runs], group: .runs, hint: "no marks", summary: "Take all marks away",
      availability: { $0.runs.marked.isEmpty ? .disabled(because: "no run is marked") : .enabled }
    ) { $0.runs.clearMarks() },
  ]

  private static let arrangingRuns: [CommandSpec] = [
    CommandSpec(
      .filterRuns, keys: ["/"], on: [.runs], group: .runs, hint: "filter",
      summary: "List only the runs that answer a question, such as state:running val/auc>0.85"
    ) { $0.ask(.filterRuns) },
    CommandSpec(
      .sortRuns, keys: ["S"], on: [.runs], group: .runs, hint: "sort",
      summary: "Sort by the column under the cursor; again: the other way; once more: no longer"
    ) { $0.sortByColumn() },
    CommandSpec(
      .groupRuns, keys: ["b"], on: [.runs], group: .runs, hint: "group",
      summary: "Group by the hyperparameter under the cursor, or choose one",
      availability: {
        $0.runs.watched.runs.contains { !$0.hyperparameters.isEmpty }
          ? .enabled : .disabled(because: "no run has hyperparameters")
      }
    ) { $0.groupRuns() },
  ]

  private static let arrangingColumns: [CommandSpec] = [
    CommandSpec(
      .chooseColumns, keys: ["c"], on: [.runs], group: .runs, hint: "columns",
      summary: "Choose the columns: metrics, hyperparameters and more"
    ) { $0.overlay = .chooser(RunListChooser(.columns, $0)) },
    CommandSpec(
      .hideColumn, keys: ["d"], on: [.runs], group: .runs, hint: "hide column",
      summary: "Hide the column under the cursor", availability: needsColumn
    ) { $0.hideColumn() },
    CommandSpec(
      .moveColumnLeft, keys: ["<"], on: [.runs], group: .runs, hint: "column left",
      summary: "Move the column under the cursor to the left", availability: needsColumn
    ) { $0.moveColumn(by: -1) },
    CommandSpec(
      .moveColumnRight, keys: [">"], on: [.runs], group: .runs, hint: "column right",
      summary: "Move the column under the cursor to the right", availability: needsColumn
    ) { $0.moveColumn(by: 1) },
    CommandSpec(
      .standardColumns, on: [.runs], group: .runs, hint: "standard columns",
      summary: "Show the columns that suit the runs again",
      availability: {
        $0.settings.runs.columns == nil ? .disabled(because: "they are shown already") : .enabled
      }
    ) { $0.settings.runs.columns = nil },
  ]

  private static let needsInnerRuns: @Sendable (DashboardState) -> Availability = { state in
    if state.runs.selectedGroup != nil || state.settings.runs.groupedBy != nil { return .enabled }
    guard let run = state.selectedRun else { return .disabled(because: "there is no run") }
    guard state.runs.innerCount(of: run) > 0 || run.parent != nil else {
      return .disabled(because: "the run holds no others")
    }
    return .enabled
  }
  private static let needsAnotherRun: @Sendable (DashboardState) -> Availability = {
    $0.runs.listed.count > 1 ? .enabled : .disabled(because: "there is no other run")
  }
  private static let needsColumn: @Sendable (DashboardState) -> Availability = {
    let (left, right) = ($0.keys.label(of: .moveLeft), $0.keys.label(of: .moveRight))
    return $0.columnUnderCursor == .name
      ? .disabled(because: "the name stays where it is; \(left) and \(right) move to others") : .enabled
  }
}
