import DashboardLogic
import TerminalModel

extension LineChartView {
  /// Curves, crosshair and marks.
  static func drawPlot(
    _ model: LineChartModel, _ layout: LineChartLayout, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let (plot, curve) = (layout.plot, layout.curve)
    let perCell = glyphs.dotsPerCell.columns
    var raster = Raster(columns: curve.columns, rows: curve.rows, glyphs: glyphs)
    // Elsewhere a dot is a whole cell, or half of one: thick enough.
    raster.isBold = model.hasBoldLines && glyphs == .braille
    let scale = ValueScale(plot.values.range, places: raster.dotRows, transform: plot.values.transform)
    guard scale.places > 0 else { return }
    drawCurves(plot, scale, on: &raster)
    for resume in plot.resumes + plot.pauses {
      drawRule(resume / perCell, .chartGrid, in: curve, of: &buffer, glyphs: glyphs)
    }
    for mark in plot.marks where model.isMaximised || mark.mark.kind == .a || mark.mark.kind == .b {
      drawRule(mark.column / perCell, .chartMark, in: curve, of: &buffer, glyphs: glyphs)
    }
    raster.draw(in: curve, of: &buffer)
    if let crosshair = plot.crosshair {
      // Before bands and faint points, behind the lines.
      drawRule(crosshair / perCell, .chartCrosshair, in: curve, of: &buffer, glyphs: glyphs) { row in
        !raster.hasLine(column: crosshair / perCell, row: row)
      }
    }
    drawLonePoints(plot, scale: scale, in: curve, of: &buffer, glyphs: glyphs)
    drawTags(plot, scale, in: curve, of: &buffer, glyphs: glyphs)
    drawOffScale(model, plot, in: curve, of: &buffer, glyphs: glyphs)
    if model.isMaximised { drawMarkLabels(plot, in: curve, of: &buffer, glyphs: glyphs) }
    drawGutter(plot, in: layout.gutter, of: &buffer, glyphs: glyphs)
    drawSelection(model, layout, of: &buffer, glyphs: glyphs)
  }

  /// What the mouse has drawn over, between two rules.
  private static func drawSelection(
    _ model: LineChartModel, _ layout: LineChartLayout, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard let selection = model.selection else { return }
    let picture = layout.picture
    let cells = [selection.lowerBound, selection.upperBound].map { position in
      Swift.min(Swift.max(layout.plot.scale.column(of: position) / glyphs.dotsPerCell.columns, 0), picture.columns - 1)
    }
    guard let first = cells.first, let last = cells.last, first <= last else { return }
    let area = picture.rightOf(first).leftPart(last - first + 1)
    buffer.restyle(area, .selection)
    for cell in [first, last] { drawRule(cell, .chartCrosshair, in: picture, of: &buffer, glyphs: glyphs) }
  }

  // MARK: Curves

  /// Bands and points that are smoothed as ground, dimmed lines before the others.
  private static func drawCurves(_ plot: LinePlot, _ scale: ValueScale, on raster: inout Raster) {
    // Which band is whose is told by colour, where there are several.
    let hasSeveralBands = plot.traces.count { !$0.band.isEmpty } > 1
    for trace in plot.traces { drawGround(trace, hasSeveralBands ? trace.style : .chartBand, scale, on: &raster) }
    for trace in plot.traces where trace.isDimmed { drawLine(trace, scale, on: &raster) }
    for (index, trace) in backToFront(plot.traces) where !trace.isDimmed {
      drawLine(trace, scale, on: &raster)
      raster.endLayer(trace.style, mark: trace.pattern ?? index)
    }
  }

  private static func drawGround(
    _ trace: LinePlot.Trace, _ style: StyleRole, _ scale: ValueScale, on raster: inout Raster
  ) {
    let row = { (value: Double) in scale.places - 1 - scale.place(value) }
    for case (let x, let band?) in trace.band.enumerated() where !scale.isBeyond(band.lowerBound, band.upperBound) {
      raster.band(x, row(band.lowerBound), row(band.upperBound), style)
    }
    guard !trace.isDimmed, trace.band.isEmpty, trace.form == .meanInBand || trace.form == .smoothed else { return }
    // The points of many runs would hide each other's curves.
    if trace.tag != nil, !trace.isStrong { return }
    let counts = trace.columns.compactMap { $0?.count }
    let isDense = counts.reduce(0, +) >= 2 * counts.count
    guard isDense || trace.form == .meanInBand else {
      raster.trace(trace.columns, gaps: trace.gaps, scale: scale)
      return raster.sinkLayer()
    }
    for case (let x, let span?) in trace.columns.enumerated()
    where span.isFinite && !scale.isBeyond(span.min, span.max) {
      raster.band(x, row(span.min), row(span.max))
    }
  }

