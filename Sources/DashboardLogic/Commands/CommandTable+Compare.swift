extension Command {
  static let makeReference = Command("make-reference")
  static let filterComparison = Command("filter-comparison")
}

extension CommandTable {
  static let compareCommands: [CommandSpec] = [
    CommandSpec(
      .makeReference, keys: ["R"], on: [.compare], group: .compare, hint: "reference",
      summary: "Compare the others with the selected run", availability: needsComparison
    ) { $0.makeReference() },
    CommandSpec(
      .filterComparison, keys: ["/"], on: [.compare], group: .compare, hint: "filter",
      summary: "Compare only the metrics whose names fit: words, or a pattern as in /loss$/ or ~loss$",
      availability: needsComparison
    ) { $0.ask(.filterComparison) },
  ]

  private static let needsComparison: @Sendable (DashboardState) -> Availability = {
    $0.runs.markedRuns.count < 2 ? .disabled(because: "fewer than two runs are marked") : .enabled
  }
}
