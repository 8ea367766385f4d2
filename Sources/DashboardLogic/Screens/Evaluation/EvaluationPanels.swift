import RunModel
import Statistics
import TerminalModel

/// Makes each panel's model; only those on view are asked for.
struct EvaluationPanels {
  let tables: EvaluationTables
  let reader: ThresholdReader?
  let threshold: ThresholdModel?
  /// Whether the scores of the confusion matrix stand beside the threshold already.
  var areScoresSaid = false
  /// Of the run's own threshold, where another one is looked at.
  private let use: ThresholdReading?
  private let state: EvaluationState
  private let settings: EvaluationSettings
  private let panels: [EvaluationPanel]

  init(_ state: DashboardState, _ tables: EvaluationTables, _ reader: ThresholdReader?) {
    (self.tables, self.reader) = (tables, reader)
    (self.state, settings, panels) = (state.evaluation, state.settings.evaluation, tables.panels)
    let at = state.evaluation.threshold ?? tables.thresholdOfUse ?? 0.5
    threshold = reader.map { ThresholdModel($0, threshold: at, tables: tables) }
    use = tables.thresholdOfUse.flatMap { $0 == at ? nil : reader?.reading(at: $0) }
  }

  private func isFocused(_ panel: EvaluationPanel) -> Bool {
    panels.count > 1 && panels.indices.contains(state.focus) && panels[state.focus] == panel
  }

  func content(_ panel: EvaluationPanel) -> EvaluationModel.Content {
    switch panel {
    case .confusion: .confusion(confusion)
    case .worst: .table(worst)
    case .roc: .curve(rocChart)
    case .precisionRecall: .curve(precisionChart)
    case .calibration: .curve(calibrationChart)
    case .scores: .histogram(scores)
    case .predictedActual, .predictedResidual: density(panel)
    case .residuals: .histogram(residuals)
    case .measures: .table(measures)
    }
  }

  // MARK: Confusion

  /// At the threshold that is looked at.
  private var matrix: ConfusionMatrix {
    let recorded = tables.confusion ?? ConfusionMatrix(labels: [], counts: [])
    guard let reading = threshold?.reading, reading.source != .recorded else { return recorded }
    let labels = recorded.labels.count == 2 ? recorded.labels : tables.scores.first?.labels ?? ["negative", "positive"]
    let grid = { (cells: BinaryConfusion) in
      [[cells.trueNegatives, cells.falsePositives], [cells.falseNegatives, cells.truePositives]]
    }
    let counts = grid(reading.rows).map { $0.map { Int64(exactly: $0.rounded()) ?? 0 } }
    return ConfusionMatrix(
      origin: recorded.origin, labels: labels, counts: counts, threshold: reading.threshold,
      weights: reading.weighted.map(grid) ?? [])
  }

  private var confusion: ConfusionMatrixModel {
    let matrix = matrix
    let isInterpolated = threshold?.reading.source == .interpolated
    let remark = [isInterpolated ? "interpolated" : "", matrix.weights.isEmpty ? "" : "counts rows; scores weigh them"]
    var model = ConfusionMatrixModel(
      matrix, title: "confusion", cells: settings.cells, cursor: matrix.labels.count > 2 ? state.cursor : nil,
      isFocused: isFocused(.confusion), remark: remark.filter { !$0.isEmpty }.joined(separator: "; "))
    model.areScoresSaid = areScoresSaid
    return model
  }

