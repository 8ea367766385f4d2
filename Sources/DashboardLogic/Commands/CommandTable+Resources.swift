import RunModel

extension Command {
  static let maximiseResource = Command("maximise-resource")
}

extension CommandTable {
  static let resourceCommands: [CommandSpec] = [
    CommandSpec(
      .maximiseResource, keys: ["m"], on: [.resources], group: .resources, hint: "maximise",
      summary: "Show one chart of the resources alone, or all of them again", availability: needsResources
    ) { $0.toggleMaximisedResource() }
  ]

  private static let needsResources: @Sendable (DashboardState) -> Availability = { state in
    guard let run = state.selectedRun else { return .disabled(because: "no run is selected") }
    return ResourceChart.all(of: run).isEmpty ? .disabled(because: "nothing was measured") : .enabled
  }
}
