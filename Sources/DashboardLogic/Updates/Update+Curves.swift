import RunModel
import TerminalModel

extension DashboardState {
  /// The chart that has the focus, as it is drawn.
  var focusedChart: CurvesModel.Chart? {
    let charts = CurvesModel(self, in: layout.content).charts
    return charts.first { $0.model.isFocused } ?? charts.first
  }

  mutating func toggleMaximised() {
    curves.isMaximised = !curves.isMaximised && chartList.chart(focusedPlace) != nil
    screen = .curves
  }

  mutating func moveInCurves(_ command: Command) {
    guard curves.isMaximised else { return moveInGrid(command) }
    switch command {
    case .moveLeft: moveCrosshair(by: -1)
    case .moveRight: moveCrosshair(by: 1)
    case .pageUp: moveCrosshair(by: -pageOfPoints)
    case .pageDown: moveCrosshair(by: pageOfPoints)
    case .goToFirst: moveCrosshair(by: -Int.max)
    case .goToLast: moveCrosshair(by: .max)
    case .moveUp: focusChart(by: -1)
    case .moveDown: focusChart(by: 1)
    default: break
    }
  }
}

// MARK: Crosshair

extension DashboardState {
  /// A tenth of the points on view, for page keys.
  private var pageOfPoints: Int {
    guard let series = crosshairSeries else { return 1 }
    guard xAxis == .step, let steps = focusedChart?.model.visiblePositions else { return max(1, series.count / 10) }
    return max(1, series.indexRange(of: steps).count / 10)
  }

  /// Of the charted run, else of the first of the shown runs that has such a metric.
  private func series(of member: MetricGroup.Member) -> MetricSeries? {
    chartedRun?.series(of: member.name, hint: member.index)
      ?? overlaidRuns.lazy.compactMap { $0.series(of: member.name) }.first
  }

  /// The series the crosshair walks along: the one a choice is made by.
  var crosshairSeries: MetricSeries? {
    focusedGroup.flatMap { series(of: $0.decisive) }
  }

  private mutating func moveCrosshair(by distance: Int) {
    guard let series = crosshairSeries, !series.isEmpty else { return }
    let last = series.count - 1
    guard let now = curves.crosshair.flatMap({ series.index(nearest: $0) }) else {
      return putCrosshair(at: series[firstPlace(in: series, isAtStart: distance < -1)].step)
    }
    let (sum, overflow) = now.addingReportingOverflow(distance)
    putCrosshair(at: series[overflow ? (distance > 0 ? last : 0) : max(0, min(sum, last))].step)
  }

  /// Where the crosshair appears: on the last point on view, or the first.
  private func firstPlace(in series: MetricSeries, isAtStart: Bool) -> Int {
    if isAtStart { return 0 }
    guard xAxis == .step, let steps = focusedChart?.model.visiblePositions else { return series.count - 1 }
    return max(0, min(series.indexRange(of: steps).upperBound, series.count) - 1)
  }

  /// Puts the crosshair on a step; a zoomed view moves along so that it stays visible.
  mutating func putCrosshair(at step: Step) {
    curves.crosshair = step
    guard xZoom != nil, let model = focusedChart?.model, let whole = model.wholeRange,
      let shown = model.visiblePositions, let position = model.position(of: step), !shown.contains(position),
      whole.contains(position)
    else { return }
    // Doubles, since the distance of two steps may be no whole number of 64 bits.
    let width = Double(shown.upperBound) - Double(shown.lowerBound)
    let shift = width > 0 ? (Double(position) - Double(shown.lowerBound)) / width - 0.5 : 0
    let scale = HorizontalScale(shown, columns: 1)
    xZoom = scale.changed(by: 1, shift: shift, within: whole).map { .range($0) } ?? xZoom
  }

  mutating func putCrosshairOnBest() {
    guard let group = focusedGroup, let series = crosshairSeries else { return }
    (screen, curves.isMaximised) = (.curves, true)
    guard let best = group.direction.map({ $0.best(of: series) }) ?? series.highest else {
      curves.crosshair = nil
      notice = Notice("\(group.title) has no finite value", level: .warning)
      return
    }
    putCrosshair(at: best.step)
  }

  /// Puts the crosshair on the next value of the chart that is NaN or infinite, else on its first.
  mutating func putCrosshairOnNonFinite() {
    guard let group = focusedGroup else { return }
    (screen, curves.isMaximised) = (.curves, true)
    let all = group.members.compactMap { series(of: $0) }
    let behind = all.compactMap { series in
      curves.crosshair.flatMap { step in
        series.firstNonFiniteIndex(from: series.indexRange(of: .min...step.rawValue).upperBound).map { series[$0].step }
      }
    }
    let first = all.compactMap { series in series.firstNonFiniteIndex().map { series[$0].step } }
    guard let step = behind.min() ?? first.min() else {
      notice = Notice("Every value of \(group.title) is finite", level: .success)
      return
    }
    putCrosshair(at: step)
  }

  /// Puts the crosshair on the turning point of the drawn curve before or behind it.
  mutating func putCrosshairOnExtreme(isNext: Bool) {
    (screen, curves.isMaximised) = (.curves, true)
    guard let chart = focusedChart, let group = focusedGroup,
      let layout = LineChartLayout(chart.model, in: chart.area, glyphs: glyphs)
    else { return }
    let drawn = { (line: LineChartModel.Line) in line.id?.metric == group.decisive.name }
    let line = chart.model.lines.firstIndex { $0.isStrong && drawn($0) } ?? chart.model.lines.firstIndex(where: drawn)
    let steps = TurningPoints.steps(of: line ?? 0, in: chart.model, layout.plot)
    let now = curves.crosshair
    let found =
      isNext
      ? steps.first { step in now.map { step > $0 } ?? true } : steps.last { step in now.map { step < $0 } ?? true }
    guard let found else {
      notice = Notice("No \(isNext ? "later" : "earlier") high or low on view")
      return
    }
    putCrosshair(at: found)
  }
}

// MARK: Marks

extension DashboardState {
  /// Puts A or B where the crosshair is, or takes it away from there.
  mutating func toggleMark(_ mark: WritableKeyPath<CurvesState, Step?>, called name: String) {
    guard let step = curves.crosshair else {
      notice = Notice(
        "\(name) is put where the crosshair is: click, or press \(keys.label(of: .moveLeft)) in a maximised chart")
      return
    }
    curves[keyPath: mark] = curves[keyPath: mark] == step ? nil : step
  }
}
