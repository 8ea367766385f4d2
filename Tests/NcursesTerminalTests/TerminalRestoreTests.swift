// Whatever ends the program, the terminal is as it was before.
import Glibc
import TerminalModel
import TestSupport
import Testing

/// Pseudo-terminals block while they wait: one at a time.
@Suite(.serialized) struct PseudoTerminalSuites {}

private func probe(_ environment: [String: String] = [:]) -> PseudoTerminal {
  let terminal = PseudoTerminal(PseudoTerminal.product("terminal-probe"), environment: environment)
  #expect(terminal.pump { $0.text.contains("size 80x24") && $0.reportsMouse }, "\(terminal.text)")
  return terminal
}

extension PseudoTerminalSuites {
  @Suite struct TerminalRestoreTests {
    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func afterASignal(_ number: Int32) {
      let terminal = probe()
      terminal.signal(number)
      #expect(terminal.waitForExit() == 128 + Int(number))
      #expect(terminal.isRestored, "\(terminal.modes)")
    }

    @Test(arguments: [("\u{3}", SIGINT), ("\u{1C}", SIGQUIT)])
    func afterAControlKey(_ key: String, _ number: Int32) {
      let terminal = probe()
      terminal.send(key)
      #expect(terminal.waitForExit() == 128 + Int(number))
      #expect(terminal.isRestored, "\(terminal.modes)")
    }

    @Test(arguments: [
      ("F", [256 + SIGILL, 256 + SIGTRAP]), ("S", [256 + SIGSEGV]), ("A", [256 + SIGABRT]), ("O", [256 + SIGSEGV]),
      ("T", [256 + SIGILL, 256 + SIGTRAP, 1]), ("E", [3]), ("q", [0]),
    ])
    func afterACrashAThrownErrorOrAnExit(_ key: String, _ statuses: [Int32]) throws {
      let terminal = probe()
      terminal.send(key)
      let status = try #require(terminal.waitForExit(), "\(terminal.text)")
      #expect(statuses.map(Int.init).contains(status), "\(status)")
      #expect(terminal.isRestored, "\(terminal.modes)")
    }

