import DashboardLogic
import RunModel

/// Whatever a run may record of an evaluation, as the reader of runs lets it through.
extension RandomNumbers {
  mutating func tables() -> [EvaluationTable] {
    let all = [confusion(), roc(), precisionRecall(), calibration(), scores(), operatingPoint(), regression()]
    return (all + [importance(), shap(), drift(), .drift(report())]).filter { _ in coin() }
  }

  /// Reports that newer ones have replaced: without distributions and windows.
  mutating func earlierDrift() -> [DriftReport] {
    (0..<below(6)).map { _ in
      var report = report()
      report.windows = []
      for index in report.features.indices {
        (report.features[index].history, report.features[index].distribution) = ([], nil)
      }
      return report
    }
  }

  private mutating func origin() -> TableOrigin {
    TableOrigin(split: [nil, "test", "validation", text()][below(4)], step: coin() ? step() : nil)
  }

  private mutating func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in double() } }

  private mutating func counts(_ count: Int) -> [Int64] {
    (0..<count).map { _ in below(20) == 0 ? 1_000_000_000_000 : Int64(below(1000)) }
  }

  /// Finite and ascending, at least two.
  private mutating func edges() -> [Double] {
    let finite = Set(numbers(2 + below(30)).filter(\.isFinite)).union([-1, below(5) == 0 ? 1e300 : 1])
    return finite.sorted()
  }

  private mutating func labels(_ limit: Int) -> [String] { (0..<below(limit)).map { "\($0)\(text())" } }

  private mutating func interval() -> ScoreInterval? {
    let ends = [double(), double()].filter { !$0.isNaN }.sorted()
    guard ends.count == 2, coin() else { return nil }
    return ScoreInterval(low: ends[0], high: ends[1], level: double(), method: coin() ? text() : nil)
  }

  private mutating func confusion() -> EvaluationTable {
    let labels = coin() ? ["no", "yes"] : labels(12)
    return .confusion(
      ConfusionMatrix(
        origin: origin(), labels: labels, counts: labels.map { _ in counts(labels.count) },
        threshold: coin() ? double() : nil, weights: coin() ? labels.map { _ in numbers(labels.count) } : []))
  }

  private mutating func roc() -> EvaluationTable {
    let count = below(30)
    return .roc(
      ROCCurve(
        origin: origin(), className: coin() ? text() : nil, average: coin() ? .macro : nil,
        falsePositiveRate: numbers(count), truePositiveRate: numbers(count),
        thresholds: coin() ? numbers(count) : [], areaUnderCurve: double(), interval: interval()))
  }

  private mutating func precisionRecall() -> EvaluationTable {
    let count = below(30)
    return .precisionRecall(
      PrecisionRecallCurve(
        origin: origin(), className: coin() ? text() : nil, precision: numbers(count), recall: numbers(count),
        thresholds: numbers(count).dropLast(below(2)), averagePrecision: coin() ? double() : nil, interval: interval()))
  }

  private mutating func calibration() -> EvaluationTable {
    let count = below(30)
    return .calibration(
      CalibrationCurve(
        origin: origin(), className: coin() ? text() : nil, binning: coin() ? .equalMass : nil,
        meanPredicted: numbers(count), fractionPositive: numbers(count), counts: counts(count)))
  }

  private mutating func scores() -> EvaluationTable {
    let (edges, labels) = (edges(), coin() ? ["no", "yes"] : labels(5))
    return .scores(
      ScoreHistogram(
        origin: origin(), className: coin() ? text() : nil, edges: edges, labels: labels,
        counts: labels.map { _ in counts(edges.count - 1) },
        weights: coin() ? labels.map { _ in numbers(edges.count - 1) } : []))
  }

  private mutating func operatingPoint() -> EvaluationTable {
    .operatingPoint(
      OperatingPoint(
        origin: origin(), threshold: coin() ? double() : nil, goal: coin() ? text() : nil,
        payoff: coin()
          ? .init(
            truePositive: double(), falsePositive: double(), trueNegative: double(), falseNegative: double(),
            unit: coin() ? text() : nil) : nil))
  }

  private mutating func density() -> RegressionEvaluation.Density? {
    guard coin() else { return nil }
    let (x, y) = (edges(), edges())
    return .init(xEdges: x, yEdges: y, counts: y.dropFirst().map { _ in counts(x.count - 1) })
  }

  private mutating func regression() -> EvaluationTable {
    let edges = edges()
    let measures = (0..<below(20)).map { _ in
      RegressionEvaluation.Measure(name: text(), value: coin() ? double() : nil, interval: interval())
    }
    return .regression(
      RegressionEvaluation(
        origin: origin(), target: coin() ? text() : nil, rowCount: Int64(below(1000)), predictedActual: density(),
        predictedResidual: density(), residualEdges: edges, residualCounts: counts(edges.count - 1),
        measures: measures))
  }

  private mutating func importance() -> EvaluationTable {
    let features = labels(30)
    return .importance(
      FeatureImportance(
        origin: origin(), measure: text(), features: features, values: numbers(features.count),
        deviations: coin() ? numbers(features.count) : []))
  }

  private mutating func shap() -> EvaluationTable {
    let edges = edges()
    let features = labels(20).map { name in
      ShapSummary.Feature(
        name: name, meanMagnitude: double(), correlation: coin() ? double() : nil, direction: coin() ? text() : nil,
        counts: counts(edges.count - 1), valueRanks: coin() ? numbers(edges.count - 1) : [])
    }
    return .shap(
      ShapSummary(
        origin: origin(), className: coin() ? text() : nil, unit: coin() ? text() : nil, rowCount: Int64(below(999)),
        edges: edges, features: features))
  }

  private mutating func drift() -> EvaluationTable { .drift(report()) }

  private mutating func report() -> DriftReport {
    let windows = coin() ? (0..<below(20)).map { "\($0)" } : []
    let statuses: [DriftReport.Status] = [.ok, .warning, .drift]
    let features = labels(20).map { name in
      DriftReport.Feature(
        name: name, measure: ["psi", "ks", text()][below(3)], value: coin() ? double() : nil, threshold: double(),
        status: statuses[below(3)], since: coin() ? text() : nil, history: coin() ? numbers(windows.count) : [],
        distribution: distribution())
    }
    return DriftReport(
      origin: origin(), reference: text(), current: text(), rule: text(), windows: windows,
      window: coin() ? text() : nil, features: features)
  }

  private mutating func distribution() -> DriftReport.Distribution? {
    guard coin() else { return nil }
    let bins: DriftReport.Distribution.Bins = coin() ? .edges(edges()) : .levels(labels(20))
    return .init(
      bins: bins, reference: counts(bins.count), current: counts(bins.count), missingReference: counts(1)[0],
      missingCurrent: counts(1)[0])
  }
}

