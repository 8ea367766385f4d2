extension Command {
  static let toggleMaximised = Command("maximise")
  static let bestPoint = Command("best-point")
  static let nextExtreme = Command("next-extreme")
  static let previousExtreme = Command("previous-extreme")
  static let nextNonFinite = Command("next-nan")
  static let nextFinding = Command("next-finding")
  static let markA = Command("mark-a")
  static let markB = Command("mark-b")
  static let zoomIn = Command("zoom-in")
  static let zoomOut = Command("zoom-out")
  static let panLeft = Command("pan-left")
  static let panRight = Command("pan-right")
  static let zoomValuesIn = Command("zoom-values-in")
  static let zoomValuesOut = Command("zoom-values-out")
  static let panUp = Command("pan-up")
  static let panDown = Command("pan-down")
  static let showWhole = Command("show-whole")
  static let toggleFollowing = Command("follow-the-end")
  static let toggleFullRange = Command("full-range")
  static let nextValueScale = Command("y-scale")
  static let nextXAxis = Command("x-axis")
  static let toggleLogX = Command("log-x")
  static let moreSmoothing = Command("more-smoothing")
  static let lessSmoothing = Command("less-smoothing")
  static func use(_ axis: ChartXAxis) -> Command { Command("x-axis-\(axis.rawValue)") }
}

extension CommandTable {
  static let curveCommands: [CommandSpec] =
    [
      CommandSpec(
        .toggleMaximised, keys: ["m"], on: [.runs, .curves], group: .curves, hint: "maximise",
        summary: "Show one chart alone, or all of them again", availability: needsMetrics
      ) { $0.toggleMaximised() },
      CommandSpec(
        .bestPoint, keys: ["x"], on: [.runs, .curves], group: .curves, hint: "best point",
        summary: "Put the crosshair on the best point, else on the highest", availability: needsMetrics
      ) { $0.putCrosshairOnBest() },
    ] + crosshairCommands + zoomCommands + axisCommands

  private static let crosshairCommands: [CommandSpec] = [
    chart(.nextExtreme, "n", "next high or low", "Put the crosshair on the next high or low of the curve") {
      $0.putCrosshairOnExtreme(isNext: true)
    },
    chart(.previousExtreme, "N", "high or low before", "Put the crosshair on the high or low before") {
      $0.putCrosshairOnExtreme(isNext: false)
    },
    chart(.nextNonFinite, "!", "NaN", "Put the crosshair on the first value that is NaN or infinite, then on the next")
    {
      $0.putCrosshairOnNonFinite()
    },
    chart(
      .nextFinding, "*", "finding",
      "Put the crosshair on the next finding of the health rules: a spike or jump, a plateau, a divergence"
    ) {
      $0.goToNextFindingOfRun()
    },
    chart(.markA, "A", "mark A", "Put mark A at the crosshair, or take it away: A and B are compared") {
      $0.toggleMark(\.a, called: "A")
    },
    chart(.markB, "B", "mark B", "Put mark B at the crosshair, or take it away") { $0.toggleMark(\.b, called: "B") },
  ]

  private static let zoomCommands: [CommandSpec] = [
    chart(.zoomIn, "z", "zoom in", "Zoom in on the x axis of all charts, around the crosshair") {
      $0.zoomX(by: DashboardState.zoomFactor)
    },
    chart(.zoomOut, "Z", "zoom out", "Zoom out on the x axis of all charts") {
      $0.zoomX(by: 1 / DashboardState.zoomFactor)
    },
    chart(.panLeft, "<", "pan left", "Move all charts to the left") { $0.panX(by: -DashboardState.panShare) },
    chart(.panRight, ">", "pan right", "Move all charts to the right") { $0.panX(by: DashboardState.panShare) },
    chart(.zoomValuesIn, "i", "zoom y in", "Zoom in on the y axis of the chart in focus") {
      $0.changeValues(by: DashboardState.zoomFactor)
    },
    chart(.zoomValuesOut, "I", "zoom y out", "Zoom out on the y axis of the chart in focus") {
      $0.changeValues(by: 1 / DashboardState.zoomFactor)
    },
    chart(.panUp, "U", "pan up", "Move the chart in focus to higher values") {
      $0.changeValues(by: 1, shift: DashboardState.panShare)
    },
    chart(.panDown, "D", "pan down", "Move the chart in focus to lower values") {
      $0.changeValues(by: 1, shift: -DashboardState.panShare)
    },
    chart(.showWhole, "W", "show all", "Show the whole of both axes again") { $0.showWhole() },
    chart(.toggleFollowing, "F", "follow", "Follow the newest points, or stay where the charts are") {
      $0.toggleFollowing()
    },
  ]

  private static let axisCommands: [CommandSpec] =
    [
      chart(.toggleFullRange, "R", "full range", "Show every value, or leave out the few that flatten the others") {
        $0.toggleFullRange()
      },
      chart(.nextValueScale, "Y", "y scale", "Change the y axis: linear, logarithmic, logarithmic on both sides of 0") {
        $0.useNextValueScale()
      },
      chart(.nextXAxis, "X", "x axis", "Change the x axis: steps, epochs, time since the start, clock") {
        $0.useNextAxis()
      },
      chart(.toggleLogX, "L", "log x", "Make the x axis logarithmic, or linear again") { $0.toggleLogX() },
      chart(.moreSmoothing, ".", "smoother", "Smooth the curves more") { $0.changeSmoothing(isMore: true) },
      chart(.lessSmoothing, ",", "rougher", "Smooth the curves less, at last not at all") {
        $0.changeSmoothing(isMore: false)
      },
    ]
    + ChartXAxis.allCases.map { axis in
      CommandSpec(
        .use(axis), on: [.curves], group: .curves, hint: "x: \(axis.title)", summary: axis.summary,
        availability: { axis.unavailable(in: $0).map { .disabled(because: $0) } ?? .enabled }
      ) { $0.use(axis) }
    }

  private static func chart(
    _ command: Command, _ key: String, _ hint: String, _ summary: String,
    action: @escaping @Sendable (inout DashboardState) -> Void
  ) -> CommandSpec {
    CommandSpec(
      command, keys: [key], on: [.curves], group: .curves, hint: hint, summary: summary, availability: needsMetrics,
      action: action)
  }
}

extension ChartXAxis {
  fileprivate var summary: String {
    switch self {
    case .step: "Let the x axis of the charts count steps"
    case .epoch: "Let the x axis of the charts count epochs"
    case .relativeTime: "Let the x axis of the charts show the time since the run's first point"
    case .wallTime: "Let the x axis of the charts show the clock"
    }
  }
}
