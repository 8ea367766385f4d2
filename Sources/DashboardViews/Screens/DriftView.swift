import DashboardLogic
import RunModel
import TerminalModel

/// Alerts and the other features over the rule they are judged by; below the selected feature's values in both samples
/// and its drift over time.
enum DriftView: View {
  static func draw(_ model: DriftModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let layout = DriftLayout(model, in: area)
    if !layout.list.isEmpty { drawList(model, layout, of: &buffer, glyphs: glyphs) }
    drawRule(model, in: layout.rule, of: &buffer)
    guard let selected = model.selected else { return }
    if !layout.distribution.isEmpty, let distribution = model.distribution {
      DistributionView.draw(distribution, in: layout.distribution, of: &buffer, glyphs: glyphs)
    }
    if !layout.history.isEmpty, let history = model.history(of: selected) {
      HistoryView.draw(
        DriftHistoryModel(history: history, threshold: selected.feature.threshold), in: layout.history, of: &buffer,
        glyphs: glyphs)
    }
  }

  /// The end of what does not fit is cut.
  private static func drawRule(_ model: DriftModel, in area: Rect, of buffer: inout CellBuffer) {
    guard !area.isEmpty else { return }
    let text = StyledText(model.explanation, .textDim)
    for (row, line) in text.wrapped(columns: Swift.max(1, area.columns)).prefix(area.rows).enumerated() {
      buffer.write(line, column: 0, row: row, in: area)
    }
    guard area.rows == 1, text.columns > area.columns else { return }
    let cut = HarmlessText.truncate(model.explanation, columns: area.columns)
    buffer.write(cut, column: 0, row: 0, .textDim, in: area)
  }

  private static func drawList(
    _ model: DriftModel, _ layout: DriftLayout, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let place = model.table.place(rows: layout.table.rows - 1)
    let summary = StyledText(model.summary.spans + (place.isEmpty ? [] : [TextSpan("  \(place)", .textDim)]))
    let inner = PanelFrame.draw(title: "drift", trailing: summary, in: layout.list, of: &buffer, glyphs: glyphs)
    guard model.report != nil else { return buffer.writeCentred(model.emptyText, in: inner) }
    TableView.draw(model.table, in: layout.table, of: &buffer, glyphs: glyphs)
  }
}

/// How the values of a feature lie in the reference and in the current sample.
enum DistributionView: View {
  static func draw(_ model: FeatureDistribution, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    if let counts = model.counts, case .edges(let edges) = counts.bins {
      var histogram = HistogramModel(
        title: model.name, summary: model.text, edges: edges,
        up: .init(
          label: model.current, counts: counts.current, style: .series2, missing: counts.missingCurrent),
        down: .init(
          label: model.reference, counts: counts.reference, style: .series1, missing: counts.missingReference),
        xName: missing(counts))
      histogram.isShared = true
      return HistogramView.draw(histogram, in: area, of: &buffer, glyphs: glyphs)
    }
    let inner = PanelFrame.draw(
      title: model.name, trailing: StyledText(model.text, .textDim), in: area, of: &buffer, glyphs: glyphs)
    guard let counts = model.counts, case .levels(let levels) = counts.bins else {
      return buffer.writeCentred("how its values lie was not recorded", in: inner)
    }
    drawLevels(levels, counts, model, in: PanelFrame.content(of: inner), of: &buffer, glyphs: glyphs)
  }

  /// Such as `missing 2 % → 5 %`; empty where nothing is missing.
  private static func missing(_ distribution: DriftReport.Distribution) -> String {
    guard distribution.missingReference > 0 || distribution.missingCurrent > 0 else { return "" }
    let share = { (missing: Int64, counts: [Int64]) in
      let rows = counts.reduce(Double(missing)) { $0 + Double($1) }
      return rows > 0 ? NumberFormat.percent(Double(missing) / rows) : "-"
    }
    return "missing \(share(distribution.missingReference, distribution.reference)) → "
      + share(distribution.missingCurrent, distribution.current)
  }

