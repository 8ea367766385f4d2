extension Command {
  static let makeReference = Command("make-reference")
  static let filterComparison = Command("filter-comparison")
  static let compareAtCommonStep = Command("compare-at-common-step")
}

extension CommandTable {
  static let compareCommands: [CommandSpec] = [
    CommandSpec(
      .makeReference, keys: ["R"], on: [.compare], group: .compare, hint: "reference",
      summary: "Compare the others with the selected run", availability: needsComparison
    ) { $0.makeReference() },
    CommandSpec(
      .compareAtCommonStep, keys: ["E"], on: [.compare], group: .compare, hint: "equal steps",
      summary: "Compare values up to the last step that all of the runs have, or all of them",
      availability: { state in
        guard case .enabled = needsComparison(state) else { return needsComparison(state) }
        return DashboardState.commonStep(of: state.comparedRuns) == nil
          ? .disabled(because: "a run has no metrics") : .enabled
      }
    ) { $0.settings.compare.isToCommonStep.toggle() },
    CommandSpec(
      .filterComparison, keys: ["/"], on: [.compare], group: .compare, hint: "filter",
      summary: "Compare only the metrics whose names fit: words, or a pattern as in /loss$/ or ~loss$",
      availability: needsComparison
    ) { $0.ask(.filterComparison) },
  ]

  private static let needsComparison: @Sendable (DashboardState) -> Availability = {
    $0.comparedRuns.count < 2 ? .disabled(because: "there is no second run") : .enabled
  }
}
