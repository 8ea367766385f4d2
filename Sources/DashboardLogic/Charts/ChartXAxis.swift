/// What the x axis of the curves counts.
public enum ChartXAxis: String, CaseIterable, Codable, Sendable {
  case step, epoch
  /// Since the first point of the run.
  case relativeTime = "relative-time"
  /// The clock of whoever watches.
  case wallTime = "wall-time"

  public var title: String {
    switch self {
    case .step: "step"
    case .epoch: "epoch"
    case .relativeTime: "time"
    case .wallTime: "clock"
    }
  }

  /// How many positions make one step, epoch or second.
  var unit: Int64 { self == .step ? 1 : 1_000_000 }

  /// A clock has no zero that its times could be multiples of.
  var canBeLog: Bool { self != .wallTime }
}
