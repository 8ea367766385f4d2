import RunModel
public import TerminalModel

/// A line chart worked out for an area: where its parts stand and what they hold. Drawing and the mouse both ask it,
/// so they agree.
public struct LineChartLayout: Equatable, Sendable {
  /// Lines of words at the top of a maximised chart; empty elsewhere.
  public let words: Rect
  /// Screen columns of the labels of the value axis; 0 where there is no room for them.
  public let labelColumns: Int
  /// The curves.
  public let curve: Rect
  /// The row of signs below them; empty where there is nothing to say.
  public let gutter: Rect
  /// The line of the x axis' labels; empty in a chart without axes.
  public let axisLine: Rect
  public let valueLabels: AxisLabels
  public let positionLabels: AxisLabels
  public let plot: LinePlot
  private let dotsPerRow: Int

  /// The curves with the row of signs.
  public var picture: Rect {
    Rect(column: curve.column, row: curve.row, columns: curve.columns, rows: curve.rows + gutter.rows)
  }

  /// Whether an area has room for axes; a smaller one has only a title with the curve below it.
  public static func hasAxes(_ area: Rect) -> Bool { area.columns >= 24 && area.rows >= 6 }

  /// nil when the chart has no point, or no room for one.
  public init?(_ model: LineChartModel, in area: Rect, glyphs: GlyphSet) {
    guard let values = model.visibleValues() else { return nil }
    let hasAxes = Self.hasAxes(area)
    let inner = hasAxes ? area.inset(by: 1) : area.below(1)
    words =
      model.isMaximised && hasAxes
      ? inner.topPart(model.wordRows(columns: inner.columns, rows: inner.rows)) : inner.topPart(0)
    let below = inner.below(words.rows)
    let perCell = glyphs.dotsPerCell
    // Values that are all NaN or infinite have no axis: none is invented.
    let hasLabels = hasAxes && model.hasFiniteValue
    let axis = { (rows: Int) -> (values: VisibleValues, labels: AxisLabels) in
      guard hasLabels else { return (values, .none) }
      let values = values.aligned(rows: rows, dotsPerRow: perCell.rows)
      return (values, AxisLabels.values(values, rows: rows, dotsPerRow: perCell.rows))
    }
    // Without a row of signs the curves are a row taller.
    let (short, tall) = (axis(below.rows - 1), axis(below.rows))
    let width = Swift.max(short.labels.width, tall.labels.width)
    let labelColumns = width <= inner.columns / 3 ? width : 0
    let picture = hasAxes ? below.rightOf(labelColumns + 1) : below
    guard var plot = model.plot(subcolumns: picture.columns * perCell.columns, values: values) else { return nil }
    let gutterRows = plot.hasGutter && picture.rows >= 2 ? 1 : 0
    let shown = gutterRows == 1 ? short : tall
    plot.values = shown.values
    (self.plot, self.labelColumns, dotsPerRow) = (plot, labelColumns, perCell.rows)
    (curve, gutter) = (picture.above(gutterRows), picture.bottomPart(gutterRows))
    valueLabels = shown.labels
    axisLine = Rect(column: picture.column, row: area.endRow - 1, columns: hasAxes ? picture.columns : 0, rows: 1)
    let title = axisLine.columns >= 30 ? model.axisTitle(plot.scale) : ""
    positionLabels =
      axisLine.isEmpty
      ? .none : AxisLabels.positions(model, plot.scale, name: title, columnsPerCell: perCell.columns)
  }

  /// The position below a cell of the picture; nil outside of it.
  public func position(at point: Point) -> Int64? {
    guard picture.contains(point), picture.columns > 0 else { return nil }
    return plot.scale.position(at: (Double(point.column - picture.column) + 0.5) / Double(picture.columns))
  }

  /// The value at the middle of a cell's row; nil outside of the curves.
  public func value(at point: Point) -> Double? {
    guard curve.contains(point) else { return nil }
    let scale = ValueScale(plot.values.range, places: curve.rows * dotsPerRow, transform: plot.values.transform)
    return scale.value(at: (curve.endRow - 1 - point.row) * dotsPerRow + (dotsPerRow - 1) / 2)
  }
}

extension LineChartModel {
  /// What the x axis counts; on the clock with the day it begins.
  fileprivate func axisTitle(_ scale: HorizontalScale) -> String {
    guard xAxis == .wallTime else { return xTitle }
    let start = Double(scale.range.lowerBound) / Double(xAxis.unit) + Double(secondsFromUTC)
    return WallTime(start).map { "\(xTitle), from \(AxisTicks.date($0))" } ?? xTitle
  }
}
