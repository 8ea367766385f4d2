// What the terminal is asked, what it is told to do outside its screen, and how a slow line is spared.
import Glibc
import TerminalModel
import TestSupport
import Testing

private func probe(_ environment: [String: String] = [:], answering answers: [(String, String)] = []) -> PseudoTerminal
{
  let terminal = PseudoTerminal(PseudoTerminal.product("terminal-probe"), environment: environment)
  terminal.answers = answers.map { (question: $0.0, answer: $0.1) }
  #expect(terminal.pump { $0.showsProbe() }, "\(terminal.text)")
  return terminal
}

extension PseudoTerminalSuites {
  @Suite struct TerminalQuestionTests {
    @Test(arguments: [
      ("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", "background rgb(255, 255, 255) light true"),
      ("\u{1B}]11;rgb:1e1e/2020/2828\u{7}", "background rgb(30, 32, 40) light false"),
      ("\u{1B}]11;rgb:0/0/0\u{7}", "background rgb(0, 0, 0) light false"),
      // Answered with something else, and with a key in between.
      ("x\u{1B}]4;1;rgb:ff/ff/ff\u{7}", "no background"),
    ])
    func theBackgroundIsWhatTheTerminalSays(_ answer: String, _ words: String) {
      let terminal = probe(answering: [(TerminalQuery.background, answer)])
      terminal.send("G")
      #expect(terminal.pump { $0.text.contains(words) }, "\(terminal.text)")
      #expect(terminal.text.contains("key x") == answer.hasPrefix("x"))
      terminal.send("q")
      #expect(terminal.waitForExit() == 0 && terminal.isRestored)
    }

    @Test func aTerminalThatSaysNothingOfItsBackgroundCostsNoWait() {
      let terminal = probe()
      let start = ContinuousClock.now
      terminal.send("G")
      #expect(terminal.pump { $0.text.contains("no background") })
      // The probe would wait ten seconds.
      #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test(arguments: ["linux", "vt100"]) func simpleTerminalsAreNotAsked(_ name: String) {
      let terminal = probe(["TERM": name])
      terminal.send("G")
      #expect(terminal.pump { $0.text.contains("no background") })
      #expect(!terminal.contains("\u{1B}]11") && !terminal.contains("\u{1B}[c"))
    }

    @Test func aTextIsPutOnThePersonsClipboard() {
      let terminal = probe()
      terminal.send("C")
      // base64 of `value 0.25`, by coreutils.
      #expect(terminal.pump { $0.contains("\u{1B}]52;c;dmFsdWUgMC4yNQ==\u{7}") })
      let inside = probe(["TMUX": "/tmp/tmux-0/default,1,0"])
      inside.send("C")
      #expect(
        inside.pump {
          $0.contains("\u{1B}]52;c;dmFsdWUgMC4yNQ==\u{7}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;dmFsdWUgMC4yNQ==\u{7}\u{1B}\\")
        })
    }

    @Test func aNotificationIsOneHarmlessLine() {
      let terminal = probe()
      terminal.send("N")
      #expect(terminal.pump { $0.contains("\u{1B}]777;notify;Pitwall;run 3 failed, see it\u{7}") })
    }

    /// Nobody reads: the program goes on, most frames are never written, and the newest is shown in the end.
    @Test(arguments: ["xterm-256color", "linux"]) func framesAreSkippedOnASlowLine(_ name: String) throws {
      let directory = TemporaryDirectory()
      let terminal = probe(["TERM": name, "PROBE_DONE": directory.path("done")])
      terminal.pump(for: .milliseconds(50)) { _ in false }
      let before = terminal.output.count
      terminal.send("D")
      #expect(eventually { access(directory.path("done"), F_OK) == 0 }, "the program waits for its reader")
      #expect(terminal.pump { $0.row(0).hasPrefix("number 300") }, "\(terminal.text)")
      // A frame is about 2,000 bytes, and three hundred of them 600,000.
      #expect(terminal.output.count - before < 60_000)
      terminal.send("q")
      #expect(terminal.waitForExit() == 0 && terminal.echoes)
    }

    @Test func itLeavesAlsoWhenNobodyReads() {
      let directory = TemporaryDirectory()
      let terminal = probe(["PROBE_DONE": directory.path("done")])
      terminal.send("D")
      #expect(eventually { access(directory.path("done"), F_OK) == 0 })
      terminal.signal(SIGTERM)
      #expect(terminal.waitForExit() == 128 + Int(SIGTERM))
      #expect(terminal.isRestored, "\(terminal.modes)")
    }
  }
}
