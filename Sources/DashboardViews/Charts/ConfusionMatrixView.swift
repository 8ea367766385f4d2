public import DashboardLogic
public import TerminalModel

/// Counts and row shares over a ground whose heat is the share.
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
    let hasAir = content.rows >= 6 + scores.count
    let grid = showsScores ? content.above(scores.count + (hasAir ? 1 : 0)) : content
    let used = drawGrid(model, in: grid, of: &buffer)
    guard showsScores else { return }
    for (index, line) in scores.enumerated() {
      buffer.write(line, column: 0, row: used + (hasAir ? 1 : 0) + index, in: content)
    }
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

  /// How large the cells are, and what they say.
  private struct Grid {
    var heading, width, height, top: Int
    /// Screen columns of the widest count.
    var countColumns: Int
    var showsShare: Bool
    var shown: Range<Int>

    init(_ model: ConfusionMatrixModel, in area: Rect) {
      let classes = Swift.max(model.classCount, 1)
      let widest = model.labels.map { HarmlessText.columns(of: HarmlessText.make($0)) }.max() ?? 0
      let counts = (0..<classes).flatMap { row in (0..<classes).map { model.count(actual: row, predicted: $0) } }
      countColumns = counts.map { NumberFormat.count($0, columns: 7).count }.max() ?? 1
      heading = area.columns >= 24 ? Swift.max(Swift.min(Swift.max(widest, 6), area.columns / 4), 1) : 3
      let room = area.columns - heading - 1
      let comfortable = countColumns + 8
      let least = room / classes >= comfortable ? comfortable : Swift.max(countColumns + 2, 6)
      width = Swift.min(Swift.max(room / classes, least), 22)
      top = area.rows >= 5 ? 2 : 1
      let rows = Swift.min(Swift.max((area.rows - top) / classes, 1), 4)
      showsShare = width >= comfortable || rows >= 2
      // One row in the middle of three, or two in the middle of four.
      height = rows == 3 && width < comfortable ? 2 : rows
      shown = model.visible(
        room: Swift.min(Swift.max(room / width, 1), Swift.max((area.rows - top) / height, 1)))
    }
  }

  /// - Returns: the rows used.
  private static func drawGrid(_ model: ConfusionMatrixModel, in area: Rect, of buffer: inout CellBuffer) -> Int {
    let grid = Grid(model, in: area)
    if grid.top == 2 {
      let page = ", \(grid.shown.lowerBound + 1)-\(grid.shown.upperBound) of \(model.classCount)"
      let words = "predicted" + (grid.shown.count < model.classCount ? page : "")
      buffer.write(words, column: grid.heading + 1, row: 0, .textDim, in: area)
      buffer.write("actual", column: 0, row: 1, .textDim, in: area, columns: grid.heading)
    }
    for (place, index) in grid.shown.enumerated() {
      let label = model.labels[index]
      let name = HarmlessText.truncate(label, columns: grid.width - 2, mode: .middle)
      let indent = Swift.max((grid.width - HarmlessText.columns(of: name)) / 2, 0)
      let column = grid.heading + 1 + place * grid.width + indent
      buffer.write(name, column: column, row: grid.top - 1, .textStrong, in: area, columns: grid.width - 2)
      let row = grid.top + place * grid.height
      let side = HarmlessText.truncate(label, columns: grid.heading, mode: .middle)
      buffer.write(side, column: 0, row: row + (grid.height - 1) / 2, .textStrong, in: area, columns: grid.heading)
      for (other, predicted) in grid.shown.enumerated() {
        let cell = Rect(
          column: area.column + grid.heading + 1 + other * grid.width, row: area.row + row, columns: grid.width,
          rows: grid.height)
        drawCell(model, actual: index, predicted: predicted, grid, in: cell.intersection(area), of: &buffer)
      }
    }
    return grid.top + grid.shown.count * grid.height
  }

  private static func drawCell(
    _ model: ConfusionMatrixModel, actual: Int, predicted: Int, _ grid: Grid, in cell: Rect,
    of buffer: inout CellBuffer
  ) {
    guard !cell.isEmpty else { return }
    let share = model.rowShare(actual: actual, predicted: predicted)
    let style = StyleRole.heat(share ?? 0)
    buffer.fill(cell, with: Cell(" ", style: style))
    let percent = share.map { NumberFormat.percent($0) } ?? "-"
    let number = NumberFormat.count(model.count(actual: actual, predicted: predicted), columns: 7)
    let top = (grid.height - 1) / 2
    if grid.height % 2 == 0 {
      let columns = Swift.max(grid.countColumns, 5)
      writeMiddle(HarmlessText.fitRight(number, columns: columns), row: top, style, in: cell, of: &buffer)
      writeMiddle(HarmlessText.fitRight(percent, columns: columns), row: top + 1, style, in: cell, of: &buffer)
    } else {
      let count = HarmlessText.fitRight(number, columns: grid.countColumns)
      let text = grid.showsShare ? count + " " + HarmlessText.fitRight(percent, columns: 5) : count
      writeMiddle(text, row: top, style, in: cell, of: &buffer)
    }
  }

  private static func writeMiddle(
    _ text: String, row: Int, _ style: StyleRole, in cell: Rect, of buffer: inout CellBuffer
  ) {
    buffer.write(text, column: Swift.max((cell.columns - text.count) / 2, 0), row: row, style, in: cell)
  }
}
