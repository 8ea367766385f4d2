import FileAccess
import RunIngest
import RunModel
import Testing

/// Runs inside a run: a study and its trials.
@Suite struct NestedRunTests {
  private let files = RunFiles()

  private static let supervisor = #"{"host":"h","boot":"b","pid":10,"start":1}"#

  private func writeStudy(_ directory: String, id: String, state: String) throws {
    try files.write("\(directory)/run.json", #"{"format":"pitwall-run/1","id":"\#(id)","name":"telco","created":100}"#)
    try files.write(
      "\(directory)/state.json", #"{"state":"\#(state)","reason":"r","attempt":1,"supervisor":\#(Self.supervisor)}"#)
    try files.write("\(directory)/metrics.jsonl", RunFiles.lines(0..<9))
  }

  private func writeTrial(_ number: Int, of study: String, end: String? = nil) throws {
    let trial = "\(study)/trials/\(number)-boosting"
    let created = 1_000 + number
    try files.write(
      "\(trial)/run.json",
      #"{"format":"pitwall-run/1","id":"\#(number)","name":"t\#(number) boosting","created":\#(created)}"#)
    let last = end.map { #"{"kind":"end","outcome":"\#($0)"}"# + "\n" } ?? ""
    try files.write("\(trial)/metrics.jsonl", RunFiles.lines(0..<3) + last)
  }

  private func read(isAlive: Bool = true) throws -> WatchSnapshot {
    var options = WatchOptions()
    options.isAlive = { _ in isAlive }
    return try RunReader.read(paths: [files.root], options: options)
  }

  @Test func trialsFollowTheirStudyNewestFirstAndKeepTheirFiles() throws {
    try files.write("z/run.json", #"{"format":"pitwall-run/1","id":"newer","name":"newer","created":5000}"#)
    try writeStudy("s", id: "study", state: "running")
    for number in 1...3 { try writeTrial(number, of: "s") }
    let runs = try read().runs
    #expect(runs.map(\.id) == ["newer", "study"] + [3, 2, 1].map { "study/trials/\($0)-boosting" })
    #expect(runs[1].parent == nil && runs[1].series("loss")?.count == 9 && runs[1].metrics.count == 1)
    #expect(runs[2].parent == RunSnapshot.Parent(id: "study", name: "telco"))
    #expect(runs[2].qualifiedName == "telco / t3 boosting" && runs[2].series("loss")?.count == 3)
  }

  @Test func trialsThatNameAStudyBelongToItAlsoWhereItsOwnFileIsMissing() throws {
    try files.write("bike/metrics.jsonl", RunFiles.lines(0..<9))
    for number in 1...2 {
      try files.write(
        "bike/trials/\(number)/run.json",
        #"{"format":"pitwall-run/1","id":"bike.\#(number)","name":"t\#(number) boosting","parent":"bike","created":\#(number)}"#
      )
      try files.write("bike/trials/\(number)/metrics.jsonl", RunFiles.lines(0..<3))
    }
    let snapshot = try read()
    #expect(snapshot.runs.map(\.id) == ["bike", "bike/trials/2", "bike/trials/1"])
    #expect(snapshot.runs[1].parent?.id == "bike" && snapshot.runs[0].parent == nil)
    #expect(snapshot.problems.map(\.path).allSatisfy { $0.hasSuffix("bike/run.json") } && snapshot.problems.count == 1)
  }

  @Test func trialsOfTwoStudiesHaveIdsOfTheirOwn() throws {
    for study in ["a", "b"] {
      try writeStudy(study, id: study, state: "running")
      try writeTrial(1, of: study)
    }
    #expect(try Set(read().runs.map(\.id)) == ["a", "b", "a/trials/1-boosting", "b/trials/1-boosting"])
  }

  @Test func aTrialWithoutAnEndSharesTheFateOfItsStudy() throws {
    try writeTrial(1, of: "s", end: "finished")
    try writeTrial(2, of: "s", end: "failed")
    try writeTrial(3, of: "s")
    let fates: [(String, RunState?)] = [
      ("running", .running), ("stopping", .running), ("frozen", .frozen), ("paused", .paused), ("stopped", .stopped),
      ("failed", .failed), ("finished", nil), ("waiting", nil),
    ]
    for (state, expected) in fates {
      try writeStudy("s", id: "study", state: state)
      #expect(try read().runs.dropFirst().map(\.state) == [expected, .failed, .finished], "study \(state)")
    }
    try writeStudy("s", id: "study", state: "running")
    #expect(try read(isAlive: false).runs.map(\.state) == [.lost, .lost, .failed, .finished])
  }

  @Test func aPartThatIsAProcessOfItsOwnKeepsItsState() throws {
    try writeStudy("s", id: "study", state: "running")
    try writeStudy("s/external/0", id: "own", state: "finished")
    let part = try #require(try read().run("study/external/0"))
    #expect(part.parent?.id == "study" && part.state == .finished)
  }

  @Test func aPartWithoutARunJSONIsNamedByItsPlace() throws {
    try writeStudy("s", id: "study", state: "running")
    try files.write("s/fold/0/metrics.jsonl", RunFiles.lines(0..<2))
    let part = try #require(try read().run("study/fold/0"))
    #expect(part.qualifiedName == "telco / fold/0" && part.state == .running)
  }

  @Test func trialsAppearByTheHundredWhileWatching() async throws {
    try writeStudy("s", id: "study", state: "running")
    let runs = WatchedRuns([files.root]) { $0.isAlive = { _ in true } }
    try await runs.wait("the study") { $0.isInitialScanDone && $0.runs.count == 1 }
    for number in 0..<300 { try writeTrial(number, of: "s", end: number % 2 == 0 ? "finished" : nil) }
    let snapshot = try await runs.wait("all trials") { snapshot in
      snapshot.runs.count == 301 && snapshot.runs.dropFirst().allSatisfy { $0.series("loss")?.count == 3 }
        && snapshot.runs.count { $0.state == .finished } == 150
    }
    #expect(snapshot.run("study")?.metrics.count == 1 && snapshot.runs.count { $0.state == .running } == 151)
    try files.append("s/trials/7-boosting/metrics.jsonl", #"{"kind":"end","outcome":"failed"}"# + "\n")
    try await runs.wait("the end of a trial") { $0.run("study/trials/7-boosting")?.state == .failed }
  }
}
