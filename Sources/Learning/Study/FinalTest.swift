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
    tables += Self.outOfFold(chosen, context, threshold: thresholds.decision)
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
    let found = PredictionTables(
      context: context, origin: origin, rows: context.splits.test, predictions: predictions,
      estimates: estimates.map(\.estimate))
    tables += found.tables(threshold: thresholds.decision)
    guard let binary = found.binary, let threshold = thresholds.decision,
      let confusion = binary.confusion(threshold: threshold)
    else { return }
    sentences.append(decided(from: threshold, confusion.rates, positive: binary.positive))
  }

  /// Of the first repeat, each row predicted by a model that had not seen it: all there is where no rows were kept.
  private static func outOfFold(_ chosen: ChosenModel, _ context: StudyContext, threshold: Double?) -> [EvaluationTable]
  {
    let folds = context.splits.evaluation.prefix(context.splits.foldsPerRepeat)
    let predictions = Predictions(
      outputCount: context.data.outputCount,
      values: chosen.outcomes.prefix(folds.count).flatMap(\.predictions))
    let origin = TableOrigin(split: "out-of-fold", step: Step(Int64(chosen.trial ?? 0)))
    return PredictionTables(
      context: context, origin: origin, rows: folds.flatMap(\.test), predictions: predictions, isOfOneModel: false
    ).tables(threshold: threshold)
  }

  private func decided(from threshold: Double, _ rates: BinaryConfusion, positive: String) -> String {
    guard !ThresholdCurve.isNobody(threshold) else { return "No row is named \(positive) (\(context.decisionGoal))." }
    return "From a score of \(FixedText.number(threshold, 3)) (\(context.decisionGoal)) it finds "
      + "\(FixedText.percent(rates.recall)) of the rows that are \(positive), and "
      + "\(FixedText.percent(rates.precision)) of those it names are."
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
      let counter = ColumnDrift(reference: column.values, rows: splits.development, bins: rule.bins)
      let index = counter.index(of: column.values, rows: splits.test)
      let status = rule.status(of: index, chance: counter.chance(of: column.values, rows: splits.test))
      let distribution = ValueDistribution.compare(
        column.values, rows: splits.development, with: column.values, rows: splits.test)
      return DriftReport.Feature(
        name: column.name, measure: "psi", value: index, threshold: rule.threshold, status: status,
        distribution: distribution)
    }
    return DriftReport(
      origin: origin, reference: "development rows", current: "test rows",
      rule: rule.sentence(reference: "development rows"), features: features
    ).bounded
  }

  /// Of the later sample against development rows; nil where the specification names none.
  private func laterDrift() -> DriftReport? {
    context.source.later?.drift(
      from: context.source.watched.map { ($0.name, $0.values) }, rows: context.splits.development,
      called: "development rows", rule: TrainingSpecification.DriftRule(), step: origin.step)
  }
}
