public import DashboardLogic
public import TerminalModel

/// Counts and row shares over a ground that darkens with the share.
public enum ConfusionMatrixView: View {
  public static func draw(
    _ model: ConfusionMatrixModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty else { return }
    let inner = PanelFrame.draw(
      title: model.title, trailing: trailing(model), isFocused: model.isFocused, in: area, of: &buffer, glyphs: glyphs)
    let content = inner.columns >= 24 ? inner.inset(columns: 1, rows: 0) : inner
    guard model.classCount > 0 else { return buffer.writeCentred("no classes recorded", in: content) }
    let scores = scoreLines(model.scores, columns: content.columns)
    let showsScores = content.rows >= 4 + scores.count
    if showsScores {
      for (index, line) in scores.enumerated() {
        buffer.write(line, column: 0, row: content.rows - scores.count + index, in: content)
      }
    }
    let grid = showsScores ? content.above(scores.count + (content.rows >= 6 + scores.count ? 1 : 0)) : content
    drawGrid(model, in: grid, of: &buffer)
  }

  private static func trailing(_ model: ConfusionMatrixModel) -> StyledText {
    model.threshold.map { StyledText("threshold \(NumberFormat.significant($0))", .textDim) } ?? []
  }

  /// Name faint, value strong, as many scores a row as fit.
  private static func scoreLines(_ scores: [String], columns: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for score in scores {
      let words = score.split(separator: " ", maxSplits: 1)
      let isDefined = score.last?.isNumber == true
      let spans = [
        TextSpan("\(words[0]) ", .textDim), TextSpan(String(words.last ?? ""), isDefined ? .textStrong : .textDim),
      ]
      if let last = lines.last, last.columns + 3 + StyledText(spans).columns <= columns {
        lines[lines.count - 1].spans += [TextSpan("   ")] + spans
      } else {
        lines.append(StyledText(spans))
      }
    }
    return lines
  }

  // MARK: Grid

  private static func drawGrid(_ model: ConfusionMatrixModel, in area: Rect, of buffer: inout CellBuffer) {
    let labels = model.labels
    let widest = labels.map { HarmlessText.columns(of: HarmlessText.make($0)) }.max() ?? 0
    let heading = area.columns >= 24 ? Swift.max(Swift.min(Swift.max(widest, 6), area.columns / 4), 1) : 3
    let room = area.columns - heading - 1
    let width = Swift.min(Swift.max(room / Swift.max(model.classCount, 1), 7), 18)
    let top = area.rows >= 5 ? 2 : 1
    let height = Swift.min(Swift.max((area.rows - top) / Swift.max(model.classCount, 1), 1), 3)
    let shown = model.visible(room: Swift.min(Swift.max(room / width, 1), Swift.max((area.rows - top) / height, 1)))
    if top == 2 {
      let page = ", \(shown.lowerBound + 1)-\(shown.upperBound) of \(model.classCount)"
      let words = "predicted" + (shown.count < model.classCount ? page : "")
      buffer.write(words, column: heading + 1, row: 0, .textDim, in: area)
      buffer.write("actual", column: 0, row: 1, .textDim, in: area, columns: heading)
    }
    for (place, index) in shown.enumerated() {
      let name = HarmlessText.truncate(labels[index], columns: width - 1, mode: .middle)
      let column = heading + 1 + place * width
      let indent = Swift.max((width - HarmlessText.columns(of: name)) / 2, 0)
      buffer.write(name, column: column + indent, row: top - 1, .textStrong, in: area, columns: width - 1)
      let row = top + place * height
      let side = HarmlessText.truncate(labels[index], columns: heading, mode: .middle)
      buffer.write(side, column: 0, row: row + (height - 1) / 2, .textStrong, in: area, columns: heading)
      for (other, predicted) in shown.enumerated() {
        let cell = Rect(
          column: area.column + heading + 1 + other * width, row: area.row + row, columns: width, rows: height)
        drawCell(model, actual: index, predicted: predicted, in: cell.intersection(area), of: &buffer)
      }
    }
  }

  private static func drawCell(
    _ model: ConfusionMatrixModel, actual: Int, predicted: Int, in cell: Rect, of buffer: inout CellBuffer
  ) {
    let share = model.rowShare(actual: actual, predicted: predicted)
    let style = StyleRole.heat(share ?? 0)
    buffer.fill(cell, with: Cell(" ", style: style))
    let percent = share.map { NumberFormat.percent($0) } ?? "-"
    let count = model.count(actual: actual, predicted: predicted)
    if cell.rows >= 2 {
      let number = NumberFormat.count(count, columns: cell.columns - 1)
      writeMiddle(number, row: (cell.rows - 2) / 2, style, in: cell, of: &buffer)
      writeMiddle(percent, row: (cell.rows - 2) / 2 + 1, style, in: cell, of: &buffer)
    } else {
      let both = "\(NumberFormat.count(count, columns: cell.columns - percent.count - 2)) \(percent)"
      let text = both.count < cell.columns ? both : NumberFormat.count(count, columns: cell.columns - 1)
      writeMiddle(text, row: 0, style, in: cell, of: &buffer)
    }
  }

  private static func writeMiddle(
    _ text: String, row: Int, _ style: StyleRole, in cell: Rect, of buffer: inout CellBuffer
  ) {
    buffer.write(text, column: Swift.max((cell.columns - text.count) / 2, 0), row: row, style, in: cell)
  }
}
