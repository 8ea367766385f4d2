import RunModel
import TerminalModel

/// What the mouse does in a chart while a button is held.
struct ChartDrag: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// The crosshair goes with the mouse.
    case crosshair
    /// The charts go with the mouse.
    case pan
    /// A range is drawn over, to zoom to.
    case select
  }
  var kind: Kind
  var start: Point
  /// Of the chart in which it began.
  var area: Rect
  /// The positions that were on view when it began.
  var shown: ClosedRange<Int64>
  var from: Int64
  var to: Int64
  var hasMoved = false
  /// The chart under the mouse had the focus already, so a click opens it.
  var opens = false

  /// What is drawn over so far.
  var selection: ClosedRange<Int64>? { kind == .select && hasMoved ? min(from, to)...max(from, to) : nil }
}

extension DashboardState {
  mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.kind {
    case .scrollUp, .scrollDown: return wheel(mouse)
    case .press(.left) where !mouse.shift: return click(at: mouse.at)
    case .press: startDrag(.select, at: mouse.at)
    case .drag:
      if overlay == nil, screen == .evaluation { clickInEvaluation(at: mouse.at, isDrag: true) }
      continueDrag(to: mouse.at)
    case .release: return endDrag()
    }
    return []
  }

  /// Whether a text that is only read lies over the screen.
  private var isReading: Bool {
    switch overlay {
    case .reading, .problems: true
    default: false
    }
  }

  // MARK: Wheel

  private mutating func wheel(_ mouse: MouseEvent) -> [Effect] {
    let command: Command = mouse.kind == .scrollUp ? .moveUp : .moveDown
    if case .help = overlay {
      for _ in 0..<3 { _ = updateOverlay(key: KeyStroke(command == .moveUp ? .up : .down)) }
    } else if isReading {
      for _ in 0..<3 { _ = updateOverlay(key: KeyStroke(command == .moveUp ? .up : .down)) }
    } else if overlay == nil {
      if screen == .curves, zoomByWheel(mouse) { return [] }
      for _ in 0..<(screen == .runs || screen == .curves ? 1 : 3) { move(command) }
    }
    return []
  }

  /// Zooms at the pointer, with shift pans; false where the pointer is over no chart.
  private mutating func zoomByWheel(_ mouse: MouseEvent) -> Bool {
    guard let (_, layout) = chart(at: mouse.at) else { return false }
    let isUp = mouse.kind == .scrollUp
    if mouse.shift {
      if xZoom != nil { panX(by: isUp ? -0.1 : 0.1) }
    } else if mouse.control {
      changeValues(by: isUp ? 0.8 : 1.25)
    } else {
      let share = (Double(mouse.at.column - layout.picture.column) + 0.5) / Double(max(1, layout.picture.columns))
      zoomX(by: isUp ? 0.8 : 1.25, around: max(0, min(share, 1)))
    }
    return true
  }

  /// The chart on view at a point.
  private func chart(at point: Point) -> (CurvesModel.Chart, LineChartLayout)? {
    guard screen == .curves, overlay == nil,
      let chart = CurvesModel(self, in: layout.content).charts.first(where: { $0.area.contains(point) }),
      let layout = LineChartLayout(chart.model, in: chart.area, glyphs: glyphs)
    else { return nil }
    return (chart, layout)
  }

  // MARK: Buttons

  private mutating func click(at point: Point) -> [Effect] {
    let unreleased = curves.drag
    curves.drag = nil
    // A terminal that reports no release: the second press opens the chart.
    if overlay == nil, screen == .curves, let unreleased, unreleased.opens, unreleased.start == point {
      toggleMaximised()
      return []
    }
    guard overlay == nil else {
      if case .help = overlay { overlay = nil }
      return []
    }
    if let screen = layout.tab(at: point) {
      self.screen = screen
    } else if let row = layout.runRow(at: point, in: self) {
      if screen == .runs, runs.selectedRow == row { return perform(.open) }
      runs.select(row)
    } else if screen == .runs, let column = runsColumn(at: point) {
      clickHeading(column)
    } else if screen == .curves {
      clickChart(at: point)
    } else if screen == .evaluation {
      clickInEvaluation(at: point, isDrag: false)
    } else if screen == .features {
      clickInFeatures(row: point.row)
    } else if screen == .drift {
      clickInDrift(row: point.row)
    } else if screen == .resources {
      clickResource(at: point)
    } else if screen == .console {
      clickConsole(at: point)
    }
    return []
  }

  /// Puts focus and crosshair there; a click into the chart that has both opens it, once the button is released.
  private mutating func clickChart(at point: Point) {
    let index = curves.isMaximised ? focusedPlace : layout.chart(at: point, in: self)
    let hadFocus = index == focusedPlace
    if let index { curves.focus = index }
    startDrag(xZoom == nil ? .crosshair : .pan, at: point)
    curves.drag?.opens = hadFocus && !curves.isMaximised
    if curves.drag == nil, hadFocus, !curves.isMaximised, index != nil { openInGrid() }
    if curves.drag != nil, !(hadFocus && !curves.isMaximised && curves.crosshair != nil) { putCrosshair(at: point) }
  }

  private mutating func startDrag(_ kind: ChartDrag.Kind, at point: Point) {
    guard let (chart, layout) = chart(at: point), let position = layout.position(at: point),
      let shown = chart.model.visiblePositions
    else { return }
    curves.drag = ChartDrag(kind: kind, start: point, area: layout.picture, shown: shown, from: position, to: position)
  }

  private mutating func continueDrag(to point: Point) {
    guard var drag = curves.drag, overlay == nil, screen == .curves else { return }
    if point.column != drag.start.column { drag.hasMoved = true }
    let column = max(drag.area.column, min(point.column, drag.area.endColumn - 1))
    let width = Double(max(1, drag.area.columns))
    switch drag.kind {
    case .crosshair: if drag.hasMoved { putCrosshair(at: Point(column: column, row: drag.start.row)) }
    case .select:
      let scale = HorizontalScale(drag.shown, columns: 1, isLog: settings.curves.hasLogX && xAxis.canBeLog)
      drag.to = scale.position(at: (Double(column - drag.area.column) + 0.5) / width)
    case .pan:
      guard drag.hasMoved, let whole = focusedChart?.model.wholeRange else { break }
      let scale = HorizontalScale(drag.shown, columns: 1, isLog: settings.curves.hasLogX && xAxis.canBeLog)
      let shift = Double(drag.start.column - point.column) / width
      xZoom = scale.changed(by: 1, shift: shift, within: whole).map { .range($0) } ?? xZoom
    }
    curves.drag = drag
  }

  private mutating func endDrag() -> [Effect] {
    guard let drag = curves.drag else { return [] }
    curves.drag = nil
    if let range = drag.selection {
      zoomX(to: range)
    } else if drag.opens, !drag.hasMoved {
      toggleMaximised()
    }
    return []
  }

  /// Puts the crosshair on the point nearest to a place in a chart; nothing happens outside its curves.
  private mutating func putCrosshair(at point: Point) {
    guard let (chart, layout) = chart(at: point), let position = layout.position(at: point),
      let line = chart.model.lines.first(where: { $0.isStrong && !$0.series.isEmpty })
        ?? chart.model.lines.first(where: { !$0.series.isEmpty && $0.goal != nil })
        ?? chart.model.lines.first(where: { !$0.series.isEmpty })
    else { return }
    curves.crosshair = line.placement.index(nearest: position, in: line.series).map { line.series[$0].step }
  }
}
