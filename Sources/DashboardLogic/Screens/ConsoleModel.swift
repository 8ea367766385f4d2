import RunModel
import TerminalModel

/// The console of the selected run: what is on view of it, and where that is.
public struct ConsoleModel: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    /// The line's number, counted from 1; empty in the rows that a line is wrapped on into, and where they are not shown.
    public var number: String
    /// When it had been written, `14:03:22`, or `14:03` where that is known less exactly; empty where it is not known, and
    /// below a line of the same time.
    public var time: String
    /// nil while it is being read.
    public var text: StyledText?
    /// Whether somebody was brought to this line.
    public var isCurrent: Bool
    /// Whether it came from standard error, among lines of both outputs.
    public var isError: Bool
  }

  public var rows: [Row]
  /// Names what is shown: `console`, or which output.
  public var title: String
  /// Screen columns of mark and number before the text, the blank behind them included.
  public var numberColumns: Int
  /// Screen columns of the times behind the numbers, the blank behind them included; 0 without.
  public var timeColumns: Int
  /// Such as `lines 961-1,000 of 1,000`.
  public var place: String
  /// What is going on: following, counting, the wall time of what is on view.
  public var progress: String
  /// What is searched for and filtered, for the line below; empty when nothing is.
  public var status: StyledText
  /// The part of the whole that is on view, as shares of one; nil when all of it is.
  public var thumb: ClosedRange<Double>?
  public var emptyText: String

  init(_ run: RunSnapshot, _ state: DashboardState) {
    let layout = ConsoleLayout(run, state)
    let console = state.console
    let tail = state.console(of: run)
    title = Self.title(run, state)
    let shown = layout.visible
    numberColumns = layout.numberColumns
    timeColumns = layout.timeColumns
    let width = numberColumns - 2
    let times = Self.times(shown, tail, state)
    rows = zip(shown, times).map { row, time in
      let isNumbered = width > 0 && row.row == 0 && tail.isCounted
      return Row(
        number: isNumbered ? HarmlessText.fitRight(NumberFormat.grouped(Int64(row.line + 1)), columns: width) : "",
        time: time, text: row.text, isCurrent: row.row == 0 && row.line == console.currentMatch,
        isError: row.isError)
    }
    let range = shown.first.flatMap { first in
      shown.last.map { layout.list.index(from: first.line)...layout.list.index(from: $0.line) }
    }
    let count = layout.list.count
    place = Self.place(range, count, isCounted: tail.isCounted, isFiltered: console.filtered != nil)
    progress = Self.progress(run, state)
    status = Self.status(run, state)
    thumb = range.flatMap { range in
      range.count < count
        ? Double(range.lowerBound) / Double(count)...Double(range.upperBound + 1) / Double(count) : nil
    }
    emptyText = Self.emptyText(run, state)
  }

  /// Of each row; empty without times.
  private static func times(_ rows: [ConsoleLayout.Row], _ tail: ConsoleTail, _ state: DashboardState) -> [String] {
    var before = ""
    return rows.map { row in
      guard row.row == 0, let known = state.console.ends[row.line], let end = known else { return "" }
      let time = tail.clockTime(ofByte: end, secondsFromUTC: state.secondsFromUTC)
      defer { if !time.isEmpty { before = time } }
      return time == before ? "" : time
    }
  }

  private static func title(_ run: RunSnapshot, _ state: DashboardState) -> String {
    guard run.consoleStreams != nil else { return "console" }
    return "console: \(state.settings.console.stream?.words ?? "stdout and stderr")"
  }

  private static func place(_ range: ClosedRange<Int>?, _ count: Int, isCounted: Bool, isFiltered: Bool) -> String {
    guard let range else { return "" }
    let words = isFiltered ? "matching line" : "line"
    let grouped = { (number: Int) in NumberFormat.grouped(Int64(number)) }
    if !isCounted { return "the last \(words)s" }
    guard range.count < count else { return "\(grouped(count)) \(words)\(count == 1 ? "" : "s")" }
    return "\(words)s \(grouped(range.lowerBound + 1))-\(grouped(range.upperBound + 1)) of \(grouped(count))"
  }

  private static func progress(_ run: RunSnapshot, _ state: DashboardState) -> String {
    let tail = state.console(of: run)
    if !tail.isCounted {
      let share = Double(tail.index.countedBytes) / Double(max(1, tail.index.byteCount))
      return "counting lines, \(NumberFormat.percent(share))"
    }
    if state.console.placeAsked != nil { return "looking for the time" }
    if state.console.top == nil { return run.state?.needsSupervisor == true ? "following" : "end" }
    guard let line = state.console.top?.line, !tail.times.isEmpty else { return "" }
    let time =
      (state.console.ends[line] ?? nil).map { tail.clockTime(ofByte: $0, secondsFromUTC: state.secondsFromUTC) }
      ?? tail.clockTime(near: line, secondsFromUTC: state.secondsFromUTC)
    return time.isEmpty ? "" : "about " + time
  }

  private static func status(_ run: RunSnapshot, _ state: DashboardState) -> StyledText {
    var spans: [TextSpan] = []
    let add = { (new: [TextSpan]) in spans += (spans.isEmpty ? [] : [TextSpan("   ")]) + new }
    let text = state.settings.console.searchText
    if let search = state.console.search {
      add([TextSpan("/\(text)", .accent), TextSpan("  " + words(search, state.console.currentMatch), .text)])
    }
    let filter = state.settings.console.filter
    if filter != .everything {
      let isLooking = state.console.filtered?.isComplete == false ? ", looking" : ""
      add([
        TextSpan(filter.words, .accent),
        TextSpan(" by their words\(isLooking)", .textDim),
      ])
    }
    if state.settings.console.wraps { add([TextSpan("wrapped", .textDim)]) }
    if state.console.column > 0 { add([TextSpan("from column \(state.console.column + 1)", .textDim)]) }
    return StyledText(spans)
  }

  /// `3 of 128 lines`, `128 lines`, `128 lines so far`.
  private static func words(_ search: ConsoleFinder, _ current: Int?) -> String {
    let count = NumberFormat.grouped(Int64(search.count)) + (search.isCut ? " newest" : "")
    guard search.isComplete else { return "\(count) line\(search.count == 1 ? "" : "s") so far" }
    if search.count == 0 { return "no line" }
    let index = current.map { search.index(from: $0) }
    guard let index, index < search.count, search[index] == current else {
      return "\(count) line\(search.count == 1 ? "" : "s")"
    }
    return "\(NumberFormat.grouped(Int64(index + 1))) of \(count) line\(search.count == 1 ? "" : "s")"
  }

  private static func emptyText(_ run: RunSnapshot, _ state: DashboardState) -> String {
    if state.settings.console.filter != .everything, !state.console(of: run).lines.isEmpty {
      return state.console.filtered?.isComplete == true
        ? "no line is among the \(state.settings.console.filter.words)"
          + state.keys.clause(.filterConsole, "shows others")
        : "looking for \(state.settings.console.filter.words) …"
    }
    if run.status == nil, let study = run.parent {
      return "a trial writes into the console of its study: \(study.name)"
    }
    if run.status == nil {
      return "no console: Pitwall keeps that of trainings it launches, with pitwall launch -- COMMAND"
    }
    guard !run.console.lines.isEmpty, let stream = state.settings.console.stream else {
      return "the training has written nothing to its console"
    }
    return "the training has written nothing to \(stream.words)"
      + state.keys.clause(.consoleStream, "shows the other")
  }
}
