import RunModel
import TerminalModel

/// The lines of words at the top of a maximised chart.
extension LineChartModel {
  /// Rows that those lines take.
  func wordRows(columns: Int, rows: Int) -> Int {
    guard rows >= 8 else { return 0 }
    return Swift.min(detailLines(columns: columns, plot: nil).count, Swift.max(1, rows / 4))
  }

  /// What there is to say: of the crosshair, else of the lines' extremes, so that the curves stay where they are when it
  /// comes; of the marks A and B.
  ///
  /// - Parameter plot: for the extremes in the column under the crosshair.
  public func detailLines(columns: Int, plot: LinePlot?) -> [StyledText] {
    var lines: [StyledText] = []
    lines += wrapped(crosshair == nil ? extremeWords() : crosshairWords(plot), columns)
    if let words = comparison() { lines += wrapped(words, columns) }
    return lines
  }

  /// Parts that are kept whole, in as many lines as they need.
  private func wrapped(_ parts: [[TextSpan]], _ columns: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for part in parts {
      let text = StyledText(part)
      if let last = lines.last, last.columns + 3 + text.columns <= columns {
        lines[lines.count - 1] = StyledText(last.spans + [TextSpan("   ", .textDim)] + part)
      } else {
        lines.append(text)
      }
    }
    return lines
  }
}

// MARK: Crosshair

extension LineChartModel {
  /// The lowest and the highest value of each line, and where.
  private func extremeWords() -> [[TextSpan]] {
    let span = valueSpan
    let words = { (name: String, point: MetricPoint) in
      [
        TextSpan(" \(name) ", .textDim), TextSpan(NumberFormat.value(point.value, span: span), .textStrong),
        TextSpan(" @ \(stepWords(point.step, isShort: true))", .textDim),
      ]
    }
    return lines.compactMap { line in
      guard isSpokenOf(line), line.members.isEmpty, let lowest = line.series.lowest, let highest = line.series.highest
      else { return nil }
      return [TextSpan(line.label.isEmpty ? "value" : line.label, line.style)] + words("lowest", lowest)
        + words("highest", highest) + [TextSpan("  \(NumberFormat.grouped(Int64(line.series.count))) points", .textDim)]
    }
  }

  private func crosshairWords(_ plot: LinePlot?) -> [[TextSpan]] {
    guard let crosshair else { return [] }
    let span = valueSpan
    var place = [TextSpan(stepWords(crosshair, isShort: false), .textStrong)]
    let strongFirst = lines.filter(\.isStrong) + lines
    if let moment = strongFirst.lazy.compactMap({ self.point(of: $0, at: crosshair)?.wallTime }).first {
      let date = ClockTime.dateAndTime(moment, secondsFromUTC: secondsFromUTC).prefix(10)
      place.append(TextSpan("  \(date) \(ClockTime.time(moment, secondsFromUTC: secondsFromUTC))", .textDim))
    }
    if !countsTime, xAxis == .epoch || xAxis == .relativeTime, let position = position(of: crosshair) {
      let value = Double(position) / Double(xAxis.unit)
      let words = xAxis == .epoch ? "epoch \(NumberFormat.significant(value))" : AxisTicks.duration(value, 0)
      place.append(TextSpan("  \(words)", .textDim))
    }
    return [place]
      + lines.enumerated().compactMap { index, line in
        guard isSpokenOf(line), let point = point(of: line, at: crosshair),
          let value = value(of: line, at: crosshair)
        else { return nil }
        var spans = [
          TextSpan(line.label.isEmpty ? "value " : "\(line.label) ", line.style),
          TextSpan(NumberFormat.value(value, span: span), .textStrong),
        ]
        if let smoothed = smoothedValue(of: line, at: point) {
          spans.append(TextSpan(" smoothed \(NumberFormat.value(smoothed, span: span))", .textDim))
        }
        spans.append(TextSpan(" " + extremes(index, plot, span), .textDim))
        return spans
      }
  }

