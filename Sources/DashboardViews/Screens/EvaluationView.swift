import DashboardLogic
import TerminalModel

/// The threshold on top, below it the panels.
enum EvaluationView: View {
  static func draw(_ model: EvaluationModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !model.isEmpty else {
      let inner = PanelFrame.draw(title: "evaluation", in: area, of: &buffer, glyphs: glyphs)
      return buffer.writeCentred("no evaluation recorded; it comes at the end of a training", in: inner)
    }
    if let threshold = model.threshold {
      ThresholdView.draw(threshold, in: model.thresholdArea, of: &buffer, glyphs: glyphs)
    }
    for panel in model.panels {
      switch panel.content {
      case .confusion(let matrix): ConfusionMatrixView.draw(matrix, in: panel.area, of: &buffer, glyphs: glyphs)
      case .curve(let chart): CurveChartView.draw(chart, in: panel.area, of: &buffer, glyphs: glyphs)
      case .histogram(let histogram): HistogramView.draw(histogram, in: panel.area, of: &buffer, glyphs: glyphs)
      case .density(let density): DensityView.draw(density, in: panel.area, of: &buffer, glyphs: glyphs)
      case .table(let table): drawTable(table, in: panel.area, of: &buffer, glyphs: glyphs)
      }
    }
  }

  private static func drawTable(
    _ model: EvaluationModel.Table, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let inner = PanelFrame.inner(of: area).inset(columns: 1, rows: 0)
    let place = model.table.place(rows: inner.rows - 1)
    PanelFrame.draw(
      title: model.title, trailing: StyledText(place, .textDim), isFocused: model.isFocused, in: area, of: &buffer,
      glyphs: glyphs)
    TableView.draw(model.table, in: inner, of: &buffer, glyphs: glyphs)
  }
}

/// A slider and what the threshold under it does.
enum ThresholdView: View {
  static func draw(_ model: ThresholdModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard !area.isEmpty else { return }
    let layout = ThresholdLayout(area)
    if layout.hasFrame {
      let line = area.inset(columns: 1, rows: 0).topPart(1)
      buffer.write(model.title, column: 0, row: 0, in: line)
      if !model.remark.isEmpty, model.title.columns + model.remark.count + 2 <= line.columns {
        buffer.write(model.remark, column: line.columns - model.remark.count, row: 0, .warning, in: line)
      }
    }
    drawSlider(model, in: layout.slider, of: &buffer, glyphs: glyphs)
    drawNumbers(model, hasTitle: !layout.hasFrame, in: layout.numbers, of: &buffer)
  }

  private static func drawSlider(
    _ model: ThresholdModel, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let at = model.column(of: model.reading.threshold, columns: line.columns)
    Bar.drawTrack(at, .series1, .series2, in: line, of: &buffer, glyphs: glyphs)
    if let use = model.use, model.range.contains(use) {
      let column = model.column(of: use, columns: line.columns)
      buffer.plot(glyphs == .ascii ? "u" : "◇", column: column, row: 0, .textStrong, in: line)
    }
    buffer.plot(glyphs == .ascii ? "O" : "●", column: at, row: 0, .chartMark, in: line)
  }

  /// As many as fit, the most important first.
  private static func drawNumbers(_ model: ThresholdModel, hasTitle: Bool, in line: Rect, of buffer: inout CellBuffer) {
    var column = hasTitle ? buffer.write(model.title, column: 0, row: 0, in: line) + 3 : 0
    for (name, value) in model.scores {
      let text = StyledText([TextSpan("\(name) ", .textDim), TextSpan(value, .textStrong)])
      guard column + text.columns <= line.columns else { return }
      column += buffer.write(text, column: column, row: 0, in: line) + 3
    }
  }
}
