import FileAccess
import JSONText
import RunModel
import TestSupport
import Testing

/// Commands that cannot be started at this moment, because there is no descriptor left: nothing may be learnt from that.
@Suite struct ScarceDescriptorsTests {
  private let folder = StudyFolder(specification: Self.study)
  /// From too few to make a directory to enough for a command.
  private static let limits = 5...7
  private static let study = """
    name: small
    data: {path: data.csv, target: y, roles: {id: id}}
    split: {folds: 2}
    # The command itself takes as many descriptors as it needs.
    candidates:
      - kind: external
        name: mine
        command: [sh, -c, "ulimit -S -n 64; . ./mine.sh"]
        space: {k: {range: [1, 9]}}
    search: {trials: 2, parallel: 1}

    """

  private func run(_ limit: Int, _ command: [String]) -> ProgramRun {
    ProgramRun(
      ["sh", "-c", "ulimit -S -n \(limit) && exec \"$@\"", "sh"] + command, environment: ["PITWALL_RUNS": ""],
      in: folder.path)
  }

  /// What still runs of trials in a directory.
  private func left(in directory: String) throws -> [ProcessRecord] {
    let nobody = ProcessIdentity(host: Host.name, boot: Host.bootID, pid: -1, start: 0)
    guard Files.exists(directory) else { return [] }
    return try Files.listDirectory(directory).flatMap {
      try ProcessTable.tree(root: nobody, marker: "PITWALL_RUN_DIR=\(directory)/\($0)")
    }
  }

  @Test func aSearchStopsAndGoesOnAsIfNothingHadBeen() throws {
    Program.write(
      "metric: loss\ndirection: minimize\ntrials: 2\nspace: {x: {range: [0, 1]}}\n", to: "\(folder.path)/space.yaml")
    func search(_ name: String) -> [String] {
      let script = "sleep 0.2; echo loss: {x}"
      return [Program.pitwall, "search", "space.yaml", "--json", "--resume", name, "--", "sh", "-c", script]
    }
    func trials(_ run: ProgramRun) throws -> [[JSONValue?]] {
      try run.output.split(separator: "\n").dropLast().map { line in
        let trial = try JSONValue(parsing: String(line)).objectValue
        return [trial?["trial"], trial?["params"], trial?["value"], trial?["state"]]
      }
    }
    let whole = try trials(run(64, search("whole")))
    #expect(whole.count == 2 && whole.allSatisfy { $0.last == "complete" })
    var stopped: [ProgramRun] = []
    for limit in Self.limits {
      let first = run(limit, search("s\(limit)"))
      #expect(try left(in: "\(folder.path)/s\(limit)").isEmpty, "with \(limit)")
      if first.status == 75 { stopped.append(first) }
      #expect(try trials(run(64, search("s\(limit)"))) == whole, "with \(limit): \(first)")
    }
    #expect(!stopped.isEmpty && stopped.allSatisfy { $0.errors.contains("Too many open files; when") })
  }

  @Test func aStudyStopsAndGoesOnWithoutAFailedTrial() throws {
    let script = """
      if [ "$PITWALL_STUDY_PHASE" = final ]; then
        awk -F, 'FNR == 1 { print "row,prediction" } FNR > 1 { print $1 ",0.5" }' "$PITWALL_STUDY_TEST_DATA"
      else
        awk -F, 'FNR == 1 { print "row,prediction" } $2 == "test" { print $3 ",0.5" }' "$PITWALL_STUDY_FOLDS"
      fi > "$PITWALL_RUN_DIR/predictions.csv"
      """
    Program.write(script, to: "\(folder.path)/mine.sh")
    let train = [Program.trainer, "train", "spec.yaml", "--run-dir", "run"]
    var sentences = ""
    for limit in Self.limits { sentences += run(limit, train).errors }
    #expect(sentences.contains("Too many open files; resume the study when"), "\(sentences)")
    let last = run(64, train)
    #expect(last.status == 0, "\(last)")
    let metrics = String(decoding: try Files.read("\(folder.path)/run/metrics.jsonl"), as: UTF8.self)
    #expect(metrics.contains(#""candidate":"mine""#) && !metrics.contains(#""outcome":"failed""#))
  }
}
