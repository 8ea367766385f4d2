/// One value of one metric.
public struct MetricPoint: Sendable {
  public var step: Step
  /// nil when the run did not say.
  public var wallTime: WallTime?
  /// Any double: NaN and the infinities are data.
  public var value: Double

  public init(step: Step, wallTime: WallTime?, value: Double) {
    (self.step, self.wallTime, self.value) = (step, wallTime, value)
  }
}
