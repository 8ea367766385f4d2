import Glibc
import JSONText
import TestSupport
import Testing

/// Searches over real commands.
@Suite struct SearchTests {
  private let directory = TemporaryDirectory()

  init() {
    Program.write(
      """
      metric: loss
      direction: minimize
      trials: 4
      space:
        kind: {values: [a, b]}
        x: {range: [0, 1]}
        depth: {range: [1, 9], integer: true, when: {kind: a}}

      """, to: directory.path("space.yaml"))
  }

  /// What a script prints for the values of its trial.
  private static let quadratic = "awk -v x={x} 'BEGIN { print \"loss: \" (x - 0.3) ^ 2 }'"

  private func search(_ arguments: String..., script: String) -> ProgramRun {
    ProgramRun(
      [Program.pitwall, "search", "space.yaml", "--json"] + arguments + ["--", "sh", "-c", script],
      environment: ["PITWALL_RUNS": "", "PITWALL_PARAM_STALE": "1"], in: directory.path)
  }

  private func lines(_ run: ProgramRun) -> [JSONObject] {
    run.output.split(separator: "\n").compactMap { (try? JSONValue(parsing: String($0)))?.objectValue }
  }

  /// What decides whether two searches are the same: everything but times and places.
  private func trials(_ run: ProgramRun) -> [String] {
    lines(run).filter { $0["trial"] != nil }.map { line in
      JSONValue.object([
        "trial": line["trial"] ?? .null, "params": line["params"] ?? .null, "value": line["value"] ?? .null,
        "state": line["state"] ?? .null, "stage": line["stage"] ?? .null,
      ]).serialized()
    }
  }

  @Test func oneLineATrialAndALastOneWithTheBest() throws {
    let run = search("--trials", "6", script: Self.quadratic)
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(run)
    #expect(lines.count == 7)
    #expect(lines.dropLast().map { $0["trial"]?.integerValue } == [1, 2, 3, 4, 5, 6])
    let values = lines.dropLast().compactMap { $0["value"]?.doubleValue }
    #expect(values.count == 6)
    #expect(lines.last?["best"]?.objectValue?["value"]?.doubleValue == values.min())
    for line in lines.dropLast() {
      let x = try #require(line["params"]?.objectValue?["x"]?.doubleValue)
      let value = try #require(line["value"]?.doubleValue)
      // awk prints six digits.
      #expect(abs(value - (x - 0.3) * (x - 0.3)) < 1e-5)
      #expect(line["state"]?.stringValue == "complete" && line["stage"]?.stringValue != nil)
    }
  }

  @Test func trialsAreRunsThatEveryCommandShows() throws {
    let script = "echo '{\"step\":1,\"loss\":'{x}'}' >> $PITWALL_RUN_DIR/metrics.jsonl; echo loss: 7"
    let run = search("--runs", "r", script: script)
    let first = try #require(lines(run).first)
    // What the run recorded counts more than what it printed.
    #expect(first["value"]?.doubleValue == first["params"]?.objectValue?["x"]?.doubleValue)
    let rows = try JSONValue(parsing: Program.run("runs", directory.path("r"), "--json").output).arrayValue ?? []
    #expect(rows.count == 4)
    for row in rows.compactMap(\.objectValue) {
      #expect(row["state"]?.stringValue == "finished" && row["format"]?.stringValue == "pitwall-run")
      // Of two searches in one list each trial says whose it is.
      let name = row["name"]?.stringValue ?? ""
      #expect(name.hasPrefix("search-") && name.contains(" trial "), "\(name)")
      #expect(row["hyperparameters"]?.objectValue?["x"] != nil && row["metrics"]?.objectValue?["loss"] != nil)
    }
    let path = try #require(first["run"]?.stringValue)
    #expect(ProgramRun(["cat", "\(path)/console.log"]).output == "loss: 7\n")
    #expect(Program.run("frame", directory.path("r"), "--view", "runs", "--size", "100x20").output.contains("finished"))
  }

