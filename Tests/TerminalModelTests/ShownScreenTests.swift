import Statistics
import TerminalModel
import Testing

@Suite struct ShownScreenTests {
  private let size = Size(columns: 40, rows: 6)

  /// The bytes of each frame, with `\e` for the escape character. A frame is its rows that change.
  private func bytes(_ frames: [[Int: [Painted]]], by dialect: TerminalDialect = TerminalDialect()) -> [String] {
    var screen = ShownScreen(size: size, dialect: dialect)
    _ = screen.show((0..<size.rows).map { ($0, cells([], &screen)) })
    return frames.map { frame in
      let rows = frame.sorted { $0.key < $1.key }.map { (row: $0.key, cells: cells($0.value, &screen)) }
      return String(decoding: screen.show(rows), as: UTF8.self).split(
        separator: "\u{1B}", omittingEmptySubsequences: false
      ).joined(separator: "\\e")
    }
  }

  /// Text at a column, from 0.
  private struct Painted {
    var text: String
    var column = 0
    var style = Style()
  }

  private func cells(_ texts: [Painted], _ screen: inout ShownScreen) -> [PaintedCell] {
    var cells = Array(repeating: PaintedCell(" ", look: 0), count: size.columns)
    for text in texts {
      var buffer = CellBuffer(size: Size(columns: size.columns, rows: 1))
      let used = buffer.put(text.text, at: Point(column: 0, row: 0))
      for (index, cell) in buffer.row(0).prefix(used).enumerated() {
        let look = cell.character == " " ? screen.blankLook(text.style) : screen.look(text.style)
        cells[text.column + index] = PaintedCell(cell.character, look: look, width: cell.width)
      }
    }
    return cells
  }

  private let red = Style(foreground: .ansi(1))
  private let blue = Style(foreground: .indexed(21))

  @Test func beginsWithAnEmptyScreen() {
    var screen = ShownScreen(size: Size(columns: 3, rows: 2))
    let blank = PaintedCell(" ", look: 0)
    let first = screen.show([(0, [PaintedCell("a", look: 0), blank, blank]), (1, [blank, blank, blank])])
    #expect(String(decoding: first, as: UTF8.self) == "\u{1B}[m\u{1B}[H\u{1B}[2Ja")
    #expect(screen.show([(0, [PaintedCell("a", look: 0), blank, blank])]).isEmpty)
    screen.forget(size: Size(columns: 1, rows: 1))
    #expect(screen.show([]).isEmpty)
    #expect(String(decoding: screen.show([(0, [PaintedCell("b", look: 0)])]), as: UTF8.self).hasSuffix("[2Jb"))
  }

