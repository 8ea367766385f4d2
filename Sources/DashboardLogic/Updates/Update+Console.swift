import RunModel
import TerminalModel

extension DashboardState {
  private var consoleLayout: ConsoleLayout? { selectedRun.map { ConsoleLayout($0, self) } }

  // MARK: Moving

  mutating func moveInConsole(_ command: Command) {
    guard let layout = consoleLayout else { return }
    let page = max(1, layout.rows - 1)
    switch command {
    case .moveUp: console.top = layout.place(movedBy: -1)
    case .moveDown: console.top = layout.place(movedBy: 1)
    case .pageUp: console.top = layout.place(movedBy: -page)
    case .pageDown: console.top = layout.place(movedBy: page)
    case .goToFirst: goToFirstLine(layout)
    case .goToLast: (console.top, console.column) = (nil, 0)
    case .moveLeft: console.column = max(0, console.column - 8)
    case .moveRight: moveConsoleRight()
    default: break
    }
  }

  private mutating func goToFirstLine(_ layout: ConsoleLayout) {
    console.column = 0
    guard layout.list.console.isCounted else {
      notice = Notice("The lines are still being counted; until then there are only the last ones")
      console.top = ConsoleState.Place(line: 0)
      return
    }
    let first = ConsoleState.Place(line: layout.list.count > 0 ? layout.list.line(0) : 0)
    console.top = layout.isAtEnd(first) ? nil : first
  }

  private mutating func moveConsoleRight() {
    guard !settings.console.wraps else {
      notice = Notice("Long lines are wrapped\(keys.clause(.wrapConsole, "cuts them"))")
      return
    }
    console.column = min(console.column + 8, 4_096)
  }

  /// Marks the line that was clicked: where `n` and `N` go on from.
  mutating func clickConsole(at point: Point) {
    guard let layout = consoleLayout, layout.area.contains(point) else { return }
    let shown = layout.visible
    let row = point.row - layout.area.row
    if shown.indices.contains(row) { console.currentMatch = shown[row].line }
  }

  /// A filter that leaves few lines, or none, looks like another console: it is said what is shown.
  mutating func showNextConsoleFilter() {
    settings.console.filter = settings.console.filter.next
    let (now, next) = (settings.console.filter, settings.console.filter.next)
    notice = Notice(
      "The console shows \(now.words)\(now == .everything ? "" : " only")"
        + keys.clause(.filterConsole, "again: \(next.words)"))
  }

  mutating func showNextConsoleStream() {
    settings.console.showNextStream()
    notice = Notice("The console shows \(settings.console.stream.map { "\($0.words) only" } ?? "stdout and stderr")")
  }

  mutating func toggleConsoleWrap() {
    settings.console.wraps.toggle()
    console.column = 0
    console.top?.row = 0
  }

  /// From a filtered line, or a match, to the same line among all others.
  mutating func showConsoleContext() {
    guard settings.console.filter != .everything, let shown = consoleLayout?.visible, !shown.isEmpty else { return }
    let line = shown.contains { $0.line == console.currentMatch } ? console.currentMatch : shown.first?.line
    settings.console.filter = .everything
    console.filtered = nil
    guard let line else { return }
    console.currentMatch = line
    console.top = consoleLayout?.place(showing: line)
  }

  // MARK: Searching

  /// Ends a search; false when there was none.
  mutating func leaveConsoleSearch() -> Bool {
    guard console.search != nil || console.currentMatch != nil else { return false }
    (settings.console.searchText, console.currentMatch, console.seeking) = ("", nil, nil)
    return true
  }

  mutating func goToMatch(by direction: Int) {
    guard let search = console.search, search.count > 0, let layout = consoleLayout else {
      let isDone = console.search?.isComplete ?? true
      notice = Notice(isDone ? "No line holds \(settings.console.searchText)" : "Nothing found yet")
      return
    }
    let here = console.currentMatch ?? layout.visible.last?.line ?? 0
    var index = direction > 0 ? search.index(from: here + 1) : search.index(from: here) - 1
    if index < 0 || index >= search.count {
      notice = Notice(direction > 0 ? "Begun again at the first match" : "Begun again at the last match")
      index = direction > 0 ? 0 : search.count - 1
    }
    console.seeking = nil
    showMatch(search[index])
  }

  private mutating func showMatch(_ line: Int) {
    console.currentMatch = line
    guard let layout = consoleLayout, !layout.visible.contains(where: { $0.line == line }) else { return }
    console.top = layout.place(showing: line)
  }

  /// Brings a person to the match that is nearest above, as soon as it is known.
  private mutating func seekMatch() {
    guard let from = console.seeking, let search = console.search else { return }
    let before = search.index(from: from + 1) - 1
    if before >= 0, search[before] >= search.searchedFrom || search.isComplete {
      showMatch(search[before])
    } else if search.isComplete {
      if search.count > 0 {
        showMatch(search[0])
      } else {
        console.currentMatch = nil
      }
    } else {
      return
    }
    if overlay == nil { console.seeking = nil }
  }

  // MARK: Times

  mutating func goToTime(_ clock: ConsoleClock) {
    guard let tail = selectedRun.map(console(of:)) else { return }
    let byte = tail.byteOffset(at: clock, secondsFromUTC: secondsFromUTC)
    console.wantedPlace = byte.map { .line(atByte: $0) } ?? .time(clock)
  }

  // MARK: What is asked for and comes

