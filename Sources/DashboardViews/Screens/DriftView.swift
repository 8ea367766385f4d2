import DashboardLogic
import RunModel
import TerminalModel

/// Alerts and the other features over the rule they are judged by; below the selected feature's values in both samples
/// and its drift over time.
enum DriftView: View {
  static func draw(_ model: DriftModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let layout = DriftLayout(model, in: area)
    if !layout.list.isEmpty { drawList(model, layout, of: &buffer, glyphs: glyphs) }
    guard let selected = model.selected, let report = model.report else { return }
    if !layout.distribution.isEmpty {
      DistributionView.draw(
        selected, report, text: model.detailText, in: layout.distribution, of: &buffer, glyphs: glyphs)
    }
    if !layout.history.isEmpty, let history = model.history(of: selected) {
      HistoryView.draw(history, selected.feature, in: layout.history, of: &buffer, glyphs: glyphs)
    }
  }

  private static func drawList(
    _ model: DriftModel, _ layout: DriftLayout, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let place = model.table.place(rows: layout.table.rows - 1)
    let summary = StyledText(model.summary.spans + (place.isEmpty ? [] : [TextSpan("  \(place)", .textDim)]))
    let inner = PanelFrame.draw(title: "drift", trailing: summary, in: layout.list, of: &buffer, glyphs: glyphs)
    guard model.report != nil else { return buffer.writeCentred(model.emptyText, in: inner) }
    TableView.draw(model.table, in: layout.table, of: &buffer, glyphs: glyphs)
    let rule = StyledText(model.explanation, .textDim).wrapped(columns: Swift.max(1, layout.rule.columns))
    for (index, line) in rule.prefix(layout.rule.rows).enumerated() {
      buffer.write(line, column: 0, row: index, in: layout.rule)
    }
  }
}

/// How the values of a feature lie in the reference and in the current sample.
enum DistributionView {
  static func draw(
    _ row: DriftModel.Row, _ report: DriftReport, text: String, in area: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) {
    guard let distribution = row.feature.distribution else {
      let inner = PanelFrame.draw(
        title: row.feature.name, trailing: StyledText(text, .textDim), in: area, of: &buffer, glyphs: glyphs)
      return buffer.writeCentred("how its values lie was not recorded", in: inner)
    }
    switch distribution.bins {
    case .edges(let edges):
      var model = HistogramModel(
        title: row.feature.name, summary: text, edges: edges,
        up: .init(label: report.current, counts: distribution.current, style: .series2),
        down: .init(label: report.reference, counts: distribution.reference, style: .series1),
        xName: missing(distribution))
      model.isShared = true
      HistogramView.draw(model, in: area, of: &buffer, glyphs: glyphs)
    case .levels(let levels):
      let inner = PanelFrame.draw(
        title: row.feature.name, trailing: StyledText(text, .textDim), in: area, of: &buffer, glyphs: glyphs)
      drawLevels(
        levels, distribution, report, in: inner.columns >= 20 ? inner.inset(columns: 1, rows: 0) : inner, of: &buffer,
        glyphs: glyphs)
    }
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
    _ levels: [String], _ distribution: DriftReport.Distribution, _ report: DriftReport, in area: Rect,
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
    buffer.write(report.reference, column: name + 1, row: 0, .textDim, in: heading, columns: bar + 6)
    buffer.write(report.current, column: second + 1, row: 0, .textDim, in: heading, columns: bar + 6)
    for (row, level) in levels.enumerated() where row + 1 < area.rows {
      let line = area.line(row + 1)
      buffer.write(
        HarmlessText.truncate(level, columns: name, mode: .middle), column: 0, row: 0, in: line, columns: name)
      for (start, share, style) in [(name + 1, before[row], StyleRole.series1), (second + 1, now[row], .series2)] {
        ShareBar.draw(share / most, style, in: line.rightOf(start).leftPart(bar), of: &buffer, glyphs: glyphs)
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

/// A bar from the left, in eighths of a cell.
enum ShareBar {
  static func draw(
    _ share: Double, _ style: StyleRole, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let eighths = Int(Swift.min(Swift.max(share, 0), 1) * Double(line.columns * 8) + 0.5)
    for column in 0..<eighths / 8 {
      buffer.plot(glyphs == .ascii ? "#" : "█", column: column, row: 0, style, in: line)
    }
    let rest = eighths % 8
    guard rest > 0 else { return }
    let mark: Character = glyphs == .ascii ? (rest >= 4 ? "#" : "-") : Array("▏▎▍▌▋▊▉")[rest - 1]
    buffer.plot(mark, column: eighths / 8, row: 0, style, in: line)
  }
}

/// A feature's drift over time, a bar each, with the threshold as a line.
enum HistoryView {
  static func draw(
    _ history: DriftHistory, _ feature: DriftReport.Feature, in area: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) {
    let limit = NumberFormat.significant(feature.threshold, digits: 3)
    let inner = PanelFrame.draw(
      title: "over time", trailing: StyledText("threshold \(limit)", .textDim), in: area, of: &buffer, glyphs: glyphs)
    let known = history.values.filter(\.isFinite)
    let content = inner.columns >= 20 ? inner.inset(columns: 1, rows: 0) : inner
    let threshold = feature.threshold.isFinite ? feature.threshold : 0
    guard content.rows >= 3, content.columns >= 8, let most = known.max() else {
      return buffer.writeCentred("not known", in: content)
    }
    let top = Swift.max(most, threshold * 1.2, .leastNormalMagnitude)
    let labels = Swift.max(NumberFormat.significant(top, digits: 2).count, limit.count)
    let plot = content.rightOf(labels + 1).above(1)
    let level = Swift.min(Swift.max(threshold / top, 0), 1) * Double(plot.rows)
    let line = plot.rows - 1 - Swift.min(Int(level), plot.rows - 1)
    for column in 0..<plot.columns {
      buffer.plot(glyphs == .ascii ? "-" : "┄", column: column, row: line, .chartMark, in: plot)
    }
    buffer.write(HarmlessText.fitRight(limit, columns: labels), column: 0, row: line, .chartMark, in: content)
    if line > 0 {
      let text = HarmlessText.fitRight(NumberFormat.significant(top, digits: 2), columns: labels)
      buffer.write(text, column: 0, row: 0, .chartAxis, in: content)
    }
    drawBars(history.values, threshold: threshold, top: top, in: plot, of: &buffer, glyphs: glyphs)
    drawEnds(history.labels, in: content.rightOf(labels + 1).bottomPart(1), of: &buffer)
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
      let eighths = Swift.max(Int(Swift.max(value, 0) / top * Double(plot.rows * 8) + 0.5), 1)
      let style: StyleRole = value >= threshold ? .error : .series1
      for column in index * width..<(index + 1) * width - gap {
        VerticalBar.draw(eighths: eighths, column: column, style, in: plot, of: &buffer, glyphs: glyphs)
      }
    }
  }

  private static func drawEnds(_ labels: [String], in line: Rect, of buffer: inout CellBuffer) {
    guard let first = labels.suffix(line.columns).first, let last = labels.last else { return }
    let used = buffer.write(first, column: 0, row: 0, .chartAxis, in: line, columns: line.columns / 2)
    let columns = HarmlessText.columns(of: HarmlessText.make(last))
    guard labels.count > 1, used + columns + 1 <= line.columns else { return }
    buffer.write(last, column: line.columns - columns, row: 0, .chartAxis, in: line)
  }
}