    @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS])
    func afterACrashSignalThatWasSent(_ number: Int32) {
      let terminal = probe()
      terminal.signal(number)
      #expect(terminal.waitForExit() == 256 + Int(number))
      #expect(terminal.isRestored, "\(terminal.modes)")
    }

    @Test(arguments: ["linux", "vt100", "tmux-256color"])
    func afterACrashOnOtherTerminals(_ name: String) {
      let terminal = PseudoTerminal(PseudoTerminal.product("terminal-probe"), environment: ["TERM": name])
      #expect(terminal.pump { $0.text.contains("size 80x24") })
      terminal.send("F")
      #expect(terminal.waitForExit() != nil)
      #expect(terminal.isRestored, "\(terminal.modes)")
      #expect(!terminal.text.contains("$<"), "padding was written out")
    }

    @Test func whenTheMainLoopHangsASecondSignalEndsIt() {
      let terminal = probe()
      terminal.send("H")
      #expect(terminal.pump { $0.text.contains("hangs") })
      terminal.signal(SIGTERM)
      #expect(terminal.pump { _ in pendingSignals(terminal.process) == 0 })
      terminal.signal(SIGTERM)
      #expect(terminal.waitForExit() == 256 + Int(SIGTERM))
      #expect(terminal.isRestored, "\(terminal.modes)")
    }

    @Test func endsWhenTheTerminalGoesAway() {
      let terminal = probe()
      terminal.hangUp()
      let status = terminal.waitForExit()
      #expect(status == 128 + Int(SIGHUP) || status == 74, "\(String(describing: status))")
    }

    @Test func stopsAndGoesOnWithCtrlZ() {
      let shell = PseudoTerminal(
        "/bin/bash", ["--norc", "--noprofile", "-i"],
        environment: ["PS1": "ready> ", "HISTFILE": "/dev/null", "HOME": "/nonexistent", "INPUTRC": "/dev/null"])
      #expect(shell.pump { $0.text.contains("ready>") }, "\(shell.text)")
      shell.send("\(PseudoTerminal.product("terminal-probe"))\r")
      #expect(shell.pump { $0.text.contains("size 80x24") && $0.reportsMouse }, "\(shell.text)")
      shell.send("x")
      #expect(shell.pump { $0.text.contains("key x") })
      for _ in 0..<2 {
        shell.send("\u{1A}")
        #expect(shell.pump { $0.text.contains("Stopped") && !$0.isAlternateScreen }, "\(shell.text)")
        #expect(!shell.isCursorHidden && !shell.reportsMouse)
        shell.send("\u{C}")
        shell.resize(rows: 20, columns: 70)
        let before = shell.output.count
        shell.send("fg\r")
        #expect(shell.pump { $0.row(1) == "size 70x20" && $0.text.contains("key x") }, "\(shell.text)")
        // The mouse is asked for once in each repaint.
        #expect(shell.count(of: "\u{1B}[?1006h", from: before) == 1)
        #expect(shell.pump { $0.isCursorHidden && $0.isAlternateScreen && $0.reportsMouse })
      }
      shell.send("q")
      #expect(shell.pump { $0.text.contains("ready>") && !$0.isAlternateScreen }, "\(shell.text)")
      shell.send("exit\r")
      #expect(shell.waitForExit() == 0)
      #expect(shell.isRestored)
    }

    /// A question that is open at ctrl-z is answered before the shell reads, or given up.
    @Test func aStopLeavesNoAnswerInTheShellAndHoldsNothingUpAfterwards() {
      let shell = PseudoTerminal(
        "/bin/bash", ["--norc", "--noprofile", "-i"],
        environment: ["PS1": "ready> ", "HISTFILE": "/dev/null", "HOME": "/nonexistent", "INPUTRC": "/dev/null"])
      #expect(shell.pump { $0.text.contains("ready>") }, "\(shell.text)")
      shell.send("\(PseudoTerminal.product("terminal-probe"))\r")
      #expect(shell.pump { $0.text.contains("size 80x24") && $0.reportsMouse }, "\(shell.text)")
      shell.send("x")
      #expect(shell.pump { $0.text.contains("key x") })
      shell.isMute = true
      shell.send("D")
      #expect(shell.pump { $0.count(of: TerminalQuery.ready) == 2 }, "no frame was followed by a question")
      shell.send("\u{1A}")
      #expect(shell.pump { $0.text.contains("Stopped") }, "\(shell.text)")
      shell.isMute = false
      let start = ContinuousClock.now
      shell.send("fg\r")
      #expect(shell.pump { $0.row(0).hasPrefix("number 300") }, "\(shell.text)")
      // An answer counts as lost after five seconds.
      #expect(ContinuousClock.now - start < .seconds(4))
      shell.send("q")
      #expect(shell.pump { $0.text.contains("ready>") && !$0.isAlternateScreen }, "\(shell.text)")
      shell.send("exit\r")
      #expect(shell.waitForExit() == 0)
    }

    @Test func redrawsAfterAStopThatItCouldNotSee() {
      let terminal = probe()
      terminal.signal(SIGSTOP)
      terminal.signal(SIGCONT)
      let written = terminal.output.count
      #expect(terminal.pump { $0.output.count > written + 100 })
      #expect(terminal.pump { $0.text.contains("size 80x24") && $0.isCursorHidden && $0.isAlternateScreen })
      terminal.send("z")
      #expect(terminal.pump { $0.text.contains("key z") }, "\(terminal.text)")
    }
  }
}

private func field(_ name: String, ofStatus process: Int32) -> String {
  guard let file = fopen("/proc/\(process)/status", "r") else { return "" }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if text.hasPrefix(name) { return text.split(whereSeparator: \.isWhitespace).dropFirst().joined(separator: " ") }
  }
  return ""
}

private func pendingSignals(_ process: Int32) -> Int? { Int(field("ShdPnd:", ofStatus: process), radix: 16) }
