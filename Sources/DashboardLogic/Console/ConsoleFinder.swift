import RunModel

/// The lines of a console that match a pattern: those at its end are looked at here, all before them by whoever reads
/// the file.
struct ConsoleFinder: Equatable, Sendable {
  enum Rest: Equatable, Sendable {
    /// Nothing has been asked yet.
    case unasked
    case asked(number: Int)
    case known
  }

  let pattern: ConsolePattern
  /// Lines that may still change are looked at anew each time; one that a program's cursor can reach.
  private static let unsettled = 64

  /// Numbers of matching lines before `localStart`, as far as they are known.
  private var earlier: [Int] = []
  private var local: [Int] = []
  /// What lies before it is not looked at here.
  private(set) var localStart = 0
  private var localEnd = 0
  private(set) var rest = Rest.known
  /// Of `earlier`: lines before this one have not been looked at yet.
  private(set) var searchedFrom = 0
  private(set) var isCut = false
  private var hasBegun = false

  init(_ pattern: ConsolePattern) { self.pattern = pattern }

  var count: Int { earlier.count + local.count }
  /// Whether every line has been looked at.
  var isComplete: Bool { hasBegun && rest == .known }

  /// The number of the match at an index, in ascending order.
  subscript(index: Int) -> Int { index < earlier.count ? earlier[index] : local[index - earlier.count] }

  /// The index of the first match at or behind a line.
  func index(from line: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] >= line { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Takes in what the console's end is now; costs the lines that are new.
  mutating func advance(_ console: ConsoleTail) {
    guard console.isCounted else { return }
    if !hasBegun || console.omittedLineCount > localEnd || console.lineCount < localEnd {
      (hasBegun, earlier, local, isCut) = (true, [], [], false)
      (localStart, localEnd) = (console.omittedLineCount, console.omittedLineCount)
      (rest, searchedFrom) = (localStart > 0 ? .unasked : .known, localStart)
    }
    let matcher = ConsoleMatcher(pattern)
    let start = max(localStart, console.omittedLineCount, localEnd - Self.unsettled)
    while let last = local.last, last >= start { local.removeLast() }
    for (offset, line) in console.lines.enumerated().dropFirst(max(0, start - console.omittedLineCount)) {
      if matcher.matches(ConsoleLine.plain(line)) { local.append(console.omittedLineCount + offset) }
    }
    localEnd = console.lineCount
  }

  mutating func ask(number: Int) { rest = .asked(number: number) }

  /// Takes what was found in the file; false when that was asked for something else.
  mutating func take(_ matches: ConsoleMatches, isComplete: Bool, number: Int) -> Bool {
    guard rest == .asked(number: number) else { return false }
    earlier = Array(matches.lines.prefix { $0 < localStart })
    (searchedFrom, isCut) = (min(matches.searchedFrom, localStart), matches.isCut)
    if isComplete { rest = .known }
    return true
  }

  /// Nobody waits for an answer any more: it is asked for again once somebody does.
  mutating func forgetQuestion() { if case .asked = rest { rest = .unasked } }

  /// Gives up what was asked.
  mutating func fail(number: Int) { if rest == .asked(number: number) { rest = .known } }
}
