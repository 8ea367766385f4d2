import FileAccess
import Glibc
import JSONText
import RunFormats
import RunModel
import TestSupport
import Testing
import TrainingControl

/// Real processes: launched, paused, stopped, orphaned.
@Suite(.serialized) struct SupervisorTests {
  /// Saves when asked and counts on from where it was told.
  static let cooperative = """
    trap 'asked=1' USR1
    n=0; [ -n "$PITWALL_RESUME_FROM" ] && n=$(cat "$PITWALL_RESUME_FROM")
    echo "attempt $PITWALL_ATTEMPT from $n with $GREETING"
    while [ "$n" -lt 100000 ]; do
      n=$((n + 1))
      if [ -n "$asked" ] && [ -e "$PITWALL_RUN_DIR/control/pause" ]; then
        mkdir -p "$PITWALL_RUN_DIR/checkpoints"; echo $n > "$PITWALL_RUN_DIR/checkpoints/$n"
        record '{"kind":"checkpoint","step":'$n',"path":"checkpoints/'$n'","reason":"request"}'
        exit 75
      fi
      [ -e finish ] && exit 0
      sleep 0.02
    done
    """
  static let patient = "trap '' USR1; echo ready; while :; do sleep 0.05; done"

  @Test(arguments: [
    ("exit 0", RunState.finished, "ended with exit code 0"), ("exit 3", .failed, "exit code 3"),
    ("kill -9 $$", .failed, "killed by signal 9 (KILL)"),
  ])
  func runsToItsEnd(_ end: String, _ state: RunState, _ reason: String) throws {
    let run = try ControlledRun(script: "echo out; echo err >&2; \(end)")
    let status = try run.waitFor(state)
    #expect(status.reason == reason)
    #expect(status.attempt == 1)
    #expect(status.supervisor == nil && status.training == nil)
    #expect(run.console == "out\n" && run.text(of: "console.stderr.log") == "err\n")
    #expect(run.text(of: "console.order") == "000000000004 000000000004\n")
    var kinds: [RunEvent.Kind] = []
    // The event is written behind the state that was waited for.
    try run.waitUntil("event of the end") {
      kinds = try run.events().map(\.kind)
      return if case .state(.running, state, reason, nil) = kinds.last { true } else { false }
    }
    guard case .attempt(1, _, _, nil, 0) = kinds.first else {
      Issue.record("\(kinds)")
      return
    }
    #expect(kinds.contains { if case .exit(1, status.exit, .some, .some) = $0 { true } else { false } })
    try run.waitUntil("end of an empty supervisor.log") { !Files.exists("\(run.run.path)/supervisor.log") }
  }

  @Test func theOrderOfBothOutputsIsNotedAndOutlivesTheSupervisor() throws {
    let run = try ControlledRun(
      script: """
        say() { echo "$1"; while ! [ -e "$1" ]; do sleep 0.01; done; }
        say one; say two >&2; say three; echo four >&2; say five
        """)
    let next = { (word: String) in try Files.replaceAtomically(run.directory.path(word), with: []) }
    try run.waitForConsole("one")
    try next("one")
    try run.waitUntil("mark") { run.text(of: "console.order") == "000000000004 000000000004\n" }
    try next("two")
    try run.waitForConsole("three")
    let supervisor = try #require(try run.run.status().supervisor)
    kill(supervisor.pid, SIGKILL)
    try next("three")
    try run.waitForConsole("five")
    #expect(run.text(of: "console.stderr.log") == "two\nfour\n", "the training writes on, to both")
    // Who takes over notes what has come meanwhile, behind the last whole mark.
    try Files.appendLine("\(run.run.path)/console.order", "00000", sync: false)
    _ = try run.ask(.resume)
    try run.waitUntil("second mark") {
      run.text(of: "console.order") == "000000000004 000000000004\n000000000015 000000000009\n"
    }
  }

