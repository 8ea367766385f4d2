import Glibc
import JSONText
import TestSupport
import Testing

/// Trainings launched for real, watched, paused, killed, decided about.
@Suite(.serialized) struct TrainingSessionTests {
  /// A training in shell that takes part: it saves on request, and goes on from where it was.
  private static let script = """
    i=0; [ -n "$PITWALL_RESUME_FROM" ] && i=$(cat "$PITWALL_RESUME_FROM")
    save() { mkdir -p "$PITWALL_RUN_DIR/checkpoints"; echo $i > "$PITWALL_RUN_DIR/checkpoints/c"
      echo "{\\"kind\\":\\"checkpoint\\",\\"step\\":$i,\\"path\\":\\"checkpoints/c\\"}" >> "$PITWALL_RUN_DIR/metrics.jsonl"; }
    trap 'save; exit 75' USR1
    while [ $i -lt ${1:-100000} ]; do i=$((i+1)); echo "{\\"step\\":$i,\\"loss\\":$i}" >> "$PITWALL_RUN_DIR/metrics.jsonl"; sleep 0.02; done
    save
    echo "{\\"kind\\":\\"approval_request\\",\\"checkpoint\\":\\"checkpoints/c\\",\\"question\\":\\"Ship it?\\"}" >> "$PITWALL_RUN_DIR/metrics.jsonl"
    """

  private let directory = TemporaryDirectory()

  private func launch(_ steps: Int = 100_000) -> String {
    Program.write(Self.script, to: directory.path("train.sh"))
    let run = Program.run("launch", "--name", "t", "--", "sh", "train.sh", "\(steps)", in: directory.path)
    #expect(run.status == 0, "\(run.errors)")
    return run.output.split(separator: "\n").first.map(String.init) ?? ""
  }

  private func state(_ path: String) -> String {
    let run = Program.run("runs", path, "--json")
    let rows = (try? JSONValue(parsing: run.output))?.arrayValue
    return rows?.first?.objectValue?["state"]?.stringValue ?? "none"
  }

  private func process(_ role: String, of path: String) -> Int32 {
    let text = ProgramRun(["cat", "\(path)/state.json"]).output
    let process = (try? JSONValue(parsing: text))?.objectValue?[role]?.objectValue
    return Int32(process?["pid"]?.integerValue ?? -1)
  }

  /// Steps recorded, in the order of the file.
  private func steps(_ path: String) -> [Int64] {
    ProgramRun(["cat", "\(path)/metrics.jsonl"]).output.split(separator: "\n").compactMap { line in
      let object = (try? JSONValue(parsing: String(line)))?.objectValue
      return object?["loss"] == nil ? nil : object?["step"]?.integerValue
    }
  }

  /// Who decides and leaves at once finds the decision on the record.
  @Test func aDecisionOutlivesTheDashboardThatIsLeftAtOnce() {
    let path = launch(5)
    let terminal = PseudoTerminal(
      Program.pitwall, ["watch", directory.path("runs")], environment: ["TZ": "UTC"], rows: 30, columns: 110)
    #expect(terminal.pump(for: .seconds(20)) { $0.text.contains("1 waits for you") })
    terminal.send("a")
    #expect(terminal.pump { $0.text.contains("Reason") })
    // The escape key leaves the dialogue, or means nothing once it is gone; two of them are told from a sequence.
    terminal.send("good enough\r\u{1B}\u{1B}")
    terminal.pump(for: .milliseconds(40)) { _ in false }
    terminal.send("q")
    #expect(terminal.waitForExit() == 0)
    #expect(Program.run("decisions", path).output.contains("good enough"))
  }