  @Test func writesWhatHasChangedAndNothingElse() {
    #expect(
      bytes([
        [1: [Painted(text: "loss 0.250")]], [1: [Painted(text: "loss 0.251")]], [1: [Painted(text: "loss 0.251")]],
      ])
        == ["\nloss 0.250", "\u{8}1", ""])
  }

  @Test func movesTheShortestWay() {
    #expect(bytes([[0: [Painted(text: "a", column: 4), Painted(text: "b", column: 7)]]]) == ["\\e[4Ca  b"])
    #expect(
      bytes([[0: [Painted(text: "a"), Painted(text: "b", column: 12)], 1: [Painted(text: "c", column: 11)]]])
        == ["a\\e[11Cb\n\u{8}\u{8}c"])
    #expect(
      bytes([[5: [Painted(text: "a", column: 39)]], [1: [Painted(text: "b", column: 20)]]])
        == ["\\e[6;40Ha", "\\e[2;21Hb"])
    // No distance leads away from the margin, but the first column is near.
    #expect(bytes([[0: [Painted(text: "a", column: 39)], 1: [Painted(text: "b")]]]) == ["\\e[39Ca\r\nb"])
    var simple = TerminalDialect()
    (simple.placesColumns, simple.placesRows) = (false, false)
    #expect(
      bytes([[0: [Painted(text: "a", column: 39)]], [0: [Painted(text: "ab", column: 38)]]], by: simple)
        == ["\\e[39Ca", "\\e[1;39Hab"])
  }

  @Test func saysALookOnceAndTheShortestWay() {
    let frame = [
      0: [
        Painted(text: "a", style: red), Painted(text: "b", column: 1, style: blue),
        Painted(text: "c", column: 2, style: red), Painted(text: "d", column: 3, style: blue),
      ]
    ]
    #expect(bytes([frame]) == ["\\e[31ma c\\e[38;5;21md\u{8}\u{8}\u{8}b"])
    let bold = Style(foreground: .ansi(1), bold: true)
    #expect(
      bytes([[0: [Painted(text: "a", style: bold), Painted(text: "b", column: 1, style: red)]]])
        == [" \\e[31mb\r\\e[1ma"])
  }

  @Test func blanksTakeTheLookThatIsThere() {
    let words = [0: [Painted(text: "a", style: red), Painted(text: "b", column: 2, style: red)]]
    #expect(bytes([words]) == ["\\e[31ma b"])
    #expect(
      bytes([[0: [Painted(text: "aaaa bbbb", style: red)]], [0: [Painted(text: "a       b", style: red)]]])
        == ["\\e[31maaaa bbbb", "\\e[8D       "])
    // Not where the background or a line below is seen.
    let shaded = Style(background: .ansi(4))
    #expect(
      bytes([[0: [Painted(text: "a ", style: shaded), Painted(text: "b", column: 2)]]]) == ["  b\r\\e[44ma "])
    #expect(
      bytes([[0: [Painted(text: "a ", style: Style(underline: true)), Painted(text: "b", column: 2)]]])
        == ["  b\r\\e[4ma "])
  }

  @Test func erasesWhatIsLongAndBlank() {
    let text = [0: [Painted(text: String(repeating: "x", count: 30))]]
    #expect(bytes([text, [:], [0: []]]).last == "\r\\e[K")
    let cut = [0: [Painted(text: String(repeating: "x", count: 4)), Painted(text: "x", column: 29)]]
    #expect(bytes([text, cut]).last == "\\e[5G\\e[25X")
    var simple = TerminalDialect()
    (simple.erasesCharacters, simple.erasesInColor) = (false, false)
    #expect(bytes([text, cut], by: simple).last == "\\e[5G" + String(repeating: " ", count: 25))
    let shaded = Style(background: .ansi(4))
    let bar = [0: [Painted(text: String(repeating: " ", count: 40), style: shaded)]]
    #expect(bytes([bar]) == ["\\e[44m\\e[K"])
    #expect(bytes([bar], by: simple) == ["\\e[44m" + String(repeating: " ", count: 40)])
  }

  @Test func repeatsByNumberWhereTheTerminalDoes() {
    var repeating = TerminalDialect()
    repeating.repeats = true
    let line = [0: [Painted(text: String(repeating: "─", count: 12))]]
    #expect(bytes([line]) == [String(repeating: "─", count: 12)])
    #expect(bytes([line], by: repeating) == ["─\\e[11b"])
    // Never up to the margin.
    #expect(
      bytes([[0: [Painted(text: String(repeating: "─", count: 10), column: 30)]]], by: repeating)
        == ["\\e[30C─\\e[7b──"])
  }

  @Test func findsItsPlaceBehindWhatTerminalsMeasureDifferently() {
    #expect(bytes([[0: [Painted(text: "字"), Painted(text: "a", column: 2)]]]) == ["字\\e[1;3Ha"])
    #expect(bytes([[0: [Painted(text: "e\u{301}a")]]]) == ["e\u{301}\\e[1;2Ha"])
    // One half of it was something else.
    #expect(
      bytes([[0: [Painted(text: "字")]], [0: [Painted(text: "ab")]], [0: [Painted(text: "a字")]]])
        == ["字", "\\e[1Hab", "\u{8}字"])
  }

  @Test func neverScrollsByItsLastPlace() {
    var wrapping = TerminalDialect()
    wrapping.waitsAtMargin = false
    #expect(bytes([[5: [Painted(text: "ab", column: 38)]]], by: wrapping) == ["\\e[6;39Ha"])
    #expect(
      bytes([[0: [Painted(text: "a", column: 39)], 1: [Painted(text: "b")]]], by: wrapping) == ["\\e[39Ca\\e[2Hb"])
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>) func whateverIsShownLooksAsMeant(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var dialect = TerminalDialect()
    dialect.repeats = seed % 2 == 0
    dialect.placesColumns = seed % 3 != 0
    dialect.placesRows = seed % 5 != 0
    dialect.erasesCharacters = seed % 7 != 0
    var screen = ShownScreen(size: PaintedGrid.size, dialect: dialect)
    var grid = PaintedGrid()
    var rows = Array(repeating: Array(repeating: PaintedCell(" ", look: 0), count: PaintedGrid.size.columns), count: 6)
    for _ in 0..<12 {
      var styles: [PaintedCell.Look: Style] = [0: Style()]
      for row in rows.indices where Bool.random(using: &random) {
        for _ in 0..<Int.random(in: 0...6, using: &random) { Self.scribble(&rows[row], &screen, &random) }
      }
      for style in Self.styles {
        styles[screen.look(style)] = style
        styles[screen.blankLook(style)] = style.underline ? style : Style(background: style.background)
      }
      grid.paint(screen.show(rows.enumerated().map { ($0, $1) }))
      #expect(grid.text == rows.map { row in row.filter { $0.width > 0 }.map { String($0.character) }.joined() })
      let looks = rows.map { row in row.map { PaintedGrid.look($0.character, styles[$0.look] ?? Style()) } }
      #expect(grid.looks == looks)
    }
  }

  private static let styles = [
    Style(), Style(foreground: .ansi(1)), Style(foreground: .indexed(200)), Style(background: .ansi(4)),
    Style(foreground: .ansi(2), background: .ansi(4), bold: true), Style(underline: true), Style(dim: true),
  ]

  /// Puts a text of one look over a part of a row.
  private static func scribble(
    _ row: inout [PaintedCell], _ screen: inout ShownScreen, _ random: inout SeededGenerator
  ) {
    let texts = [
      "a", "  ", "──", " b ", "⠿⣿", "   cd", "█", "──────", "eeeeeeee", String(repeating: " ", count: 14), "字x",
    ]
    let style = styles.randomElement(using: &random) ?? Style()
    var buffer = CellBuffer(size: Size(columns: row.count, rows: 1))
    for (index, cell) in row.enumerated() where cell.width > 0 {
      buffer[index, 0] = Cell(cell.character, style: .text, width: cell.width)
    }
    let start = Int.random(in: 0..<row.count, using: &random)
    let used = buffer.put(texts.randomElement(using: &random) ?? "", at: Point(column: start, row: 0))
    for (index, cell) in buffer.row(0).enumerated() {
      let isNew = index >= start && index < start + used
      var look = isNew ? screen.look(style) : row[index].look
      if cell.character == " ", cell.width == 1 { look = isNew ? screen.blankLook(style) : row[index].look }
      row[index] = PaintedCell(cell.character, look: look, width: cell.width)
    }
    // The second half of a wide character looks as the first does, and what is left of one is a blank.
    for index in row.indices {
      if row[index].width == 0 { row[index].look = row[index - 1].look }
      if row[index].character == " ", row[index].width == 1 {
        let known = styles.first { screen.look($0) == row[index].look }
        if let known { row[index].look = screen.blankLook(known) }
      }
    }
  }
}

