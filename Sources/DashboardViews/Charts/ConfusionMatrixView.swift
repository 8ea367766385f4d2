public import DashboardLogic
public import TerminalModel

/// Counts or shares over a ground whose heat is the share; scrolls in both directions where the classes are many.
public enum ConfusionMatrixView: View {
  public static func draw(
    _ model: ConfusionMatrixModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !area.isEmpty else { return }
    let inner = PanelFrame.draw(
      title: model.title, trailing: trailing(model), isFocused: model.isFocused, in: area, of: &buffer, glyphs: glyphs)
    let content = PanelFrame.content(of: inner)
    guard model.classCount > 0 else { return buffer.writeCentred("no classes recorded", in: content) }
    // Below two classes stands what they come to, but not why a score has no value.
    let isTold =
      model.classCount == 2 && content.columns >= leastTableColumns && content.rows >= 12
      && !model.scores.contains { $0.hasSuffix("not defined") }
    let scores = model.areScoresSaid ? [] : isTold ? model.scores.prefix(1) : model.scores[...]
    let lines = footLines(model, scores, columns: content.columns)
    let showsFoot = content.rows >= 4 + lines.count
    let hasAir = content.rows >= 6 + lines.count
    let foot = lines.count + (hasAir ? 1 : 0)
    // Both a line or two for each class, and the classes' scores: else the matrix has the room.
    let tableRows = model.classCount + 2
    let hasTable =
      content.columns >= leastTableColumns
      && content.rows - foot - tableRows >= 2 + model.classCount * (model.classCount > 4 ? 1 : 2)
    let grid = showsFoot ? content.above(foot + (hasTable ? tableRows : 0)) : content
    let used = drawGrid(model, in: grid, of: &buffer, glyphs: glyphs)
    guard showsFoot else { return }
    for (index, line) in lines.enumerated() {
      buffer.write(line, column: 0, row: used + foot - lines.count + index, in: content)
    }
    drawClasses(model, in: content.below(used + foot + 1), of: &buffer, glyphs: glyphs)
  }

  private static let leastTableColumns = 36

  /// Precision, recall and F1 of the classes, in what is left below.
  private static func drawClasses(
    _ model: ConfusionMatrixModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard area.rows >= 3, area.columns >= leastTableColumns else { return }
    TableView.draw(model.classTable(rows: area.rows - 1), in: area, of: &buffer, glyphs: glyphs)
  }

  private static func trailing(_ model: ConfusionMatrixModel) -> StyledText {
    let threshold = model.threshold.map { "threshold \(NumberFormat.significant($0, digits: 3))" }
    let cells = model.cells == .counts ? nil : model.cells.title
    return StyledText([threshold, cells].compactMap(\.self).joined(separator: "  "), .textDim)
  }

  /// The place that is pointed at, the scores, and what to know about them.
  private static func footLines(
    _ model: ConfusionMatrixModel, _ scores: ArraySlice<String>, columns: Int
  ) -> [StyledText] {
    let cursor = model.cursorText.map { StyledText($0, .text).wrapped(columns: columns) } ?? []
    let remark = model.remark.isEmpty ? [] : [StyledText(model.remark, .warning)]
    return cursor + scoreLines(scores, columns: columns) + remark
  }

