/// What a screen says when it has nothing to show, and what helps.
enum EmptyText {
  static func lines(_ state: DashboardState) -> [String] {
    guard state.runs.watched.runs.isEmpty else { return nothingSelected(state) }
    if !state.runs.watched.isInitialScanDone { return ["Looking for runs below \(state.rootLabel) …"] }
    return [
      "No runs below \(state.rootLabel == "." ? "this directory" : state.rootLabel).", "",
      "Looked for run directories, TensorBoard event files, JSON lines and CSV metric logs.", "",
      "pitwall demo                       a real training on sample data",
      "pitwall launch -- python train.py  your own training, watched and controlled",
      "pitwall watch DIRECTORY            runs that are somewhere else", "",
      "What begins here is shown as soon as it writes.",
    ] + (state.runs.watched.problems.isEmpty ? [] : [""] + state.runs.watched.problems)
  }

  /// There are runs, but none of them is selected.
  private static func nothingSelected(_ state: DashboardState) -> [String] {
    if state.runs.rows.isEmpty {
      return [
        "No run answers \(state.settings.runs.filter)", "",
        "\(state.keys.label(of: .filterRuns)) on the list of runs changes the filter.",
      ]
    }
    return ["No run is selected.", "", "\(state.keys.label(of: .nextRun)) selects the next one."]
  }

  /// What the decisions screen says where nothing waits and nothing was decided.
  static func noDecisions(_ state: DashboardState) -> [String] {
    let key = state.keys.label(of: .approve)
    return [
      "Nothing waits for a decision, and nothing has been decided.", "",
      "A run asks at its end where its specification says approval: required.",
    ] + (key.isEmpty ? [] : ["\(key) decides about the newest checkpoint of the selected run unasked."])
  }

  /// What the study screen says about a run that is no study.
  static let noTrials = [
    "This run holds no trials.", "",
    "Select a study, a search or one of their trials.", "",
    "pitwall launch spec.yaml              a study of your table",
    "pitwall search space.yaml -- COMMAND  good hyperparameters for any command",
  ]
}
