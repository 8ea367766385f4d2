internal import HyperparameterSearch
internal import Statistics
internal import StudyModel

/// What one model gave on one fold.
struct FoldOutcome: Codable, Sendable {
  /// By metric; a metric that is undefined for these rows is absent.
  var scores: [String: Double] = [:]
  /// The primary metric on the training rows; nil where it was not asked for.
  var trainingScore: Double?
  /// Row-major, in the order of the fold's test rows.
  var predictions: [Double] = []
  /// CPU seconds of training and prediction.
  var seconds: Double = 0
  /// Why there are no scores.
  var failure: String?

  static let notANumber = "a prediction is not a number"
}

/// Which metrics to compute.
enum Scoring: Sendable {
  /// The primary metric alone.
  case primary
  /// All, and the primary one on the training rows too.
  case full
}

extension StudyContext {
  /// Trains on the fold's training rows and judges on its test rows. A model that cannot be trained is an outcome.
  /// - Throws: what concerns the whole study: somebody asked it to leave, or its transformation failed.
  func outcome(
    of candidate: StudyCandidate, settings: Assignment, on prepared: PreparedFold, seed: UInt64, scoring: Scoring
  ) throws(LearningError) -> FoldOutcome {
    guard let learner = candidate.learner else {
      return try outcome(of: candidate, settings: settings, on: prepared.fold, seed: seed, scoring: scoring)
    }
    let begin = CPUClock.threadSeconds()
    var result = FoldOutcome()
    do throws(LearningError) {
      let model = try learner.fit(prepared.training, settings: settings, seed: seed)
      let threshold = try threshold(of: learner, settings, on: prepared.fold, seed: seed, scoring)
      let predictions = try forecasting(model, until: prepared.fold.test).predict(prepared.test)
      result = scored(predictions, rows: prepared.fold.test, threshold: threshold, scoring)
      if scoring == .full {
        result.trainingScore = panel.value(
          panel.primary, of: try model.predict(prepared.training.encoded), on: data, rows: prepared.fold.training,
          threshold: threshold)
      }
    } catch {
      if error.concernsStudy { throw error }
      result.failure = error.message
    }
    result.seconds = CPUClock.threadSeconds() - begin
    return result
  }

  /// The same on a fold that is used once.
  func outcome(
    of candidate: StudyCandidate, settings: Assignment, on fold: Fold, seed: UInt64, scoring: Scoring
  ) throws(LearningError) -> FoldOutcome {
    if let command = candidate.external {
      return try outcomes(
        of: candidate, by: command, settings: settings, on: [fold], phase: .evaluation, seed: seed, scoring: scoring)[0]
    }
    let rows = try transformed(fold)
    do throws(LearningError) {
      guard let learner = candidate.learner else { return FoldOutcome() }
      let prepared = try PreparedFold(fold, for: learner, in: rows)
      return try outcome(of: candidate, settings: settings, on: prepared, seed: seed, scoring: scoring)
    } catch {
      if error.concernsStudy { throw error }
      return FoldOutcome(failure: error.message)
    }
  }

  /// A seasonal model forecasts one period ahead, as it is used: a row takes values of at least one period before it.
  func forecasting(_ model: any FittedModel, until rows: [Int]) -> any FittedModel {
    guard let seasonal = model as? SeasonalNaiveModel, let times = data.times, case .numbers(let values) = data.target
    else { return model }
    let weights = data.weights.map { all in rows.map { all[$0] } }
    return seasonal.observing(
      SeasonalSeries(times: rows.map { times[$0] }, values: rows.map { values[$0] }, weights: weights))
  }

  /// The scores of predictions that are there already.
  func scored(_ predictions: Predictions, rows: [Int], threshold: Double?, _ scoring: Scoring) -> FoldOutcome {
    var result = FoldOutcome(predictions: predictions.values)
    if predictions.values.contains(where: { !$0.isFinite }) {
      result.failure = FoldOutcome.notANumber
      return result
    }
    for metric in scoring == .full ? panel.all : [panel.primary] {
      result.scores[metric.name] = panel.value(metric, of: predictions, on: data, rows: rows, threshold: threshold)
    }
    if result.scores[panel.primary.name] == nil {
      result.failure = "\(panel.primary.name) is undefined on the rows of this fold"
    }
    return result
  }

  /// The threshold that is best on some of the training rows, after training on the others; nil where no metric that is
  /// computed needs one.
  private func threshold(
    of learner: any Learner, _ settings: Assignment, on fold: Fold, seed: UInt64, _ scoring: Scoring
  ) throws(LearningError) -> Double? {
    guard let inner = thresholdFold(of: fold, seed: seed, scoring) else { return nil }
    let rows = try PreparedFold(inner, for: learner, in: transformed(inner))
    let predictions = try learner.fit(rows.training, settings: settings, seed: seed).predict(rows.test)
    return threshold(on: inner, probabilities: predictions.values)
  }

  /// Where a threshold is found: the last of five folds inside the training rows, divided as the study's are, so that
  /// neither groups nor times straddle; by class where that leaves too few. nil where no metric that is computed needs
  /// one.
  func thresholdFold(of fold: Fold, seed: UInt64, _ scoring: Scoring) -> Fold? {
    let isNeeded = scoring == .full ? panel.needsThreshold : panel.primary.needsThreshold
    guard isNeeded, case .classes(let codes, let names) = data.target, names.count == 2 else { return nil }
    if let own = innerFolds(of: fold.training, folds: 5)?.last { return own }
    return Splitter.stratified(classes: fold.training.map { codes[$0] }, folds: 5, seed: seed)[0].among(fold.training)
  }

  /// - Parameter probabilities: of the fold's test rows.
  func threshold(on fold: Fold, probabilities: [Double]) -> Double? {
    bestThreshold(rows: fold.test, probabilities: probabilities)
  }

  /// Best for the primary metric where that is the accuracy, else for F1; nil unless there are two classes.
  /// - Parameter probabilities: of these rows, which may repeat.
  func bestThreshold(rows: [Int], probabilities: [Double]) -> Double? {
    guard case .classes(let codes, let names) = data.target, names.count == 2 else { return nil }
    return Threshold(
      labels: rows.map { codes[$0] == 1 }, probabilities: probabilities,
      weights: data.weights.map { weights in rows.map { weights[$0] } }, goal: panel.thresholdGoal)?.value
  }
}
