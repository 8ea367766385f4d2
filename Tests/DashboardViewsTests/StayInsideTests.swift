import DashboardLogic
import DashboardViews
import RunModel
import Statistics
import TerminalModel
import Testing

/// No view draws outside its area or traps, whatever the model and the area; drawing twice gives the same cells.
@Suite struct StayInsideTests {
  private static let untouched = Cell("§", style: .heat7)

  @Test(arguments: 0..<150) func anyModelInAnyArea(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let words = Words(random: random)
    let glyphs = GlyphSet.allCases[seed % 3]
    let numbers = (0..<Int.random(in: 0...60, using: &random)).map { _ in double(&random) }
    check(LineChartView.self, lineChart(&random, words), seed, &random, glyphs)
    check(SparklineView.self, SparklineModel(series: series(&random)), seed, &random, glyphs)
    let items = numbers.map {
      BarListModel.Item(name: words.any(&random), value: $0, deviation: seed % 2 == 0 ? $0 : nil)
    }
    check(
      BarListView.self, BarListModel(title: words.any(&random), items: items, offset: seed - 20), seed, &random, glyphs)
    check(ConfusionMatrixView.self, confusion(&random, words), seed, &random, glyphs)
    let curve = CurveChartModel.Curve(x: numbers, y: numbers.reversed().dropLast(seed % 3))
    check(
      CurveChartView.self,
      CurveChartModel(
        title: words.any(&random), xName: words.any(&random), yName: words.any(&random), curves: [curve],
        summary: words.any(&random),
        reference: seed % 2 == 0 ? .diagonal : .level(double(&random)),
        operatingPoint: .init(x: double(&random), y: double(&random), threshold: double(&random))),
      seed, &random, glyphs)
    check(HistogramView.self, histogram(&random, words), seed, &random, glyphs)
    check(DensityView.self, density(&random, words), seed, &random, glyphs)
    check(TableView.self, table(&random, words), seed, &random, glyphs)
    let lines = (0..<seed % 20).map { _ in StyledText(words.any(&random), .error) }
    let input = DialogModel.Input(
      prompt: words.any(&random), text: words.any(&random), cursor: seed - 10, hint: "x")
    let hints = (0..<seed % 5).map { KeyHint(words.any(&random), words.any(&random), priority: $0) }
    check(
      DialogView.self,
      DialogModel(
        title: words.any(&random), body: lines, input: seed % 2 == 0 ? input : nil, hints: hints,
        problem: seed % 3 == 0 ? words.any(&random) : nil, preferredColumns: seed, offset: seed - 5),
      seed, &random, glyphs)
    check(KeyHintBar.self, KeyHintBarModel(hints), seed, &random, glyphs)
    check(StatusLine.self, StatusLineModel(leading: lines, trailing: "end"), seed, &random, glyphs)
  }

  private func check<V: View>(
    _ view: V.Type, _ model: V.Model, _ seed: Int, _ random: inout SeededGenerator, _ glyphs: GlyphSet
  ) {
    let size = Size(columns: Int.random(in: 1...90, using: &random), rows: Int.random(in: 1...40, using: &random))
    let column = Int.random(in: 0..<size.columns, using: &random)
    let row = Int.random(in: 0..<size.rows, using: &random)
    let area = Rect(
      column: column, row: row, columns: Int.random(in: 0...(size.columns - column), using: &random),
      rows: Int.random(in: 0...(size.rows - row), using: &random))
    let blank = CellBuffer(size: size, fill: Self.untouched)
    var buffer = blank
    V.draw(model, in: area, of: &buffer, glyphs: glyphs)
    var outside = 0
    for row in 0..<size.rows {
      for column in 0..<size.columns where !area.contains(Point(column: column, row: row)) {
        outside += buffer[column, row] == Self.untouched ? 0 : 1
      }
    }
    #expect(outside == 0, "\(V.self) drew \(outside) cells outside \(area), seed \(seed)")
    var again = blank
    V.draw(model, in: area, of: &again, glyphs: glyphs)
    #expect(again == buffer, "\(V.self), seed \(seed)")
  }

