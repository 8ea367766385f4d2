import Glibc
import RunModel
import Statistics
import Testing

@testable import RunIngest

@Suite struct ConsoleRowsTests {
  static func lines(_ text: some StringProtocol, chunk: Int = .max) -> [String] {
    var rows = ConsoleRows(kept: .range(0..<Int.max))
    feed(Array(text.utf8), chunk: chunk) { rows.append($0) }
    return rows.lines
  }

  static func feed(_ bytes: [UInt8], chunk: Int, _ take: (UnsafeBufferPointer<UInt8>) -> Void) {
    var at = 0
    while at < bytes.count {
      let end = chunk > bytes.count - at ? bytes.count : at + chunk
      bytes[at..<end].withUnsafeBufferPointer(take)
      at = end
    }
  }

  @Test(
    arguments: [
      ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n\n", ["", ""]), ("a\nb", ["a", "b"]),
      ("10%\r20%\r100%\n", ["100%"]), ("a\r\nb\r\n", ["a", "b"]), ("longer\rx", ["x"]), ("kept\r", ["kept"]),
      ("old\r\u{1B}[Knew\n", ["new"]), ("old\u{1B}[2K\rnew", ["new"]), ("old\r\u{1B}[K", [""]),
      ("ab\u{8}c", ["ac"]), ("é\u{8}e", ["e"]), ("\u{1B}[31mred\u{1B}[0m", ["\u{1B}[31mred\u{1B}[0m"]),
      ("\u{1B}]0;title\u{7}text", ["text"]), ("\u{1B}Pdevice\u{1B}\\text", ["text"]),
      ("\u{1B}[?25lx\u{1B}[?25h", ["x"]),
      ("\u{1B}(Bx", ["x"]), ("end\n\u{1B}[0m", ["end"]), ("\u{1B}]never ended\nnext", ["", "next"]),
      ("\u{1B}[5;3Hx\u{1B}[2Jy", ["xy"]),
      ("one\ntwo\n\u{1B}[2Athree\nfour\n", ["three", "four"]), ("one\n\u{1B}[99Atwo", ["two"]),
      ("one\ntwo\u{1B}[Fthree", ["three", "two"]),
    ] as [(String, [String])])
  func areWhatATerminalShowsInTheEnd(_ text: String, _ lines: [String]) {
    for chunk in [1, 2, 7, .max] { #expect(Self.lines(text, chunk: chunk) == lines) }
  }

  /// What tqdm 4.66 writes for two nested bars: the inner one a line below, and back up with every update.
  @Test func nestedBarsAreOneLineEach() {
    var text = "start\n\router:   0%\n\rinner:   0%\u{1B}[A"
    for outer in 1...50 {
      for inner in 1...20 { text += "\n\rinner: \(inner * 5)%\u{1B}[A" }
      text += "\router: \(outer * 2)%"
    }
    text += "\n\rinner: 100%\n"
    #expect(Self.lines(text) == ["start", "outer: 100%", "inner: 100%"])
  }

  @Test func longLinesAreCutAndTheirRestIsRead() {
    let lines = Self.lines(String(repeating: "x", count: 100_000) + "\nnext", chunk: 999)
    #expect(lines.map(\.utf8.count) == [4096, 4])
  }

  @Test func onlyTheNewestAreKept() {
    var rows = ConsoleRows(kept: .newest(10, byteCount: 1 << 20))
    for number in 0..<1000 { Array("\(number)\n".utf8).withUnsafeBufferPointer { rows.append($0) } }
    #expect(rows.lines == (990..<1000).map { "\($0)" } && rows.endLine == 1000)
    var heavy = ConsoleRows(kept: .newest(10, byteCount: 30))
    for _ in 0..<1000 { Array("1234567890\n".utf8).withUnsafeBufferPointer { heavy.append($0) } }
    #expect(heavy.lines.count == 3 && heavy.endLine == 1000)
    Array((String(repeating: "x", count: 100) + "\n").utf8).withUnsafeBufferPointer { heavy.append($0) }
    #expect(heavy.lines == [String(repeating: "x", count: 100)])
  }

  @Test(arguments: 0..<60) func linesAndTheirCountAreThoseOfAPlainEmulator(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let text = ConsoleSample.text(&random, pieces: 1_200)
    let expected = ConsoleSample.emulated(text)
    var scanner = ConsoleScanner(spacing: 40)
    Self.feed(Array(text.utf8), chunk: 1 + Int(random.next() % 50)) { scanner.append($0) }
    #expect(Self.lines(text, chunk: 13) == expected)
    #expect(scanner.lineCount == expected.count)
    // Whatever an entry of the index says, reading on from there shows the same.
    for entry in scanner.entries {
      var rows = ConsoleRows(firstLine: entry.line, kept: .range(0..<Int.max))
      Array(text.utf8.dropFirst(Int(entry.byteOffset))).withUnsafeBufferPointer { rows.append($0) }
      #expect(rows.lines == Array(expected[entry.line...]))
    }
    if seed == 0 { #expect(scanner.entries.count > 3) }
  }
}

/// Output of a program that does everything that consoles do.
enum ConsoleSample {
  static func text(_ random: inout SeededGenerator, pieces: Int) -> String {
    let parts = [
      "a", "é", "word ", "\n", "\n", "\n", "line\n", "\r", "\r\n", "\u{1B}[K", "\u{1B}[A", "\u{1B}[2A", "\u{1B}[B",
      "\u{1B}[31m", "\u{1B}[0m", "\u{1B}[2K", "\u{8}", "\u{1B}]0;t\u{7}", "loss 0.25\n", "\n\n\n\n\n\n\n\n",
    ]
    var text = ""
    for _ in 0..<pieces { text += parts[Int(random.next() % UInt64(parts.count))] }
    return random.next() % 2 == 0 ? text : text + "\n"
  }

  /// The same rules, with every line at hand and one character after another.
  static func emulated(_ text: String) -> [String] {
    var (rows, row, isFresh, hasRest) = ([""], 0, [false], false)
    var rest = Substring(text).unicodeScalars[...]
    func write(_ text: String) {
      if isFresh[row] { (rows[row], isFresh[row]) = ("", false) }
      rows[row] += text
    }
    while let scalar = rest.popFirst() {
      if scalar == "\n" {
        row += 1
        if row < rows.count { isFresh[row] = true }
        if row == rows.count {
          rows.append("")
          isFresh.append(false)
          hasRest = false
        }
        continue
      }
      if scalar != "\u{1B}", row == rows.count - 1 { hasRest = true }
      switch scalar {
      case "\r": isFresh[row] = true
      case "\u{8}":
        var scalars = rows[row].unicodeScalars
        _ = scalars.popLast()
        rows[row] = String(scalars)
      case "\u{1B}":
        let kind = rest.popFirst()
        var sequence = ""
        while let next = rest.popFirst() {
          sequence.unicodeScalars.append(next)
          if kind == "]" ? next == "\u{7}" : next.properties.isAlphabetic { break }
        }
        switch sequence {
        case "K" where isFresh[row]: rows[row] = ""
        case "2K": (rows[row], isFresh[row]) = ("", true)
        case "A", "2A":
          let before = row
          row = max(row - (sequence == "A" ? 1 : 2), rows.count - 64, 0)
          if row != before { isFresh[row] = true }
        case "B":
          let before = row
          row = min(row + 1, rows.count - 1)
          if row != before { isFresh[row] = true }
        case "31m", "0m": write("\u{1B}[\(sequence)")
        default: break
        }
      default: write(String(Character(scalar)))
      }
    }
    return hasRest ? rows : Array(rows.dropLast())
  }
}