  /// Follows the selected run's console and asks for what is missing of it, while its screen is open.
  mutating func bringConsoleUpToDate() -> [Effect] {
    guard screen == .console, let run = selectedRun else {
      console.filtered?.forgetQuestion()
      console.search?.forgetQuestion()
      return cancelScan()
    }
    let tail = console(of: run)
    let subject = ConsoleState.Subject(
      runID: run.id, stream: tail.index.stream, generation: tail.index.generation)
    if console.subject != subject { forgetConsole(for: subject) }
    if !console.wasCounted, tail.isCounted { console.top?.line += tail.omittedLineCount }
    console.wasCounted = tail.isCounted
    let pattern = settings.console.filter.pattern
    if console.filtered?.pattern != pattern {
      (console.filtered, console.top) = (pattern.map { ConsoleFinder($0) }, nil)
    }
    followSearchText()
    console.filtered?.advance(tail)
    console.search?.advance(tail)
    seekMatch()
    return requests(about: run)
  }

  private mutating func forgetConsole(for subject: ConsoleState.Subject) {
    let before = console
    console = ConsoleState()
    (console.subject, console.requestCount, console.scanAsked) = (subject, before.requestCount, before.scanAsked)
  }

  /// Looks for what is asked for now, from what is on view upwards.
  private mutating func followSearchText() {
    let text = settings.console.searchText
    let pattern: ConsolePattern? = text.isEmpty ? nil : .text(text)
    guard console.search?.pattern != pattern else { return }
    console.search = pattern.map { ConsoleFinder($0) }
    console.currentMatch = nil
    console.seeking = pattern == nil ? nil : console.seeking ?? consoleLayout?.visible.last?.line
  }

  private mutating func requests(about run: RunSnapshot) -> [Effect] {
    guard console(of: run).isCounted else { return [] }
    var effects = cancelScan()
    if console.scanAsked == nil {
      if console.filtered?.rest == .unasked {
        effects.append(scan(run, \.filtered))
      } else if console.search?.rest == .unasked {
        effects.append(scan(run, \.search))
      }
    }
    if let place = console.wantedPlace {
      console.wantedPlace = nil
      let number = console.nextNumber()
      console.placeAsked = number
      effects.append(request(number, run, place))
    }
    guard console.failure == nil, console.linesAsked == nil, let layout = consoleLayout else { return effects }
    let unread = layout.unread
    if unread.isEmpty { return effects + askForEnds(of: layout.endless, run) }
    let number = console.nextNumber()
    console.linesAsked = (number, unread)
    return effects + [request(number, run, .lines(unread))]
  }

  /// Where lines on view end, for their times: once all text is there, so that nobody waits for text behind times.
  private mutating func askForEnds(of lines: [Int], _ run: RunSnapshot) -> [Effect] {
    guard console.endsAsked == nil, !lines.isEmpty else { return [] }
    let number = console.nextNumber()
    console.endsAsked = (number, lines)
    return [request(number, run, .ends(lines))]
  }

  private mutating func scan(_ run: RunSnapshot, _ finder: WritableKeyPath<ConsoleState, ConsoleFinder?>) -> Effect {
    let number = console.nextNumber()
    console[keyPath: finder]?.ask(number: number)
    console.scanAsked = number
    return request(number, run, .matches(console[keyPath: finder]?.pattern ?? .text("")))
  }

  private func request(_ number: Int, _ run: RunSnapshot, _ kind: ConsoleRequest.Kind) -> Effect {
    .console(ConsoleRequest(number: number, runPath: run.path, index: console(of: run).index, kind: kind))
  }

  /// What is looked for without anybody waiting for it is given up.
  private mutating func cancelScan() -> [Effect] {
    let finders = [console.filtered, console.search].compactMap(\.self)
    guard let number = console.scanAsked, !finders.contains(where: { $0.rest == .asked(number: number) }) else {
      return []
    }
    console.scanAsked = nil
    return [.cancelConsoleSearch]
  }

  mutating func takeConsole(_ answer: ConsoleAnswer) {
    switch answer.content {
    case .lines(let lines): takeLines(lines, number: answer.number)
    case .ends(let ends): takeEnds(ends, number: answer.number)
    case .matches(let matches, let isComplete):
      if isComplete, console.scanAsked == answer.number { console.scanAsked = nil }
      _ = console.filtered?.take(matches, isComplete: isComplete, number: answer.number)
      _ = console.search?.take(matches, isComplete: isComplete, number: answer.number)
    case .line(let line): takePlace(line, number: answer.number)
    case .failed(let reason): takeFailure(reason, number: answer.number)
    }
  }

  private mutating func takeLines(_ lines: [Int: String], number: Int) {
    guard let asked = console.linesAsked, asked.number == number else { return }
    console.linesAsked = nil
    if console.pages.count > 4_000 { console.pages = [:] }
    // What the file does not have any more is not asked for again.
    for line in asked.lines { console.pages[line] = lines[line] ?? "" }
  }

  private mutating func takeEnds(_ ends: [Int: Int64], number: Int) {
    guard let asked = console.endsAsked, asked.number == number else { return }
    console.endsAsked = nil
    if console.ends.count > 4_000 { console.ends = [:] }
    for line in asked.lines { console.ends.updateValue(ends[line], forKey: line) }
  }

  private mutating func takePlace(_ line: Int?, number: Int) {
    guard console.placeAsked == number else { return }
    console.placeAsked = nil
    guard let line, let layout = consoleLayout else {
      notice = Notice("No line begins with such a time")
      return
    }
    console.currentMatch = line
    console.top = layout.place(showing: line)
  }

  private mutating func takeFailure(_ reason: String, number: Int) {
    console.filtered?.fail(number: number)
    console.search?.fail(number: number)
    if console.scanAsked == number { console.scanAsked = nil }
    if console.linesAsked?.number == number { (console.linesAsked, console.failure) = (nil, reason) }
    if console.endsAsked?.number == number { (console.endsAsked, console.failure) = (nil, reason) }
    if console.placeAsked == number { console.placeAsked = nil }
    notice = Notice(reason, level: .failure)
  }
}