  @Test func hyperparametersReachTheEnvironmentAndAbsentOnesDoNot() {
    let script = """
      env | grep '^PITWALL_PARAM_' | sort > "$PITWALL_RUN_DIR/env"
      printf '%s|%s|%s\\n' '{kind}' '{depth}' '{{x}}' > "$PITWALL_RUN_DIR/arguments"
      echo "loss=$PITWALL_PARAM_X and {\\"b\\": ${HOME:+1}}"
      """
    for line in lines(search(script: script)).dropLast() {
      let path = line["run"]?.stringValue ?? ""
      let parameters = line["params"]?.objectValue ?? JSONObject()
      let kind = parameters["kind"]?.stringValue ?? ""
      let depth = parameters["depth"]?.integerValue
      #expect((kind == "a") == (depth != nil))
      let environment = ProgramRun(["cat", "\(path)/env"]).output.split(separator: "\n").map(String.init)
      let x = parameters["x"]?.doubleValue ?? .nan
      let depthLine = depth.map { ["PITWALL_PARAM_DEPTH=\($0)"] } ?? []
      #expect(environment == depthLine + ["PITWALL_PARAM_KIND=\(kind)", "PITWALL_PARAM_X=\(x)"])
      let arguments = ProgramRun(["cat", "\(path)/arguments"]).output
      #expect(arguments == "\(kind)|\(depth.map { "\($0)" } ?? "")|{x}\n")
      #expect(line["value"]?.doubleValue == x)
    }
  }

  @Test func aFailedTrialIsNoFailedSearch() throws {
    Program.write(
      """
      metric: loss
      direction: maximize
      timeout: 0.3
      trials: 9
      space: {case: {values: [crash, hang, nan, silent, signal, json, good, void, last]}}

      """, to: directory.path("space.yaml"))
    let script = """
      case {case} in
      crash) echo loss: 99; exit 3;;
      hang) trap '' TERM; sleep 60 & echo $! > "$PITWALL_RUN_DIR/child"; while :; do sleep 0.1; done;;
      nan) echo loss: nan;;
      silent) echo lossless: 5; echo my_loss=5;;
      signal) kill -9 $$;;
      json) echo '{"loss": 2.5, "b": [1]}'; echo done;;
      good) echo "epoch 1 loss: 1, acc=3"; echo 'epoch 2 loss: 0.5, acc=4';;
      void) echo '{"loss": null}';;
      last) echo loss=1; echo 'Loss: 8';;
      esac
      """
    let run = search("--parallel", "9", script: script)
    #expect(run.status == 0, "\(run.errors)")
    let lines = lines(run)
    let values = Dictionary(
      uniqueKeysWithValues: lines.dropLast().map {
        ($0["params"]?.objectValue?["case"]?.stringValue ?? "", $0)
      })
    #expect(values["json"]?["value"]?.doubleValue == 2.5)
    #expect(values["good"]?["value"]?.doubleValue == 0.5)
    #expect(values["last"]?["value"]?.doubleValue == 1)
    for (name, reason) in [
      ("crash", "code 3"), ("hang", "in time"), ("nan", "loss is nan"), ("silent", "no value"), ("signal", "KILL"),
      ("void", "nan"),
    ] {
      #expect(values[name]?["value"]?.isNull == true && values[name]?["state"]?.stringValue == "failed", "\(name)")
      #expect(values[name]?["reason"]?.stringValue?.contains(reason) == true, "\(name)")
    }
    #expect(lines.last?["best"]?.objectValue?["value"]?.doubleValue == 2.5)
    #expect(lines.last?["failed"]?.integerValue == 6)
    let child = ProgramRun(["cat", "\(values["hang"]?["run"]?.stringValue ?? "")/child"]).output
    let process = try #require(Int32(child.split(separator: "\n").first ?? ""))
    #expect(eventually { kill(process, 0) != 0 })
  }

  @Test func withoutAnyValueTheAnswerIsNo() {
    let run = search("--trials", "2", script: "exit 1")
    #expect(run.status == 1)
    #expect(lines(run).last?["best"]?.isNull == true)
    let table = ProgramRun(
      [Program.pitwall, "search", "space.yaml", "--", "false"], environment: ["PITWALL_RUNS": ""], in: directory.path)
    #expect(table.status == 1 && table.output.contains("No trial gave a value of loss"))
  }

  @Test func theSameSeedGivesTheSameTrialsWhateverTheTiming() {
    let slow = "sleep 0.$(awk 'BEGIN { srand(); print int(rand() * 2) }'); \(Self.quadratic)"
    let first = search("--trials", "6", "--parallel", "3", "--seed", "5", script: Self.quadratic)
    let second = search("--trials", "6", "--parallel", "3", "--seed", "5", script: slow)
    #expect(trials(first).count == 6 && trials(first) == trials(second))
    #expect(trials(first) != trials(search("--trials", "6", "--parallel", "3", "--seed", "6", script: Self.quadratic)))
  }

