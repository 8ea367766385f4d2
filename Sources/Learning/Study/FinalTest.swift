internal import JSONText
internal import RunModel
internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// The chosen model, trained on all development rows, on the rows that nothing has looked at: once.
struct FinalTest {
  private(set) var modelBytes: [UInt8]
  /// Of the test rows, in their order.
  let predictions: Predictions
  /// Chosen on out-of-fold predictions of the development rows.
  let thresholds: ChosenThresholds
  private(set) var estimates: [NamedEstimate] = []
  private(set) var tables: [EvaluationTable] = []
  /// What was seen, for the approval.
  private(set) var sentences: [String] = []
  private(set) var time: Double

  /// What the journal keeps: a study that goes on does not test again.
  private struct Result: Codable, Sendable {
    var model: JSONText
    var predictions: [Double]
    var thresholds: ChosenThresholds
  }

  /// A document as its text, so that it comes back byte for byte.
  private struct JSONText: Codable, Sendable { var text: String }

  private let context: StudyContext
  private let origin: TableOrigin

  init(_ context: StudyContext, chosen: ChosenModel) throws(LearningError) {
    (self.context, origin) = (context, TableOrigin(split: "test", step: Step(Int64(chosen.trial ?? 0))))
    let test = context.splits.test
    let entry = try context.journal.step("test") { () throws(LearningError) in
      let (model, predictions) = try context.fitAndPredict(chosen)
      return Result(
        model: JSONText(text: String(decoding: ModelFile.bytes(model), as: UTF8.self)), predictions: predictions,
        thresholds: Self.thresholds(chosen, context))
    }
    modelBytes = Array(entry.value.model.text.utf8)
    predictions = Predictions(outputCount: context.data.outputCount, values: entry.value.predictions)
    thresholds = entry.value.thresholds
    time = entry.finished
    let model = try ModelFile.read(modelBytes)
    addImportance(model)
    if test.isEmpty {
      sentences.append("No rows were kept for a final test.")
    } else {
      judge(chosen)
      addTables()
      tables.append(.drift(drift()))
    }
    if let report = laterDrift() {
      tables.append(.drift(report))
      sentences.append(report.summary)
    }
  }

  /// Of the first repeat, in which each row is held out once at most.
  private static func thresholds(_ chosen: ChosenModel, _ context: StudyContext) -> ChosenThresholds {
    let folds = context.splits.evaluation.prefix(context.splits.foldsPerRepeat)
    return context.chosenThresholds(
      rows: folds.flatMap(\.test), probabilities: chosen.outcomes.prefix(folds.count).flatMap(\.predictions))
  }

  // MARK: Scores

  private mutating func judge(_ chosen: ChosenModel) {
    let rows = context.splits.test
    for metric in context.panel.all {
      let value = context.panel.value(
        metric, of: predictions, on: context.data, rows: rows, threshold: thresholds.score)
      let interval = value.flatMap { _ in
        TestInterval(context, predictions, rows: rows, threshold: thresholds.score).interval(metric)
      }
      estimates.append(
        NamedEstimate(
          name: "test", candidate: chosen.name,
          estimate: Estimate(metric: metric.name, value: value, interval: interval),
          meaning: "On \(NumberText.count(rows.count, of: "row")) that no model had learned from or been judged on.",
          run: "."))
    }
    let first = estimates[0].estimate
    sentences.append(
      "On \(NumberText.count(rows.count, of: "test row")) \(MetricWords.title(first.metric)) is "
        + "\(EstimateText(first).full).")
  }

  // MARK: Tables

  private mutating func addTables() {
    let rows = context.splits.test
    guard case .classes(let codes, let names) = context.data.target else { return }
    let (actual, weights) = (rows.map { codes[$0] }, context.data.weights.map { all in rows.map { all[$0] } })
    guard names.count == 2 else {
      for code in names.indices { addClass(code, actual, names, weights) }
      return tables.append(.confusion(confusion(actual, names)))
    }
    let binary = BinaryEvaluationTables(
      origin: origin, labels: actual.map { $0 == 1 }, scores: predictions.values, weights: weights, negative: names[0],
      positive: names[1])
    if let threshold = thresholds.decision, let found = binary.confusion(threshold: threshold) {
      tables.append(.confusion(found.matrix))
      sentences.append(decided(from: threshold, found.rates, positive: names[1]))
    }
    if let roc = binary.roc() { tables.append(.roc(roc)) }
    if let curve = binary.precisionRecall() { tables.append(.precisionRecall(curve)) }
    if let calibration = binary.calibration() { tables.append(.calibration(calibration)) }
  }

  private func decided(from threshold: Double, _ rates: BinaryConfusion, positive: String) -> String {
    guard !ThresholdCurve.isNobody(threshold) else { return "No row is named \(positive) (\(context.decisionGoal))." }
    return "From a score of \(FixedText.number(threshold, 3)) (\(context.decisionGoal)) it finds "
      + "\(FixedText.percent(rates.recall)) of the rows that are \(positive), and "
      + "\(FixedText.percent(rates.precision)) of those it names are."
  }

  /// One class against the rest.
  private mutating func addClass(
    _ code: Int, _ actual: [Int], _ names: [String], _ weights: [Double]?
  ) {
    let binary = BinaryEvaluationTables(
      origin: origin, labels: actual.map { $0 == code }, scores: actual.indices.map { predictions[$0, code] },
      weights: weights,
      negative: "other", positive: names[code])
    if let roc = binary.roc() { tables.append(.roc(roc)) }
    if let curve = binary.precisionRecall() { tables.append(.precisionRecall(curve)) }
  }

  private func confusion(_ actual: [Int], _ names: [String]) -> ConfusionMatrix {
    var counts = [[Int64]](repeating: [Int64](repeating: 0, count: names.count), count: names.count)
    for (row, code) in actual.enumerated() {
      counts[code][predictions.likeliestClass(row)] += 1
    }
    return ConfusionMatrix(origin: origin, labels: names, counts: counts)
  }

  private mutating func addImportance(_ model: any FittedModel) {
    let importance = model.importance
    guard !importance.values.isEmpty else { return }
    let sorted = importance.values.sorted { ($1.value, $0.feature) < ($0.value, $1.feature) }
    tables.append(
      .importance(
        FeatureImportance(
          origin: TableOrigin(split: "development", step: origin.step), measure: importance.measure,
          features: sorted.map(\.feature), values: sorted.map(\.value))))
  }

  // MARK: Drift

  /// Of every watched column, test rows against development rows.
  private func drift() -> DriftReport {
    let rule = TrainingSpecification.DriftRule()
    let splits = context.splits
    let features = context.source.watched.map { column in
      let index = ColumnDrift(reference: column.values, rows: splits.development, bins: rule.bins)
        .index(of: column.values, rows: splits.test)
      return DriftReport.Feature(
        name: column.name, measure: "psi", value: index, threshold: rule.threshold, status: rule.status(of: index),
        since: nil)
    }
    return DriftReport(
      origin: origin, reference: "development rows", current: "test rows",
      rule: rule.sentence(reference: "development rows"), features: features)
  }

  /// Of the later sample against development rows; nil where the specification names none.
  private func laterDrift() -> DriftReport? {
    context.source.later?.drift(
      from: context.source.watched.map { ($0.name, $0.values) }, rows: context.splits.development,
      called: "development rows", rule: TrainingSpecification.DriftRule(), step: origin.step)
  }
}
