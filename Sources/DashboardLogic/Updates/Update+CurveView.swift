import RunModel
import TerminalModel

/// What is set for all charts: scales, axes, smoothing.
extension DashboardState {
  /// The smoothing that the keys step through.
  static let smoothingLevels = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99, 0.995, 0.999]

  mutating func changeSmoothing(isMore: Bool) {
    let now = settings.curves.smoothing
    let next = isMore ? Self.smoothingLevels.first { $0 > now } : Self.smoothingLevels.last { $0 < now }
    guard let next else {
      notice = Notice(isMore ? "Smoothing is at its strongest, \(now)" : "Smoothing is off")
      return
    }
    settings.curves.smoothing = next
    notice = Notice(next == 0 ? "Smoothing off" : "Smoothing \(NumberFormat.significant(next))")
  }

  mutating func use(_ axis: ChartXAxis) {
    guard axis != settings.curves.xAxis else { return }
    settings.curves.xAxis = axis
    curves.drag = nil
  }

  /// Goes on to the next axis that the run knows.
  mutating func useNextAxis() {
    let all = ChartXAxis.allCases
    let start = all.firstIndex(of: xAxis) ?? 0
    let order = all[(start + 1)...] + all[...start]
    if let next = order.first(where: { $0.unavailable(in: self) == nil }) { use(next) }
    notice = Notice("The x axis counts \(settings.curves.xAxis.words)")
  }

  mutating func useNextValueScale() {
    settings.curves.valueScale = settings.curves.valueScale.next
    curves.zoom.values = [:]
    notice = Notice("The y axis is \(settings.curves.valueScale.words)")
  }

  mutating func toggleFullRange() {
    settings.curves.hasFullRange.toggle()
    curves.zoom.values = [:]
    notice = Notice(
      settings.curves.hasFullRange
        ? "The y axis shows every value" : "The y axis leaves out what would flatten the rest")
  }

  mutating func toggleLogX() {
    settings.curves.hasLogX.toggle()
    notice = Notice("The x axis is \(settings.curves.hasLogX ? "logarithmic" : "linear")")
  }
}

extension ChartXAxis {
  fileprivate var words: String {
    switch self {
    case .step: "steps"
    case .epoch: "epochs"
    case .relativeTime: "time since the first point"
    case .wallTime: "clock time"
    }
  }

  /// Why a run cannot be shown on the axis; nil when it can.
  func unavailable(in state: DashboardState) -> String? {
    guard let run = state.chartedRun else { return "there is no run" }
    if state.placement(of: run, on: self) != nil { return nil }
    return self == .epoch
      ? "the run logs no metric called epoch and no steps_per_epoch"
      : "the run does not say when its points were recorded"
  }
}

extension ValueScaleKind {
  fileprivate var words: String {
    switch self {
    case .linear: "linear"
    case .log: "logarithmic; values that are not above 0 have no place on it"
    case .symlog: "logarithmic on both sides of 0"
    }
  }
}
