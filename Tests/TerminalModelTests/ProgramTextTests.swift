import TerminalModel
import Testing

@Suite struct ProgramTextTests {
  typealias Run = ProgramText.Run

  @Test(
    arguments: [
      ("", []), ("plain", [Run("plain", .text)]),
      ("\u{1B}[31mred\u{1B}[0m not", [Run("red", .ansi1), Run(" not", .text)]),
      ("\u{1B}[1;32mok\u{1B}[m", [Run("ok", .ansi10)]), ("\u{1B}[1mbold", [Run("bold", .textStrong)]),
      ("\u{1B}[2mfaint\u{1B}[22m.", [Run("faint", .textDim), Run(".", .text)]), ("\u{1B}[95mx", [Run("x", .ansi13)]),
      // A background of its own speaks through the text's colour.
      ("\u{1B}[30;41mFAIL\u{1B}[0m", [Run("FAIL", .ansi1)]), ("\u{1B}[7mx", [Run("x", .accent)]),
      ("\u{1B}[38;5;196mx", [Run("x", .ansi9)]), ("\u{1B}[38;2;0;200;0mx", [Run("x", .ansi2)]),
      ("\u{1B}[38:5:4mx", [Run("x", .ansi4)]), ("\u{1B}[38;5mx\u{1B}[38;2;1mx", [Run("xx", .text)]),
      // Nothing else does anything.
      ("a\u{1B}[2Jb\u{1B}[5Ac\u{1B}]52;c;AAAA\u{7}d\u{1B}[?1049he", [Run("abcde", .text)]),
      ("a\u{1B}Pq#0\u{1B}\\b\u{1B}(0c\u{1B}cd", [Run("abcd", .text)]), ("cut\u{1B}[3", [Run("cut", .text)]),
      ("\u{1B}", [Run("\u{1B}", .text)]), ("\u{1B}[>31mx", [Run("x", .text)]),
      ("\u{1B}[99999999999999999999mx", [Run("x", .text)]),
    ] as [(String, [Run])])
  func onlyColoursCount(_ line: String, _ runs: [Run]) {
    #expect(ProgramText.runs(of: line) == runs)
    #expect(ProgramText.plain(line) == runs.map(\.text).joined())
  }

  @Test func whateverBytesComeNothingIsLeftThatATerminalWouldObey() {
    var state: UInt64 = 1
    for _ in 0..<2_000 {
      let bytes = (0..<40).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let pick = UInt8(truncatingIfNeeded: state >> 56)
        return pick < 60 ? 0x1B : pick < 100 ? 0x5B : pick
      }
      let text = ProgramText.plain(String(decoding: bytes, as: UTF8.self))
      #expect(!HarmlessText.make(text).unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
    }
  }
}
