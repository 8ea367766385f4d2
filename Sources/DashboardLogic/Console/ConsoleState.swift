import RunModel

/// Where a person is in a console, what is looked for in it, and what was read of it.
public struct ConsoleState: Equatable, Sendable {
  /// The first row on view: a line, and which of the rows that it is wrapped into.
  struct Place: Equatable, Sendable {
    var line: Int
    var row = 0
  }

  /// The run, the output and the file that all of this is about.
  struct Subject: Equatable, Sendable {
    var runID: String
    var stream: ConsoleStream?
    var generation: Int
  }

  var subject: Subject?
  /// nil follows the end.
  var top: Place?
  /// Screen columns left out at the left.
  var column = 0
  var search: ConsoleFinder?
  var filtered: ConsoleFinder?
  /// The match that was gone to last.
  var currentMatch: Int?
  /// A search was made and nobody has been brought to a match yet; then to the nearest one before this line.
  var seeking: Int?
  /// Lines that were read from the file, by their numbers.
  var pages: [Int: String] = [:]
  /// How long the console was when lines had ended, by their numbers; nil where that cannot be found.
  var ends: [Int: Int64?] = [:]
  /// Requests for lines, their ends, and places that wait for their answers, by kind.
  var linesAsked: (number: Int, lines: [Int])?
  var endsAsked: (number: Int, lines: [Int])?
  var placeAsked: Int?
  /// The search of the whole file that is under way.
  var scanAsked: Int?
  /// Where to go as soon as it is known which line that is.
  var wantedPlace: ConsoleRequest.Kind?
  /// Whether the lines were counted when this was last brought up to date.
  var wasCounted = true
  var requestCount = 0
  /// Why the file could not be read; nil while it could.
  var failure: String?

  public init() {}

  public static func == (a: ConsoleState, b: ConsoleState) -> Bool {
    (a.subject, a.top?.line, a.top?.row, a.column) == (b.subject, b.top?.line, b.top?.row, b.column)
      && (a.search, a.filtered, a.currentMatch) == (b.search, b.filtered, b.currentMatch)
      && a.pages == b.pages && a.ends == b.ends && a.requestCount == b.requestCount
  }

  mutating func nextNumber() -> Int {
    requestCount += 1
    return requestCount
  }
}
