public import RunModel
public import TerminalModel

/// A labelled place on a chart's step axis, such as a checkpoint.
public struct ChartMark: Equatable, Sendable {
  public var step: Step
  public var label: String

  public init(step: Step, label: String) { (self.step, self.label) = (step, label) }
}

/// Curves of one metric: training and validation, or one metric of several runs.
public struct LineChartModel: Sendable {
  public struct Line: Sendable {
    /// Hostile text is fine. May be empty when there is only one line.
    public var label: String
    public var style: StyleRole
    public var series: MetricSeries
    /// nil: no best value is shown.
    public var goal: MetricDirection?

    public init(label: String, style: StyleRole, series: MetricSeries, goal: MetricDirection? = nil) {
      (self.label, self.style, self.series, self.goal) = (label, style, series, goal)
    }
  }

  public var title: String
  public var lines: [Line]
  /// The steps to show; nil shows all of them.
  public var xRange: ClosedRange<Int64>?
  /// Where the read-out is taken; nil for none. Shown only inside the steps on view.
  public var crosshair: Step?
  public var marks: [ChartMark]
  /// What the x axis counts.
  public var stepName: String
  public var isFocused: Bool
  /// What stands in place of a chart without any point.
  public var emptyText: String

  public init(
    title: String, lines: [Line], xRange: ClosedRange<Int64>? = nil, crosshair: Step? = nil, marks: [ChartMark] = [],
    stepName: String = "step", isFocused: Bool = false, emptyText: String = "no points yet"
  ) {
    (self.title, self.lines, self.xRange, self.crosshair) = (title, lines, xRange, crosshair)
    (self.marks, self.stepName, self.isFocused, self.emptyText) = (marks, stepName, isFocused, emptyText)
  }

  public var isEmpty: Bool { lines.allSatisfy(\.series.isEmpty) }

  /// Whether there is a value that an axis could show.
  public var hasFiniteValue: Bool { lines.contains { $0.series.lowest != nil } }

  /// The steps on view: those asked for, else from the first to the last point of any line; nil without either.
  public var visibleSteps: ClosedRange<Int64>? {
    if let xRange { return xRange }
    guard let first = lines.compactMap({ $0.series.first?.step.rawValue }).min(),
      let last = lines.compactMap({ $0.series.last?.step.rawValue }).max()
    else { return nil }
    return first...last
  }
}

// MARK: Words

extension LineChartModel {
  /// What the title row says about one line: its last value and, with a goal, its best.
  public struct Heading: Equatable, Sendable {
    public var style: StyleRole
    /// Label and last value: `train 0.312`.
    public var last: String
    /// `best 0.331 @ 4,190`; nil without a goal or a finite value.
    public var best: String?
    /// `3 NaN`, `1 ∞`, `2 -∞`, joined; nil when every value is finite.
    public var nonFinite: String?
  }

  /// One a line that has points, in order.
  public func headings() -> [Heading] {
    let span = valueSpan
    return lines.compactMap { line in
      guard let last = line.series.last else { return nil }
      let value = NumberFormat.value(last.value, span: span)
      return Heading(
        style: line.style, last: line.label.isEmpty ? value : "\(line.label) \(value)",
        best: best(of: line).map {
          "best \(NumberFormat.value($0.value, span: span)) @ \(NumberFormat.grouped($0.step.rawValue))"
        },
        nonFinite: Self.nonFiniteWords(line.series))
    }
  }

  private func best(of line: Line) -> MetricPoint? {
    line.goal?.best(of: line.series)
  }

  private static func nonFiniteWords(_ series: MetricSeries) -> String? {
    let counts = [
      (series.nanCount, "NaN"), (series.positiveInfinityCount, "∞"), (series.negativeInfinityCount, "-∞"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { "\(NumberFormat.grouped(Int64($0.0))) \($0.1)" }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// Difference of the extremes of all lines; 0 without any finite value.
  private var valueSpan: Double {
    guard let low = lines.compactMap({ $0.series.lowest?.value }).min(),
      let high = lines.compactMap({ $0.series.highest?.value }).max()
    else { return 0 }
    return high - low
  }

  /// `step 1,240  train 0.312  val 0.347` at the crosshair: each line's nearest point, and its own step where that
  /// differs; nil without a crosshair.
  ///
  /// - Parameter isShort: leaves out what the step is called, and the points' own steps.
  public func readOut(isShort: Bool = false) -> StyledText? {
    guard let crosshair else { return nil }
    let span = valueSpan
    var spans = [TextSpan((isShort ? "" : stepName + " ") + NumberFormat.grouped(crosshair.rawValue), .textStrong)]
    for line in lines {
      guard let index = line.series.index(nearest: crosshair) else { continue }
      let point = line.series[index]
      var words = "  " + (line.label.isEmpty ? "" : line.label + " ") + NumberFormat.value(point.value, span: span)
      if point.step != crosshair, !isShort { words += " @ " + NumberFormat.grouped(point.step.rawValue) }
      spans.append(TextSpan(words, line.style))
    }
    return StyledText(spans)
  }
}
