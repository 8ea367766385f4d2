import RunIngest
import RunModel
import Testing

@Suite struct DriftHistoryTests {
  private let files = RunFiles()

  private func line(_ split: String, _ window: Int, value: Double) -> String {
    let history = #""history":[1,2],"#
    let distribution = history + #""distribution":{"levels":["a"],"reference":[1],"current":[1]}"#
    let feature = #"{"feature":"x","measure":"psi","value":\#(value),"threshold":1,"status":"ok",\#(distribution)}"#
    let names = #""split":"\#(split)","reference":"a","current":"b","window":"\#(window)","windows":["a","b"]"#
    return #"{"kind":"table","table":"drift",\#(names),"features":[\#(feature)]}"# + "\n"
  }

  @Test func whatANewerReportReplacesStaysAsHistory() throws {
    let lines = [("live", 1), ("test", 9), ("live", 2), ("live", 3)].map { line($0.0, $0.1, value: Double($0.1)) }
    try files.write("a/run.json", #"{"format":"pitwall-run/1","id":"a","name":"a","argv":[]}"#)
    try files.write("a/metrics.jsonl", lines.joined())
    let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
    #expect(run.earlierDrift.map(\.window) == ["1", "2"])
    #expect(run.earlierDrift.allSatisfy { $0.features.allSatisfy { $0.distribution == nil && $0.history.isEmpty } })
    #expect(run.earlierDrift.allSatisfy { $0.windows.isEmpty })
    #expect(run.tables.count == 2)
    guard case .drift(let newest)? = run.tables.first else {
      Issue.record("no report")
      return
    }
    #expect(newest.window == "3" && newest.features[0].distribution != nil)
  }

  @Test func aHistoryWithoutEndKeepsTheNewest() throws {
    let lines = (0..<250).map { line("live", $0, value: 0) }
    try files.write("a/run.json", #"{"format":"pitwall-run/1","id":"a","name":"a","argv":[]}"#)
    try files.write("a/metrics.jsonl", lines.joined())
    let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
    #expect(run.earlierDrift.count == 200 && run.earlierDrift.last?.window == "248")
  }

  @Test func aHistoryOfManyFeaturesIsShorter() throws {
    let features = (0..<3_000).map { #"{"feature":"\#($0)","measure":"psi","threshold":1,"status":"ok"}"# }
    let list = features.joined(separator: ",")
    let lines = (0..<40).map {
      #"{"kind":"table","table":"drift","reference":"a","current":"b","window":"\#($0)","features":[\#(list)]}"# + "\n"
    }
    try files.write("a/run.json", #"{"format":"pitwall-run/1","id":"a","name":"a","argv":[]}"#)
    try files.write("a/metrics.jsonl", lines.joined())
    let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
    #expect(run.earlierDrift.count == 33 && run.earlierDrift.last?.window == "38")
  }
}