  @Test func aConsoleThatBeganInOneFileGoesOnInIt() throws {
    let run = try ControlledRun(script: Self.cooperative)
    try run.waitForConsole("attempt 1")
    #expect(try run.ask(.pause(.checkpoint)).isAccepted)
    try run.waitFor(.paused)
    try Files.remove("\(run.run.path)/console.stderr.log")
    #expect(try run.ask(.resume).isAccepted)
    try run.waitForConsole("attempt 2")
    #expect(!Files.exists("\(run.run.path)/console.stderr.log"))
  }

  @Test func waitsForADecision() throws {
    let run = try ControlledRun(
      script: "record '{\"kind\":\"approval_request\",\"checkpoint\":\"m\",\"sha256\":\"ab\",\"question\":\"ok?\"}'")
    try run.waitFor(.waiting)
    #expect(try !run.ask(.decided).isAccepted)
    let decision = Decision(
      id: "1", wallTime: Host.now(), verdict: .approve, runID: run.run.id, checkpoint: "m", sha256: "ab",
      by: "eve@desk", reason: "good", previous: "0")
    try Files.appendLine("\(run.run.path)/decisions.jsonl", decision.json.serialized(), sync: true)
    #expect(try run.ask(.decided).isAccepted)
    #expect(try run.waitFor(.finished).reason == "approved by eve@desk")
  }

