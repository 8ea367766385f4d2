import RunModel

/// The highs and lows between which a drawn curve turns by at least a twentieth of the height on view.
enum TurningPoints {
  static let leastShare = 0.05

  /// Their steps, ascending.
  static func steps(of line: Int, in model: LineChartModel, _ plot: LinePlot) -> [Step] {
    guard plot.traces.indices.contains(line) else { return [] }
    let trace = plot.traces[line]
    let columns = trace.smoothed.isEmpty ? trace.columns : trace.smoothed
    let range = plot.values.range
    let least = (range.upperBound / 2 - range.lowerBound / 2) * 2 * leastShare
    let drawn = model.lines[line].smoothed ?? model.lines[line].drawn
    return extremes(columns, turningBy: least).compactMap { extreme in
      let start = plot.scale.start(of: extreme.column)
      let end = Swift.min(plot.scale.start(of: extreme.column + 1), plot.scale.range.upperBound)
      guard start <= end else { return nil }
      let indices = drawn.indexRange(of: start...end)
      guard let at = indices.first(where: { drawn[$0].value == extreme.value }) else { return nil }
      return step(at: drawn[at].step.rawValue, model.lines[line])
    }.sorted()
  }

  /// The step of the point that stands at a position.
  private static func step(at position: Int64, _ line: LineChartModel.Line) -> Step? {
    line.placement.index(nearest: position, in: line.series).map { line.series[$0].step }
  }

  struct Extreme: Equatable {
    var column: Int
    var value: Double
  }

  /// Highs and lows in turn, and the last one reached.
  static func extremes(_ columns: [ColumnSpan?], turningBy least: Double) -> [Extreme] {
    var found: [Extreme] = []
    var high: Extreme?
    var low: Extreme?
    for case (let column, let span?) in columns.enumerated() where span.isFinite {
      if high.map({ span.max > $0.value }) ?? true { high = Extreme(column: column, value: span.max) }
      if low.map({ span.min < $0.value }) ?? true { low = Extreme(column: column, value: span.min) }
      guard let top = high, let bottom = low else { continue }
      // A candidate stands once the curve has turned away from it far enough.
      if top.column <= column, top.value - span.min >= least, bottom.column == column, top.column < column {
        found.append(top)
        high = Extreme(column: column, value: span.max)
      } else if span.max - bottom.value >= least, top.column == column, bottom.column < column {
        found.append(bottom)
        low = Extreme(column: column, value: span.min)
      }
    }
    return found
  }
}
