/// The cheapest way from one place of a terminal to another.
struct CursorMove {
  /// From 1; behind the last column the cursor waits at the margin, and the next character begins another row.
  struct Place: Equatable, Sendable {
    var row: Int
    var column: Int
  }

  private enum Down {
    case lines(Int)
    case row(Int)
  }
  private enum Across {
    case start
    case backspaces(Int)
    case left(Int)
    case right(Int)
    case column(Int)
  }

  private var whole: Place?
  private var down: Down?
  private var across: Across?
  private(set) var byteCount = 0

  /// - Parameters:
  ///   - from: nil where it is not known.
  ///   - columns: of the terminal.
  init(from: Place?, to target: Place, columns: Int, dialect: TerminalDialect) {
    if from == target { return }
    let wholeCount = Self.wholeCount(target)
    (whole, byteCount) = (target, wholeCount)
    guard let from else { return }
    // Terminals differ in where a distance from the margin leads to, and whether a line feed leaves it.
    let isAtMargin = from.column > columns
    let (down, downCount) = Self.down(from.row, target.row, dialect)
    let (across, acrossCount) = Self.across(from.column, target.column, isAtMargin: isAtMargin, dialect)
    let leavesMargin = !isAtMargin || from.row == target.row || target.column == 1
    guard leavesMargin, let downCount, let acrossCount, downCount + acrossCount < wholeCount else { return }
    (whole, self.down, self.across, byteCount) = (nil, down, across, downCount + acrossCount)
  }

  /// Counts are nil where there is no way.
  private static func down(_ from: Int, _ to: Int, _ dialect: TerminalDialect) -> (Down?, Int?) {
    let distance = to - from
    if distance == 0 { return (nil, 0) }
    let absolute = dialect.placesRows ? 3 + digits(to) : Int.max
    if distance > 0, distance <= absolute { return (.lines(distance), distance) }
    return dialect.placesRows ? (.row(to), absolute) : (nil, nil)
  }

  private static func across(
    _ from: Int, _ to: Int, isAtMargin: Bool, _ dialect: TerminalDialect
  ) -> (Across?, Int?) {
    if from == to { return (nil, 0) }
    if to == 1 { return (.start, 1) }
    let absolute = dialect.placesColumns ? 3 + digits(to) : Int.max
    if isAtMargin { return dialect.placesColumns ? (.column(to), absolute) : (nil, nil) }
    let distance = abs(to - from)
    let relative = 3 + (distance == 1 ? 0 : digits(distance))
    if to < from, distance <= min(relative, absolute) { return (.backspaces(distance), distance) }
    if absolute < relative { return (.column(to), absolute) }
    return (to < from ? .left(distance) : .right(distance), relative)
  }

  /// A line feed keeps the column: the terminal's driver is told to add nothing (`ONLCR`).
  func append(to bytes: inout [UInt8]) {
    if let whole {
      return bytes += (whole.column == 1 ? "\u{1B}[\(whole.row)H" : "\u{1B}[\(whole.row);\(whole.column)H").utf8
    }
    switch across {
    // Before a line feed, as people read it: CR LF.
    case .start: bytes.append(0x0D)
    default: break
    }
    switch down {
    case .lines(let count): bytes += repeatElement(0x0A, count: count)
    case .row(let row): bytes += "\u{1B}[\(row)d".utf8
    case nil: break
    }
    switch across {
    case .backspaces(let count): bytes += repeatElement(0x08, count: count)
    case .left(let distance): bytes += "\u{1B}[\(distance == 1 ? "" : String(distance))D".utf8
    case .right(let distance): bytes += "\u{1B}[\(distance == 1 ? "" : String(distance))C".utf8
    case .column(let column): bytes += "\u{1B}[\(column)G".utf8
    case .start, nil: break
    }
  }

  private static func wholeCount(_ place: Place) -> Int {
    3 + digits(place.row) + (place.column == 1 ? 0 : 1 + digits(place.column))
  }

  private static func digits(_ number: Int) -> Int { number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4 }
}
