import FileAccess
import Glibc
import RunIngest
import RunModel
import Testing

@Suite struct RunReaderTests {
  private let files = RunFiles()

  @Test func aNativeRunIsReadWithAllItsDocuments() throws {
    let identity = #"{"format":"pitwall-run/1","id":"id-a","name":"churn","created":1795224615.2,"argv":["x"]}"#
    try files.write("a/run.json", identity)
    try files.write("a/state.json", #"{"state":"finished","since":1795224616.0,"reason":"exit 0","attempt":1}"#)
    try files.write(
      "a/metrics.jsonl",
      RunFiles.lines(0..<100) + #"{"kind":"note","text":"hello","level":"warning"}"# + "\n"
        + #"{"kind":"checkpoint","step":9,"path":"checkpoints/c"}"# + "\n" + "oops\n")
    let sample = #"{"kind":"resources","t":1,"cpu_percent":50,"rss_bytes":7,"processes":2}"#
    try files.write("a/events.jsonl", #"{"kind":"of a later version"}"# + "\n" + sample + "\n")
    try files.write("a/console.log", "one\ntwo 1%\rtwo 99%\nthree")
    let run = try #require(try RunReader.read(paths: [files.root]).run("id-a"))
    #expect(run.name == "churn" && run.state == .finished && run.stateReason == "exit 0")
    #expect(run.series("loss")?.count == 100 && run.notes.count == 1 && run.checkpoints.count == 1)
    #expect(run.resources?.residentBytes == 7 && run.updated != nil && run.formats == ["pitwall-run"])
    #expect(run.console.lines == ["one", "two 99%", "three"])
    #expect(run.damage.count == 1 && run.damage.entries.first?.file == "metrics.jsonl")
  }

  @Test func aMissingPathIsATypedError() {
    #expect(throws: ReadError.missing(path: "/nowhere/at/all")) { try RunReader.read(paths: ["/nowhere/at/all"]) }
  }

  @Test func aSingleFileIsARun() throws {
    try files.write("log/train.jsonl", RunFiles.lines(0..<3))
    let snapshot = try RunReader.read(paths: [files.path("log/train.jsonl")])
    #expect(snapshot.runs.map(\.id) == ["train.jsonl"] && snapshot.runs[0].path == files.path("log/train.jsonl"))
    #expect(snapshot.runs[0].series("loss")?.count == 3 && snapshot.isInitialScanDone)
  }

  @Test func aSingleFileInNoKnownFormatIsAProblem() throws {
    try files.write("x.dat", "nothing")
    let snapshot = try RunReader.read(paths: [files.path("x.dat")])
    #expect(snapshot.runs.isEmpty && snapshot.problems.map(\.path) == [files.path("x.dat")])
  }

  @Test func nestedRunsAreNamedByTheirPathsAndSomeDirectoriesAreLeftOut() throws {
    for run in ["a", "b/c/d", ".hidden", ".git", "node_modules/x", "b/checkpoints"] {
      try files.write("\(run)/log.jsonl", RunFiles.lines(0..<2))
    }
    let snapshot = try RunReader.read(paths: [files.root])
    #expect(Set(snapshot.runs.map(\.id)) == ["a", "b/c/d"])
  }

  @Test func aNativeRunOwnsWhatLiesBelowIt() throws {
    try files.write("n/run.json", #"{"format":"pitwall-run/1","id":"n","name":"n"}"#)
    try files.write("n/logs/deep/train.csv", "step,accuracy\n1,0.5\n2,0.75\n")
    try files.write("n/logs/deep/test.csv", "step,accuracy\n1,0.25\n")
    try files.write("n/logs/other.csv", "step,f1\n1,0.1\n")
    let snapshot = try RunReader.read(paths: [files.root])
    #expect(snapshot.runs.map(\.id) == ["n"])
    #expect(snapshot.runs[0].series("logs/deep/train/accuracy")?.count == 2)
    #expect(snapshot.runs[0].series("logs/deep/test/accuracy")?.count == 1)
    #expect(snapshot.runs[0].series("f1")?.count == 1)
  }

  @Test func linksThatLeadInCirclesEndAndRealPathsWin() throws {
    try files.write("z/run1/log.jsonl", RunFiles.lines(0..<2))
    symlink("..", files.path("z/up"))
    symlink("z/run1", files.path("latest"))
    let snapshot = try RunReader.read(paths: [files.root])
    #expect(snapshot.runs.map(\.id) == ["z/run1"])
  }

  @Test func aThousandFilesAreRead() throws {
    for index in 0..<1000 { try files.write("g\(index % 10)/r\(index)/m.jsonl", RunFiles.lines(0..<3)) }
    let snapshot = try RunReader.read(paths: [files.root])
    #expect(snapshot.runs.count == 1000 && snapshot.problems.isEmpty)
    #expect(snapshot.runs.allSatisfy { $0.series("loss")?.count == 3 })
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything")) func anUnreadableDirectoryIsAProblem() throws {
    try files.write("open/log.jsonl", RunFiles.lines(0..<2))
    try files.write("shut/log.jsonl", RunFiles.lines(0..<2))
    chmod(files.path("shut"), 0)
    defer { chmod(files.path("shut"), 0o755) }
    let snapshot = try RunReader.read(paths: [files.root])
    #expect(snapshot.runs.map(\.id) == ["open"] && snapshot.problems.map(\.path) == [files.path("shut")])
  }

  @Test func explicitRestartsDropPointsAndImplicitOnesOverwrite() throws {
    try files.write(
      "e/metrics.jsonl", RunFiles.lines(0..<100) + "{\"kind\":\"restart\",\"step\":50}\n" + RunFiles.lines(50..<60))
    try files.write("i/metrics.jsonl", RunFiles.lines(0..<100) + RunFiles.lines(50..<60, factor: 2))
    let snapshot = try RunReader.read(paths: [files.root])
    let explicit = try #require(snapshot.run("e")?.series("loss"))
    #expect(explicit.count == 60 && explicit.resumes == [50])
    let implicit = try #require(snapshot.run("i")?.series("loss"))
    #expect(implicit.count == 100 && implicit.resumes == [50] && implicit[55].value == 110 && implicit[60].value == 60)
  }

  /// A value that was logged once at the end, with step 0, does not say how far the curves are.
  @Test func theNewestStepIsTheHighestUnlessTheTrainingBeganAgain() throws {
    try files.write("a/log.jsonl", RunFiles.lines(0..<50) + #"{"step":0,"hparam/accuracy":0.9}"# + "\n")
    try files.write("b/log.jsonl", RunFiles.lines(0..<50) + RunFiles.lines(20..<30))
    let snapshot = try RunReader.read(paths: [files.root])
    #expect(snapshot.run("a")?.newestStep == 49)
    #expect(snapshot.run("b")?.newestStep == 29, "it has gone back")
  }

  @Test func onlyStepsThatGoOnAfterGoingBackAreAResumption() throws {
    try files.write("descending/metrics.jsonl", RunFiles.lines((0..<500).reversed()))
    try files.write("twice/metrics.jsonl", RunFiles.lines(Array(0..<9) + [4, 3, 3, 5, 2, 3]))
    let snapshot = try RunReader.read(paths: [files.root])
    #expect(snapshot.run("descending")?.series("loss")?.resumes == [])
    #expect(snapshot.run("descending")?.series("loss")?.count == 500)
    #expect(snapshot.run("twice")?.series("loss")?.resumes == [2, 3])
  }

  @Test func recordsOfManyNamesAreAllKeptAndOfRestartsAThousand() throws {
    let count = 20_000
    try files.write(
      "a/metrics.jsonl",
      RunFiles.lines(0..<3)
        + (0..<count).map { #"{"kind":"checkpoint","step":1,"path":"c\#($0)"}"# + "\n" }.joined()
        + #"{"kind":"checkpoint","step":2,"path":"c0"}"# + "\n"
        + (0..<count).map { #"{"kind":"hyperparameters","values":{"h\#($0)":1}}"# + "\n" }.joined()
        + (0..<count).map { #"{"kind":"restart","step":\#(count - $0)}"# + "\n" }.joined())
    let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
    #expect(run.checkpoints.count == count && run.checkpoints.last?.path == "c0" && run.checkpoints[0].path == "c1")
    #expect(run.hyperparameters.count == count && run.hyperparameters[7].name == "h7")
    #expect(run.series("loss")?.resumes.count == 1_000)
  }

  @Test func aCopiedRunKeepsAnIdOfItsOwn() throws {
    for run in ["a", "b"] { try files.write("\(run)/run.json", #"{"format":"pitwall-run/1","id":"same","name":"n"}"#) }
    let ids = try RunReader.read(paths: [files.root]).runs.map(\.id)
    #expect(ids.count == 2 && Set(ids).count == 2 && ids.contains("same"))
  }

  @Test func aLongConsoleKeepsItsLastLinesAndCountsTheRest() throws {
    try files.write("c/metrics.jsonl", "")
    let line = String(repeating: "x", count: 5_000)
    try files.write("c/console.log", (0..<3_000).map { "\($0) \(line)\n" }.joined())
    let console = try #require(try RunReader.read(paths: [files.root]).run("c")?.console)
    #expect(console.lines.count + console.omittedLineCount == 3_000 && console.lines.count <= 2_000)
    #expect(console.lines.last?.hasPrefix("2999 ") == true)
    #expect(console.lines.dropFirst().allSatisfy { $0.utf8.count == 4_096 })
  }

  @Test func anUnreadableDocumentIsDamageAndTheRestIsRead() throws {
    try files.write("d/run.json", "{not json")
    try files.write("d/decisions.jsonl", "[]\n")
    try files.write("d/metrics.jsonl", RunFiles.lines(0..<2))
    let run = try #require(try RunReader.read(paths: [files.root]).run("d"))
    #expect(run.damage.count == 2 && Set(run.damage.entries.map(\.file)) == ["run.json", "decisions.jsonl"])
    #expect(run.series("loss")?.count == 2)
  }
}