  /// The strong lines last; with their places among all.
  private static func backToFront(_ traces: [LinePlot.Trace]) -> [(Int, LinePlot.Trace)] {
    let all = traces.enumerated().map { ($0.offset, $0.element) }
    return all.filter { !$0.1.isStrong } + all.filter(\.1.isStrong)
  }

  /// At the end of its curve each; where that place is taken, before it.
  private static func drawTags(
    _ plot: LinePlot, _ scale: ValueScale, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let perCell = glyphs.dotsPerCell
    var taken: Set<Point> = []
    for (_, trace) in backToFront(plot.traces).reversed() {
      guard let tag = trace.tag else { continue }
      let spans = trace.smoothed.isEmpty ? trace.columns : trace.smoothed
      let ends = spans.indices.reversed().lazy.compactMap { x -> Point? in
        guard spans[x]?.isFinite == true else { return nil }
        // Where the last cells of the curve are, of which a last value may be far.
        let near = spans[max(0, x - 3 * perCell.columns + 1)...x].compactMap { $0?.isFinite == true ? $0?.mean : nil }
        let value = near.reduce(0) { $0 + $1 / Double(near.count) }
        return Point(column: x / perCell.columns, row: (scale.places - 1 - scale.place(value)) / perCell.rows)
      }
      guard let place = ends.prefix(6 * perCell.columns).first(where: { !taken.contains($0) }) else { continue }
      taken.insert(place)
      let style = trace.isDimmed ? .chartBand : trace.style
      buffer.plot(glyphs.showable(tag), column: place.column, row: place.row, style, in: area)
    }
  }

  private static func drawLine(_ trace: LinePlot.Trace, _ scale: ValueScale, on raster: inout Raster) {
    switch trace.form {
    case .points: return
    case .line where trace.band.isEmpty: raster.trace(trace.columns, gaps: trace.gaps, scale: scale)
    case .line, .meanInBand: raster.traceMeans(trace.columns, gaps: trace.gaps, scale: scale)
    case .smoothed: raster.traceMeans(trace.smoothed, gaps: trace.gaps, scale: scale)
    }
    if trace.isDimmed { raster.sinkLayer() }
  }

  private static func drawRule(
    _ column: Int, _ style: StyleRole, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet,
    where isFree: (Int) -> Bool = { _ in true }
  ) {
    let isSolid = style == .chartCrosshair
    let rule: Character = glyphs == .ascii ? (isSolid ? "|" : ":") : isSolid ? "│" : "┊"
    for row in 0..<area.rows where isFree(row) {
      buffer.plot(rule, column: column, row: row, style, in: area)
    }
  }

  /// A point that nothing joins to others is a dot that can be seen.
  private static func drawLonePoints(
    _ plot: LinePlot, scale: ValueScale, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let perCell = glyphs.dotsPerCell
    for trace in plot.traces {
      let places = trace.columns.indices.filter { trace.columns[$0]?.isFinite == true }
      guard places.count == 1 || trace.form == .points else { continue }
      for place in places {
        guard let span = trace.columns[place], trace.form == .points || span.min == span.max else { continue }
        for value in Set([span.min, span.max]) where !scale.isBeyond(value, value) {
          let row = (scale.places - 1 - scale.place(value)) / perCell.rows
          buffer.plot(glyphs == .ascii ? "*" : "•", column: place / perCell.columns, row: row, trace.style, in: area)
        }
      }
    }
  }

  // MARK: What is left out

