/// How curves are shown: all charts alike.
public struct CurveSettings: Codable, Equatable, Sendable {
  /// Of `SmoothingFilter.range`; 0: off.
  public var smoothing = 0.0
  public var xAxis = ChartXAxis.step
  public var hasLogX = false
  public var valueScale = ValueScaleKind.linear
  /// Shows every value, however far from the others.
  public var hasFullRange = false
  /// Names of metrics whose charts come first, in the order in which they were pinned.
  public var pins: [String] = []
  /// As typed: `NameFilter` reads it.
  public var filter = ""
  /// Names of the sections whose charts are hidden.
  public var collapsed: [String] = []
  /// Whether the marked runs share the charts with the selected one.
  public var showsMarked = true
  /// Whether all runs but the selected one are drawn faint.
  public var dimsOthers = false
  /// What is shown of a group of runs.
  public var band = BandKind.off

  public init() {}
}
