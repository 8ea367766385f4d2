import RunIngest
import RunModel
import Testing

@Suite struct DriftHistoryTests {
  private let files = RunFiles()

  private func line(_ split: String, _ window: Int, value: Double) -> String {
    let distribution = #""distribution":{"levels":["a"],"reference":[1],"current":[1]}"#
    let feature = #"{"feature":"x","measure":"psi","value":\#(value),"threshold":1,"status":"ok",\#(distribution)}"#
    let names = #""split":"\#(split)","reference":"a","current":"b","window":"\#(window)""#
    return #"{"kind":"table","table":"drift",\#(names),"features":[\#(feature)]}"# + "\n"
  }

  @Test func whatANewerReportReplacesStaysAsHistory() throws {
    let lines = [("live", 1), ("test", 9), ("live", 2), ("live", 3)].map { line($0.0, $0.1, value: Double($0.1)) }
    try files.write("a/run.json", #"{"format":"pitwall-run/1","id":"a","name":"a","argv":[]}"#)
    try files.write("a/metrics.jsonl", lines.joined())
    let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
    #expect(run.earlierDrift.map(\.window) == ["1", "2"])
    #expect(run.earlierDrift.allSatisfy { $0.features.allSatisfy { $0.distribution == nil } })
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
}
