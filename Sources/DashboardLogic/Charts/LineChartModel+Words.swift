import RunModel
public import TerminalModel

extension LineChartModel {
  /// What the title row says about one line: its last value and, with a goal, its best.
  public struct Heading: Equatable, Sendable {
    public var style: StyleRole
    /// What the line is made of in ASCII.
    public var pattern: Int
    /// May be empty.
    public var label: String
    /// The last value.
    public var last: String
    /// `best 0.331 @ 4,190`; nil without a goal or a finite value.
    public var best: String?
    /// `3 NaN`, `1 inf`, `2 -inf`, joined; nil when every value is finite.
    public var nonFinite: String?
    /// `from step 840`, where the first of those is.
    public var nonFiniteStart: String?
  }

  /// One a line that has points, in order; beside a legend of the strong one alone.
  public func headings() -> [Heading] {
    let span = valueSpan
    return lines.enumerated().compactMap { index, line in
      if hasLegend, !line.isStrong { return nil }
      guard let last = line.lastValue else { return nil }
      // The last of several that stand for themselves says nothing.
      let value = line.isScattered ? "" : NumberFormat.value(last, span: span)
      let start = line.series.firstNonFiniteIndex().map { line.series[$0].step.rawValue }
      return Heading(
        style: line.style, pattern: line.pattern ?? index, label: line.label, last: value,
        best: (line.members.isEmpty && !line.isLevel ? line.goal?.best(of: line.series) : nil).map {
          "best \(NumberFormat.value($0.value, span: span)) @ \(NumberFormat.grouped($0.step.rawValue))"
        },
        nonFinite: Self.nonFiniteWords(line.series),
        nonFiniteStart: start.map { "from step \(NumberFormat.grouped($0))" }
      )
    }
  }

  private static func nonFiniteWords(_ series: MetricSeries) -> String? {
    let all = series.summary
    guard all.finiteCount < all.count else { return nil }
    let counts = [(all.nanCount, "NaN"), (all.positiveInfinityCount, "inf"), (all.negativeInfinityCount, "-inf")]
    let words = counts.filter { $0.0 > 0 }.map { "\(NumberFormat.grouped(Int64($0.0))) \($0.1)" }
    return words.joined(separator: " ")
  }

  /// Difference of the extremes of all lines; 0 without any finite value.
  var valueSpan: Double {
    let all = curves.lazy.map(\.series.summary).filter { $0.finiteCount > 0 }
    guard let low = all.map(\.min).min(), let high = all.map(\.max).max() else { return 0 }
    return high - low
  }

  /// `step 1,240  train 0.312  val 0.347` at the crosshair: each line's nearest point, and its own step where that
  /// differs; nil without a crosshair.
  ///
  /// - Parameter isShort: leaves out what the step is called, and the points' own steps.
  public func readOut(isShort: Bool = false) -> StyledText? {
    guard let crosshair else { return nil }
    let span = valueSpan
    var spans = [TextSpan(stepWords(crosshair, isShort: isShort), .textStrong)]
    for line in lines {
      guard let point = point(of: line, at: crosshair), let value = value(of: line, at: crosshair) else { continue }
      var words = "  " + (line.label.isEmpty ? "" : line.label + " ") + NumberFormat.value(value, span: span)
      if point.step != crosshair, !isShort, line.members.isEmpty {
        words += " @ " + stepWords(point.step, isShort: true)
      }
      spans.append(TextSpan(words, line.isDimmed ? .textDim : line.style))
    }
    return StyledText(spans)
  }

  /// The point of a line that stands nearest to the crosshair on the x axis; nil before its first and behind its last.
  func point(of line: Line, at step: Step) -> MetricPoint? {
    guard xAxis != .step, let position = position(of: step) else { return line.series.point(near: step) }
    guard let index = line.placement.index(nearest: position, in: line.series) else { return nil }
    let point = line.series[index]
    let isEnd = index == 0 || index == line.series.count - 1
    guard isEnd, let place = line.placement.position(of: point) else { return point }
    let other = line.series.count > 1 ? line.series[index == 0 ? 1 : index - 1] : point
    return place.isNear(position, as: line.placement.position(of: other) ?? place) ? point : nil
  }

  /// The same point's value; of a group the mean of its runs'.
  func value(of line: Line, at step: Step) -> Double? {
    guard !line.members.isEmpty else { return point(of: line, at: step)?.value }
    return Line.mean(of: line.members.compactMap { point(of: $0, at: step)?.value })
  }
}

extension LineChartModel.Line {
  /// The newest value; of a group the mean of its runs' newest ones. nil without any point.
  var lastValue: Double? {
    members.isEmpty ? series.last?.value : Self.mean(of: members.compactMap { $0.series.last?.value })
  }

  /// Of the finite ones; NaN where there are none but others, nil where there are none at all.
  fileprivate static func mean(of values: [Double]) -> Double? {
    let finite = values.filter(\.isFinite)
    guard !finite.isEmpty else { return values.isEmpty ? nil : .nan }
    return finite.reduce(0) { $0 + $1 / Double(finite.count) }
  }
}
