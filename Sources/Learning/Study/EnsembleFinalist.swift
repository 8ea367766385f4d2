internal import HyperparameterSearch
internal import Specification
internal import Statistics
internal import StudyModel

/// A weighted mean of the finalists' predictions, chosen greedily on out-of-fold predictions.
///
/// Its score on a fold comes from weights that were chosen on other folds, so that the choice of the weights is judged
/// too: on all others of the same repeat, of windows of time on the earlier ones.
struct EnsembleFinalist: Sendable {
  /// Those with a weight above 0.
  var members: [Finalist]
  var weights: [Double]
  /// One an evaluation fold.
  var outcomes: [FoldOutcome]

  var settings: Assignment {
    Assignment(zip(members, weights).map { ($0.name, ParameterValue.number($1)) })
  }

  /// nil with fewer than two members.
  init?(_ context: StudyContext, members: [Finalist]) throws(LearningError) {
    guard members.count >= 2 else { return nil }
    let folds = context.splits.evaluation
    let all = try Self.weights(members, on: Array(folds.indices), in: context)
    let kept = all.indices.filter { all[$0] > 0 }
    guard kept.count >= 2 else { return nil }
    self.members = kept.map { members[$0] }
    weights = kept.map { all[$0] }
    outcomes = []
    for index in folds.indices {
      let others = Self.companions(of: index, in: context.splits)
      let own = try Self.weights(members, on: others, in: context)
      let blended = Self.blend(members, own, on: [index], context)
      let threshold = Self.threshold(members, own, on: others, in: context)
      outcomes.append(context.scored(blended, rows: folds[index].test, threshold: threshold, .full))
    }
  }

  /// Folds that tell nothing about this one's rows: those of another repeat hold them, and later windows come after.
  static func companions(of index: Int, in splits: StudySplits) -> [Int] {
    if splits.kind == .temporal { return Array(0..<index) }
    let start = index / splits.foldsPerRepeat * splits.foldsPerRepeat
    return (start..<min(start + splits.foldsPerRepeat, splits.evaluation.count)).filter { $0 != index }
  }

  /// Equal ones where there are no folds to choose them on.
  private static func weights(
    _ members: [Finalist], on folds: [Int], in context: StudyContext
  ) throws(LearningError) -> [Double] {
    if folds.isEmpty { return [Double](repeating: 1 / Double(members.count), count: members.count) }
    let predictions = members.map { member in
      Predictions(
        outputCount: context.data.outputCount, values: folds.flatMap { member.outcomes[$0].predictions })
    }
    let rows = folds.flatMap { context.splits.evaluation[$0].test }
    let (loss, target) = (context.data.task == .regression ? "rmse" : "log_loss", context.data.metricTarget(rows))
    let weights = context.data.weights.map { all in rows.map { all[$0] } }
    let chosen = GreedyEnsemble(predictions) { blended in
      MetricCatalog.value(
        loss, target: target, predictions: blended.values, outputCount: blended.outputCount, weights: weights,
        threshold: nil)
    }
    return chosen?.weights ?? [Double](repeating: 0, count: members.count)
  }

  private static func blend(
    _ members: [Finalist], _ weights: [Double], on folds: [Int], _ context: StudyContext
  ) -> Predictions {
    let parts = members.map { member in folds.flatMap { member.outcomes[$0].predictions } }
    let values = parts[0].indices.map { place in
      zip(parts, weights).reduce(0.0) { $0 + $1.0[place] * $1.1 }
    }
    return Predictions(outputCount: context.data.outputCount, values: values)
  }

  /// nil, which stands for ½, where there are no folds to choose it on.
  private static func threshold(
    _ members: [Finalist], _ weights: [Double], on folds: [Int], in context: StudyContext
  ) -> Double? {
    guard context.panel.needsThreshold else { return nil }
    return context.bestThreshold(
      rows: folds.flatMap { context.splits.evaluation[$0].test },
      probabilities: blend(members, weights, on: folds, context).values)
  }
}