  private var worst: EvaluationModel.Table {
    let model = ConfusionMatrixModel(tables.confusion ?? ConfusionMatrix(labels: [], counts: []))
    let found = model.worst(limit: EvaluationState.worstLimit)
    let labels = model.labels
    let largest = found.map(\.share).max().map { max($0, .leastNormalMagnitude) } ?? 1
    let table = TableModel(
      columns: [
        .init("actual", minimum: 6, truncation: .middle), .init("predicted", minimum: 6, truncation: .middle),
        .init("rows", alignment: .right, minimum: 4), .init("of actual", alignment: .right, minimum: 6),
        .init("", priority: 1, minimum: 4, maximum: 20),
      ], rowCount: found.count, selection: isFocused(.worst) ? min(state.worst, found.count - 1) : nil,
      emptyText: "no mistakes"
    ) { index in
      let confusion = found[index]
      return [
        .text(labels[confusion.place.actual]), .text(labels[confusion.place.predicted], .textStrong),
        .text(NumberFormat.grouped(confusion.count)),
        .text(NumberFormat.percent(confusion.share, decimals: 1), .textDim),
        .bar(.init(share: confusion.share / largest, style: .warning)),
      ]
    }
    return EvaluationModel.Table(title: "worst confusions", table: table, isFocused: isFocused(.worst))
  }

  // MARK: Curves

  private var rocChart: CurveChartModel {
    guard tables.isBinary || tables.roc.count == 1, let curve = tables.roc.first else { return rocOfMany }
    var chart = CurveChartModel(curve, title: "ROC", isFocused: isFocused(.roc))
    (chart.operatingPoint, chart.ownPoint) = (rocPoint(threshold?.reading), rocPoint(use))
    if chart.operatingPoint == nil {
      chart.operatingPoint = CurveChartModel(curve, threshold: ownThreshold).operatingPoint
    }
    return chart
  }

  private var precisionChart: CurveChartModel {
    guard tables.isBinary || tables.precisionRecall.count == 1, let curve = tables.precisionRecall.first else {
      return precisionOfMany
    }
    var chart = CurveChartModel(
      curve, positiveShare: positiveShare, isFocused: isFocused(.precisionRecall))
    (chart.operatingPoint, chart.ownPoint) = (precisionPoint(threshold?.reading), precisionPoint(use))
    if chart.operatingPoint == nil {
      chart.operatingPoint = CurveChartModel(curve, threshold: ownThreshold).operatingPoint
    }
    return chart
  }

  /// Where no other threshold can be read, the curve's own point nearest to the run's.
  private var ownThreshold: Double? { threshold == nil ? tables.thresholdOfUse : nil }

  private func rocPoint(_ reading: ThresholdReading?) -> CurveChartModel.OperatingPoint? {
    guard let reading, let x = reading.judged.falsePositiveRate, let y = reading.judged.recall else { return nil }
    return .init(x: x, y: y, threshold: reading.threshold)
  }

  private func precisionPoint(_ reading: ThresholdReading?) -> CurveChartModel.OperatingPoint? {
    guard let reading, let x = reading.judged.recall, let y = reading.judged.precision else { return nil }
    return .init(x: x, y: y, threshold: reading.threshold)
  }

  /// The share of positive rows; nil when it is not known.
  private var positiveShare: Double? {
    guard let cells = threshold?.reading.judged, cells.total > 0 else {
      guard let counts = tables.confusion?.counts, counts.count == 2 else { return nil }
      let rows = counts.map { $0.reduce(0.0) { $0 + Double($1) } }
      return rows[0] + rows[1] > 0 ? rows[1] / (rows[0] + rows[1]) : nil
    }
    return cells.positives / cells.total
  }

  // MARK: Curves of several classes

  private var rocOfMany: CurveChartModel {
    let classes = tables.roc.filter { $0.average == nil }
    let macro = tables.roc.first { $0.average == .macro } ?? CurveAveraging.roc(classes)
    let averages = [macro, tables.roc.first { $0.average == .micro }].compactMap(\.self)
    let curves = classes.map { curve in
      Named(
        name: curve.className ?? "", x: curve.falsePositiveRate, y: curve.truePositiveRate,
        score: CurveChartModel.score(curve.areaUnderCurve, curve.interval))
    }
    let means = averages.map { curve in
      Named(
        name: "\(curve.average?.rawValue ?? "") average", x: curve.falsePositiveRate, y: curve.truePositiveRate,
        score: CurveChartModel.score(curve.areaUnderCurve, curve.interval))
    }
    return chart(
      of: curves, means, title: "ROC", score: "AUC", xName: "false positive rate", yName: "true positive rate",
      reference: .diagonal, isFocused: isFocused(.roc))
  }