  /// Where values lie beyond the axis; of one that was chosen for them in the corner how many there are. Who has zoomed
  /// in knows.
  private static func drawOffScale(
    _ model: LineChartModel, _ plot: LinePlot, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let style: StyleRole = model.valueRange == nil ? .warning : .textDim
    let perCell = glyphs.dotsPerCell.columns
    let range = plot.values.range
    for trace in plot.traces {
      for case (let x, let span?) in trace.columns.enumerated() where span.isFinite {
        if span.max > range.upperBound {
          buffer.plot(glyphs == .ascii ? "^" : "▲", column: x / perCell, row: 0, style, in: area)
        }
        if span.min < range.lowerBound {
          buffer.plot(glyphs == .ascii ? "v" : "▼", column: x / perCell, row: area.rows - 1, style, in: area)
        }
      }
    }
    guard model.valueRange == nil, area.rows >= 4 else { return }
    let values = plot.values
    for (isBelow, row) in [(false, 1), (true, area.rows - 2)] {
      let words = values.words(isBelow: isBelow)
      // No range has a place for what a logarithm does not know.
      let canBeShown = (isBelow ? values.below : values.above).farthest != nil
      let key = model.fullRangeKey.isEmpty || !canBeShown ? "" : " (\(model.fullRangeKey) shows all)"
      let shown = [words.long + key, words.long, words.short].first { $0.count + 2 <= area.columns }
      guard !words.long.isEmpty, let shown else { continue }
      let text = glyphs == .ascii ? shown.replacing("▲", with: "^").replacing("▼", with: "v") : shown
      buffer.write(" \(text) ", column: area.columns - text.count - 2, row: row, .warning, in: area)
    }
  }

  // MARK: Signs

  /// What each mark is about, beside its rule, where no other label stands.
  private static func drawMarkLabels(
    _ plot: LinePlot, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    var ends: [Int] = []
    for mark in plot.marks.sorted(by: { $0.column < $1.column }) where mark.mark.kind != .a && mark.mark.kind != .b {
      let column = mark.column / glyphs.dotsPerCell.columns + 1
      let label = HarmlessText.truncate(HarmlessText.make(mark.mark.label), columns: 28)
      let width = HarmlessText.columns(of: label)
      guard width > 0, area.rows >= 6 else { continue }
      // Near the right edge the label stands before its rule.
      let start = column + width <= area.columns ? column : Swift.max(0, column - 2 - width)
      guard let row = (0..<3).first(where: { $0 >= ends.count || ends[$0] < start }) else { continue }
      while ends.count <= row { ends.append(-1) }
      ends[row] = start + width
      buffer.write(label, column: start, row: area.rows - 1 - row, .chartMark, in: area, columns: width)
    }
  }

  private static func sign(_ kind: ChartMark.Kind, isASCII: Bool) -> Character {
    switch kind {
    case .checkpoint: isASCII ? "!" : "◆"
    case .note: isASCII ? "i" : "●"
    case .decision: isASCII ? "#" : "■"
    case .a: "A"
    case .b: "B"
    }
  }

  /// Where values are not finite, where the training was resumed or paused, where points are missing, and the marks;
  /// the first named wins a cell.
  private static func drawGutter(
    _ plot: LinePlot, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let perCell = glyphs.dotsPerCell.columns
    let isASCII = glyphs == .ascii
    for gap in plot.gaps {
      for cell in (gap.lowerBound + perCell - 1)
        / perCell..<Swift.max(gap.upperBound / perCell, gap.lowerBound / perCell + 1)
      {
        buffer.plot(isASCII ? "." : "╌", column: cell, row: 0, .chartAxis, in: line)
      }
    }
    for mark in plot.marks {
      buffer.plot(sign(mark.mark.kind, isASCII: isASCII), column: mark.column / perCell, row: 0, .chartMark, in: line)
    }
    let names = { (kinds: [ChartMark.Kind]) in String(kinds.map { sign($0, isASCII: isASCII) }) }
    if !plot.marksBefore.isEmpty {
      buffer.write((isASCII ? "<" : "◂") + names(plot.marksBefore), column: 0, row: 0, .chartMark, in: line)
    }
    if !plot.marksBehind.isEmpty {
      let words = names(plot.marksBehind) + (isASCII ? ">" : "▸")
      buffer.write(words, column: line.columns - words.count, row: 0, .chartMark, in: line)
    }
    for pause in plot.pauses {
      buffer.plot(isASCII ? "=" : "‖", column: pause / perCell, row: 0, .chartMark, in: line)
    }
    for resume in plot.resumes {
      buffer.plot(isASCII ? "r" : "↻", column: resume / perCell, row: 0, .chartMark, in: line)
    }
    for trace in plot.traces {
      for case (let place, let column?) in trace.columns.enumerated() {
        let mark: Character? =
          column.hasNaN
          ? (isASCII ? "x" : "×")
          : column.hasPositiveInfinity
            ? (isASCII ? "^" : "▲") : column.hasNegativeInfinity ? (isASCII ? "v" : "▼") : nil
        if let mark { buffer.plot(mark, column: place / perCell, row: 0, trace.style, in: line) }
      }
    }
  }
}
