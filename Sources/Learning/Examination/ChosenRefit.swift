internal import HyperparameterSearch
internal import Specification
internal import Statistics
internal import StudyModel

/// The chosen settings trained again on the evaluation folds, with other columns, rows or preparation than the study's.
///
/// Only what is asked to change differs: folds, settings of each fold and seeds are those of the evaluation. Training
/// rows may be thinned, for all that is compared alike.
struct ChosenRefit: Sendable {
  let context: StudyContext
  let members: [Finalist]
  /// One a member.
  let weights: [Double]
  /// Those of the first repeat, at most `mostFolds`, thinned.
  private(set) var folds: [Fold]
  /// As models see them, one a fold.
  let data: [StudyData]
  /// Of a member on a fold, where it was found by early stopping before: `[fold][member]`.
  var rounds: [[Int?]] = []

  static let mostFolds = 5

  /// What differs from the study.
  struct Change: Sendable {
    var steps: Set<FeaturePipeline.Step> = []
    /// The rows to learn from, which may be new ones behind the others, and the data that hold them.
    var apply: @Sendable (StudyData, _ training: [Int], _ fold: Int) throws(LearningError) -> (StudyData, [Int]) = {
      data, training, _ in (data, training)
    }

    static func columns(_ change: @escaping @Sendable ([StudyData.Column]) -> [StudyData.Column]) -> Change {
      Change { data, training, _ in
        var data = data
        data.columns = change(data.columns)
        return (data, training)
      }
    }
  }

  /// nil for the model of a command and for one that looks at no column.
  init?(_ examination: Examination) throws(LearningError) {
    let (chosen, context) = (examination.chosen, examination.context)
    members = chosen.single.map { [$0] } ?? chosen.ensemble?.members ?? []
    weights = chosen.ensemble?.weights ?? [1]
    self.context = context
    let learners = members.compactMap(\.candidate.learner)
    guard !members.isEmpty, learners.count == members.count, learners.contains(where: { $0.pipelineVariant != .none })
    else { return nil }
    folds = Array(context.splits.evaluation.prefix(min(Self.mostFolds, context.splits.foldsPerRepeat)))
    data = try context.inParallel(folds) { fold throws(LearningError) in try context.transformed(fold) }
  }

  /// Whole groups, or the latest rows of a temporal split, as the learning curve's.
  /// - Returns: whether any fold has lost rows.
  mutating func thin(to mostRows: Int) -> Bool {
    let isThinned = folds.contains { $0.training.count > mostRows }
    for index in folds.indices where folds[index].training.count > mostRows {
      folds[index].training = context.thinned(folds[index].training, to: mostRows, seed: 5100 + index)
    }
    return isThinned
  }

  /// Of a fold, on average.
  var meanRows: (training: Double, test: Double) {
    let count = Double(max(1, folds.count))
    return (
      folds.reduce(0) { $0 + Double($1.training.count) } / count, folds.reduce(0) { $0 + Double($1.test.count) } / count
    )
  }

  // MARK: Training

  /// - Parameter rows: of the data; on which a fold's settings are trained.
  func fit(
    _ data: StudyData, rows: [Int], fold: Int, leavingOut steps: Set<FeaturePipeline.Step> = [],
    findingRounds: Bool = false
  ) throws(LearningError) -> any FittedModel {
    var models: [any FittedModel] = []
    for (place, member) in members.enumerated() {
      guard var learner = member.candidate.learner else {
        throw .cannotFit(family: member.name, reason: "a command's model stays with the command")
      }
      if learner is BoostingLearner, !findingRounds, fold < rounds.count {
        learner = BoostingLearner(fixedRounds: rounds[fold][place])
      }
      if !steps.isEmpty { learner = PartlyPreparing(base: learner, leftOutSteps: steps) }
      models.append(
        try learner.fit(data, rows: rows, settings: member.settings(onFold: fold), seed: context.seed(fold: fold)))
    }
    return models.count == 1 ? models[0] : try EnsembleModel(members: models, weights: weights)
  }