/// What a terminal shows that has been written to, as far as frames use it.
private struct PaintedGrid {
  static let size = Size(columns: 34, rows: 6)

  private struct Cell {
    var character: Character? = " "
    var style = Style()
  }
  private var cells = Array(repeating: Array(repeating: Cell(), count: size.columns), count: size.rows)
  private var (row, column) = (0, 0)
  private var last: Character = " "
  private var style = Style()

  var text: [String] { cells.map { row in row.compactMap { $0.character.map(String.init) }.joined() } }
  var looks: [[Style]] { cells.map { row in row.map { Self.look($0.character ?? " ", $0.style) } } }

  /// Of a blank only the background is seen, unless it is underlined.
  static func look(_ character: Character, _ style: Style) -> Style {
    if character != " " || style.underline { return style }
    return Style(background: style.background)
  }

  mutating func paint(_ bytes: [UInt8]) {
    var rest = Substring(String(decoding: bytes, as: UTF8.self))
    while let character = rest.popFirst() {
      switch character {
      case "\r": column = 0
      case "\n": row = min(row + 1, Self.size.rows - 1)
      case "\r\n": (row, column) = (min(row + 1, Self.size.rows - 1), 0)
      case "\u{8}": column = max(0, column - 1)
      case "\u{1B}":
        rest = rest.dropFirst()
        let numbers = rest.prefix { $0.isNumber || $0 == ";" }
        rest = rest.dropFirst(numbers.count)
        control(numbers.split(separator: ";").compactMap { Int($0) }, rest.popFirst() ?? " ")
      default: put(character)
      }
    }
  }

