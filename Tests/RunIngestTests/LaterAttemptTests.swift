import RunIngest
import RunModel
import TestSupport
import Testing

/// What a training replaces that is started again under the same run.
@Suite struct LaterAttemptTests {
  private let files = RunFiles()

  /// Writes what the supervisor writes when it starts an attempt.
  private func start(_ number: Int, at byteOffset: Int?, time: Double = 0, in run: String = "a") throws {
    let bytes = byteOffset.map { ",\"metrics_bytes\":\($0)" } ?? ""
    let attempt = #""kind":"attempt","number":\#(number),"argv":["x"],"pid":1,"resume_from":null"#
    try files.append("\(run)/events.jsonl", "{\"t\":\(time),\(attempt)\(bytes)}\n")
  }

  private func write(_ attempts: [String], to run: String = "a") throws {
    try files.write("\(run)/run.json", #"{"format":"pitwall-run/1","id":"\#(run)","name":"n"}"#)
    try files.write("\(run)/metrics.jsonl", "")
    var byteCount = 0
    for (index, text) in attempts.enumerated() {
      try start(index + 1, at: byteCount, in: run)
      try files.append("\(run)/metrics.jsonl", text)
      byteCount += text.utf8.count
    }
  }

  private func read(_ run: String = "a") throws -> RunSnapshot {
    try #require(try RunReader.read(paths: [files.root]).run(run))
  }

  private static func values(_ steps: some Sequence<Int>, _ names: [String: Double]) -> String {
    steps.map { step in
      let pairs = names.sorted { $0.key < $1.key }.map { ",\"\($0.key)\":\($0.value)" }.joined()
      return "{\"step\":\(step)\(pairs)}\n"
    }.joined()
  }

  @Test func whatBeganAgainIsNotContinuedByTheAttemptBefore() throws {
    let first = RunFiles.lines(0..<10_000) + Self.values([50, 450], ["val": 1])
    try write([first + #"{"kind":"progress","step":468,"total":1000}"# + "\n", RunFiles.lines(0...100, factor: 2)])
    let run = try read()
    let loss = try #require(run.series("loss"))
    #expect(loss.count == 101 && loss.last?.value == 200 && loss.highest?.value == 200 && loss.resumes == [0])
    #expect(run.series("val")?.isEmpty == true, "nothing of it stands")
    #expect(run.newestStep == 100 && run.progress == nil && run.damage.count == 0)
  }

  @Test func whatWentOnFromItsOwnCheckpointKeepsWhatCameBefore() throws {
    let first = RunFiles.lines(0..<400) + Self.values([50, 350], ["val": 1]) + Self.values(0..<4, ["epoch/acc": 1])
    let second = Self.values([3], ["epoch/acc": 2]) + RunFiles.lines(300..<310, factor: 2)
    try write([first, second])
    let run = try read()
    #expect(run.series("loss")?.count == 310 && run.series("loss")?.resumes == [300])
    #expect(run.series("val")?.count == 1 && run.series("val")?.last?.step == 50)
    #expect(run.series("epoch/acc")?.count == 4 && run.series("epoch/acc")?.last?.value == 2, "it counts epochs")
    #expect(run.newestStep == 309)
  }

  @Test func anAttemptThatGoesOnDropsNothing() throws {
    try write([RunFiles.lines(0..<400) + Self.values([400], ["test": 1]), RunFiles.lines(400..<410)])
    let run = try read()
    #expect(run.series("loss")?.count == 410 && run.series("loss")?.resumes == [])
    #expect(run.series("test")?.count == 1)
  }

  /// Only the first point of each metric tells where an attempt goes on: several processes may write out of order.
  @Test func stepsOutOfOrderWithinAnAttemptAreNotDropped() throws {
    let crossed = RunFiles.lines([0, 2, 1, 4, 3, 6, 5, 7])
    try write([crossed, crossed])
    #expect(try read().series("loss")?.count == 8)
    try files.write("b/metrics.jsonl", RunFiles.lines(0..<100) + RunFiles.lines(0..<10))
    #expect(try read("b").series("loss")?.count == 100, "nobody says that this is another attempt")
  }

  @Test func aLineThatAnAttemptLeftUnfinishedCostsNoMore() throws {
    try write([RunFiles.lines(0..<20) + #"{"step":20,"lo"#, "\n" + RunFiles.lines(0..<5, factor: 2)])
    let run = try read()
    #expect(run.series("loss")?.count == 5 && run.damage.count == 1)
  }

  @Test func theLastOfManyAttemptsCounts() throws {
    try write([RunFiles.lines(0..<50), RunFiles.lines(0..<40), "", RunFiles.lines(20..<30, factor: 2)])
    let loss = try #require(try read().series("loss"))
    #expect(loss.count == 30 && loss[19].value == 19 && loss[20].value == 40)
  }

  /// The length of other files is not written down, nor was that of `metrics.jsonl` by earlier versions.
  @Test(arguments: ["metrics.jsonl", "logs/train.csv"]) func theTimeTellsWhereTheLengthDoesNot(file: String) throws {
    try files.write("a/run.json", #"{"format":"pitwall-run/1","id":"a","name":"n"}"#)
    let isTable = file.hasSuffix("csv")
    func text(_ steps: Range<Int>, from time: Int) -> String {
      steps.map {
        let time = 1_700_000_000 + time + $0
        return isTable ? "\($0),\(time),\($0)\n" : "{\"step\":\($0),\"t\":\(time),\"loss\":\($0)}\n"
      }.joined()
    }
    let header = isTable ? "step,timestamp,loss\n" : ""
    try files.write("a/\(file)", header + text(0..<100, from: 0) + text(0..<9, from: 200))
    try start(1, at: nil, time: 1_700_000_000)
    try start(2, at: isTable ? 0 : nil, time: 1_700_000_150)
    #expect(try read().series("loss")?.count == 9)
  }

  @Test(arguments: [false, true]) func anAttemptThatIsHeardOfLateCountsToo(polling: Bool) async throws {
    let first = RunFiles.lines(0..<100)
    try write([first])
    let runs = WatchedRuns([files.root], polling: polling)
    try await runs.wait("first attempt") { $0.run("a")?.series("loss")?.count == 100 }
    try files.append("a/metrics.jsonl", RunFiles.lines(0..<10, factor: 2))
    try await runs.wait("its points") { $0.run("a")?.series("loss")?[9].value == 18 }
    try start(2, at: first.utf8.count)
    try await runs.wait("the attempt") { $0.run("a")?.series("loss")?.count == 10 }
    try files.append("a/metrics.jsonl", RunFiles.lines(10..<20, factor: 2))
    try await runs.wait("more points") { $0.run("a")?.series("loss")?.last?.value == 38 }
  }

  /// Events are hostile as all that a run wrote.
  @Test func placesWhereNoAttemptCanHaveBegunTrapNothing() throws {
    let lines = RunFiles.lines(0..<100_000)
    try write([lines])
    for (number, place) in [lines.utf8.count - 1000, Int.min, -1, Int.max].enumerated() {
      try start(number + 2, at: place)
    }
    #expect(try read().series("loss")?.count == 100_000)
  }
}
