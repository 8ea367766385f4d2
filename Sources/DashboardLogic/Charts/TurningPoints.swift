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
      if let first = model.lines[line].members.first {
        // The mean of a group is no run's own point.
        return step(at: plot.scale.position(atColumn: extreme.column), first)
      }
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

  /// Highs and lows in turn, from the first that the curve turns away from by `least` to the last.
  static func extremes(_ columns: [ColumnSpan?], turningBy least: Double) -> [Extreme] {
    var found: [Extreme] = []
    var high = Extreme(column: 0, value: -.infinity)
    var low = Extreme(column: 0, value: .infinity)
    // nil until the curve has moved far enough to tell.
    var isRising: Bool?
    for case (let column, let span?) in columns.enumerated() where span.isFinite {
      if isRising != false, span.max > high.value { high = Extreme(column: column, value: span.max) }
      if isRising != true, span.min < low.value { low = Extreme(column: column, value: span.min) }
      if isRising != false, high.column < column, high.value - span.min >= least {
        found.append(high)
        (isRising, low) = (false, Extreme(column: column, value: span.min))
      } else if isRising != true, low.column < column, span.max - low.value >= least {
        found.append(low)
        (isRising, high) = (true, Extreme(column: column, value: span.max))
      }
    }
    return found
  }
}