  private mutating func put(_ character: Character) {
    if column == Self.size.columns { (row, column) = (min(row + 1, Self.size.rows - 1), 0) }
    let isWide = character == "字"
    for place in column..<column + (isWide ? 2 : 1) {
      // What is left of a wide character is a blank.
      if cells[row][place].character == nil { cells[row][place - 1].character = " " }
      if place + 1 < Self.size.columns, cells[row][place + 1].character == nil { cells[row][place + 1].character = " " }
    }
    cells[row][column] = Cell(character: character, style: style)
    if isWide { cells[row][column + 1] = Cell(character: nil, style: style) }
    (column, last) = (column + (isWide ? 2 : 1), character)
  }

  private mutating func erase(_ count: Int) {
    for place in column..<min(column + count, Self.size.columns) {
      if cells[row][place].character == nil { cells[row][place - 1].character = " " }
      if place + 1 < Self.size.columns, cells[row][place + 1].character == nil { cells[row][place + 1].character = " " }
      cells[row][place] = Cell(style: style)
    }
  }

  private mutating func control(_ numbers: [Int], _ final: Character) {
    let first = numbers.first ?? 1
    switch final {
    case "H": (row, column) = (first - 1, (numbers.count > 1 ? numbers[1] : 1) - 1)
    case "G": column = first - 1
    case "d": row = first - 1
    case "C": column = min(column + first, Self.size.columns - 1)
    case "D": column = max(column - first, 0)
    case "b": for _ in 0..<first { put(last) }
    case "J": cells = Array(repeating: Array(repeating: Cell(), count: Self.size.columns), count: Self.size.rows)
    case "K": erase(Self.size.columns)
    case "X": erase(first)
    case "m": dress(numbers.isEmpty ? [0] : numbers)
    default: Issue.record("not a sequence of frames: \(final)")
    }
  }

  private mutating func dress(_ numbers: [Int]) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: style = Style()
      case 1: style.bold = true
      case 2: style.dim = true
      case 4: style.underline = true
      case 38:
        style.foreground = .indexed(UInt8(rest.dropFirst().first ?? 0))
        rest = rest.dropFirst(2)
      case 30...37: style.foreground = .ansi(UInt8(number - 30))
      case 39: style.foreground = .default
      case 40...47: style.background = .ansi(UInt8(number - 40))
      case 49: style.background = .default
      default: Issue.record("not a number of looks: \(number)")
      }
    }
  }
}
