public import TerminalModel

/// Parallel coordinates: an axis beside the other, and a line through all of them for each thing that has a value on
/// each.
public struct ParallelChartModel: Equatable, Sendable {
  public struct Line: Equatable, Sendable {
    /// One an axis, 0…1; nil where it has no value: the line is broken there.
    public var shares: [Double?]
    public var style: StyleRole
    /// Beyond an end of the last axis: -1 below, 1 above, 0 within.
    public var isBeyond: Int

    public init(shares: [Double?], style: StyleRole, isBeyond: Int = 0) {
      (self.shares, self.style, self.isBeyond) = (shares, style, isBeyond)
    }
  }

  public var title: String
  /// At the right of the top line.
  public var summary: StyledText
  public var axes: [PlotAxis]
  /// Later ones are drawn over earlier ones.
  public var lines: [Line]
  /// Drawn over all others, with a mark on each axis; nil for none.
  public var selected: Line?
  /// Index of the axis that has been chosen; nil for none.
  public var chosenAxis: Int?
  public var isFocused: Bool
  public var emptyText: String

  public init(
    title: String, summary: StyledText = [], axes: [PlotAxis], lines: [Line], selected: Line? = nil,
    chosenAxis: Int? = nil, isFocused: Bool = false, emptyText: String = "nothing to show yet"
  ) {
    (self.title, self.summary, self.axes, self.lines) = (title, summary, axes, lines)
    (self.selected, self.chosenAxis) = (selected, chosenAxis)
    (self.isFocused, self.emptyText) = (isFocused, emptyText)
  }

  /// Screen columns from one axis to the next that are at least wanted.
  public static let leastSpacing = 11

  /// How many axes have room.
  public static func fitting(columns: Int) -> Int { max(2, (columns - 6) / leastSpacing + 1) }
}
