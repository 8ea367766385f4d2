import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

@Suite struct ResourceStoryTests {
  /// A quarter of an hour with a sample every five seconds.
  static func measured(gpus: Int = 0) -> RunSnapshot {
    var run = SampleRun.launched("a", .running)
    run.resourceHistory = history(gpus: gpus)
    return run
  }

  static func history(gpus: Int) -> ResourceHistory {
    var history = ResourceHistory(origin: WallTime(1_795_255_200))
    let measures: [ResourceMeasure] =
      [
        .cpu, .memory, .diskRead, .diskWritten, .processes, .hostCPU, .hostMemory, .load, .networkReceived,
        .networkSent,
      ]
      + (0..<gpus).flatMap { [.gpuUtilization($0), .gpuMemory($0), .gpuPower($0), .gpuTemperature($0)] }
    for (index, measure) in measures.enumerated() {
      var series = MetricSeries()
      for sample in 0..<180 {
        let step = Double(sample * 5) * ResourceHistory.stepsPerSecond
        series.record(
          step: Step(Int64(step)), wallTime: 1_795_255_200 + Double(sample) * 5,
          value: Double(index + 1) * (10 + Double(sample % 20)) / 4)
      }
      history.curves.append(.init(measure: measure, series: series, peak: 200, mean: 2.5))
    }
    (history.coreCount, history.memoryTotalBytes) = (16, 64_000_000_000)
    for gpu in 0..<gpus {
      history.gpuNames[gpu] = "A100"
      history.gpuMemoryTotalBytes[gpu] = 80_000_000_000
    }
    return history
  }

  private static func model(_ story: DashboardStory) -> ResourcesModel? {
    if case .resources(let model) = DashboardModel(story.state).body { model } else { nil }
  }

