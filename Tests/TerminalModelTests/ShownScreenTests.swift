import Statistics
import Testing

@testable import TerminalModel

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
    #expect(String(decoding: first, as: UTF8.self) == "\u{1B}[m\u{1B}[r\u{1B}[H\u{1B}[2Ja")
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

  @Test func paintsAnotherScreenFromTheBeginningWhereThatIsShorter() {
    var screen = ShownScreen(size: Size(columns: 80, rows: 24))
    var grid = PaintedGrid(size: screen.size)
    func show(_ cell: (Int, Int) -> PaintedCell) -> [UInt8] {
      let bytes = screen.show((0..<24).map { row in (row, (0..<80).map { cell(row, $0) }) })
      grid.paint(bytes)
      return bytes
    }
    let (dense, sparse) = (screen.look(red), screen.look(blue))
    let letter = { (row: Int, column: Int) in
      (row + column) % 12 == 0 ? PaintedCell("a", look: sparse) : PaintedCell(" ", look: 0)
    }
    _ = show { _, _ in PaintedCell("⣿", look: dense) }
    #expect(String(decoding: show(letter), as: UTF8.self).contains("\u{1B}[2J"))
    // What comes next goes on from there.
    let next = show { $0 == 12 && $1 == 40 ? PaintedCell("b", look: dense) : letter($0, $1) }
    #expect(next.count < 20)
    let marked = "a           a           a           a   b       a           a           a       "
    #expect(grid.text[12] == marked && grid.looks[12][40] == red && grid.looks[12][36] == blue)
  }

  @Test func erasesTheEndsOfRowsWhereAListStaysBesideThem() {
    var screen = ShownScreen(size: Size(columns: 80, rows: 24))
    var grid = PaintedGrid(size: screen.size)
    let (dense, sparse) = (screen.look(red), screen.look(blue))
    func show(_ cell: (Int, Int) -> PaintedCell) -> [UInt8] {
      let list = PaintedCell("l", look: dense)
      let bytes = screen.show((0..<24).map { row in (row, (0..<80).map { $0 < 60 ? list : cell(row, $0) }) })
      grid.paint(bytes)
      return bytes
    }
    _ = show { PaintedCell(($0 + $1) % 2 == 0 ? "⣿" : " ", look: $1 % 3 == 0 ? dense : sparse) }
    let bytes = show { PaintedCell($1 % 8 == $0 % 8 ? "x" : " ", look: $1 % 8 == $0 % 8 ? dense : 0) }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\u{1B}[K") && !text.contains("\u{1B}[2J") && !text.contains("l"))
    #expect(grid.text[3].prefix(60).allSatisfy { $0 == "l" })
  }

  /// Everything a terminal may differ in, and screens down to one place.
  @Test(arguments: 1...120 as ClosedRange<UInt64>) func whateverIsShownLooksAsMeant(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var dialect = TerminalDialect()
    dialect.repeats = seed % 2 == 0
    dialect.placesColumns = seed % 3 != 0
    dialect.placesRows = seed % 5 != 0
    dialect.erasesCharacters = seed % 7 != 0
    dialect.erasesInColor = seed % 4 != 1
    dialect.waitsAtMargin = seed % 6 != 1
    let sizes = [(34, 6), (34, 6), (2, 1), (1, 1), (9, 3), (3, 4)]
    let (columns, rowCount) = sizes[Int(seed) % sizes.count]
    let size = Size(columns: columns, rows: rowCount)
    var screen = ShownScreen(size: size, dialect: dialect)
    // Any frame may be written over what was erased before.
    if seed % 8 < 5 { screen.longFrame = 0 }
    var grid = PaintedGrid(size: size, erasesInColor: dialect.erasesInColor, waitsAtMargin: dialect.waitsAtMargin)
    var rows = Array(repeating: Array(repeating: PaintedCell(" ", look: 0), count: columns), count: rowCount)
    for round in 0..<12 {
      if round == 7 { screen.forget(size: size) }
      var styles: [PaintedCell.Look: Style] = [0: Style()]
      for row in rows.indices where Bool.random(using: &random) {
        for _ in 0..<Int.random(in: 0...6, using: &random) { Self.scribble(&rows[row], &screen, &random) }
      }
      for style in Self.styles {
        styles[screen.look(style)] = style
        styles[screen.blankLook(style)] = style.underline || style.reverse ? style : Style(background: style.background)
      }
      grid.paint(screen.show(rows.enumerated().map { ($0, $1) }))
      var text = rows.map { row in row.filter { $0.width > 0 }.map { String($0.character) }.joined() }
      var looks = rows.map { row in row.map { PaintedGrid.look($0.character, styles[$0.look] ?? Style()) } }
      if !dialect.waitsAtMargin {
        // The last place of all is never written.
        let isWide = rows[rowCount - 1][columns - 1].width == 0
        text[rowCount - 1].removeLast()
        looks[rowCount - 1].removeLast(isWide ? 2 : 1)
        #expect(grid.text[rowCount - 1].hasPrefix(text[rowCount - 1]))
        #expect(grid.looks[rowCount - 1].starts(with: looks[rowCount - 1]))
        (text, looks) = (Array(text.dropLast()), Array(looks.dropLast()))
      }
      #expect(Array(grid.text.prefix(text.count)) == text)
      #expect(Array(grid.looks.prefix(looks.count)) == looks)
      #expect(!grid.hasScrolled)
    }
  }

  private static let styles = [
    Style(), Style(foreground: .ansi(1)), Style(foreground: .indexed(200)), Style(background: .ansi(4)),
    Style(foreground: .ansi(2), background: .ansi(4), bold: true), Style(underline: true), Style(dim: true),
    Style(foreground: .ansi(3), italic: true), Style(background: .ansi(2), underline: true), Style(reverse: true),
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
  private struct Cell {
    var character: Character? = " "
    var style = Style()
  }
  private let size: Size
  private let erasesInColor: Bool
  private let waitsAtMargin: Bool
  private(set) var hasScrolled = false
  private var cells: [[Cell]]
  private var (row, column) = (0, 0)
  private var last: Character = " "
  private var style = Style()

  init(size: Size, erasesInColor: Bool = true, waitsAtMargin: Bool = true) {
    (self.size, self.erasesInColor, self.waitsAtMargin) = (size, erasesInColor, waitsAtMargin)
    cells = Array(repeating: Array(repeating: Cell(), count: size.columns), count: size.rows)
  }

  var text: [String] { cells.map { row in row.compactMap { $0.character.map(String.init) }.joined() } }
  var looks: [[Style]] { cells.map { row in row.map { Self.look($0.character ?? " ", $0.style) } } }

  /// Of a blank only the background is seen, unless it is underlined or reversed.
  static func look(_ character: Character, _ style: Style) -> Style {
    if character != " " || style.underline || style.reverse { return style }
    return Style(background: style.background)
  }

  mutating func paint(_ bytes: [UInt8]) {
    var rest = Substring(String(decoding: bytes, as: UTF8.self))
    while let character = rest.popFirst() {
      switch character {
      case "\r": column = 0
      case "\n": lineFeed()
      case "\r\n":
        column = 0
        lineFeed()
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

  private mutating func lineFeed() {
    hasScrolled = hasScrolled || row == size.rows - 1
    row = min(row + 1, size.rows - 1)
  }

  private mutating func put(_ character: Character) {
    let columns = character == "字" ? 2 : 1
    if column + columns > size.columns {
      column = 0
      lineFeed()
    }
    clear(column..<column + columns)
    cells[row][column] = Cell(character: character, style: style)
    if columns == 2 { cells[row][column + 1] = Cell(character: nil, style: style) }
    (column, last) = (column + columns, character)
    if column == size.columns, !waitsAtMargin {
      column = 0
      lineFeed()
    }
  }

  /// What is left of a wide character is a blank.
  private mutating func clear(_ places: Range<Int>) {
    for place in places {
      if cells[row][place].character == nil { cells[row][place - 1].character = " " }
      if place + 1 < size.columns, cells[row][place + 1].character == nil { cells[row][place + 1].character = " " }
      cells[row][place] = Cell(style: erasesInColor ? Style(background: style.background) : Style())
    }
  }

  private mutating func control(_ numbers: [Int], _ final: Character) {
    let first = numbers.first ?? 1
    switch final {
    case "H": (row, column) = (first - 1, (numbers.count > 1 ? numbers[1] : 1) - 1)
    case "G": column = first - 1
    case "d": row = first - 1
    case "C": column = min(column + first, size.columns - 1)
    case "D": column = max(column - first, 0)
    case "b": for _ in 0..<first { put(last) }
    case "r": (row, column) = (0, 0)
    case "J": self.cells = Array(repeating: Array(repeating: Cell(), count: size.columns), count: size.rows)
    case "K": clear(min(column, size.columns)..<size.columns)
    case "X": clear(min(column, size.columns)..<min(column + first, size.columns))
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
      case 3: style.italic = true
      case 4: style.underline = true
      case 7: style.reverse = true
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