  /// A row for each level: its share before and now, as bars and in numbers.
  private static func drawLevels(
    _ levels: [String], _ distribution: DriftReport.Distribution, _ model: FeatureDistribution, in area: Rect,
    of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let shares = { (counts: [Int64]) -> [Double] in
      let total = counts.reduce(0) { $0 + Double($1) }
      return counts.map { total > 0 ? Double($0) / total : 0 }
    }
    let (before, now) = (shares(distribution.reference), shares(distribution.current))
    let most = Swift.max(before.max() ?? 0, now.max() ?? 0, .leastNormalMagnitude)
    let longest = levels.map { HarmlessText.columns(of: HarmlessText.make($0)) }.max() ?? 0
    let name = Swift.min(longest, Swift.max(area.columns / 4, 6))
    let bar = Swift.max((area.columns - name - 2 * 7 - 10) / 2, 0)
    let second = name + 1 + bar + 7
    let heading = area.line(0)
    buffer.write(model.reference, column: name + 1, row: 0, .textDim, in: heading, columns: bar + 6)
    buffer.write(model.current, column: second + 1, row: 0, .textDim, in: heading, columns: bar + 6)
    // Few levels have thicker bars, so that they fill the room there is.
    let pitch = Swift.min(Swift.max((area.rows - 1) / Swift.max(levels.count, 1), 1), 9)
    let thickness = Swift.max(pitch - 1, 1)
    for (row, level) in levels.enumerated() where row * pitch + thickness < area.rows {
      let line = area.line(row * pitch + 1 + (thickness - 1) / 2)
      buffer.write(
        HarmlessText.truncate(level, columns: name, mode: .middle), column: 0, row: 0, in: line, columns: name)
      for (start, share, style) in [(name + 1, before[row], StyleRole.series1), (second + 1, now[row], .series2)] {
        for part in 0..<thickness {
          let place = area.line(row * pitch + 1 + part).rightOf(start).leftPart(bar)
          Bar.draw(share / most, style, in: place, of: &buffer, glyphs: glyphs)
        }
        let text = HarmlessText.fitRight(NumberFormat.percent(share), columns: 6)
        buffer.write(text, column: start + bar, row: 0, .textStrong, in: line, columns: 6)
      }
      let delta = (now[row] - before[row]) * 100
      let text = (delta < 0 ? "" : "+") + NumberFormat.fixed(delta, decimals: 1)
      let style: StyleRole = abs(delta) >= 5 ? .warning : .textDim
      buffer.write(
        HarmlessText.fitRight(text, columns: 7), column: second + bar + 8, row: 0, style, in: line)
    }
  }
}

/// A feature's drift over time, a bar each, with the threshold as a line.
enum HistoryView: View {
  static func draw(_ model: DriftHistoryModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let limit = NumberFormat.significant(model.threshold, digits: 3)
    let inner = PanelFrame.draw(
      title: "over time", trailing: StyledText("threshold \(limit)", .textDim), in: area, of: &buffer, glyphs: glyphs)
    let values = model.history.values
    let content = PanelFrame.content(of: inner)
    let threshold = model.threshold.isFinite ? Swift.max(model.threshold, 0) : 0
    guard content.rows >= 3, content.columns >= 8, let most = values.filter(\.isFinite).max() else {
      return buffer.writeCentred("not known", in: content)
    }
    let top = Swift.max(most, threshold * 1.2, .leastNormalMagnitude)
    var upright = AxisLabels.upright(0...top, rows: content.rows - 1, dotsPerRow: glyphs.dotsPerCell.rows)
    let labels = Swift.min(Swift.max(upright.width, limit.count), content.columns / 3)
    let side = content.above(1).leftPart(labels + 1)
    let plot = content.rightOf(labels + 1).above(1)
    let row = plot.rows - 1 - ValueScale(0...top, places: plot.rows).place(threshold)
    upright.labels.removeAll { abs($0.cell - row) <= 1 }
    AxisView.drawUpright(upright, in: side, of: &buffer, glyphs: glyphs)
    for column in 0..<plot.columns {
      buffer.plot(glyphs == .ascii ? "-" : "┄", column: column, row: row, .chartMark, in: plot)
    }
    buffer.write(HarmlessText.fitRight(limit, columns: labels), column: 0, row: row, .chartMark, in: side)
    drawBars(values, threshold: threshold, top: top, in: plot, of: &buffer, glyphs: glyphs)
    AxisView.drawLying(
      ends(model.history.labels, columns: plot.columns), in: content.rightOf(labels + 1).bottomPart(1), of: &buffer)
  }

  /// The newest that fit.
  private static func drawBars(
    _ all: [Double], threshold: Double, top: Double, in plot: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let values = all.suffix(plot.columns)
    let width = Swift.max(plot.columns / Swift.max(values.count, 1), 1)
    let gap = width >= 3 ? 1 : 0
    for (index, value) in values.enumerated() {
      guard value.isFinite else {
        buffer.plot(glyphs == .ascii ? "x" : "×", column: index * width, row: plot.rows - 1, .warning, in: plot)
        continue
      }
      // At least a trace: a value of nothing is known, too.
      let share = Swift.max(value / top, .leastNormalMagnitude)
      Bar.drawUpright(
        share, value >= threshold ? .error : .series1, columns: index * width..<(index + 1) * width - gap, in: plot,
        of: &buffer, glyphs: glyphs)
    }
  }

  private static func ends(_ labels: [String], columns: Int) -> AxisLabels {
    guard let first = labels.suffix(columns).first, let last = labels.last else { return .none }
    let start = HarmlessText.truncate(first, columns: columns / 2)
    let room = HarmlessText.columns(of: start) + HarmlessText.columns(of: HarmlessText.make(last))
    let end = AxisLabels.Label(cell: columns - HarmlessText.columns(of: HarmlessText.make(last)), text: last)
    return AxisLabels(labels: [.init(cell: 0, text: start)] + (labels.count > 1 && room < columns ? [end] : []))
  }
}
