import RunModel
import Testing

@testable import DashboardLogic

@Suite struct RunRecordingTests {
  /// A point every `interval` seconds from `start`, its value its step.
  private static func series(_ count: Int, from start: Double, every interval: Double) -> MetricSeries {
    var series = MetricSeries()
    for step in 0..<count {
      series.record(step: Step(Int64(step)), wallTime: start + Double(step) * interval, value: Double(step))
    }
    return series
  }

  private static func run() throws -> RunSnapshot {
    var run = RunSnapshot(id: "a", name: "a", path: "/runs/a")
    run.state = .finished
    run.metrics = [
      .init(name: "train/loss", series: series(10, from: 1000, every: 10)),
      .init(name: "val/loss", series: series(3, from: 1025, every: 25)),
    ]
    run.progress = Progress(step: 9, total: 20)
    run.notes = [
      Note(text: "half", level: .info, wallTime: WallTime(1050)), Note(text: "untimed", level: .info),
    ]
    run.checkpoints = [
      Checkpoint(step: 5, path: "c5", wallTime: WallTime(1052)), Checkpoint(step: 7, path: "c7"),
    ]
    run.tables = [
      .importance(FeatureImportance(origin: TableOrigin(step: 4), measure: "gain", features: ["x"], values: [1])),
      .importance(FeatureImportance(measure: "gain", features: ["x"], values: [2])),
    ]
    run.console = ConsoleTail(lines: ["bye"])
    run.approvalRequest = ApprovalRequest(checkpoint: "c7", sha256: nil, question: "?", wallTime: WallTime(1095))
    return run
  }

  private static func values(_ run: RunSnapshot, _ name: MetricName) -> [Double] {
    let series = run.metrics.first { $0.name == name }?.series ?? MetricSeries()
    return (0..<series.count).map { series[$0].value }
  }

  @Test func atAnyTimeExactlyThePointsUpToItAreThere() throws {
    let recording = RunRecording([try Self.run()])
    // The last point of train/loss came at 1090.
    #expect(recording.span == 1000...1090 && !recording.isBySteps)
    for (time, train, validation) in [
      (999.9, 0, 0), (1000, 1, 0), (1009.9, 1, 0), (1010, 2, 0), (1025, 3, 1), (1049.9, 5, 1), (1050, 6, 2),
      (1089.9, 9, 3), (1090, 10, 3), (5000, 10, 3),
    ] {
      let shown = try #require(recording.runs(at: time).first)
      #expect(Self.values(shown, "train/loss") == (0..<train).map(Double.init), "at \(time)")
      #expect(Self.values(shown, "val/loss") == (0..<validation).map(Double.init), "at \(time)")
    }
  }

  @Test func theRestComesWhenItCameAndTheUntimedAtTheEnd() throws {
    let recording = RunRecording([try Self.run()])
    let early = try #require(recording.runs(at: 1039).first)
    #expect(early.state == .running && early.latestStep == 3 && early.progress == Progress(step: 3, total: 20))
    #expect(early.notes.isEmpty && early.checkpoints.isEmpty && early.tables.isEmpty && early.console.lines.isEmpty)
    #expect(early.updated == WallTime(1039) && early.approvalRequest == nil)
    let middle = try #require(recording.runs(at: 1070).first)
    #expect(middle.notes.map(\.text) == ["half"])
    // Step 7 was reached at 1070, step 4 at 1040.
    #expect(middle.checkpoints.map(\.path) == ["c5", "c7"] && middle.tables.count == 1)
    let last = try #require(recording.runs(at: 1090).first)
    #expect(last.state == .finished && last.notes.count == 2 && last.tables.count == 2)
    #expect(last.console.lines == ["bye"] && last.approvalRequest != nil)
  }

  @Test func withoutTimesAStepIsASecond() throws {
    var run = RunSnapshot(id: "a", name: "a", path: "/runs/a")
    run.metrics = ["x", "y"].map { .init(name: $0, series: Self.series(4, from: .nan, every: 1)) }
    run.metrics[1].series.record(step: 40, wallTime: .nan, value: 40)
    let recording = RunRecording([run])
    #expect(recording.isBySteps && recording.span == 0...40)
    let shown = try #require(recording.runs(at: 2.5).first)
    #expect(Self.values(shown, "x") == [0, 1, 2] && Self.values(shown, "y") == [0, 1, 2])
    // A run that says nothing of its state is one that runs, until its end.
    #expect(shown.state == .running && recording.runs(at: 40).first?.state == nil)
    #expect(recording.time(of: 3) == 3 && recording.time(of: 41) == 40)
  }

  @Test func timesThatGoBackKeepTheOrderOfSteps() throws {
    var run = RunSnapshot(id: "a", name: "a", path: "/runs/a")
    var series = MetricSeries()
    for (step, time) in [(0, 100.0), (1, 150), (2, 120), (3, .nan), (4, 160)] {
      series.record(step: Step(Int64(step)), wallTime: time, value: Double(step))
    }
    run.metrics = [
      .init(name: "x", series: series), .init(name: "untimed", series: Self.series(5, from: .nan, every: 1)),
    ]
    let recording = RunRecording([run])
    #expect(recording.span == 100...160)
    for (time, count) in [(99.0, 0), (100, 1), (149, 1), (150, 4), (159, 4), (160, 5)] {
      let shown = try #require(recording.runs(at: time).first)
      #expect(Self.values(shown, "x").count == count && Self.values(shown, "untimed").count == count, "at \(time)")
    }
  }

  @Test func runsInsideAppearWhenTheyBegan() throws {
    var (outer, inner) = (RunSnapshot(id: "s", name: "s", path: "/s"), RunSnapshot(id: "t", name: "t", path: "/s/t"))
    inner.parent = RunSnapshot.Parent(id: "s", name: "s")
    outer.metrics = [.init(name: "x", series: Self.series(3, from: 100, every: 10))]
    inner.metrics = [.init(name: "x", series: Self.series(3, from: 150, every: 10))]
    (outer.state, inner.state) = (.waiting, .failed)
    let recording = RunRecording([outer, inner])
    #expect(recording.span == 100...170)
    #expect(recording.runs(at: 140).map(\.id) == ["s"])
    #expect(recording.runs(at: 155).map(\.id) == ["s", "t"])
    // The study goes on while a trial of it does.
    #expect(recording.runs(at: 155).map(\.state) == [.running, .running])
    #expect(recording.runs(at: 170).map(\.state) == [.waiting, .failed])
  }

  @Test func aPrefixSharesAndForgetsLaterResumptions() {
    var series = Self.series(10_000, from: 0, every: 1)
    series.markResume(at: 20)
    series.markResume(at: 9_000)
    for count in [0, 1, 64, 4095, 4096, 4097, 8192, 9_999, 10_000, 20_000] {
      var prefix = series.prefix(count)
      #expect(prefix.count == min(count, 10_000))
      #expect(prefix.last?.step == (count == 0 ? nil : Step(Int64(min(count, 10_000) - 1))))
      #expect(prefix.resumes == [20, 9_000].filter { $0.rawValue < count })
      prefix.record(step: 20_000, wallTime: .nan, value: 7)
      #expect(prefix.last?.value == 7)
    }
    #expect(series.count == 10_000 && series.last?.value == 9_999)
  }

  @Test func nothingRecordedIsNothingShown() {
    let empty = RunRecording([])
    #expect(empty.span == 0...0 && empty.runs(at: 0).isEmpty)
    let bare = RunRecording([RunSnapshot(id: "a", name: "a", path: "/a")])
    #expect(bare.span == 0...0 && bare.runs(at: 0).count == 1)
  }
}