  /// `step 1,240`, `trial 12`, of what counts time how long after the start.
  func stepWords(_ step: Step, isShort: Bool) -> String {
    guard countsTime else { return (isShort ? "" : "\(stepTitle) ") + NumberFormat.grouped(step.rawValue) }
    return (isShort ? "" : "after ") + NumberFormat.duration(seconds: Double(step.rawValue) / 1e6)
  }

  /// Many lines would leave no room for the curves: then the strong one alone.
  private func isSpokenOf(_ line: Line) -> Bool { line.isStrong || !hasLegend && lines.count <= 4 }

  private func smoothedValue(of line: Line, at point: MetricPoint) -> Double? {
    guard line.members.isEmpty, let smoothed = line.smoothed, let position = line.placement.position(of: point) else {
      return nil
    }
    return smoothed.index(nearest: Step(position)).map { smoothed[$0].value }
  }

  /// The least and the greatest value in the column, of several points; before the chart is worked out, as long as
  /// they may become.
  private func extremes(_ line: Int, _ plot: LinePlot?, _ span: Double) -> String {
    if plot == nil, lines[line].members.isEmpty, lines[line].drawn.count > 100 {
      return String(repeating: "0", count: 28)
    }
    guard let plot, let at = plot.crosshair, plot.traces.indices.contains(line),
      lines[line].members.isEmpty, let column = plot.traces[line].columns[at], column.count > 1, column.isFinite
    else { return "" }
    let (low, high) = (NumberFormat.value(column.min, span: span), NumberFormat.value(column.max, span: span))
    let points = "\(NumberFormat.grouped(Int64(column.count))) points"
    let finite = NumberFormat.grouped(Int64(column.count - column.nonFiniteCount))
    return column.nonFiniteCount > 0
      ? "(\(finite) of \(points) finite, \(low) to \(high))" : "(\(points) \(low) to \(high))"
  }
}

// MARK: Marks A and B

extension LineChartModel {
  private func step(of kind: ChartMark.Kind) -> Step? {
    marks.lazy.compactMap { mark -> Step? in
      guard mark.kind == kind, case .step(let step) = mark.place else { return nil }
      return step
    }.first
  }

  /// What lies between A and B: steps, time and each line's change; nil without both.
  private func comparison() -> [[TextSpan]]? {
    guard let a = step(of: .a), let b = step(of: .b) else { return nil }
    let span = valueSpan
    let steps = signed(Double(b.rawValue) - Double(a.rawValue)) { NumberFormat.grouped(Int64(exactly: $0) ?? .max) }
    var words = [TextSpan("A to B ", .chartMark), TextSpan("Δstep \(steps)", .textStrong)]
    if let line = lines.first(where: { !$0.series.isEmpty }), let from = point(of: line, at: a)?.wallTime,
      let to = point(of: line, at: b)?.wallTime
    {
      let seconds = to.secondsSince1970 - from.secondsSince1970
      words.append(TextSpan("  Δtime \(signed(seconds) { NumberFormat.duration(seconds: $0) })", .textStrong))
    }
    return [words]
      + lines.compactMap { line in
        guard isSpokenOf(line), let from = value(of: line, at: a), let to = value(of: line, at: b) else {
          return nil
        }
        let change = to - from
        let words = change.isFinite ? signed(change) { NumberFormat.value($0, span: span) } : "not known"
        let share = from != 0 && change.isFinite ? change / from.magnitude : .nan
        let isTelling = share.isFinite && share.magnitude < 100
        let percent = isTelling ? " (\(signed(share) { NumberFormat.percent($0, decimals: 1) }))" : ""
        return [
          TextSpan(line.label.isEmpty ? "Δvalue " : "Δ\(line.label) ", line.style), TextSpan(words, .textStrong),
          TextSpan(percent, .textDim),
        ]
      }
  }

  private func signed(_ value: Double, _ format: (Double) -> String) -> String {
    (value < 0 ? "-" : value > 0 ? "+" : "") + format(value.magnitude)
  }
}