  /// Name faint, value strong, as many scores a row as fit.
  private static func scoreLines(_ scores: ArraySlice<String>, columns: Int) -> [StyledText] {
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

  /// How large the cells are, what they say, and which are on view.
  private struct Grid {
    var heading, width, height, top: Int
    /// Screen columns of the widest cell text.
    var textColumns: Int
    /// The other kind of number beside or below the first.
    var showsBoth: Bool
    /// Whether the predicted classes' names are written downwards.
    var hasUprightNames = false
    var rows, columns: Range<Int>

    init(_ model: ConfusionMatrixModel, in area: Rect) {
      let classes = Swift.max(model.classCount, 1)
      let widest = model.labels.map { HarmlessText.columns(of: HarmlessText.make($0)) }.max() ?? 0
      textColumns = ConfusionMatrixView.widestText(model)
      heading = area.columns >= 24 ? Swift.max(Swift.min(Swift.max(widest, 6), area.columns / 4), 1) : 3
      let room = area.columns - heading - 1
      let comfortable = textColumns + 8
      let least = room / classes >= comfortable ? comfortable : textColumns + (classes > 8 ? 1 : 2)
      top = area.rows >= 5 ? 2 : 1
      var lines = Swift.min(Swift.max((area.rows - top) / classes, 1), 12)
      // An even number has room for two kinds of number in its middle.
      if lines > 4 { lines -= lines % 2 }
      width = Swift.min(Swift.max(room / classes, least), Swift.max(22, 4 * lines))
      let short = model.shortLabels.map { HarmlessText.columns(of: HarmlessText.make($0)) }.max() ?? 0
      if width < Swift.min(short, 6) + 1, area.rows >= 14 {
        hasUprightNames = true
        top = 1 + Swift.min(short, 8, area.rows / 4)
        lines = Swift.max(1, Swift.min(lines, (area.rows - top) / classes))
      }
      showsBoth = model.classCount <= 8 && (width >= comfortable || (lines >= 2 && width >= 6))
      // One row in the middle of three, or two in the middle of four.
      height = lines == 3 && width < comfortable ? 2 : showsBoth || width >= comfortable ? lines : Swift.min(lines, 2)
      columns = model.visibleColumns(room: Swift.max(room / Swift.max(width, 1), 1))
      rows = model.visibleRows(room: Swift.max((area.rows - top) / height, 1))
    }
  }

  /// The largest count is the widest.
  private static func widestText(_ model: ConfusionMatrixModel) -> Int {
    guard model.cells == .counts else { return 5 }
    return NumberFormat.count(model.largestCount, columns: 7).count
  }

  /// - Returns: the rows used.
  private static func drawGrid(
    _ model: ConfusionMatrixModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) -> Int {
    let grid = Grid(model, in: area)
    if grid.top >= 2 {
      let both = [
        grid.columns.place(of: model.classCount, "predicted"), grid.rows.place(of: model.classCount, "actual"),
      ]
      let words = both.allSatisfy(\.isEmpty) ? "predicted" : both.filter { !$0.isEmpty }.joined(separator: ", ")
      let room = area.columns - grid.heading - 1
      let start = HarmlessText.columns(of: words) <= room ? grid.heading + 1 : 0
      buffer.write(words, column: start, row: 0, .textDim, in: area)
      buffer.write("actual", column: 0, row: grid.top - 1, .textDim, in: area, columns: grid.heading)
    }
    for (place, predicted) in grid.columns.enumerated() {
      drawHeading(model, predicted, place, grid, in: area, of: &buffer)
    }
    for (place, actual) in grid.rows.enumerated() {
      let row = grid.top + place * grid.height
      let isPointed = model.cursor?.actual == actual
      let side = HarmlessText.truncate(model.labels[actual], columns: grid.heading, mode: .middle)
      buffer.write(
        side, column: 0, row: row + (grid.height - 1) / 2, isPointed ? .accent : .textStrong, in: area,
        columns: grid.heading)
      for (other, predicted) in grid.columns.enumerated() {
        let cell = Rect(
          column: area.column + grid.heading + 1 + other * grid.width, row: area.row + row, columns: grid.width,
          rows: grid.height)
        drawCell(model, actual, predicted, grid, in: cell.intersection(area), of: &buffer, glyphs: glyphs)
      }
    }
    return grid.top + grid.rows.count * grid.height
  }

  private static func drawHeading(
    _ model: ConfusionMatrixModel, _ predicted: Int, _ place: Int, _ grid: Grid, in area: Rect,
    of buffer: inout CellBuffer
  ) {
    let style: StyleRole = model.cursor?.predicted == predicted ? .accent : .textStrong
    let column = grid.heading + 1 + place * grid.width
    guard grid.hasUprightNames else {
      let label = model.labels[predicted]
      let isLong = HarmlessText.columns(of: HarmlessText.make(label)) > grid.width - 1
      let name = HarmlessText.truncate(
        isLong ? model.shortLabels[predicted] : label, columns: grid.width - 1, mode: .middle)
      let indent = Swift.max((grid.width - HarmlessText.columns(of: name)) / 2, 0)
      buffer.write(name, column: column + indent, row: grid.top - 1, style, in: area, columns: grid.width - indent)
      return
    }
    let rows = grid.top - 1
    let letters = Array(HarmlessText.truncate(model.shortLabels[predicted], columns: rows, mode: .middle))
    let shown = Array(letters.prefix(rows))
    for (row, letter) in shown.enumerated() {
      let line = grid.top - shown.count + row
      buffer.write(
        String(letter), column: column + (grid.width - 1) / 2, row: line, style, in: area,
        columns: grid.width - (grid.width - 1) / 2)
    }
  }

  private static func drawCell(
    _ model: ConfusionMatrixModel, _ actual: Int, _ predicted: Int, _ grid: Grid, in cell: Rect,
    of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    guard !cell.isEmpty else { return }
    let style = StyleRole.heat(model.heat(actual: actual, predicted: predicted) ?? 0)
    buffer.fill(cell, with: Cell(" ", style: style))
    let isCounted = model.cells == .counts
    let count = model.count(actual: actual, predicted: predicted)
    let number = NumberFormat.count(count, columns: 7)
    let share = model.heat(actual: actual, predicted: predicted).map { NumberFormat.percent($0) } ?? "-"
    let (first, second) = isCounted ? (number, share) : (share, number)
    let top = (grid.height - 1) / 2
    // Nothing is said of what never happened where there are many classes.
    let isSilent = count == 0 && model.classCount > 8
    if grid.showsBoth, grid.height % 2 == 0 {
      let columns = Swift.max(grid.textColumns, number.count, 5)
      writeMiddle(HarmlessText.fitRight(first, columns: columns), row: top, style, in: cell, of: &buffer)
      writeMiddle(HarmlessText.fitRight(second, columns: columns), row: top + 1, style, in: cell, of: &buffer)
    } else if !isSilent {
      let text = HarmlessText.fitRight(shortened(first, model, grid), columns: grid.textColumns)
      let both = grid.showsBoth ? text + " " + HarmlessText.fitRight(second, columns: 5) : text
      writeMiddle(both, row: top, style, in: cell, of: &buffer)
    }
    if model.cursor == .init(actual: actual, predicted: predicted) {
      mark(cell, top, style, of: &buffer, glyphs: glyphs)
    }
  }

  /// `62 %` in the columns that there are.
  private static func shortened(_ text: String, _ model: ConfusionMatrixModel, _ grid: Grid) -> String {
    text.count <= grid.textColumns ? text : text.filter { $0 != " " && $0 != "%" }
  }

  /// Brackets around the place that is pointed at: seen without colours, too.
  private static func mark(
    _ cell: Rect, _ row: Int, _ style: StyleRole, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    buffer.plot(glyphs == .ascii ? "[" : "▐", column: 0, row: row, .chartMark, in: cell)
    guard cell.columns >= 6 else { return }
    buffer.plot(glyphs == .ascii ? "]" : "▌", column: cell.columns - 1, row: row, .chartMark, in: cell)
  }

  /// A single column that is left over stays free before the text, for the cursor's mark.
  private static func writeMiddle(
    _ text: String, row: Int, _ style: StyleRole, in cell: Rect, of buffer: inout CellBuffer
  ) {
    let spare = Swift.max(cell.columns - HarmlessText.columns(of: text), 0)
    buffer.write(text, column: spare == 1 ? 1 : spare / 2, row: row, style, in: cell)
  }
}
