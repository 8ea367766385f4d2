import TerminalModel
import Testing

@Suite struct CompactOutputTests {
  private func compact(_ frames: String..., columns: Int = 80) -> [String] {
    var output = CompactOutput()
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
    #expect(plain(compact("\u{1B}[4;10Ha\u{1B}[4;74Hb\u{1B}[4;3Hc")) == ["\\e[4;10Ha\\e[74Gb\\e[3Gc"])
    #expect(plain(compact("\u{1B}[4;10H\u{1B}[4;10Ha\u{1B}[4;12Hb")) == ["\\e[4;10Ha\\e[Cb"])
  }

  @Test func keepsTheWholeMoveWhereThePlaceIsNotKnown() {
    // Characters of two columns, the margin, a scroll.
    #expect(plain(compact("\u{1B}[4;10H✅\u{1B}[4;12Ha")) == ["\\e[4;10H✅\\e[4;12Ha"])
    #expect(plain(compact("\u{1B}[4;10H字\u{1B}[4;20Ha")) == ["\\e[4;10H字\\e[4;20Ha"])
    #expect(plain(compact("\u{1B}[4;79Hab\u{1B}[4;20Hc")) == ["\\e[4;79Hab\\e[4;20Hc"])
    #expect(plain(compact("\u{1B}[4;10Ha\u{1B}[2S\u{1B}[4;20Hb")) == ["\\e[4;10Ha\\e[2S\\e[4;20Hb"])
    #expect(plain(compact("\u{1B}[4;10Ha\n\u{1B}[4;20Hb")) == ["\\e[4;10Ha\n\\e[4;20Hb"])
  }

  @Test func saysALookOnceAndTheShortestWay() {
    let reset = "\u{1B}[39m\u{1B}(B\u{1B}[m"
    #expect(
      plain(compact("\u{1B}[m\u{1B}[38;5;74ma\(reset)\u{1B}[9;1H\u{1B}[38;5;74mb\(reset)")) == [
        "\\e[0;38;5;74ma\\e[9;1Hb\\e[m"
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
}