  @Test func itIsPausedResumedAndApprovedFromTheDashboard() {
    let path = launch(250)
    let terminal = PseudoTerminal(
      Program.pitwall, ["watch", directory.path("runs")], environment: ["TZ": "UTC"], rows: 30, columns: 110)
    #expect(terminal.pump { $0.text.contains("running") })
    terminal.send("p")
    #expect(terminal.pump { $0.text.contains("paused") && $0.text.contains("1 paused") })
    #expect(state(path) == "paused")
    let count = steps(path).count
    terminal.send("p")
    #expect(terminal.pump { $0.text.contains("1 running") })
    #expect(terminal.pump(for: .seconds(20)) { $0.text.contains("1 waits for you") })
    #expect(steps(path).count > count)
    #expect(steps(path) == Array(1...250))
    terminal.send("a")
    #expect(terminal.pump { $0.text.contains("Ship it?") && $0.text.contains("Reason") })
    terminal.send("good enough\r")
    #expect(terminal.pump { $0.text.contains("1 finished") })
    terminal.send("q")
    #expect(terminal.waitForExit() == 0)
    #expect(state(path) == "finished")
    let decisions = Program.run("decisions", path)
    #expect(decisions.output.contains("approve") && decisions.output.contains("good enough"))
    #expect(Program.run("verify", path).status == 0)
    Program.write("9999\n", to: "\(path)/checkpoints/c")
    let changed = Program.run("verify", path)
    #expect(changed.status == 1)
    #expect(changed.output.contains("checkpoints/c") && changed.output.contains("; 1 ledger cannot be trusted\n"))
  }

  @Test func aTrainingOutlivesItsViewerAndItsSupervisor() {
    let path = launch()
    defer { _ = Program.run("kill", path) }
    let terminal = PseudoTerminal(
      Program.pitwall, ["watch", directory.path("runs")], rows: 30, columns: 110)
    #expect(terminal.pump { $0.text.contains("running") })
    kill(terminal.process, SIGKILL)
    #expect(terminal.waitForExit() == 256 + Int(SIGKILL))
    #expect(state(path) == "running")
    let training = process("training", of: path)
    kill(process("supervisor", of: path), SIGKILL)
    #expect(eventually { state(path) == "lost" })
    let before = steps(path).count
    #expect(eventually { steps(path).count > before + 3 })
    #expect(Program.run("resume", path).status == 0)
    #expect(state(path) == "running")
    #expect(process("training", of: path) == training)
    let seen = steps(path)
    #expect(seen == Array(1...Int64(seen.count)))
  }

  @Test func withBothKilledItIsLostAndGoesOnFromItsCheckpoint() {
    let path = launch()
    defer { _ = Program.run("kill", path) }
    #expect(eventually { steps(path).count > 5 })
    #expect(Program.run("pause", path).output.contains("paused"))
    let saved = steps(path).last ?? 0
    #expect(Program.run("resume", path).status == 0)
    #expect(eventually { (steps(path).last ?? 0) > saved + 3 })
    kill(process("supervisor", of: path), SIGKILL)
    kill(process("training", of: path), SIGKILL)
    #expect(eventually { state(path) == "lost" })
    #expect(Program.run("resume", path).status == 0)
    #expect(eventually { state(path) == "running" })
  }

  @Test func waitingEndsWithTheTrainingsOwnCode() {
    #expect(Program.run("launch", "--wait", "--", "sh", "-c", "exit 7", in: directory.path).status == 7)
    #expect(Program.run("launch", "--wait", "--", "true", in: directory.path).status == 0)
    let missing = Program.run("launch", "--", "no-such-program", in: directory.path)
    #expect(missing.status == 66)
    #expect(missing.errors.contains("no-such-program"))
  }

  @Test func theBuiltInTrainerIsLaunchedPausedAndEndsWaiting() {
    let data = directory.path("data")
    #expect(ProgramRun([Program.trainer, "sample-data", data, "--rows", "3000"]).status == 0)
    let launched = Program.run("launch", "\(data)/churn.yaml", in: directory.path)
    #expect(launched.status == 0, "\(launched.errors)")
    let path = launched.output.split(separator: "\n").first.map(String.init) ?? ""
    let paused = Program.run("pause", path)
    #expect(paused.output.contains("paused"), "\(paused)")
    #expect(Program.run("resume", path).status == 0)
    #expect(eventually(within: .seconds(90)) { state(path) == "waiting" }, "\(state(path))")
    for (view, text) in [
      ("curves", "logloss"), ("evaluation", "AUC"), ("features", "gain"), ("drift", "psi"),
      ("decisions", "waits for your decision"),
    ] {
      let frame = Program.run("frame", path, "--view", view, "--size", "120x36")
      #expect(frame.output.contains(text), "\(frame.output)")
    }
    #expect(Program.run("hold", path, "--reason", "tomorrow").status == 0)
    #expect(state(path) == "waiting")
    #expect(Program.run("reject", path, "--reason", "drift").status == 0)
    #expect(state(path) == "finished")
  }
}