  private var precisionOfMany: CurveChartModel {
    let classes = tables.precisionRecall.filter { $0.average == nil }
    let curves = classes.map { curve in
      Named(
        name: curve.className ?? "", x: curve.recall, y: curve.precision,
        score: CurveChartModel.score(curve.averagePrecision, curve.interval))
    }
    let macro = tables.precisionRecall.first { $0.average == .macro } ?? CurveAveraging.precisionRecall(classes)
    let averages = [macro, tables.precisionRecall.first { $0.average == .micro }].compactMap(\.self)
    let means = averages.map { curve in
      Named(
        name: "\(curve.average?.rawValue ?? "") average", x: curve.recall, y: curve.precision,
        score: CurveChartModel.score(curve.averagePrecision, curve.interval))
    }
    return chart(
      of: curves, means, title: "precision-recall", score: "AP", xName: "recall", yName: "precision",
      reference: .none, isFocused: isFocused(.precisionRecall))
  }

  /// A curve with its name, before it has a colour.
  private struct Named {
    var name: String
    var x, y: [Double]
    var score: String
  }

  /// The class that is looked at in front of the others, else all alike with their averages.
  private func chart(
    of classes: [Named], _ averages: [Named], title: String, score: String, xName: String, yName: String,
    reference: CurveChartModel.Reference, isFocused: Bool
  ) -> CurveChartModel {
    let chosen = classes.first { $0.name == state.className }
    let hasColours = classes.count <= 8 && chosen == nil
    let behind = classes.filter { chosen == nil || $0.name != chosen?.name }
    let crowd = chosen == nil ? "\(classes.count) classes" : "\(behind.count) other classes"
    let letters = Self.letters(behind.map(\.name))
    var curves = behind.enumerated().map { index, curve in
      CurveChartModel.Curve(
        label: hasColours ? curve.name : index == 0 ? crowd : "", style: hasColours ? .series(index) : .chartBand,
        x: curve.x, y: curve.y, score: hasColours ? curve.score : "",
        tag: hasColours ? letters[index] : nil)
    }
    let front = chosen.map { [$0] } ?? averages
    curves += front.enumerated().map { index, curve in
      .init(
        label: curve.name, style: index == 0 ? .accent : .textStrong, x: curve.x, y: curve.y, score: curve.score,
        tag: chosen == nil ? (index == 0 ? "M" : "m") : "A")
    }
    let summary = front.first.map { "\($0.name) \(score) \($0.score)" } ?? ""
    return CurveChartModel(
      title: title, xName: xName, yName: yName, curves: curves, summary: summary, reference: reference,
      isFocused: isFocused)
  }

  /// The names of classes where each is one letter or digit that no average has, else A, B, C and so on.
  private static func letters(_ names: [String]) -> [Character] {
    let own = names.compactMap { $0.count == 1 && !["M", "m"].contains($0) ? $0.first : nil }
      .filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    if own.count == names.count, Set(own).count == own.count { return own }
    return names.indices.map { Character(UnicodeScalar(UInt8(65 + $0 % 26))) }
  }

  // MARK: Scores

  private var calibrationChart: CurveChartModel {
    let chosen = tables.calibration.first { $0.className == state.className } ?? tables.calibration.first
    guard let chosen else {
      return CurveChartModel(title: "calibration", xName: "", yName: "", curves: [], summary: "")
    }
    let name = tables.isBinary ? "" : chosen.className.map { " of \($0)" } ?? ""
    return CurveChartModel(chosen, title: "calibration\(name)", isFocused: isFocused(.calibration))
  }

