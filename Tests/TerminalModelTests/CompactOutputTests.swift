import Statistics
import TerminalModel
import Testing

@Suite struct CompactOutputTests {
  private func compact(_ frames: String..., columns: Int = 80, repeats: Bool = false) -> [String] {
    var output = CompactOutput(repeats: repeats)
    return frames.map { String(decoding: output.compacting(Array($0.utf8), columns: columns), as: UTF8.self) }
  }

  /// `\e` for the escape character.
  private func plain(_ texts: [String]) -> [String] {
    texts.map { $0.split(separator: "\u{1B}", omittingEmptySubsequences: false).joined(separator: "\\e") }
  }

  @Test func movesWithinARowByTheShorterOfColumnAndDistance() {
    #expect(
      plain(compact("\u{1B}[4;64Ha\u{1B}[4;74Hb\u{1B}[4;80Hc\u{1B}[5;80Hd"))
        == ["\\e[4;64Ha\\e[9Cb\\e[5Cc\\e[5;80Hd"])
    #expect(plain(compact("\u{1B}[4;10Ha\u{1B}[4;74Hb\u{1B}[4;3Hc")) == ["\\e[4;10Ha\\e[63Cb\\e[3Gc"])
    #expect(plain(compact("\u{1B}[4;10H\u{1B}[4;10Ha\u{1B}[4;12Hb")) == ["\\e[4;10Ha\\e[Cb"])
  }

  @Test func keepsTheWholeMoveWhereThePlaceIsNotKnown() {
    // Characters of two columns, the margin, a scroll.
    #expect(plain(compact("\u{1B}[4;10H✅\u{1B}[4;12Ha")) == ["\\e[4;10H✅\\e[4;12Ha"])
    #expect(plain(compact("\u{1B}[4;10H字\u{1B}[4;20Ha")) == ["\\e[4;10H字\\e[4;20Ha"])
    #expect(plain(compact("\u{1B}[4;10Ha\u{1B}[2S\u{1B}[4;20Hb")) == ["\\e[4;10Ha\\e[2S\\e[4;20Hb"])
    #expect(plain(compact("\u{1B}[4;10Ha\n\u{1B}[4;20Hb")) == ["\\e[4;10Ha\n\\e[4;20Hb"])
  }

  @Test func leavesTheMarginByNoDistance() {
    #expect(
      plain(compact("\u{1B}[4;79Hab\u{1B}[4;20Hc\u{1B}[5;1Hd\u{1B}[5;80He\u{1B}[7;80Hf"))
        == ["\\e[4;79Hab\\e[20Gc\r\nd\\e[78Ce\\e[7;80Hf"])
    // What goes on behind it does so at once.
    #expect(plain(compact("\u{1B}[4;79Habc\u{1B}[4;20Hd")) == ["\\e[4;79Habc\\e[4;20Hd"])
    #expect(plain(compact("\u{1B}[4;79Hab\u{8}c", "d")) == ["\\e[4;79Hab\u{8}c", "d"])
  }

  @Test func repeatsByNumberWhereTheTerminalDoes() {
    let text = "\u{1B}[4;1H────a\u{1B}[7b──"
    #expect(plain(compact(text)) == ["\\e[4H────aaaaaaaa──"])
    #expect(plain(compact(text, repeats: true)) == ["\\e[4H─\\e[3ba\\e[7b──"])
    // Never up to the margin.
    #expect(plain(compact("\u{1B}[4;71H──────────", repeats: true)) == ["\\e[4;71H─\\e[7b──"])
    #expect(plain(compact("字\u{1B}[3b")) == ["字\\e[3b"])
  }

  @Test func saysALookOnceAndTheShortestWay() {
    let reset = "\u{1B}[39m\u{1B}(B\u{1B}[m"
    #expect(
      plain(compact("\u{1B}[m\u{1B}[38;5;74ma\(reset)\u{1B}[9;1H\u{1B}[38;5;74mb\(reset)")) == [
        "\\e[0;38;5;74ma\\e[9Hb\\e[m"
      ])
    #expect(
      plain(compact("\u{1B}[mx\u{1B}[1m\u{1B}[38;5;231m\u{1B}[48;5;239ma\u{1B}[39;49m\u{1B}(B\u{1B}[mb"))
        == ["\\e[mx\\e[1;38;5;231;48;5;239ma\\e[mb"])
    // Blinking is taken away by a reset alone; a colour by less than one.
    #expect(plain(compact("\u{1B}[mx\u{1B}[48;5;1m\u{1B}[31ma\u{1B}[39mb")) == ["\\e[mx\\e[31;48;5;1ma\\e[39mb"])
    #expect(
      plain(compact("\u{1B}[mx\u{1B}[4ma\u{1B}[24mb\u{1B}[38;2;1;2;3mc")) == ["\\e[mx\\e[4ma\\e[mb\\e[38;2;1;2;3mc"])
  }

  @Test func keepsTheLookFromFrameToFrameAndForErasing() {
    #expect(plain(compact("\u{1B}[ma", "\u{1B}[32mb\u{1B}[m", "c")) == ["\\e[ma", "\\e[32mb\\e[m", "c"])
    #expect(plain(compact("\u{1B}[m\u{1B}[44m\u{1B}[K\u{1B}[mx")) == ["\\e[0;44m\\e[K\\e[mx"])
  }

  @Test func blanksTakeTheLookThatIsThere() {
    #expect(
      plain(compact("\u{1B}[m\u{1B}[31ma\u{1B}[m  \u{1B}[32mb\u{1B}[m \u{1B}[K")) == ["\\e[0;31ma  \\e[32mb \\e[K\\e[m"]
    )
    // Not where the background or a line below is seen.
    #expect(plain(compact("\u{1B}[m\u{1B}[44ma\u{1B}[m b")) == ["\\e[0;44ma\\e[m b"])
    #expect(plain(compact("\u{1B}[m\u{1B}[4ma\u{1B}[m b")) == ["\\e[0;4ma\\e[m b"])
  }

  @Test func letsThroughWhatItDoesNotKnow() {
    for bytes in ["\u{1B}[38:5:4ma", "\u{1B}[?25l", "\u{1B}7a\u{1B}[4;4Hb", "\u{1B}[53ma", "\u{1B}["] {
      #expect(compact(bytes) == [bytes])
    }
  }

  @Test func writesARowLookByLookWhereThatIsShorter() {
    let red = "\u{1B}[38;5;196m"
    let blue = "\u{1B}[38;5;21m"
    #expect(
      plain(compact("\u{1B}[m\u{1B}[4;1H\(red)a\(blue)b\(red)c\(blue)d"))
        == ["\\e[4H\\e[0;38;5;196ma\\e[Cc\\e[2D\\e[38;5;21mb\\e[Cd"])
    // Rows stay apart, and what is written twice is written in order.
    #expect(
      plain(compact("\u{1B}[m\u{1B}[4;1H\(red)a\(blue)b\u{1B}[4;1H\(red)c\u{1B}[5;1Hd"))
        == ["\\e[4H\\e[0;38;5;196ma\\e[38;5;21mb\r\\e[38;5;196mc\r\nd"])
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>) func whateverIsPaintedLooksTheSame(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var (output, plain, compacted) = (CompactOutput(repeats: seed % 2 == 0), PaintedGrid(), PaintedGrid())
    for _ in 0..<6 {
      let frame = Self.frame(&random)
      plain.paint(frame)
      compacted.paint(output.compacting(frame, columns: PaintedGrid.columns))
      #expect(plain == compacted)
    }
  }

  /// Moves, looks, texts and erasures at random, as ncurses writes them.
  private static func frame(_ random: inout SeededGenerator) -> [UInt8] {
    var frame = "\u{1B}[H\u{1B}[m"
    for _ in 0..<60 {
      let (row, column) = (
        Int.random(in: 1...PaintedGrid.rows, using: &random), Int.random(in: 1...PaintedGrid.columns, using: &random)
      )
      let text =
        ["a", "  ", "──", " b ", "⠿⣿", "   cd", "█", "──────", "eeeeeeee", "       ", "f\u{1B}[6b"].randomElement(
          using: &random) ?? ""
      let color = [31, 38, 39, 44, 49, 1, 4, 0].randomElement(using: &random) ?? 0
      switch random.next() % 9 {
      case 0: frame += "\u{1B}[\(row);\(column)H"
      case 1: frame += "\u{1B}[\(column)G"
      case 2: frame += "\u{1B}[\(row)d"
      case 3...4: frame += color == 38 ? "\u{1B}[38;5;\(column)m" : "\u{1B}[\(color)m"
      case 5: frame += random.next() % 4 == 0 ? "\u{1B}[K" : random.next() % 4 == 0 ? "\u{1B}[3X" : "\r"
      default: frame += text
      }
    }
    return Array(frame.utf8)
  }
}

