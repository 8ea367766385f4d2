// What the terminal session shows and reports, seen from the other side of a pseudo-terminal.
import Glibc
import TerminalModel
import TestSupport
import Testing

/// A probe that has drawn its first frame.
private func probe(_ environment: [String: String] = [:], rows: Int = 24, columns: Int = 80) -> PseudoTerminal {
  let terminal = PseudoTerminal(
    PseudoTerminal.product("terminal-probe"), environment: environment, rows: rows, columns: columns)
  #expect(terminal.pump { $0.showsProbe(rows: rows, columns: columns) }, "\(terminal.text)")
  return terminal
}

extension PseudoTerminal {
  /// Whether the first frame of the probe is there, in whatever order it was painted.
  func showsProbe(rows: Int = 24, columns: Int = 80) -> Bool {
    cell(column: columns - 1, row: rows - 1).text == "*" && row(0).hasPrefix("glyphs=") && row(2).hasSuffix("|")
  }
}

extension PseudoTerminalSuites {
  @Suite struct TerminalSessionTests {
    @Test(arguments: [
      ("xterm-256color", "ansi256"), ("tmux-256color", "ansi256"), ("screen-256color", "ansi256"),
      ("linux", "ansi8"), ("vt100", "none"), ("xterm", "ansi8"),
      ("screen", "ansi8"), ("tmux", "ansi8"), ("mosh-256color", "ansi256"), ("rxvt-16color", "ansi16"),
      ("alacritty", "ansi256"), ("putty-256color", "ansi256"), ("konsole-256color", "ansi256"),
    ])
    func showsAFrameOnEveryKindOfTerminal(_ name: String, _ depth: String) {
      let terminal = probe(["TERM": name])
      let glyphs = name == "linux" ? "block" : "braille"
      #expect(terminal.row(0) == "glyphs=\(glyphs) depth=\(depth)")
      #expect(terminal.row(2) == "⣿⣿⣿⣿⣿⣿⣿⣿######## 漢字 e\u{301} ␛[31m\u{FFFD}x 👩\u{FFFD}🔬|")
      #expect(terminal.row(23).hasSuffix("*"))
      let colors = Set((0..<8).map { terminal.cell(column: $0, row: 2).foreground })
      #expect(depth == "ansi256" ? colors.count == 8 : depth == "none" ? colors == [nil] : colors.count >= 5)
      #expect(terminal.cell(column: 0, row: 0).isBold)
      terminal.send("q")
      #expect(terminal.waitForExit() == 0)
      #expect(terminal.echoes && terminal.collectsLines && !terminal.isAlternateScreen)
    }

    @Test func takesTheWholeTerminalAndGivesItBack() {
      let terminal = probe()
      #expect(terminal.pump { $0.reportsMouse })
      #expect(terminal.isCursorHidden && terminal.isAlternateScreen && !terminal.echoes && !terminal.collectsLines)
      terminal.send("q")
      #expect(terminal.waitForExit() == 0)
      #expect(terminal.isRestored)
    }

    @Test(arguments: [
      ("dumb", "cannot place its cursor"), ("no-such-terminal", "no entry for TERM=no-such-terminal"),
      ("", "TERM is not set"),
    ])
    func refusesWhatCannotShowAFrameAndSaysWhatToDo(_ name: String, _ words: String) {
      let terminal = PseudoTerminal(PseudoTerminal.product("terminal-probe"), environment: ["TERM": name], columns: 300)
      #expect(terminal.waitForExit() == 69)
      #expect(terminal.text.contains(words) && terminal.text.contains("pitwall frame"), "\(terminal.text)")
      #expect(terminal.isRestored)
    }

    @Test(arguments: [
      (["LANG": "de_DE.ISO-8859-1"], "ascii"), (["LANG": "C"], "ascii"), (["LANG": ""], "braille"),
      (["LANG": "en_XX.UTF-8"], "braille"), (["LC_ALL": "C", "LANG": "C.UTF-8"], "ascii"),
      (["PITWALL_GLYPHS": "block"], "block"),
    ])
    func choosesItsCharactersByLocale(_ environment: [String: String], _ glyphs: String) {
      let terminal = probe(environment)
      #expect(terminal.row(0) == "glyphs=\(glyphs) depth=ansi256")
      if glyphs == "ascii" {
        #expect(terminal.row(2) == "????????######## ? ?  ? ?[31m?x ? ?? |")
        #expect(terminal.output.allSatisfy { $0 < 0x80 })
      } else {
        #expect(terminal.row(2).hasPrefix("⣿⣿⣿⣿⣿⣿⣿⣿######## 漢字 e\u{301} "))
      }
    }

