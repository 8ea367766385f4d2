import RunModel
import Statistics
import TerminalModel
import Testing

@testable import DashboardLogic

@Suite struct LinePlotTests {
  /// Every column against all points, one by one, at random zooms.
  @Test(arguments: 0..<12) func everyColumnHoldsExactlyItsPoints(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed + 1))
    var series = MetricSeries()
    var step = Int64.random(in: -50...50, using: &random)
    for _ in 0..<Int.random(in: 1...6_000, using: &random) {
      step += Int64.random(in: 1...9, using: &random)
      let value = [Double.nan, .infinity, -.infinity].randomElement(using: &random) ?? 0
      series.record(
        step: Step(step), wallTime: .nan, value: step % 13 == 0 ? value : Double.random(in: -9...9, using: &random))
    }
    var model = LineChartModel(title: "", lines: [.init(label: "", style: .series1, series: series)])
    model.hasLogX = seed % 2 == 0
    if seed % 3 == 0 {
      model.xRange = Int64.random(in: 1...500, using: &random)...Int64.random(in: 500...9_000, using: &random)
    }
    let plot = try #require(model.plot(subcolumns: Int.random(in: 1...240, using: &random)))
    for (column, span) in plot.traces[0].columns.enumerated() {
      let (start, end) = (plot.scale.start(of: column), plot.scale.start(of: column + 1))
      let points = (0..<series.count).map { series[$0] }.filter { $0.step.rawValue >= start && $0.step.rawValue < end }
      let finite = points.map(\.value).filter(\.isFinite)
      #expect((span?.count ?? 0) == points.count)
      guard let span else { continue }
      #expect(span.hasNaN == points.contains { $0.value.isNaN })
      #expect(span.hasPositiveInfinity == points.contains { $0.value == .infinity })
      #expect(span.hasNegativeInfinity == points.contains { $0.value == -.infinity })
      guard let first = finite.first, let last = finite.last else {
        #expect(!span.isFinite)
        continue
      }
      #expect(span.min == finite.min() && span.max == finite.max() && span.first == first && span.last == last)
      #expect((span.mean - finite.reduce(0, +) / Double(finite.count)).magnitude < 1e-9)
    }
  }

  private func chart(_ series: MetricSeries...) -> LineChartModel {
    LineChartModel(title: "", lines: series.map { .init(label: "", style: .series1, series: $0) })
  }

  private func series(_ steps: [Int64], time: (Int64) -> Double = { _ in .nan }) -> MetricSeries {
    var series = MetricSeries()
    for step in steps { series.record(step: Step(step), wallTime: time(step), value: 1) }
    return series
  }

  @Test func aMissingStretchIsAGapOnlyWhereTheSeriesIsOtherwiseDense() throws {
    let dense = series(Array(0..<100) + Array(300..<400))
    let plot = try #require(chart(dense).plot(subcolumns: 80))
    #expect(plot.gaps == [20..<59])
    #expect(plot.traces[0].gaps == [20..<59])
    let sparse = series(Array(stride(from: 0, through: 400, by: 40)))
    #expect(chart(sparse).plot(subcolumns: 80)?.gaps == [])
    #expect(chart(dense, sparse).plot(subcolumns: 80)?.gaps == [])
  }

  @Test func aPauseIsMarkedWhereTimeJumpsAndStepsDoNot() throws {
    let paused = series(Array(0..<200)) { Double($0) * 2 + ($0 >= 120 ? 3_600 : 0) }
    #expect(chart(paused).plot(subcolumns: 100)?.pauses == [60])
    let rhythmic = series(Array(0..<200)) { Double($0) * 2 + Double($0 / 10) * 3_600 }
    #expect(chart(rhythmic).plot(subcolumns: 100)?.pauses == [])
  }

  @Test func aLineOfManyPointsIsAMeanInABand() throws {
    #expect(chart(series(Array(0..<1_000))).plot(subcolumns: 100)?.traces[0].form == .meanInBand)
    #expect(chart(series(Array(0..<100))).plot(subcolumns: 100)?.traces[0].form == .line)
  }

  @Test func notesStandWhereTheSeriesWasAtTheirTime() throws {
    var model = chart(series(Array(0..<100)) { 1_000 + Double($0) })
    let moment = try #require(WallTime(1_050.5))
    model.marks = [ChartMark(at: .moment(moment), kind: .note, label: "lr lowered")]
    #expect(model.plot(subcolumns: 100)?.marks.map(\.column) == [51])
    model.lines[0].series = series(Array(0..<100))
    #expect(model.plot(subcolumns: 100)?.marks.isEmpty == true)
  }

  @Test func highsAndLowsAlternateAndSmallWigglesAreNone() {
    let values = [0, 4, 9, 8.9, 9.2, 3, 1, 1.2, 0.9, 6, 10, 2.0]
    let columns = values.map { Optional(ColumnSpan(min: $0, max: $0, first: $0, last: $0)) }
    let found = TurningPoints.extremes(columns, turningBy: 0.5)
    #expect(found.map(\.value) == [0, 9.2, 0.9, 10])
    #expect(found.map(\.column) == [0, 4, 8, 10])
  }
}

@Suite struct VisibleValuesTests {
  private func values(
    _ values: [Double], _ kind: ValueScaleKind = .linear, isFull: Bool = false
  ) throws -> VisibleValues {
    var series = MetricSeries()
    for (step, value) in values.enumerated() { series.record(step: Step(Int64(step)), wallTime: .nan, value: value) }
    var model = LineChartModel(title: "", lines: [.init(label: "", style: .series1, series: series)], valueScale: kind)
    model.hasFullRange = isFull
    return try #require(model.visibleValues())
  }

