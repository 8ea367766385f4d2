extension Command {
  static let toggleMaximised = Command("maximise")
  static let nextExtreme = Command("best-point")
}

extension CommandTable {
  static let curveCommands: [CommandSpec] = [
    CommandSpec(
      .toggleMaximised, keys: ["m"], on: [.runs, .curves], group: .curves, hint: "maximise",
      summary: "Show one chart alone, or all of them again", availability: needsMetrics
    ) { $0.toggleMaximised() },
    CommandSpec(
      .nextExtreme, keys: ["x"], on: [.runs, .curves], group: .curves, hint: "best point",
      summary: "Put the crosshair on the best point, else on the highest", availability: needsMetrics
    ) { $0.putCrosshairOnBest() },
  ]

  static let needsMetrics: @Sendable (DashboardState) -> Availability = {
    $0.metricGroups.isEmpty ? .disabled(because: "the run has no metrics yet") : .enabled
  }
}
