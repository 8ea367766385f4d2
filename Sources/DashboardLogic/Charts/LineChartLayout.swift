public import TerminalModel

/// Where the parts of a line chart stand. Drawing and the mouse both ask it, so they agree.
public struct LineChartLayout: Equatable, Sendable {
  /// Empty where the values have no axis, or the chart no box.
  public let valueAxis: AxisTicks
  /// Screen columns of the labels of that axis; 0 where there is no room for them.
  public let labelColumns: Int
  /// The curves, with the row of marks below them where there is one.
  public let plot: Rect

  /// Whether an area has room for axes in a box; a smaller one has only a title with the curve below it.
  public static func hasBox(_ area: Rect) -> Bool { area.columns >= 24 && area.rows >= 6 }

  /// nil when the chart has no point.
  public init?(_ model: LineChartModel, in area: Rect, glyphs: GlyphSet) {
    guard let values = model.visibleValues() else { return nil }
    guard Self.hasBox(area) else {
      (valueAxis, labelColumns, plot) = (.none, 0, area.below(1))
      return
    }
    let inner = area.inset(by: 1)
    // Values that are all NaN or infinite have no axis: none is invented.
    valueAxis = model.hasFiniteValue ? Self.valueTicks(values, rows: inner.rows - 1, glyphs: glyphs) : .none
    labelColumns = valueAxis.labelColumns <= inner.columns / 3 ? valueAxis.labelColumns : 0
    plot = inner.rightOf(labelColumns + 1)
  }

  /// As many ticks as stand at least two rows apart.
  private static func valueTicks(_ range: ClosedRange<Double>, rows: Int, glyphs: GlyphSet) -> AxisTicks {
    let perCell = glyphs.dotsPerCell.rows
    let scale = ValueScale(range, places: rows * perCell)
    for limit in stride(from: 2 + rows / 4, through: 3, by: -1) {
      var axis = AxisTicks.values(range, limit: limit)
      // All of them, or else every second one.
      for _ in 0..<2 where axis.ticks.count >= 2 {
        let places = axis.ticks.map { (scale.places - 1 - scale.place($0.value)) / perCell }
        if zip(places, places.dropFirst()).allSatisfy({ $0 - $1 >= 2 }) { return axis }
        axis.ticks = stride(from: 0, to: axis.ticks.count, by: 2).map { axis.ticks[$0] }
      }
    }
    return AxisTicks.values(range, limit: rows >= 3 ? 2 : 1)
  }
}
