internal import HyperparameterSearch
internal import Specification
internal import Statistics
internal import StudyModel

/// What "search, then choose" is worth: the whole of it inside each evaluation fold, judged on rows that it never saw.
///
/// The inner search is the study's first stage alone, the portfolio settings of every candidate, as a full search in
/// every fold would take as long as so many studies.
struct NestedEstimate {
  /// Portfolio settings of a candidate that take part.
  static let settingsPerCandidate = 2
  static let innerFolds = 3

  private struct Contender: Sendable {
    var candidate: StudyCandidate
    var settings: Assignment
  }

  private let context: StudyContext
  private let contenders: [Contender]

  /// - Parameter candidates: with the baselines.
  init(_ context: StudyContext, candidates: [StudyCandidate]) {
    self.context = context
    contenders = candidates.flatMap { candidate in
      let portfolio = candidate.portfolio.isEmpty ? [Assignment()] : candidate.portfolio
      return portfolio.prefix(Self.settingsPerCandidate).map {
        Contender(candidate: candidate, settings: candidate.settings($0))
      }
    }
  }

  /// Settings that each outer fold compares.
  var settingsCount: Int { contenders.count }

  /// The chosen model's score on each evaluation fold; nil where a fold has none, or its training rows are too few to
  /// be divided again. A step a fold.
  func measure() throws(LearningError) -> [Double]? {
    var scores: [Double] = []
    for index in context.splits.evaluation.indices {
      let entry = try context.journal.step("nested-\(index)") { () throws(LearningError) in try measure(fold: index) }
      guard let score = entry.value else { return nil }
      scores.append(score)
    }
    return scores
  }

  private func measure(fold index: Int) throws(LearningError) -> Double? {
    let outer = context.splits.evaluation[index]
    guard let inner = context.innerFolds(of: outer.training, folds: Self.innerFolds) else { return nil }
    let folds = try PreparedFolds(inner, for: contenders.map(\.candidate), in: context)
    let tasks = contenders.indices.flatMap { contender in inner.indices.map { (contender: contender, fold: $0) } }
    let (context, contenders) = (context, contenders)
    let outcomes = try context.inParallel(tasks) { task throws(LearningError) in
      let own = contenders[task.contender]
      let seed = context.seed(fold: task.fold)
      guard own.candidate.learner != nil else {
        return try context.outcome(
          of: own.candidate, settings: own.settings, on: inner[task.fold], seed: seed, scoring: .primary)
      }
      return try context.outcome(
        of: own.candidate, settings: own.settings, on: folds.fold(task.fold, for: own.candidate), seed: seed,
        scoring: .primary)
    }
    guard let best = best(outcomes, folds: inner.count) else { return nil }
    let winner = contenders[best]
    let outcome = try context.inParallel([outer]) { fold throws(LearningError) in
      try context.outcome(
        of: winner.candidate, settings: winner.settings, on: fold, seed: context.seed(fold: index), scoring: .primary)
    }
    return outcome[0].scores[context.panel.primary.name]
  }

  /// The contender with the best mean; the first of equals.
  private func best(_ outcomes: [FoldOutcome], folds: Int) -> Int? {
    let metric = context.panel.primary
    let means = contenders.indices.map { contender -> Double? in
      let scores = outcomes[(contender * folds)..<((contender + 1) * folds)].compactMap { $0.scores[metric.name] }
      return scores.count == folds ? FoldIntervals.mean(scores) : nil
    }
    var best: Int?
    for (index, mean) in means.enumerated() {
      guard let mean else { continue }
      if let known = best, let record = means[known], context.panel.gain(mean, over: record) <= 0 { continue }
      best = index
    }
    return best
  }
}

extension StudyContext {
  /// Folds of some rows by the study's own kind of split; nil where there are too few rows, classes or groups.
  func innerFolds(of rows: [Int], folds: Int) -> [Fold]? {
    var split = specification.split
    split.folds = folds
    return StudySplits.innerFolds(split, kind: splits.kind, keys: source.splitKeys, rows: rows)
  }
}