/// What a terminal shows that has been written to, as far as ncurses uses it.
private struct PaintedGrid: Equatable {
  static let (rows, columns) = (6, 34)

  private struct Cell: Equatable {
    var character: Character = " "
    var look = ""
  }
  private var cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  private var (row, column) = (0, 0)
  private var last: Character = " "
  private var (foreground, background, attributes) = ("", "", Set<Int>())

  /// Of a blank only the background is seen, unless it is underlined.
  private func cell(_ character: Character) -> Cell {
    let isBlank = character == " "
    let marks = isBlank ? attributes.subtracting([1]) : attributes
    let color = isBlank && !attributes.contains(4) ? "" : foreground
    return Cell(character: character, look: "\(color)|\(background)|\(marks.sorted())")
  }

  mutating func paint(_ bytes: [UInt8]) {
    var rest = Substring(String(decoding: bytes, as: UTF8.self))
    while let character = rest.popFirst() {
      switch character {
      case "\r": column = 0
      case "\r\n": (row, column) = (min(row + 1, Self.rows - 1), 0)
      case "\u{8}": column = max(0, column - 1)
      case "\u{1B}":
        rest = rest.dropFirst()
        let numbers = rest.prefix { $0.isNumber || $0 == ";" }
        rest = rest.dropFirst(numbers.count)
        control(numbers.split(separator: ";").compactMap { Int($0) }, rest.popFirst() ?? " ")
      default:
        if column == Self.columns { (row, column) = (min(row + 1, Self.rows - 1), 0) }
        cells[row][column] = cell(character)
        (column, last) = (column + 1, character)
      }
    }
  }

  private mutating func control(_ numbers: [Int], _ final: Character) {
    let first = numbers.first ?? 1
    switch final {
    case "H": (row, column) = (first - 1, (numbers.count > 1 ? numbers[1] : 1) - 1)
    case "G": column = first - 1
    case "d": row = first - 1
    case "C": column = min(column + first, Self.columns - 1)
    case "D": column = max(column - first, 0)
    case "b": paint(Array(String(repeating: last, count: first).utf8))
    case "K": for at in min(column, Self.columns)..<Self.columns { cells[row][at] = cell(" ") }
    case "X": for at in min(column, Self.columns)..<min(column + first, Self.columns) { cells[row][at] = cell(" ") }
    default: dress(numbers.isEmpty ? [0] : numbers)
    }
  }

  private mutating func dress(_ numbers: [Int]) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: (foreground, background, attributes) = ("", "", [])
      case 1...9: attributes.insert(number)
      case 38:
        foreground = "38;5;\(rest.dropFirst().first ?? 0)"
        rest = rest.dropFirst(2)
      case 30...37: foreground = "\(number)"
      case 39: foreground = ""
      case 49: background = ""
      default: background = "\(number)"
      }
    }
  }
}
