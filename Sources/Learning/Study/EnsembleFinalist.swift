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
  init?(_ context: StudyContext, members: [Finalist]) {
    guard members.count >= 2 else { return nil }
    let folds = context.splits.evaluation
    let all = Evidence(members, Array(folds.indices), context).weights
    let kept = all.indices.filter { all[$0] > 0 }
    guard kept.count >= 2 else { return nil }
    self.members = kept.map { members[$0] }
    weights = kept.map { all[$0] }
    outcomes = []
    for index in folds.indices {
      let others = Evidence(
        members, context.splits.foldsApart(from: index), context, before: context.knownBefore(fold: index))
      let own = others.weights
      let blended = Evidence(members, [index], context).blend(own)
      let threshold = context.panel.needsThreshold ? others.threshold(of: own) : nil
      outcomes.append(context.scored(blended, rows: folds[index].test, threshold: threshold, .full))
    }
  }
}

extension StudyContext {
  /// The time from which on nothing is known when a window is forecast; nil where no time counts.
  fileprivate func knownBefore(fold index: Int) -> Double? {
    guard let lead = data.leadDays, lead > 0, let times = data.times else { return nil }
    return splits.evaluation[index].test.reduce(Double.infinity) { min($0, times[$1]) } - lead
  }
}

/// What members predicted for rows that they had not learned from.
private struct Evidence {
  private let context: StudyContext
  private let rows: [Int]
  /// Of each member.
  private var predictions: [Predictions]

  /// - Parameter limit: later rows are left out.
  init(_ members: [Finalist], _ folds: [Int], _ context: StudyContext, before limit: Double? = nil) {
    let (width, times) = (context.data.outputCount, context.data.times)
    let places = folds.map { fold in
      context.splits.evaluation[fold].test.enumerated().filter { _, row in
        guard let limit, let times else { return true }
        return times[row] < limit
      }
    }
    self.context = context
    rows = places.flatMap { $0.map(\.element) }
    predictions = members.map { member in
      let values = zip(folds, places).flatMap { fold, places in
        places.flatMap { member.outcomes[fold].predictions[($0.offset * width)..<(($0.offset + 1) * width)] }
      }
      return Predictions(outputCount: width, values: values)
    }
  }

  /// Equal ones where there are no rows to choose them on.
  var weights: [Double] {
    if rows.isEmpty { return [Double](repeating: 1 / Double(predictions.count), count: predictions.count) }
    let (loss, target) = (context.data.task == .regression ? "rmse" : "log_loss", context.data.metricTarget(rows))
    let rowWeights = context.data.weights.map { all in rows.map { all[$0] } }
    let chosen = GreedyEnsemble(predictions) { blended in
      MetricCatalog.value(
        loss, target: target, predictions: blended.values, outputCount: blended.outputCount, weights: rowWeights,
        threshold: nil)
    }
    return chosen?.weights ?? [Double](repeating: 0, count: predictions.count)
  }

  func blend(_ weights: [Double]) -> Predictions {
    let values = predictions[0].values.indices.map { place in
      zip(predictions, weights).reduce(0.0) { $0 + $1.0.values[place] * $1.1 }
    }
    return Predictions(outputCount: context.data.outputCount, values: values)
  }

  /// nil, which stands for ½, where there are no rows to choose it on.
  func threshold(of weights: [Double]) -> Double? {
    context.bestThreshold(rows: rows, probabilities: blend(weights).values)
  }
}