  private var scores: HistogramModel {
    let chosen = tables.scores.first { $0.className == state.className } ?? tables.scores.first
    guard let chosen, let own = chosen.counts.last, let label = chosen.labels.last else {
      return HistogramModel(title: "scores", edges: [], up: .init(label: "", counts: [], style: .series1))
    }
    let rest = chosen.counts.dropLast()
    let others = chosen.edges.indices.dropLast().map { bin in rest.reduce(Int64(0)) { $0 &+ $1[bin] } }
    let down = HistogramModel.Sample(
      label: rest.count == 1 ? chosen.labels[0] : "others", counts: others, style: .series1)
    let judged = chosen.counts.joined().reduce(Int128(0)) { $0 + Int128(max($1, 0)) }
    let all = (tables.confusion?.counts ?? []).joined().reduce(Int128(0)) { $0 + Int128(max($1, 0)) }
    let grouped = { (count: Int128) in NumberFormat.grouped(Int64(clamping: count)) }
    let part = judged < all ? "\(grouped(judged)) of \(grouped(all)) rows" : ""
    let summary = ["shares of each", part].filter { !$0.isEmpty }.joined(separator: ", ")
    var marks: [HistogramModel.Mark] = []
    if let threshold {
      if threshold.isMoved, let use = threshold.use { marks.append(.init(use, .chartGrid)) }
      marks.append(.init(threshold.reading.threshold, .chartMark))
    }
    var histogram = HistogramModel(
      title: "scores of \(chosen.className ?? label)", summary: summary, edges: chosen.edges,
      up: .init(label: label, counts: own, style: .series2), down: rest.isEmpty ? nil : down, xName: "score",
      marks: marks, isFocused: isFocused(.scores))
    // A rare class would be hard to see by its rows, and look as frequent as the other where each fills its half.
    histogram.isShared = true
    return histogram
  }

  // MARK: Numbers

  private var regression: RegressionEvaluation? { tables.regressions.first }

  private func density(_ panel: EvaluationPanel) -> EvaluationModel.Content {
    let isResidual = panel == .predictedResidual
    let empty = RegressionEvaluation.Density(xEdges: [0, 1], yEdges: [0, 1], counts: [[0]])
    let recorded = isResidual ? regression?.predictedResidual : regression?.predictedActual
    let rows = regression.map { "\(NumberFormat.grouped($0.rowCount)) rows" } ?? ""
    return .density(
      DensityModel(
        recorded ?? empty, title: isResidual ? "residual against predicted" : "predicted against actual",
        summary: rows, xName: "predicted", yName: isResidual ? "actual - predicted" : "actual",
        reference: isResidual ? .level(0) : .diagonal, isFocused: isFocused(panel)))
  }

  private var residuals: HistogramModel {
    HistogramModel(
      title: "residuals", summary: regression?.target ?? "", edges: regression?.residualEdges ?? [],
      up: .init(label: "rows", counts: regression?.residualCounts ?? [], style: .series1),
      xName: "actual - predicted", marks: [.init(0, .chartMark)], isFocused: isFocused(.residuals))
  }

  private var measures: EvaluationModel.Table {
    let measures = regression?.measures ?? []
    let texts = NumberFormat.measures(measures.map { $0.value ?? .nan })
    let table = TableModel(
      columns: [
        .init("measure", minimum: 8), .init("value", alignment: .right, minimum: 7),
        .init("interval", priority: 1, minimum: 10, isFlexible: true), .init("level", priority: 3),
        .init("method", priority: 2, minimum: 6),
      ],
      rows: zip(measures, texts).map { measure, text in
        let interval = measure.interval
        let ends = interval.map { NumberFormat.measures([$0.low, $0.high]).joined(separator: " to ") } ?? ""
        return [
          .text(measure.name), .text(measure.value == nil ? "not known" : text, .textStrong), .text(ends),
          .text(interval.map { NumberFormat.percent($0.level) } ?? "", .textDim),
          .text(interval?.method ?? "", .textDim),
        ]
      }, selection: isFocused(.measures) ? min(state.measure, measures.count - 1) : nil,
      emptyText: "no error measures recorded")
    return EvaluationModel.Table(title: "error measures", table: table, isFocused: isFocused(.measures))
  }
}

extension NumberFormat {
  /// Error measures of different sizes, each with four significant digits at most.
  static func measures(_ values: [Double]) -> [String] { values.map { significant($0, digits: 4) } }
}
