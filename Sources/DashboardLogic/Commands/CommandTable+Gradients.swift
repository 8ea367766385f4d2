import RunModel

extension Command {
  static let nextNorm = Command("next-norm")
}

extension CommandTable {
  static let gradientCommands: [CommandSpec] = [
    CommandSpec(
      .nextNorm, keys: ["n"], on: [.gradients], group: .gradients, hint: "norm",
      summary: "Switch between the norms of gradients, of weights, and their ratio", availability: needsNorms
    ) { $0.showNextNorm() }
  ]

  private static let needsNorms: @Sendable (DashboardState) -> Availability = { state in
    let kinds = LayerNorms(state.selectedRun).kinds
    return kinds.isEmpty
      ? .disabled(because: "the run logs no norms of its layers")
      : kinds.count == 1 ? .disabled(because: "the run logs one kind of norm only") : .enabled
  }
}
