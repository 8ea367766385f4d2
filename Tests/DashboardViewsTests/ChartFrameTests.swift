import DashboardLogic
import DashboardViews
import Glibc
import RunModel
import TerminalModel
import TestSupport
import Testing

/// What charts look like in every form. `RECORD_FRAMES=1` records the frames anew; read the difference.
@Suite struct ChartFrameTests {
  private static let size = Size(columns: 80, rows: 20)

  private func check(_ model: LineChartModel, _ name: String, _ glyphs: GlyphSet = .braille, size: Size = Self.size) {
    var buffer = CellBuffer(size: size)
    LineChartView.draw(model, in: buffer.bounds, of: &buffer, glyphs: glyphs)
    #expect(GoldenFrame.difference(buffer, name: name) == nil)
  }

  /// A falling curve with noise that repeats itself: 4,000 points at every second step.
  private static func noisy(_ shift: Double = 0) -> MetricSeries {
    SampleCharts.series(4_000, every: 2) { step in
      let noise = sin(step * 12.9898) * 43_758.5453
      return 0.4 + shift + 1.2 / (1 + step / 900) + 0.5 * (noise - noise.rounded(.down) - 0.5)
    }
  }

  private static func chart(_ series: MetricSeries) -> LineChartModel {
    LineChartModel(title: "loss", lines: [.init(label: "", style: .series1, series: series)])
  }

  @Test(arguments: GlyphSet.allCases) func manyPointsAreAMeanInABand(_ glyphs: GlyphSet) {
    check(Self.chart(Self.noisy()), "chart-band-\(glyphs.rawValue)", glyphs)
  }

  @Test(arguments: GlyphSet.allCases) func theSmoothedCurveRunsBeforeThePoints(_ glyphs: GlyphSet) {
    let raw = SampleCharts.series(120) { 1 / (1 + $0 / 20) + 0.15 * sin($0 * 2.4) }
    var filter = SmoothingFilter(smoothing: 0.6, extent: 120)
    var smoothed = MetricSeries()
    for index in 0..<raw.count {
      let point = raw[index]
      smoothed.record(
        step: point.step, wallTime: .nan, value: filter.next(step: point.step.rawValue * 100, value: point.value))
    }
    var model = Self.chart(raw)
    model.lines[0].smoothed = smoothed
    check(model, "chart-smoothed-\(glyphs.rawValue)", glyphs)
  }

  @Test(arguments: [GlyphSet.braille, .ascii]) func whatIsOffScaleIsSaid(_ glyphs: GlyphSet) {
    var series = SampleCharts.series(300) { 1 + sin($0 / 20) / 3 }
    for (step, value) in [(70, 1e6), (71, 5e5), (220, -3e4)] as [(Int64, Double)] {
      series.record(step: Step(step), wallTime: .nan, value: value)
    }
    var model = Self.chart(series)
    model.fullRangeKey = "R"
    check(model, "chart-robust-\(glyphs.rawValue)", glyphs)
  }

  @Test func logarithmsOfBothAxes() {
    var model = Self.chart(SampleCharts.series(20_000) { $0 == 0 ? -1 : 1e4 / ($0 * $0 + 1) })
    (model.valueScale, model.hasLogX) = (.log, true)
    check(model, "chart-log")
    var signed = Self.chart(SampleCharts.series(200) { ($0 - 100) * ($0 - 100) * ($0 - 100) / 100 })
    signed.valueScale = .symlog
    check(signed, "chart-symlog")
  }

  @Test func aMaximisedChartSaysEverything() {
    var train = MetricSeries()
    for step in 0..<900 as Range<Int64> where !(400..<520).contains(step) {
      let time = 1_795_224_700 + Double(step) * 3 + (step >= 700 ? 7_200 : 0)
      let value = 0.3 + 2 / (1 + Double(step) / 60) + 0.1 * sin(Double(step) * 1.7)
      train.record(step: Step(step), wallTime: time, value: step == 640 ? .nan : value)
    }
    train.markResume(at: 520)
    var model = LineChartModel(
      title: "loss",
      lines: [
        .init(label: "train", style: .series1, series: train, goal: .lowerIsBetter),
        .init(label: "val", style: .series2, series: SampleCharts.series(45, every: 20) { 0.5 + 1.8 / (1 + $0 / 60) }),
      ], crosshair: 300,
      marks: [
        ChartMark(at: .step(200), kind: .a, label: "A"), ChartMark(at: .step(600), kind: .b, label: "B"),
        ChartMark(at: .step(500), kind: .checkpoint, label: "best checkpoint"),
        ChartMark(at: .step(510), kind: .note, label: "learning rate lowered to 1e-4 by hand"),
      ], isFocused: true, isMaximised: true)
    check(model, "chart-maximised", size: Size(columns: 120, rows: 32))
    model.selection = 100...350
    check(model, "chart-selecting", .ascii)
  }

  @Test func aGroupIsABandAndTheOthersAreDimmed() {
    let mean = SampleCharts.series(60) { 1 / (1 + $0 / 9) }
    var model = LineChartModel(
      title: "val/loss",
      lines: [
        .init(
          label: "lr 1e-3", style: .series1, series: mean,
          band: .init(
            low: SampleCharts.series(60) { 0.8 / (1 + $0 / 9) }, high: SampleCharts.series(60) { 1.3 / (1 + $0 / 9) })
        ),
        .init(
          label: "lr 1e-2", style: .series2, series: SampleCharts.series(60) { 0.4 + 1 / (1 + $0 / 3) }, isDimmed: true),
      ])
    model.secondsFromUTC = 0
    check(model, "chart-group")
  }
}