  /// What a changed model says of a fold's test rows, and the primary metric of it; nil where that is undefined.
  struct Judged: Sendable {
    var predictions: Predictions
    var score: Double?
  }

  /// - Throws: also where the model cannot be trained.
  func judged(fold index: Int, _ change: Change = Change()) throws(LearningError) -> Judged {
    let fold = folds[index]
    let predictions = try predictions(fold, index, change)
    return Judged(
      predictions: predictions,
      score: context.panel.value(
        context.panel.primary, of: predictions, on: context.data, rows: fold.test,
        threshold: try threshold(index, change)))
  }

  /// On every fold.
  func judged(_ change: Change) throws(LearningError) -> [Judged] {
    try context.inParallel(Array(folds.indices)) { index throws(LearningError) in try judged(fold: index, change) }
  }

  /// The primary metric on a fold's test rows; nil where it is undefined or the model cannot be trained.
  func score(fold index: Int, _ change: Change = Change()) throws(LearningError) -> Double? {
    do throws(LearningError) { return try judged(fold: index, change).score } catch {
      if error.concernsStudy { throw error }
      return nil
    }
  }

  /// Of several changes on every fold: `[change][fold]`.
  func scores(_ changes: [Change]) throws(LearningError) -> [[Double?]] {
    let tasks = changes.indices.flatMap { change in folds.indices.map { (change: change, fold: $0) } }
    let all = try context.inParallel(tasks) { task throws(LearningError) in
      Scored(value: try score(fold: task.fold, changes[task.change]))
    }
    return changes.indices.map { change in
      all[(change * folds.count)..<((change + 1) * folds.count)].map(\.value)
    }
  }

  /// Trains the unchanged settings once on each fold, finding rounds by early stopping where there are any.
  mutating func findRounds() throws(LearningError) {
    guard members.contains(where: { $0.candidate.learner is BoostingLearner }) else { return }
    let refit = self
    rounds = try context.inParallel(Array(folds.indices)) { index throws(LearningError) in
      do throws(LearningError) {
        let model = try refit.fit(
          refit.data[index], rows: refit.folds[index].training, fold: index, findingRounds: true)
        let models = (model as? EnsembleModel)?.members ?? [model]
        return models.map { $0.facts.rounds > 0 ? $0.facts.rounds : nil }
      } catch {
        if error.concernsStudy { throw error }
        return refit.members.map { _ in nil }
      }
    }
  }

  /// A result that may be none, as `inParallel` wants one for each task.
  private struct Scored: Sendable { var value: Double? }

  private func predictions(_ fold: Fold, _ index: Int, _ change: Change) throws(LearningError) -> Predictions {
    let (data, rows) = try change.apply(data[index], fold.training, index)
    let model = try fit(data, rows: rows, fold: index, leavingOut: change.steps)
    return try model.predict(data.columns, times: data.times, rows: fold.test)
  }

  /// Found on some of the training rows, after training on the others; nil where the metric needs none.
  private func threshold(_ index: Int, _ change: Change) throws(LearningError) -> Double? {
    guard let inner = context.thresholdFold(of: folds[index], seed: context.seed(fold: index), .primary) else {
      return nil
    }
    return context.threshold(on: inner, probabilities: try predictions(inner, index, change).values)
  }
}

/// Another learner whose rows are prepared without some of the steps.
struct PartlyPreparing: Learner {
  let base: any Learner
  let leftOutSteps: Set<FeaturePipeline.Step>

  var family: String { base.family }
  var interpretability: CandidateSummary.Interpretability { base.interpretability }
  var pipelineVariant: FeaturePipeline.Variant { base.pipelineVariant }
  var settingNames: [String] { base.settingNames }
  func searchSpace(for data: StudyData) -> SearchSpace { base.searchSpace(for: data) }
  func portfolio(for data: StudyData) -> [Assignment] { base.portfolio(for: data) }

  func fit(_ rows: PreparedRows, settings: Assignment, seed: UInt64) throws(LearningError) -> any FittedModel {
    try base.fit(rows, settings: settings, seed: seed)
  }
}
