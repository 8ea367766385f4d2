/// How curves are shown: all charts alike.
public struct CurveSettings: Codable, Equatable, Sendable {
  /// Of `SmoothingFilter.range`; 0: off.
  public var smoothing = 0.0
  public var xAxis = ChartXAxis.step
  public var hasLogX = false
  public var valueScale = ValueScaleKind.linear
  /// Shows every value, however far from the others.
  public var hasFullRange = false

  public init() {}
}