  @Test func aKilledSearchGoesOnIdentically() throws {
    // The fourth trial kills the search, the first time only.
    let inner = "case $PITWALL_RUN_DIR in *0004) [ -e stopped ] || { touch stopped; kill -9 $PPID; sleep 60; };; esac; "
    let whole = search("--trials", "6", "--resume", "whole", script: "touch stopped; " + Self.quadratic)
    #expect(whole.status == 0)
    unlink(directory.path("stopped"))
    let killed = search("--trials", "6", "--resume", "s", script: inner + Self.quadratic)
    #expect(killed.status == 256 + Int(SIGKILL) && trials(killed).count == 3)
    let resumed = search("--trials", "6", "--resume", "s", script: inner + Self.quadratic)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(trials(resumed) == trials(whole))
    let other = search("--trials", "7", "--resume", "s", script: inner + Self.quadratic)
    #expect(other.status == 64 && other.errors.contains("trials: 6"))
    let another = search("--trials", "6", "--resume", "s", script: Self.quadratic)
    #expect(another.status == 64 && another.errors.contains("another command"))
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)])
  func aSignalStopsTheTrialsAndPrintsTheBestSoFar(signal: Int32, status: Int) {
    let name = signal == SIGINT ? "INT" : "TERM"
    let script = """
      case $PITWALL_RUN_DIR in *0003) echo $$ > pid; kill -\(name) $PPID; sleep 60;; esac; \(Self.quadratic)
      """
    let run = search("--runs", "r", script: script)
    #expect(run.status == status)
    let lines = lines(run)
    #expect(lines.count == 3 && lines.last?["interrupted"]?.boolValue == true)
    #expect(lines.last?["best"]?.objectValue != nil)
    let process = Int32(ProgramRun(["cat", directory.path("pid")]).output.split(separator: "\n").first ?? "") ?? 1
    #expect(eventually { kill(process, 0) != 0 })
    #expect(Program.run("runs", directory.path("r")).output.contains("stopped"))
  }

  @Test func thePlainOutputIsATableWithTheBestMarked() throws {
    let run = ProgramRun(
      [Program.pitwall, "search", "space.yaml", "--", "sh", "-c", Self.quadratic], environment: ["PITWALL_RUNS": ""],
      in: directory.path)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let words = lines[0].split(separator: " ")
    #expect(words == ["trial", "loss", "kind", "x", "depth", "stage", "seconds"])
    #expect(lines[1...4].count { $0.hasPrefix("*") } == 1)
    let best = try #require(lines.first { $0.hasPrefix("best: trial ") })
    #expect(best.contains("loss ") && best.contains(" with kind="))
  }

  @Test func mistakesAreNamedBeforeAnythingStarts() {
    let unknown = search(script: "touch ran; echo {y}")
    #expect(unknown.status == 64 && unknown.errors.contains("{y}") && unknown.errors.contains("kind, x, depth"))
    #expect(search("--trials", "0", script: "touch ran").status == 64)
    Program.write("metric: loss\ndirection: down\nspace: {x: {range: [1, 0]}}\n", to: directory.path("space.yaml"))
    let damaged = search(script: "touch ran")
    #expect(damaged.status == 65)
    #expect(damaged.errors.contains("2:12: direction:") && damaged.errors.contains("space.x.range"))
    Program.write(
      "metric: m\ndirection: minimize\nspace: {a-b: {range: [0, 1]}, a_b: {range: [0, 1]}}\n",
      to: directory.path("space.yaml"))
    let clash = search(script: "touch ran")
    #expect(clash.status == 65 && clash.errors.contains("PITWALL_PARAM_A_B"))
    Program.write("metric: m\ndirection: minimize\nspace: {x: {range: [0, 1]}}\n", to: directory.path("space.yaml"))
    let missing = Program.run("search", "space.yaml", "--", "no-such-program", in: directory.path)
    #expect(missing.status == 66 && missing.errors.contains("no-such-program"))
    #expect(Program.run("search", "space.yaml", in: directory.path).status == 64)
    #expect(Program.run("search", "nowhere.yaml", "--", "true", in: directory.path).status == 66)
    #expect(access(directory.path("ran"), F_OK) != 0 && access(directory.path("runs"), F_OK) != 0)
  }

  @Test func aFiniteSpaceEndsWhenItIsExhausted() {
    Program.write(
      "metric: loss\ndirection: minimize\nspace: {k: {values: [1, 2, 3]}}\n", to: directory.path("space.yaml"))
    let run = search("--trials", "9", "--parallel", "2", script: "echo loss: {k}")
    #expect(run.status == 0 && trials(run).count == 3)
    #expect(lines(run).last?["best"]?.objectValue?["value"]?.doubleValue == 1)
  }
}
