internal import HyperparameterSearch
internal import Statistics
internal import StudyModel

/// One question about the chosen model.
protocol ExaminationTopic: Sendable {
  static var topic: TopicReport.Topic { get }
  /// A function of the examination alone, as every step of a study.
  /// - Returns: nil where it does not apply to such a study, as a threshold to a regression.
  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport?
  /// What belongs to the answer and is too long for it. Made of the examination and of stored steps alone, as a study
  /// that goes on asks for it again and must get the same bytes.
  static func files(_ examination: Examination) throws(LearningError) -> [ExaminationFile]
  /// Lines of the run's record that belong to the answer; made as `files` are.
  static func lines(_ examination: Examination) throws(LearningError) -> [String]
}

extension ExaminationTopic {
  static func files(_ examination: Examination) throws(LearningError) -> [ExaminationFile] { [] }
  static func lines(_ examination: Examination) throws(LearningError) -> [String] { [] }
}

/// A file of the run directory.
struct ExaminationFile: Sendable {
  /// Below the run directory.
  var path: String
  var bytes: [UInt8]
}

/// Rows and what was predicted for them by a model that had not learned from them.
struct JudgedRows: Sendable {
  /// Of the data.
  var rows: [Int]
  /// In the order of `rows`.
  var predictions: Predictions
  /// Which evaluation fold held each row out; nil where there are no folds.
  var folds: [Int]?
}

/// The chosen model and rows that it has not learned from.
///
/// What is chosen or fitted for it (a segment, a calibration, a threshold) comes of development rows; what that is worth
/// is read off `held`.
struct Examination: Sendable {
  let context: StudyContext
  let chosen: ChosenModel
  /// Each development row that the first repeat of the evaluation held out, judged by the model that had not seen it.
  let outOfFold: JudgedRows
  /// Rows that no choice has seen, judged by the final model: the test rows. Without any, those of the last evaluation
  /// fold, judged by its own model.
  let held: JudgedRows
  /// Whether `held` are the test rows.
  let isTest: Bool
  /// Chosen out of fold on rows that are not held.
  let thresholds: ChosenThresholds
  /// As the study records them: chosen on all out-of-fold rows.
  let finalThresholds: ChosenThresholds
  /// The model that judged `held`; nil where it cannot be asked about other rows: a command, a seasonal forecast.
  let model: (any FittedModel)?
  /// Trained on all development rows, whatever can be asked of it.
  let finalModel: any FittedModel
  /// Of all rows, as `model` sees them.
  let columns: [StudyData.Column]

  init(_ context: StudyContext, chosen: ChosenModel, final: FinalTest) throws(LearningError) {
    (self.context, self.chosen, finalThresholds) = (context, chosen, final.thresholds)
    let folds = context.splits.evaluation.prefix(context.splits.foldsPerRepeat)
    outOfFold = Self.outOfFold(Array(folds), chosen, outputCount: context.data.outputCount)
    isTest = !context.splits.test.isEmpty
    finalModel = try ModelFile.read(final.modelBytes)
    let canPredict = chosen.canPredictHere
    if isTest {
      thresholds = final.thresholds
      held = JudgedRows(rows: context.splits.test, predictions: final.predictions)
      model = canPredict ? finalModel : nil
      columns = try context.transformed(Fold(training: context.splits.development, test: context.splits.test)).columns
      return
    }
    let last = folds.count - 1
    held = JudgedRows(
      rows: folds[last].test,
      predictions: Predictions(outputCount: context.data.outputCount, values: chosen.outcomes[last].predictions))
    let judged = outOfFold
    let others = judged.selecting(judged.rows.indices.filter { judged.folds?[$0] != last })
    thresholds = context.chosenThresholds(rows: others.rows, probabilities: others.predictions.values)
    let data = try context.transformed(folds[last])
    columns = data.columns
    model =
      canPredict
      ? try context.fit(chosen, data, rows: folds[last].training, seed: context.seed(fold: last), onFold: last) : nil
  }

  private static func outOfFold(_ folds: [Fold], _ chosen: ChosenModel, outputCount: Int) -> JudgedRows {
    let numbers = folds.indices.flatMap { [Int](repeating: $0, count: folds[$0].test.count) }
    return JudgedRows(
      rows: folds.flatMap(\.test),
      predictions: Predictions(
        outputCount: outputCount, values: chosen.outcomes.prefix(folds.count).flatMap(\.predictions)),
      folds: numbers)
  }

  /// What `model` says of rows, some of whose cells may have been changed.
  /// - Throws: where there is no model to ask.
  func predict(_ columns: [StudyData.Column], rows: [Int]) throws(LearningError) -> Predictions {
    guard let model else { throw .cannotFit(family: chosen.name, reason: "it cannot be asked about other rows") }
    return try model.predict(columns, times: context.data.times, rows: rows)
  }

  /// The chosen model, trained anew on other rows or columns.
  /// - Parameter columns: of all rows; nil: the study's own, transformed for these training rows.
  func fit(
    training: [Int], columns: [StudyData.Column]? = nil, seed: UInt64
  ) throws(LearningError) -> any FittedModel {
    var data: StudyData
    if let columns {
      data = context.data
      data.columns = columns
    } else {
      data = try context.transformed(Fold(training: training, test: []))
    }
    return try context.fit(chosen, data, rows: training, seed: seed)
  }

  /// The primary metric; nil where it is undefined for these rows.
  func score(_ predictions: Predictions, rows: [Int]) -> Double? {
    context.panel.value(
      context.panel.primary, of: predictions, on: context.data, rows: rows, threshold: thresholds.score)
  }
}

extension ChosenModel {
  /// Whether the fitted model can be asked about any row in this process.
  var canPredictHere: Bool {
    let members = single.map { [$0] } ?? ensemble?.members ?? []
    return members.allSatisfy { member in
      member.candidate.external == nil && member.candidate.family != ModelFamily.seasonalNaive.rawValue
    }
  }
}

extension StudyContext {
  /// A chosen model's settings on other rows or columns.
  /// - Parameter index: of the evaluation fold whose settings count; nil: those of the final model.
  func fit(
    _ chosen: ChosenModel, _ data: StudyData, rows: [Int], seed: UInt64, onFold index: Int? = nil
  ) throws(LearningError) -> any FittedModel {
    guard let ensemble = chosen.ensemble else {
      guard let single = chosen.single, let learner = single.candidate.learner else {
        throw .cannotFit(family: chosen.name, reason: "a command's model stays with the command")
      }
      let settings = index.map(single.settings(onFold:)) ?? single.settings
      return try learner.fit(data, rows: rows, settings: settings, seed: seed)
    }
    var members: [any FittedModel] = []
    for member in ensemble.members {
      let settings = index.map(member.settings(onFold:)) ?? member.settings
      guard let learner = member.candidate.learner else {
        throw .cannotFit(family: member.name, reason: "a command's model stays with the command")
      }
      members.append(try learner.fit(data, rows: rows, settings: settings, seed: seed))
    }
    return try EnsembleModel(members: members, weights: ensemble.weights)
  }
}
