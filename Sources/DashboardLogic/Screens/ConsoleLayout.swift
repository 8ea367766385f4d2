import RunModel
import TerminalModel

/// Which lines of a console are listed: all of them, or those that a filter leaves.
struct ConsoleList {
  let console: ConsoleTail
  let filter: ConsoleFinder?

  var count: Int { filter?.count ?? console.lineCount }

  /// The number of the line at an index.
  func line(_ index: Int) -> Int { filter?[index] ?? index }

  /// The index of the first line with at least this number.
  func index(from line: Int) -> Int { filter?.index(from: line) ?? max(0, min(line, count)) }
}

/// Where the lines of a console stand on the screen, and which of their rows are on view.
struct ConsoleLayout {
  struct Row: Equatable {
    var line: Int
    /// Which of the rows that the line is wrapped into.
    var row: Int
    /// nil while it is being read.
    var text: StyledText?
    /// Whether it came from standard error, among lines of both outputs.
    var isError = false
  }

  /// What text, line numbers and times share.
  let area: Rect
  /// Screen columns of the line numbers with the mark before them and a blank; 0 where they are not shown.
  let numberColumns: Int
  /// Screen columns of the times behind the numbers, with a blank; 0 where they are not shown.
  let timeColumns: Int
  let list: ConsoleList
  private let state: ConsoleState
  private let wraps: Bool
  private let search: ConsoleMatcher?

  private static let leastColumnsWithTimes = 72
  var rows: Int { max(1, area.rows) }
  var textColumns: Int { max(1, area.columns - numberColumns - timeColumns) }

  init(_ run: RunSnapshot, _ dashboard: DashboardState) {
    let content = dashboard.layout.content
    let hasBox = content.columns >= 4 && content.rows >= 3
    area = hasBox ? content.inset(by: 1) : content
    state = dashboard.console
    let settings = dashboard.settings.console
    wraps = settings.wraps
    let tail = dashboard.console(of: run)
    let columns = NumberFormat.grouped(Int64(tail.lineCount)).count + 3
    numberColumns = settings.showsNumbers && columns <= area.columns / 8 ? columns : 1
    timeColumns = settings.showsTimes && !tail.times.isEmpty && area.columns >= Self.leastColumnsWithTimes ? 9 : 0
    list = ConsoleList(console: tail, filter: state.filtered)
    search = state.search.map { ConsoleMatcher($0.pattern) }
  }

  // MARK: Lines

  /// As it was written; nil where it has not been read yet.
  func text(of line: Int) -> String? {
    let index = line - list.console.omittedLineCount
    if list.console.lines.indices.contains(index) { return list.console.lines[index] }
    return state.pages[line]
  }

  private func isError(_ line: Int) -> Bool { text(of: line)?.utf8.starts(with: ConsoleStream.errorMark.utf8) == true }

  /// The rows that a line takes; one where it is not known.
  private func rows(of line: Int) -> [StyledText?] {
    guard let text = text(of: line) else { return [nil] }
    let styled = ConsoleLine.styled(text, search: search, isCurrent: line == state.currentMatch)
    guard wraps else { return [styled.dropping(columns: state.column)] }
    return styled.wrapped(columns: textColumns)
  }

  // MARK: What is on view

  /// Top down; fewer than there is room for only where there are no more.
  var visible: [Row] {
    guard let top = state.top else { return lastPage }
    let shown = rows(from: top)
    return shown.count < rows ? lastPage : shown
  }

  private func rows(from top: ConsoleState.Place) -> [Row] {
    var (shown, index) = ([Row](), list.index(from: top.line))
    while index < list.count, shown.count < rows {
      let line = list.line(index)
      let start = line == top.line ? top.row : 0
      for (row, text) in rows(of: line).enumerated().dropFirst(start) where shown.count < rows {
        shown.append(Row(line: line, row: row, text: text, isError: isError(line)))
      }
      index += 1
    }
    return shown
  }

  private var lastPage: [Row] {
    var (shown, index) = ([Row](), list.count)
    while index > 0, shown.count < rows {
      index -= 1
      let line = list.line(index)
      for (row, text) in rows(of: line).enumerated().reversed() where shown.count < rows {
        shown.append(Row(line: line, row: row, text: text, isError: isError(line)))
      }
    }
    return shown.reversed()
  }

  /// The place so many rows above or below the first row on view; nil from where on the end is on view.
  func place(movedBy distance: Int) -> ConsoleState.Place? {
    guard let first = visible.first else { return nil }
    var place = ConsoleState.Place(line: first.line, row: first.row)
    if wraps {
      for _ in 0..<distance.magnitude { place = distance < 0 ? before(place) : after(place) }
    } else {
      let index = max(0, min(list.index(from: place.line) + distance, list.count - 1))
      place = ConsoleState.Place(line: list.line(index))
    }
    return isAtEnd(place) ? nil : place
  }

  private func before(_ place: ConsoleState.Place) -> ConsoleState.Place {
    if place.row > 0 { return .init(line: place.line, row: place.row - 1) }
    let index = list.index(from: place.line)
    guard index > 0 else { return place }
    let line = list.line(index - 1)
    return .init(line: line, row: rows(of: line).count - 1)
  }

  private func after(_ place: ConsoleState.Place) -> ConsoleState.Place {
    if place.row + 1 < rows(of: place.line).count { return .init(line: place.line, row: place.row + 1) }
    let index = list.index(from: place.line) + 1
    return index < list.count ? .init(line: list.line(index)) : place
  }

  /// Whether from there the last row is on view.
  func isAtEnd(_ place: ConsoleState.Place) -> Bool {
    guard let end = lastPage.first else { return true }
    return (place.line, place.row) >= (end.line, end.row)
  }

  /// The place from which a line is on view with a third of the screen above it.
  func place(showing line: Int) -> ConsoleState.Place? {
    let index = max(0, list.index(from: line) - rows / 3)
    guard index < list.count else { return nil }
    let place = ConsoleState.Place(line: list.line(index))
    return isAtEnd(place) ? nil : place
  }

  /// Numbers of lines that have not been read, around those on view: empty until one that a page key would show is.
  var unread: [Int] {
    let shown = visible
    guard let first = shown.first, let last = shown.last else { return [] }
    let (start, end) = (list.index(from: first.line), list.index(from: last.line) + 1)
    let near = max(0, start - rows)..<min(list.count, end + rows)
    guard near.contains(where: { text(of: list.line($0)) == nil }) else { return [] }
    let around = max(0, start - 3 * rows)..<min(list.count, end + 3 * rows)
    return around.map { list.line($0) }.filter { text(of: $0) == nil }
  }

  /// Numbers of the lines on view that have ended where nobody has asked yet, ascending; none where no times are shown.
  var endless: [Int] {
    guard timeColumns > 0 else { return [] }
    let ended = list.console.lineCount - (list.console.hasOpenLine ? 1 : 0)
    return visible.filter { $0.row == 0 && $0.line < ended && state.ends[$0.line] == nil }.map(\.line)
  }
}