  private func values(ofRuns runs: [[Double]], isFull: Bool = false) throws -> VisibleValues {
    let lines = runs.enumerated().map { place, run in
      var series = MetricSeries()
      for (step, value) in run.enumerated() { series.record(step: Step(Int64(step)), wallTime: .nan, value: value) }
      var line = LineChartModel.Line(label: "\(place)", style: .series1, series: series)
      line.tag = "a"
      return line
    }
    var model = LineChartModel(title: "", lines: lines)
    model.hasFullRange = isFull
    return try #require(model.visibleValues())
  }

  /// An accuracy is never above 1, and an axis up to 1.05 asks what is there. Linear ones: `RowGridTests`.
  @Test(arguments: [ValueScaleKind.log, .symlog]) func anAxisOfSharesEndsAtOne(_ kind: ValueScaleKind) throws {
    #expect(try values([0.5, 0.9, 0.99], kind).range.upperBound == 1)
    #expect(try values([0.5, 0.9, 1], kind).range.upperBound == 1)
    #expect(try values([0.98, 0.98], kind).range.upperBound == 1)
    #expect(try values([0.2, 0.4, 0.3], kind).range.upperBound < 0.5)
    #expect(try values([0.5, 0.9, 1.01], kind).range.upperBound > 1.01)
    #expect(try values([1, 1], kind).range.contains(1))
  }

  @Test func aRunThatHasDivergedIsLeftOutAsAWhole() throws {
    let falling = (0..<200).map { 0.2 + 2 / (1 + Double($0) / 10) }
    let diverged = (0..<200).map { $0 < 60 ? 2.2 : Double($0 - 59) / 140 * 80 }
    let robust = try values(ofRuns: [falling, falling, diverged, falling])
    #expect(robust.range.upperBound < 3)
    #expect(robust.words(isBelow: false).long == "▲ 1 run off scale, max 80")
    #expect(robust.words(isBelow: false).short == "▲ 1 run off, max 80")
    #expect(try values(ofRuns: [falling, falling, diverged, falling], isFull: true).range.upperBound >= 80)
    #expect(try values(ofRuns: [falling, diverged, falling]).range.upperBound >= 80, "three are too few to tell")
    #expect(
      try values(ofRuns: [falling, diverged, diverged, falling]).range.upperBound >= 80, "half of them are no exception"
    )
    for third in [1e-4, 1.02e-4] {
      let rates = [1e-4, 1.01e-4, third, 1e-3].map { Array(repeating: $0, count: 200) }
      #expect(try values(ofRuns: rates).range.upperBound >= 1e-3, "another learning rate is no divergence")
    }
    let learned = [0.9, 0.9001, 0.9002].map { Array(repeating: $0, count: 200) }
    let learning = (0..<200).map { 0.5 + Double($0) / 500 }
    #expect(try values(ofRuns: learned + [learning]).range.lowerBound < 0.51, "it still learns")
  }

  private let wave = (0..<400).map { 1 + Double($0 % 20) / 20 }

  @Test func oneHugeValueIsLeftOutAndCounted() throws {
    var spiked = wave
    (spiked[100], spiked[101], spiked[300]) = (1e6, 4e5, 2e5)
    let robust = try values(spiked)
    #expect(robust.range.upperBound < 2.1 && robust.range.lowerBound > 0.9)
    #expect(robust.words(isBelow: false).long == "▲ 3 points off scale, max 1e6")
    #expect(robust.words(isBelow: true).long.isEmpty)
    let full = try values(spiked, isFull: true)
    #expect(full.range.upperBound >= 1e6 && full.above.count == 0)
    spiked[7] = -5_000
    #expect(try values(spiked).words(isBelow: true).long == "▼ 1 point off scale, min -5,000")
  }

  @Test func aFallingLossAndRareEventsAreNoOutliers() throws {
    let loss = (0..<1_000).map { 0.3 + 9.7 / (1 + Double($0) / 10) }
    #expect(try values(loss).above.count == 0)
    let events = (0..<1_000).map { $0 % 300 == 7 ? 1.0 : 0 }
    #expect(try values(events).above.count == 0)
    #expect(try values([1, 2, 3, 900]).above.count == 0)
    #expect(try values(wave).above.count == 0)
  }

  @Test func aConstantWithOneSpikeStaysReadable() throws {
    var flat = Array(repeating: 0.3, count: 500)
    flat[250] = 1e9
    let robust = try values(flat)
    #expect(robust.above.count == 1 && robust.range.upperBound < 0.4)
  }

  @Test func aLogarithmicAxisSaysWhatHasNoPlaceOnIt() throws {
    let log = try values([0.01, 0.1, 0, -2, 1, 10, .nan], .log)
    #expect(log.transform.kind == .log && log.range.lowerBound > 0.001 && log.range.lowerBound < 0.01)
    #expect(log.words(isBelow: true).long == "▼ 2 points not above 0, min -2")
    #expect(try values([-1, -2], .log).transform.kind == .linear)
  }

  @Test func anyValuesGiveAUsableRange() throws {
    var random = SeededGenerator(seed: 5)
    for round in 0..<600 {
      let kind = ValueScaleKind.allCases[round % 3]
      let drawn = (0..<Int.random(in: 1...90, using: &random)).map { _ in random.anyDouble() }
      let result = try values(drawn, kind, isFull: round % 2 == 0)
      #expect(result.range.lowerBound < result.range.upperBound, "\(kind) \(drawn)")
      #expect(result.range.lowerBound.isFinite && result.range.upperBound.isFinite)
      #expect(result.transform.kind != .log || result.range.lowerBound > 0)
      #expect(round % 2 == 1 || result.above.count == 0)
    }
  }
}