  /// Half a line, as a crash of the deciding program leaves it, and a line that somebody spoilt.
  @Test(arguments: [#"{"t":1,"kind":"decision","ver"#, "spoilt\n"])
  func aDamagedLedgerDecidesNothingAndCostsNoSupervisor(_ ledger: String) throws {
    let request = #"{"kind":"approval_request","checkpoint":"m","question":"ok?"}"#
    let run = try ControlledRun(
      script: "record '\(request)'; while ! [ -e finish ]; do sleep 0.02; done")
    try Files.replaceAtomically("\(run.run.path)/decisions.jsonl", with: Array(ledger.utf8))
    // Any request makes the supervisor look at the ledger.
    #expect(try !run.ask(.resume).isAccepted)
    try Files.replaceAtomically(run.directory.path("finish"), with: [])
    #expect(try run.waitFor(.waiting).exit == .code(0))
  }

  @Test func saysInOneSentenceWhyACommandDidNotStart() throws {
    #expect { try ControlledRun(argv: ["/nowhere/python"]) } throws: { error in
      (error as? ControlError)?.message == "cannot start /nowhere/python: No such file or directory"
    }
    let directory = TemporaryDirectory()
    let request = LaunchRequest(
      argv: ["true"], name: "x", runsDirectory: directory.path("runs"), workingDirectory: directory.path("gone"))
    #expect { try TrainingLauncher.launch(request, supervisorCommand: try ControlledRun.command()) } throws: { error in
      guard case .couldNotStart(let reason, let path) = error as? ControlError else { return false }
      return reason == "cannot work in \(directory.path("gone")): No such file or directory"
        && (try? RunDirectory(path: path).status().state) == .failed
    }
    #expect { try TrainingLauncher.launch(request, supervisorCommand: ["/nowhere/pitwall"]) } throws: { error in
      guard case .supervisorDidNotStart = error as? ControlError else { return false }
      return true
    }
  }

  @Test func pausesWithACheckpointAndResumesFromIt() throws {
    let run = try ControlledRun(script: Self.cooperative, environment: ["GREETING": "hello"])
    try run.waitForConsole("attempt 1 from 0 with hello")
    #expect(try run.ask(.pause(.checkpoint)).isAccepted)
    let paused = try run.waitFor(.paused)
    let checkpoint = try #require(paused.checkpoint)
    #expect(paused.exit == .code(75))
    #expect(!Files.exists("\(run.run.path)/control/pause"))
    #expect(run.processes().isEmpty)
    #expect(try run.ask(.resume).reason == "continues from \(checkpoint)")
    try run.waitForConsole("attempt 2 from \(Files.split(checkpoint).name) with hello")
    #expect(try run.waitFor(.running).attempt == 2)
    try Files.replaceAtomically(run.directory.path("finish"), with: [])
    try run.waitFor(.finished)
    #expect(try !run.ask(.resume).isAccepted)
  }

  @Test func declinesAPauseThatNobodyHandles() throws {
    let run = try ControlledRun(argv: ["/bin/sleep", "60"])
    let answer = try run.ask(.pause(.checkpoint))
    #expect(
      answer
        == ControlAnswer(
          isAccepted: false, reason: "this training does not handle SIGUSR1; freeze it instead"))
    #expect(try run.run.currentState().state == .running)
    #expect(try run.ask(.kill).isAccepted)
    #expect(try run.waitFor(.stopped).exit == .signal(SIGKILL))
  }

  @Test func freezesTheWholeTreeAndLetsItContinue() throws {
    let run = try ControlledRun(script: "setsid sleep 60 & setsid sh -c 'sleep 61 & sleep 62' & echo ready; wait")
    try run.waitUntil("five processes") { run.processes().count >= 5 }
    #expect(try run.ask(.pause(.freeze)).isAccepted)
    try run.waitUntil("all stopped") { run.processes().allSatisfy(\.isStopped) }
    #expect(run.processes().count >= 5)
    #expect(try run.run.currentState().state == .frozen)
    #expect(try run.ask(.resume).isAccepted)
    try run.waitUntil("none stopped") { !run.processes().contains(where: \.isStopped) }
    #expect(try run.ask(.stop).isAccepted)
    try run.waitFor(.stopped)
    #expect(run.processes().isEmpty, "those in other sessions are stopped too")
  }

  @Test func aStopHasItsGrace() throws {
    let run = try ControlledRun(script: "trap 'echo asked' TERM; echo ready; while :; do sleep 0.02; done")
    try run.waitForConsole("ready")
    #expect(try run.ask(.stop).isAccepted)
    let status = try run.waitFor(.stopped)
    #expect(run.console.contains("asked"))
    #expect(status.exit == .signal(SIGKILL))
    #expect(status.reason == "stopped by ada@laptop")
    #expect(run.processes().isEmpty)
  }

  @Test func aKilledSupervisorIsNoticedAndReplaced() throws {
    let run = try ControlledRun(script: Self.cooperative)
    try run.waitForConsole("attempt 1")
    let first = try #require(try run.run.status().supervisor)
    kill(first.pid, SIGKILL)
    try run.waitUntil("shown as lost") { try run.run.currentState().state == .lost }
    #expect(try run.run.currentState().reason.contains("still runs"))
    #expect(try run.ask(.pause(.checkpoint)).isAccepted)
    let paused = try run.waitFor(.paused)
    #expect(paused.exit == nil && paused.checkpoint != nil)
    #expect(try run.events().contains { if case .adopted = $0.kind { true } else { false } })
    #expect(try run.ask(.resume).isAccepted)
    #expect(try run.waitFor(.running).attempt == 2)
  }

  @Test func anAdoptedTrainingIsJudgedByItsLastWord() throws {
    let end = #"record '{"kind":"end","outcome":"finished"}'"#
    let run = try ControlledRun(script: "echo ready; until [ -e finish ]; do sleep 0.02; done; \(end)")
    try run.waitForConsole("ready")
    kill(try #require(try run.run.status().supervisor).pid, SIGKILL)
    try run.waitUntil("shown as lost") { try run.run.currentState().state == .lost }
    #expect(try run.ask(.resume) == ControlAnswer(isAccepted: true, reason: "it runs, and is supervised again"))
    #expect(try run.run.currentState().state == .running)
    try Files.replaceAtomically(run.directory.path("finish"), with: [])
    try run.waitFor(.finished)
  }

  @Test func bothKilledIsLostAndCanStartAgain() throws {
    let run = try ControlledRun(script: Self.patient)
    try run.waitForConsole("ready")
    let status = try run.run.status()
    kill(try #require(status.supervisor).pid, SIGKILL)
    let training = try #require(status.training)
    kill(training.pid, SIGKILL)
    try run.waitUntil("gone") { ProcessTable.isAlive(training) == false }
    try run.waitUntil("shown as lost") { try run.run.currentState().state == .lost }
    #expect(try !run.ask(.pause(.freeze)).isAccepted)
    #expect(try run.waitFor(.lost).exit == nil)
    #expect(try run.ask(.resume).reason == "starts from the beginning: there is no checkpoint")
    #expect(try run.waitFor(.running).attempt == 2)
  }

  @Test func aSupervisorToldToLeaveTakesNothingWithIt() throws {
    let run = try ControlledRun(script: Self.patient)
    try run.waitForConsole("ready")
    let before = try run.run.status()
    let supervisor = try #require(before.supervisor)
    kill(supervisor.pid, SIGTERM)
    try run.waitUntil("supervisor left") { ProcessTable.isAlive(supervisor) == false }
    #expect(try run.run.status() == before, "it has written nothing false")
    #expect(ProcessTable.isAlive(try #require(before.training)) == true)
    #expect(try run.run.currentState().state == .lost)
  }

  @Test func anAnsweredRequestIsNotCarriedOutAgain() throws {
    let run = try ControlledRun(script: Self.patient)
    try run.waitForConsole("ready")
    let request = ControlRequest(
      id: "1795224700.000000-1-0", action: .pause(.freeze), reason: "", by: "ada@laptop", wallTime: nil)
    let answer = RunEvent(
      wallTime: nil, kind: .answer(request: request.id, accepted: true, reason: "done before a crash"))
    kill(try #require(try run.run.status().supervisor).pid, SIGKILL)
    try run.waitUntil("shown as lost") { try run.run.currentState().state == .lost }
    try Files.appendLine("\(run.run.path)/events.jsonl", answer.json.serialized(), sync: true)
    let file = "\(run.run.path)/control/\(request.id).json"
    try Files.replaceAtomically(file, with: Array(request.json.serialized().utf8))
    try Files.replaceAtomically("\(run.run.path)/control/broken.json", with: Array("{".utf8))
    // Waiting for an answer is what sees to a supervisor: the killed one may still be on its way out, with its role.
    let broken = ControlRequest(id: "broken", action: .resume, reason: "", by: "", wallTime: nil)
    let refusal = try RunController.answer(
      to: broken, in: run.run, timeout: ControlledRun.patience, supervisorCommand: run.supervisorCommand)
    #expect(refusal?.isAccepted == false)
    try run.waitUntil("requests taken away") {
      !Files.exists(file) && !Files.exists("\(run.run.path)/control/broken.json")
    }
    #expect(try run.run.status().state == .running)
    let answers = try run.events().compactMap { event -> String? in
      if case .answer(let id, let accepted, _) = event.kind { "\(id) \(accepted)" } else { nil }
    }
    #expect(answers == ["\(request.id) true", "broken false"])
  }

  @Test func losesNoOutput() throws {
    let run = try ControlledRun(script: "i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i + 1)); done")
    try run.waitFor(.finished)
    let lines = run.console.split(separator: "\n")
    #expect(lines == (0..<3000).map { "line \($0)" }[...].map { $0[...] })
  }

  @Test func samplesTheWholeTree() throws {
    let run = try ControlledRun(script: "setsid sh -c 'while :; do :; done' & while :; do :; done")
    try run.waitUntil("a sample with load") {
      try run.events().contains {
        if case .resources(let sample) = $0.kind {
          sample.cpuPercent > 5 && sample.processCount >= 2 && sample.residentBytes > 100_000
        } else {
          false
        }
      }
    }
  }
}
