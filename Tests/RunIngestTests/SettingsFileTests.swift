import FileAccess
import RunIngest
import RunModel
import Testing

/// Settings that other programs write beside their metrics.
@Suite struct SettingsFileTests {
  private let files = RunFiles()

  private func settings(_ run: RunSnapshot?) -> [String: Hyperparameter.Value] {
    Dictionary((run?.hyperparameters ?? []).map { ($0.name, $0.value) }) { first, _ in first }
  }

  @Test(arguments: ["config.json", "params.json", "hparams.json", "args.json", "hyperparameters.json"])
  func theUsualFilesAreRead(_ name: String) throws {
    try files.write("a/metrics.csv", "step,loss\n0,1\n1,0.5\n")
    try files.write("a/\(name)", #"{"lr":0.1,"model":{"depth":12}}"#)
    let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
    #expect(settings(run) == ["lr": .number(0.1), "model/depth": .number(12)])
    #expect(run.formats == ["csv"] && run.damage.count == 0 && run.series("loss")?.count == 2)
  }

  @Test func settingsWithoutMetricsMakeNoRun() throws {
    try files.write("a/config.json", #"{"lr":0.1}"#)
    try files.write("b/log.jsonl", RunFiles.lines(0..<2))
    try files.write("b/src/config.json", #"{"lr":0.1}"#)
    let snapshot = try RunReader.read(paths: [files.root])
    #expect(snapshot.runs.map(\.id) == ["b"] && snapshot.runs[0].hyperparameters.isEmpty)
  }

  @Test func whatARunRecordsItselfGoesBefore() throws {
    try files.write(
      "a/metrics.jsonl", #"{"kind":"hyperparameters","values":{"lr":0.5}}"# + "\n" + RunFiles.lines(0..<2))
    try files.write("a/config.json", #"{"lr":0.1,"seed":1}"#)
    try files.write("a/params.json", #"{"seed":2}"#)
    let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
    #expect(settings(run) == ["lr": .number(0.5), "seed": .number(2)], "and of two files the one that is named later")
    #expect(run.formats == ["jsonl"], "nothing but the name is that of a native run")
  }

  @Test func damageIsSaidAndCostsNoMetric() throws {
    try files.write("a/log.jsonl", RunFiles.lines(0..<3))
    try files.write("a/config.json", #"{"lr": 0.1, "#)
    try files.write("a/params.json", "[1]")
    try files.write("a/args.json", #"{"seed": 3}"#)
    let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
    #expect(settings(run) == ["seed": .number(3)] && run.series("loss")?.count == 3)
    #expect(run.damage.count == 2 && run.damage.entries.map(\.file) == ["config.json", "params.json"])
  }

  @Test(arguments: [false, true]) func changesAreSeenWhileWatching(polling: Bool) async throws {
    try files.write("a/log.jsonl", RunFiles.lines(0..<3))
    let watched = WatchedRuns([files.root], polling: polling)
    try await watched.wait("the run") { $0.run("a")?.series("loss")?.count == 3 }
    try files.write("a/config.json", #"{"lr":0.1}"#)
    try await watched.wait("its settings") { settings($0.run("a")) == ["lr": .number(0.1)] }
    try files.write("a/config.json", #"{"lr":0.25,"seed":7}"#)
    try await watched.wait("other settings") { settings($0.run("a")) == ["lr": .number(0.25), "seed": .number(7)] }
    try files.write("a/config.json", #"{"lr":"#)
    let damaged = try await watched.wait("damage") { $0.run("a")?.damage.count == 1 }
    #expect(settings(damaged.run("a")).count == 2, "what was understood before stays")
    try files.remove("a/config.json")
    try await watched.wait("nothing") { settings($0.run("a")).isEmpty && $0.run("a")?.damage.count == 0 }
  }
}