  // MARK: Random models

  private struct Words {
    let pool = [
      "", "loss", "a rather long name/with-parts", "日本語の名前", "\u{1b}[31m\u{202e}x", "e\u{301}", "👩‍👩‍👧 run", "a\tb\nc",
    ]
    init(random: SeededGenerator) {}
    func any(_ random: inout SeededGenerator) -> String { pool.randomElement(using: &random) ?? "" }
  }

  private func double(_ random: inout SeededGenerator) -> Double {
    switch Int.random(in: 0...5, using: &random) {
    case 0: Double(bitPattern: random.next())
    case 1:
      [.nan, .infinity, -.infinity, 0, .greatestFiniteMagnitude, -.greatestFiniteMagnitude].randomElement(
        using: &random) ?? 0
    default: Double.random(in: -1...1, using: &random)
    }
  }

  private func series(_ random: inout SeededGenerator) -> MetricSeries {
    var series = MetricSeries()
    let shift = Int64.random(in: 0...60, using: &random)
    for _ in 0..<Int.random(in: 0...120, using: &random) {
      let step = Step(Int64.random(in: .min ... .max, using: &random) >> shift)
      series.record(step: step, wallTime: .nan, value: double(&random))
      if step.rawValue % 9 == 0 { series.markResume(at: step) }
    }
    return series
  }

  private func lineChart(_ random: inout SeededGenerator, _ words: Words) -> LineChartModel {
    let lines = (0..<Int.random(in: 0...4, using: &random)).map { index in
      LineChartModel.Line(
        label: words.any(&random), style: .series(index), series: series(&random),
        goal: index % 2 == 0 ? .lowerIsBetter : nil)
    }
    let step = Step(Int64.random(in: -100...100, using: &random))
    var chart = LineChartModel(
      title: words.any(&random), lines: lines,
      xRange: Bool.random(using: &random) ? nil : -50...Int64.random(in: -50...90, using: &random),
      crosshair: Bool.random(using: &random) ? step : nil,
      marks: [ChartMark(step: step, label: words.any(&random)), ChartMark(at: .step(3), kind: .b, label: "B")],
      xAxis: ChartXAxis.allCases.randomElement(using: &random) ?? .step,
      valueScale: ValueScaleKind.allCases.randomElement(using: &random) ?? .linear,
      isMaximised: Bool.random(using: &random))
    chart.hasLogX = Bool.random(using: &random)
    chart.hasFullRange = Bool.random(using: &random)
    chart.selection = Bool.random(using: &random) ? nil : -20...20
    if Bool.random(using: &random) {
      for index in chart.lines.indices { chart.lines[index].smoothed = series(&random) }
    }
    return chart
  }

  private func confusion(_ random: inout SeededGenerator, _ words: Words) -> ConfusionMatrixModel {
    let classes = Int.random(in: 0...12, using: &random)
    let counts = (0..<classes).map { _ in
      (0..<classes).map { _ in Int64.random(in: 0...9_999_999, using: &random) >> 12 }
    }
    return ConfusionMatrixModel(
      ConfusionMatrix(labels: (0..<classes).map { _ in words.any(&random) }, counts: counts),
      cells: EvaluationSettings.Cells.allCases.randomElement(using: &random) ?? .counts,
      cursor: .init(
        actual: Int.random(in: -3...14, using: &random), predicted: Int.random(in: -3...14, using: &random)),
      remark: words.any(&random))
  }

  /// Ascending and finite, as decoders let them through.
  private func edges(_ random: inout SeededGenerator) -> [Double] {
    let values = (0..<Int.random(in: 2...30, using: &random)).map { _ in double(&random) }.filter(\.isFinite)
    return Set(values).sorted().reduce(into: []) { if $1 > $0.last ?? -.infinity { $0.append($1) } }
  }

  private func counts(_ count: Int, _ random: inout SeededGenerator) -> [Int64] {
    (0..<max(count, 0)).map { _ in
      Int64.random(in: -5...(.max), using: &random) >> Int64.random(in: 0...63, using: &random)
    }
  }