    @Test func keepsAttributesButNoColourUnderNoColor() {
      let terminal = probe(["NO_COLOR": "1"])
      #expect(terminal.row(0) == "glyphs=braille depth=none")
      #expect(terminal.cell(column: 0, row: 0).isBold)
      #expect((0..<8).allSatisfy { terminal.cell(column: $0, row: 2).foreground == nil })
      #expect(terminal.cell(column: 8, row: 2).isReversed)
    }

    /// A terminal emulator of today understands more than an entry promises.
    @Test(arguments: [("vt100", "GdXb"), ("vt220", "Gdb"), ("tmux-256color", "X")])
    func saysNothingThatTheTerminalsEntryDoesNotKnow(_ name: String, _ unknown: String) {
      let terminal = probe(["TERM": name])
      terminal.send("xyz")
      #expect(terminal.pump { $0.text.contains("key z") })
      let sequences = String(decoding: terminal.output, as: UTF8.self).split(separator: "\u{1B}[").compactMap {
        sequence in
        sequence.drop { $0.isNumber || $0 == ";" }.first
      }
      #expect(!sequences.contains(where: unknown.contains), "\(sequences)")
    }

    @Test func writesNothingWhenNothingHasChanged() {
      let terminal = probe()
      terminal.send("x")
      #expect(terminal.pump { $0.text.contains("key x") })
      terminal.pump(for: .milliseconds(50)) { _ in false }
      let written = terminal.output.count
      terminal.send("===")
      // The next change shows that the equal frames before it have been presented.
      terminal.send("y")
      #expect(terminal.pump { $0.text.contains("key y") })
      terminal.pump(for: .milliseconds(50)) { _ in false }
      let change = String(decoding: terminal.output[written...], as: UTF8.self)
      #expect(change == "\u{1B}[?2026h\r\nkey y\u{1B}[?2026l", "\(change.debugDescription)")
      let after = terminal.output.count
      terminal.send("====")
      terminal.pump(for: .milliseconds(100)) { _ in false }
      #expect(terminal.output.count == after)
    }

    @Test(arguments: [(1, 1), (5, 20), (60, 200), (2, 300)])
    func followsTheWindow(_ rows: Int, _ columns: Int) {
      let terminal = probe()
      terminal.resize(rows: rows, columns: columns)
      #expect(terminal.pump { $0.cell(column: columns - 1, row: rows - 1).text == "*" }, "\(terminal.text)")
      terminal.resize(rows: 12, columns: 50)
      #expect(terminal.pump { $0.row(1) == "size 50x12" && $0.text.contains("resize 50x12") }, "\(terminal.text)")
      #expect(terminal.row(0).hasPrefix("glyphs=braille"))
      terminal.send("q")
      #expect(terminal.waitForExit() == 0)
    }

    @Test func reportsEveryKindOfInput() {
      let terminal = probe(rows: 40)
      terminal.send("a\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}OP\u{1B}[15~\u{1B}x\u{10}ä\r\u{7F}\t\u{1B}[Z\u{13}")
      terminal.click(column: 9, row: 4)
      terminal.scroll(up: false, column: 200, row: 3)
      terminal.send("\u{1B}[<32;3;4M\u{1B}[200~one\rq\u{1B}[201~\u{1B}[I")
      let expected = [
        "key a", "key up", "key down", "key ctrl-right", "key f1", "key f5", "key alt-x", "key ctrl-p", "key ä",
        "key enter", "key backspace", "key tab", "key shift-tab", "key ctrl-s", "mouse press", "mouse release",
        "mouse scrollDown 200,3", "mouse drag", "paste one␊q", "focus gained",
      ]
      #expect(terminal.pump { $0.text.contains("focus gained") }, "\(terminal.text)")
      for (row, words) in expected.enumerated() { #expect(terminal.row(3 + row).hasPrefix(words)) }
      terminal.send("\u{1B}")
      #expect(terminal.pump { $0.text.contains("key esc") })
    }

    @Test func isWokenFromAnotherThread() {
      let terminal = probe()
      terminal.send("W")
      #expect(terminal.pump { $0.text.contains("woken") })
    }

    /// Zero wake-ups at rest: the voluntary context switches of a quiet program stand still.
    @Test func sleepsWhileNothingHappens() throws {
      let terminal = probe()
      terminal.pump(for: .milliseconds(100)) { _ in false }
      let before = try switches(of: terminal.process)
      terminal.pump(for: .milliseconds(300)) { _ in false }
      #expect(try switches(of: terminal.process) == before)
    }

    private func switches(of process: Int32) throws -> Int {
      let file = try #require(fopen("/proc/\(process)/status", "r"))
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 256)
      while fgets(&line, 256, file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if text.hasPrefix("voluntary_ctxt_switches:") {
          return try #require(text.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) })
        }
      }
      throw NoCount()
    }

    private struct NoCount: Error {}
  }
}
