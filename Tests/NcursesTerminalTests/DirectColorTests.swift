// 24-bit colour, where the terminal's entry promises it. The entry is made here: few machines have one installed.
import Glibc
import TestSupport
import Testing

extension PseudoTerminalSuites {
  @Suite struct DirectColorTests {
    /// After ncurses' own xterm-direct, with semicolons, as libvterm misreads the form with colons.
    private static let entry = #"""
      pitwall-direct|24-bit colour for a test,
        RGB, colors#0x1000000, pairs#0x10000,
        setaf=\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
        setab=\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
        oc@, initc@, ccc@, use=xterm-256color,

      """#

    @Test(.enabled(if: access("/usr/bin/tic", X_OK) == 0)) func showsAThemesOwnColours() throws {
      let directory = TemporaryDirectory()
      let source = try #require(fopen(directory.path("entry.ti"), "w"))
      fputs(Self.entry, source)
      fclose(source)
      let compiler = PseudoTerminal("/usr/bin/tic", ["-x", "-o", directory.path, directory.path("entry.ti")])
      #expect(compiler.waitForExit() == 0, "\(compiler.text)")
      let terminal = PseudoTerminal(
        PseudoTerminal.product("terminal-probe"),
        environment: ["TERM": "pitwall-direct", "TERMINFO": directory.path])
      #expect(terminal.pump { $0.showsProbe() }, "\(terminal.text)")
      #expect(terminal.row(0) == "glyphs=braille depth=trueColor")
      // The first two are said by their numbers in the palette of 256, of which the emulator has its own colours.
      let series: [UInt32?] = [0x2FC79A, 0xF78FC0, 0xF0E442, 0xA78BFA, 0xFF6347, 0xB8C4D6]
      #expect((2..<8).map { terminal.cell(column: $0, row: 2).foreground } == series)
      #expect(terminal.cell(column: 8, row: 2).background == 0x1D1F4B)
      #expect(terminal.cell(column: 30, row: 10).background == nil)
      terminal.send("q")
      #expect(terminal.waitForExit() == 0)
      #expect(terminal.isRestored)
    }

    @Test(arguments: [
      (["COLORTERM": "truecolor"], true), (["COLORTERM": "24bit"], true), (["COLORTERM": "yes"], false),
      (["COLORTERM": "truecolor", "STY": "1.pts"], false), (["COLORTERM": "truecolor", "TERM": "xterm"], false),
      (["COLORTERM": "truecolor", "TERM": "screen-256color"], false),
      (["COLORTERM": "truecolor", "TERM": "tmux-256color", "TMUX": "/tmp/t,1,0"], true),
      (["COLORTERM": "truecolor", "NO_COLOR": "1"], false),
    ])
    func takesTheEnvironmentsWordForIt(_ environment: [String: String], _ isPromised: Bool) {
      let terminal = PseudoTerminal(PseudoTerminal.product("terminal-probe"), environment: environment)
      #expect(terminal.pump { $0.showsProbe() }, "\(terminal.text)")
      #expect(terminal.row(0).hasSuffix("depth=trueColor") == isPromised)
      // The first two are said by their numbers in the palette of 256, of which the emulator has its own colours.
      let text = String(decoding: terminal.output, as: UTF8.self)
      #expect(text.contains("38;5;74") == text.contains("38;5;215") && !text.contains("38;2;95;175;215"))
      #expect(!isPromised || text.contains("38;5;74m"))
      let series: [UInt32?] = [0x2FC79A, 0xF78FC0, 0xF0E442, 0xA78BFA, 0xFF6347, 0xB8C4D6]
      #expect(((2..<8).map { terminal.cell(column: $0, row: 2).foreground } == series) == isPromised)
      #expect((terminal.cell(column: 8, row: 2).background == 0x1D1F4B) == isPromised)
      // Also when all is painted again.
      terminal.signal(SIGSTOP)
      terminal.signal(SIGCONT)
      let written = terminal.output.count
      #expect(terminal.pump { $0.output.count > written + 100 && $0.cell(column: 79, row: 23).text == "*" })
      #expect(((2..<8).map { terminal.cell(column: $0, row: 2).foreground } == series) == isPromised)
      terminal.send("q")
      #expect(terminal.waitForExit() == 0 && terminal.isRestored)
    }
  }
}
