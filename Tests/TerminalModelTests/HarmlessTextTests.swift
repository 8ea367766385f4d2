import TerminalModel
import Testing

@Suite struct HarmlessTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a\nb\tc", "a␊b␉c"), ("\u{1B}[31m\u{7}", "␛[31m␇"), ("\u{7F}", "␡"),
    ("\u{85}\u{9B}2J", "\u{FFFD}\u{FFFD}2J"), ("a\u{202E}b\u{2066}", "a\u{FFFD}b\u{FFFD}"),
    ("\u{200B}\u{FEFF}\u{AD}\u{2028}\u{E000}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("e\u{301}", "e\u{301}"), ("\u{301}e", "\u{FFFD}e"), ("❤\u{FE0F}", "❤"), ("👍🏽", "👍"), ("🇩🇪", "DE"),
    ("👩\u{200D}🔬", "👩\u{FFFD}🔬"), ("\u{FE0F}", "\u{FFFD}"), ("漢字", "漢字"), ("x\r\ny", "x␍␊y"),
    ("a\u{300}\u{301}\u{302}\u{303}\u{304}b", "a\u{300}\u{301}\u{302}b"),
  ])
  func replacesWhatIsNotPlainAndVisible(_ text: String, _ harmless: String) {
    #expect(Array(HarmlessText.make(text).unicodeScalars) == Array(harmless.unicodeScalars))
  }

  /// Over every scalar there is, next to its neighbours and to letters.
  @Test func neverLetsAControlOrFormatCharacterThrough() {
    var wrong: [UInt32] = []
    for block in stride(from: UInt32(0), to: 0x110000, by: 256) {
      let scalars = (block..<block + 256).compactMap(Unicode.Scalar.init)
      var text = String.UnicodeScalarView(scalars)
      if block < 0x3000 || block >= 0xE0000 { for scalar in scalars { text += ["a", scalar] } }
      let harmless = HarmlessText.make(String(text))
      let isClean = harmless.unicodeScalars.allSatisfy { Self.isPlain($0) }
      if !isClean || (HarmlessText.make(harmless) != harmless) { wrong.append(block) }
    }
    #expect(wrong.isEmpty, "in the blocks \(wrong.prefix(20).map { String($0, radix: 16) })")
  }

  @Test func isNeverEmptyUnlessTheTextIs() {
    let ranges = [UInt32(0)...0x2FFF, 0xFE00...0xFFFF, 0xE0000...0xE01FF]
    let hidden = ranges.joined().compactMap(Unicode.Scalar.init).filter { HarmlessText.make(String($0)).isEmpty }
    #expect(hidden.isEmpty)
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: return false
    default: return !scalar.properties.isBidiControl && !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  @Test func widthEqualsTheColumnsThatABufferUses() {
    var wrong: [UInt32] = []
    var buffer = CellBuffer(size: Size(columns: 12, rows: 1))
    for value in stride(from: UInt32(0), through: 0x1FFFF, by: 3) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a\(scalar)b"
      let used = buffer.put(text, at: Point(column: 0, row: 0))
      let ends = (0..<12).filter { buffer[$0, 0].character == "b" }
      if used != HarmlessText.columns(of: text) || !ends.contains(used - 1) { wrong.append(value) }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(20).map { String($0, radix: 16) })")
  }

  @Test(arguments: [
    ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("👍", 2), ("⣿─", 2), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｱ", 1),
    ("Ａ", 2), ("\u{1B}", 1), ("ไทย", 3), ("שָׁ", 1),
  ])
  func knowsColumns(_ text: String, _ columns: Int) { #expect(HarmlessText.columns(of: text) == columns) }

  @Test(arguments: [
    ("abcdef", 6, "abcdef", "abcdef"), ("abcdef", 5, "abcd…", "ab…ef"), ("abcdef", 4, "abc…", "ab…f"),
    ("abcdef", 1, "…", "…"), ("abcdef", 0, "", ""), ("漢字漢字", 6, "漢字…", "漢…字"), ("漢字漢字", 2, "…", "…"),
    ("a\nbcd", 4, "a␊b…", "a␊…d"), ("", 3, "", ""),
  ])
  func truncatesAtTheEndAndInTheMiddle(_ text: String, _ columns: Int, _ end: String, _ middle: String) {
    #expect(HarmlessText.truncate(text, columns: columns) == end)
    #expect(HarmlessText.truncate(text, columns: columns, mode: .middle) == middle)
    #expect(HarmlessText.columns(of: HarmlessText.truncate(text, columns: columns, mode: .middle)) <= columns)
  }

  @Test func fillsToAWidth() {
    #expect(HarmlessText.fit("漢", columns: 4) == "漢  ")
    #expect(HarmlessText.fitRight("1.5", columns: 5) == "  1.5")
    #expect(HarmlessText.fitRight("123456", columns: 4) == "123…")
  }

  @Test func expandsTabsByColumns() {
    #expect(HarmlessText.expandingTabs("a\tb\t漢\tc") == "a       b       漢      c")
    #expect(HarmlessText.expandingTabs("\t", every: 4) == "    ")
  }
}