/// What comes with a run beside its metrics.
extension RandomNumbers {
  mutating func resources() -> ResourceHistory {
    let measures: [ResourceMeasure] = [
      .cpu, .memory, .diskRead, .hostMemory, .load, .gpuUtilization(0), .gpuMemory(0), .gpuTemperature(63),
    ]
    var history = ResourceHistory(origin: WallTime(1.7e9), newest: WallTime(1.7e9 + 500))
    history.curves = measures.prefix(below(measures.count + 1)).map { measure in
      var series = MetricSeries()
      for index in 0..<below(100) {
        let step = below(60) == 0 ? Step(1_000_000_000_000_000_000) : Step(Int64(index) * 5_000_000)
        series.record(
          step: step, wallTime: 1.7e9 + Double(index) * 5, value: Double.random(in: -1...1e12, using: &self))
      }
      return .init(measure: measure, series: series, peak: double(), mean: double())
    }
    history.coreCount = coin() ? below(4) : nil
    history.memoryTotalBytes = coin() ? Int64(below(3)) : nil
    return history
  }

  mutating func console() -> ConsoleTail {
    let lines = (0..<below(60)).map { _ in text() + text() }
    let size = Int64(below(2) * 100_000)
    var tail = ConsoleTail(lines: lines, omittedLineCount: below(2) * below(1_000_000))
    tail.index = ConsoleIndex(
      entries: [.init(byteOffset: 0, line: 0), .init(byteOffset: size / 2 + 1, line: 500)],
      countedBytes: coin() ? size : size / 2, byteCount: size, generation: below(2))
    tail.times = (0..<below(5)).compactMap { index in
      WallTime(1.7e9 + Double(index)).map { ConsoleTime(wallTime: $0, byteOffset: Int64(index) * 1000) }
    }
    return tail
  }

  /// What a file may answer: also less than was asked for, or lines that nobody has asked for.
  mutating func answer(to request: ConsoleRequest) -> ConsoleAnswer.Content {
    switch (below(5), request.kind) {
    case (0, _): return .failed(text())
    case (1, _): return .line(coin() ? below(2_000_000) : nil)
    case (_, .lines(let numbers)):
      return .lines(Dictionary(numbers.map { ($0 + below(2), text()) }, uniquingKeysWith: { first, _ in first }))
    case (_, .ends(let numbers)):
      return .ends(
        Dictionary(numbers.map { ($0 + below(2), Int64(below(10_000))) }, uniquingKeysWith: { first, _ in first }))
    case (_, .matches):
      let lines = Set((0..<below(50)).map { _ in below(1_000_000) }).sorted()
      return .matches(ConsoleMatches(lines: lines, searchedFrom: below(2) * 500, isCut: coin()), isComplete: coin())
    case (_, .line), (_, .time): return .line(below(1_000_000))
    }
  }
}