  @Test func whatWasMeasuredStandsInTablesAndCurves() throws {
    var story = DashboardStory([Self.measured(gpus: 2)], size: Size(columns: 140, rows: 42))
    story.press("7")
    let model = try #require(Self.model(story))
    #expect(model.panels.map(\.title) == ["run", "host", "gpus"])
    #expect(
      model.charts.map(\.model.title) == [
        "cpu, % of a core", "memory, GB", "disk, MB/s", "host cpu, %", "host memory, GB", "network, MB/s", "gpu, %",
        "gpu memory, GB", "gpu power, W", "gpu temperature, °C",
      ])
    let cells = model.panels[0].table.page(columns: 60, rows: 9).rows.map { row in
      row.cells.map { cell in if case .text(let text) = cell { text.spans.map(\.text).joined() } else { "" } }
    }
    // 29 / 4 of a core, twice that in gigabytes, three times in megabytes a second.
    #expect(cells[0][0] == "cpu" && cells[0][1].hasPrefix("7.") && Array(cells[0][2...]) == ["2.5 %", "200 %"])
    #expect(cells[1][0] == "memory" && cells[1][1].hasSuffix(" GB") && Array(cells[1][2...]) == ["2.5 GB", "200 GB"])
    #expect(cells[2][0] == "disk read" && cells[2][1] == "22 MB/s" && cells[2][3] == "200 MB/s")
  }

  @Test func memoryHasTheUnitOfItsLargestValue() throws {
    var run = Self.measured(gpus: 1)
    for (measure, largest) in [(ResourceMeasure.memory, 0.02984), (.gpuMemory(0), 1.5)] {
      var series = MetricSeries()
      for sample in 0..<3 {
        series.record(step: Step(Int64(sample) * 5_000_000), wallTime: .nan, value: largest / Double(3 - sample))
      }
      let at = try #require(run.resourceHistory.curves.firstIndex { $0.measure == measure })
      run.resourceHistory.curves[at].series = series
    }
    var story = DashboardStory([run], size: Size(columns: 140, rows: 42))
    story.press("7")
    let charts = try #require(Self.model(story)).charts.map(\.model)
    let small = try #require(charts.first { $0.title == "memory, MB" })
    let last = try #require(small.lines.first?.series.last?.value)
    #expect(abs(last - 29.84) < 1e-9 && small.valueRange?.upperBound ?? 0 > 29.84)
    #expect(charts.contains { $0.title == "gpu memory, GB" && $0.lines[0].series.last?.value == 1.5 })
  }

  @Test func aChartIsEnlargedAndReadPointByPoint() throws {
    var story = DashboardStory([Self.measured()], size: Size(columns: 100, rows: 30))
    story.press("7", "l", "m")
    var model = try #require(Self.model(story))
    #expect(model.charts.count == 1 && model.charts[0].model.title == "memory, GB" && model.panels.isEmpty)
    #expect(model.pageText == "chart 2 of 6")
    story.press("h", "h")
    model = try #require(Self.model(story))
    #expect(model.charts[0].model.crosshair == Step(Int64(890 * ResourceHistory.stepsPerSecond)))
    #expect(model.charts[0].model.detailLines(columns: 80, plot: nil)[0].spans[0].text == "after 14 m 50 s")
    #expect(model.charts[0].model.readOut(isShort: true)?.spans[0].text == "14 m 50 s")
    story.press("esc", "esc")
    #expect(try #require(Self.model(story)).charts.count == 6 && story.state.screen == .resources)
    story.press("esc")
    #expect(story.state.screen == .runs)
  }

  @Test func metricsOfTheSystemThatARunRecordsItselfAreShownToo() throws {
    var story = DashboardStory([SampleRun.recorded("b", metrics: ["loss", "system/gpu.0.temp", "system.cpu"])])
    story.press("7")
    #expect(
      try #require(Self.model(story)).charts.map(\.model.title) == ["system/gpu.0.temp, °C", "system.cpu", "loss"])
  }

  @Test func metricsNamedAfterADeviceAreResources() throws {
    var story = DashboardStory([SampleRun.recorded("b", metrics: ["loss", "gpu/util", "gpu_hours", "cpu.load"])])
    story.press("7")
    let charts = try #require(Self.model(story)).charts
    #expect(charts.map(\.model.title) == ["gpu/util, %", "cpu.load", "loss"])
  }

  @Test func theMetricInFocusStandsBesideWhatWasUsedMeanwhile() throws {
    var run = Self.measured()
    var loss = MetricSeries()
    for step in 0..<5_000 {
      loss.record(step: Step(Int64(step)), wallTime: 1_795_255_200 + Double(step) / 10, value: 1 / Double(step + 1))
    }
    run.metrics = [.init(name: "loss", series: loss)]
    var story = DashboardStory([run], size: Size(columns: 140, rows: 42))
    story.press("7")
    let charts = try #require(Self.model(story)).charts.map(\.model)
    #expect(charts.first?.title == "cpu, % of a core" && charts.last?.title == "loss")
    let placed = try #require(charts.last?.lines.first).series
    #expect(placed.count == 5_000 && placed.last?.step == Step(499_900_000) && placed.last?.value == 1 / 5_000)
    for _ in 1..<charts.count { story.press("l") }
    story.press("m", "h", "h")
    #expect(
      try #require(Self.model(story)).charts[0].model.readOut(isShort: true)?.spans[0].text.hasPrefix("8 m") == true)
  }

  @Test func whatWasNotMeasuredIsSaidWithWhatHelps() throws {
    var story = DashboardStory([SampleRun.recorded("b")])
    story.press("7")
    #expect(try #require(Self.model(story)).emptyText.joined().contains("pitwall launch"))
    story.press("m")
    #expect(story.notice.contains("nothing was measured"))
    story.see([SampleRun.launched("b", .running)])
    #expect(try #require(Self.model(story)).emptyText.joined().contains("first sample comes"))
  }

  @Test(
    arguments: [
      (312.4, .percent, "312 %"), (0.04, .percent, "0.0 %"), (9.94, .percent, "9.9 %"), (4.1, .gigabytes, "4.1 GB"),
      (0.0005, .gigabytes, "500 kB"), (12, .megabytesPerSecond, "12 MB/s"), (0, .megabytesPerSecond, "0 B/s"),
      (310.4, .watts, "310 W"), (67.2, .celsius, "67 °C"), (.nan, .watts, "not known"), (1e30, .gigabytes, "1 EB"),
    ] as [(Double, ResourceMeasure.Unit, String)])
  func valuesHaveUnitsThatSuitThem(_ value: Double, _ unit: ResourceMeasure.Unit, _ words: String) {
    #expect(ResourcesModel.words(value, unit) == words)
  }
}
