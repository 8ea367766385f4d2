public import TerminalModel

/// Points over two axes, and a line among them.
public struct ScatterChartModel: Equatable, Sendable {
  public enum Kind: CaseIterable, Sendable {
    /// Its value is known only in part: drawn as a cross.
    case partial
    case whole
    /// Drawn on top, with a mark of its own.
    case selected
  }

  public struct Point: Equatable, Sendable {
    /// Shares of the axes, 0…1.
    public var x, y: Double
    public var kind: Kind
    public var style: StyleRole
    /// Beyond an end of the value axis: -1 below, 1 above, 0 within.
    public var isBeyond: Int

    public init(x: Double, y: Double, kind: Kind = .whole, style: StyleRole = .series1, isBeyond: Int = 0) {
      (self.x, self.y, self.kind, self.style, self.isBeyond) = (x, y, kind, style, isBeyond)
    }
  }

  public var title: String
  /// At the right of the top line.
  public var summary: StyledText
  public var xAxis: PlotAxis
  public var yAxis: PlotAxis
  /// Later ones are drawn over earlier ones.
  public var points: [Point]
  /// Corners of a line as shares of the axes, ascending by x; drawn in steps.
  public var line: [Point]
  /// Places on the x axis of what has no value, as shares: marked below the points.
  public var valueless: [Double]
  public var isFocused: Bool
  public var emptyText: String

  public init(
    title: String, summary: StyledText = [], xAxis: PlotAxis, yAxis: PlotAxis, points: [Point], line: [Point] = [],
    valueless: [Double] = [], isFocused: Bool = false, emptyText: String = "nothing to show yet"
  ) {
    (self.title, self.summary, self.xAxis, self.yAxis) = (title, summary, xAxis, yAxis)
    (self.points, self.line, self.valueless) = (points, line, valueless)
    (self.isFocused, self.emptyText) = (isFocused, emptyText)
  }
}
