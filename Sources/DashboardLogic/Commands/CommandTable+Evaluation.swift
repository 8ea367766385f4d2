extension Command {
  static let thresholdDown = Command("threshold-down")
  static let thresholdUp = Command("threshold-up")
  static let thresholdOfUse = Command("threshold-of-use")
  static let cycleCells = Command("confusion-cells")
  static let nextSplit = Command("next-rows")
  static let nextClass = Command("next-class")
  static let previousClass = Command("previous-class")
  static let nextPanel = Command("next-panel")
  static let previousPanel = Command("previous-panel")
  static let maximisePanel = Command("maximise-panel")
}

extension CommandTable {
  static let evaluationCommands: [CommandSpec] = [
    CommandSpec(
      .thresholdUp, keys: [">"], on: [.evaluation], group: .evaluation, hint: "threshold",
      summary: "Raise the threshold and see what that does", availability: needsThreshold
    ) { $0.moveThreshold(by: 1) },
    CommandSpec(
      .thresholdDown, keys: ["<"], on: [.evaluation], group: .evaluation, hint: "lower",
      summary: "Lower the threshold and see what that does", availability: needsThreshold
    ) { $0.moveThreshold(by: -1) },
    CommandSpec(
      .thresholdOfUse, keys: ["d"], on: [.evaluation], group: .evaluation, hint: "in use",
      summary: "Go back to the threshold that the model is used with", availability: needsMovedThreshold
    ) { $0.evaluation.threshold = nil },
    CommandSpec(
      .cycleCells, keys: ["c"], on: [.evaluation], group: .evaluation, hint: "cells",
      summary: "Show counts, shares of actual or shares of predicted classes in the confusion matrix",
      availability: needsMatrix
    ) { $0.settings.evaluation.cells = $0.settings.evaluation.cells.next },
    CommandSpec(
      .nextSplit, keys: ["i"], on: [.evaluation], group: .evaluation, hint: "rows",
      summary: "Show the evaluation on other rows, such as validation rows", availability: needsSplits
    ) { $0.showNextSplit() },
    CommandSpec(
      .nextClass, keys: ["."], on: [.evaluation], group: .evaluation, hint: "class",
      summary: "Look at the next class alone", availability: needsClasses
    ) { $0.lookAtClass(1) },
    CommandSpec(
      .previousClass, keys: [","], on: [.evaluation], group: .evaluation, hint: "class before",
      summary: "Look at the class before", availability: needsClasses
    ) { $0.lookAtClass(-1) },
    CommandSpec(
      .nextPanel, keys: ["n"], on: [.evaluation], group: .evaluation, hint: "next panel",
      summary: "Go to the next panel", availability: needsEvaluation
    ) { $0.focusPanel(by: 1) },
    CommandSpec(
      .previousPanel, keys: ["N"], on: [.evaluation], group: .evaluation, hint: "panel before",
      summary: "Go to the panel before", availability: needsEvaluation
    ) { $0.focusPanel(by: -1) },
    CommandSpec(
      .maximisePanel, keys: ["m"], on: [.evaluation], group: .evaluation, hint: "maximise",
      summary: "Show one panel alone, or all of them again", availability: needsEvaluation
    ) { $0.evaluation.isMaximised.toggle() },
  ]

  private static let needsEvaluation: @Sendable (DashboardState) -> Availability = {
    $0.evaluationTables?.isEmpty == false ? .enabled : .disabled(because: "the run has recorded no evaluation")
  }
  private static let needsThreshold: @Sendable (DashboardState) -> Availability = { state in
    guard let tables = state.evaluationTables, !tables.isEmpty else { return needsEvaluation(state) }
    guard tables.isBinary, tables.regressions.isEmpty else {
      return .disabled(because: "only a decision between two classes has a threshold")
    }
    return ThresholdReader(tables) == nil
      ? .disabled(because: "neither scores nor a curve with thresholds are recorded") : .enabled
  }
  private static let needsMovedThreshold: @Sendable (DashboardState) -> Availability = { state in
    guard case .enabled = needsThreshold(state) else { return needsThreshold(state) }
    return state.evaluation.threshold == nil ? .disabled(because: "it is the one on view") : .enabled
  }
  private static let needsMatrix: @Sendable (DashboardState) -> Availability = {
    $0.evaluationTables?.panels.contains(.confusion) == true
      ? .enabled : .disabled(because: "the run has recorded no confusion matrix")
  }
  private static let needsSplits: @Sendable (DashboardState) -> Availability = { state in
    guard let tables = state.evaluationTables, !tables.isEmpty else { return needsEvaluation(state) }
    return tables.splits.count > 1 ? .enabled : .disabled(because: "the run was judged on one set of rows")
  }
  private static let needsClasses: @Sendable (DashboardState) -> Availability = { state in
    guard let tables = state.evaluationTables, !tables.isEmpty else { return needsEvaluation(state) }
    return tables.classes.count > 1 ? .enabled : .disabled(because: "there are no curves of several classes")
  }
}