  private func histogram(_ random: inout SeededGenerator, _ words: Words) -> HistogramModel {
    let edges = edges(&random)
    let bins = edges.count - (Bool.random(using: &random) ? 1 : 2)
    var model = HistogramModel(
      title: words.any(&random), summary: words.any(&random), edges: edges,
      up: .init(label: words.any(&random), counts: counts(bins, &random), style: .series1),
      down: Bool.random(using: &random)
        ? nil : .init(label: words.any(&random), counts: counts(bins, &random), style: .series2),
      xName: words.any(&random), marks: [.init(double(&random), .chartMark)])
    model.isShared = Bool.random(using: &random)
    return model
  }

  private func density(_ random: inout SeededGenerator, _ words: Words) -> DensityModel {
    let (x, y) = (edges(&random), edges(&random))
    let grid = (0..<max(y.count - 1, 0)).map { _ in counts(x.count - 1, &random) }
    return DensityModel(
      .init(xEdges: x, yEdges: y, counts: grid), title: words.any(&random), xName: words.any(&random),
      yName: words.any(&random), reference: Bool.random(using: &random) ? .diagonal : .level(double(&random)))
  }

  private func table(_ random: inout SeededGenerator, _ words: Words) -> TableModel {
    let count = Int.random(in: 0...7, using: &random)
    let columns = (0..<count).map { index in
      TableModel.Column(
        words.any(&random), alignment: index % 2 == 0 ? .left : .right, priority: index % 4,
        minimum: Int.random(in: 0...12, using: &random), isFlexible: index == 1)
    }
    let rows = (0..<Int.random(in: 0...50, using: &random)).map { _ in
      (0..<Int.random(in: 0...8, using: &random)).map { index -> TableModel.Cell in
        index == 3 ? .sparkline(SparklineModel(series: series(&random))) : .text(words.any(&random))
      }
    }
    var table = TableModel(
      columns: columns, rows: rows, selection: Int.random(in: -1...60, using: &random),
      offset: Int.random(in: -5...60, using: &random), sort: .init(column: 2, isAscending: true))
    if Bool.random(using: &random) {
      table.sideways = .init(
        fixedCount: Int.random(in: -1...4, using: &random), offset: Int.random(in: -2...9, using: &random),
        cursor: Int.random(in: -1...9, using: &random))
    }
    return table
  }

  @Test(arguments: 0..<100) func anyPointsAndLinesInAnyArea(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) &+ 500)
    let words = Words(random: random)
    let glyphs = GlyphSet.allCases[seed % 3]
    func axis() -> PlotAxis {
      let numbers = (0..<Int.random(in: 0...9, using: &random)).map { _ in double(&random) }
      if Bool.random(using: &random) { return PlotAxis(words.any(&random), numbers: numbers) }
      return PlotAxis(words.any(&random), levels: Set(words.pool.prefix(Int.random(in: 0...8, using: &random))))
    }
    func point() -> ScatterChartModel.Point {
      .init(
        x: double(&random), y: double(&random),
        kind: [.partial, .whole, .selected].randomElement(using: &random) ?? .whole,
        isBeyond: Int.random(in: -1...1, using: &random))
    }
    let count = Int.random(in: 0...40, using: &random)
    check(
      ScatterChartView.self,
      ScatterChartModel(
        title: words.any(&random), xAxis: axis(), yAxis: axis(), points: (0..<count).map { _ in point() },
        line: (0..<count / 4).map { _ in point() }, valueless: (0..<count / 9).map { _ in double(&random) }),
      seed, &random, glyphs)
    let axes = (0..<Int.random(in: 0...9, using: &random)).map { _ in axis() }
    func line() -> ParallelChartModel.Line {
      .init(shares: axes.map { _ in Bool.random(using: &random) ? double(&random) : nil }, style: .series(seed))
    }
    check(
      ParallelChartView.self,
      ParallelChartModel(
        title: words.any(&random), axes: axes, lines: (0..<count).map { _ in line() }, selected: line(),
        chosenAxis: Int.random(in: -1...9, using: &random)),
      seed, &random, glyphs)
  }
}
