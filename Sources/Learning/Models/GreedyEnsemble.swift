/// Ensemble selection with replacement (Caruana et al. 2004) on out-of-fold predictions: each step adds the model that
/// makes the mean of all chosen ones best; the first size with the lowest loss is kept.
struct GreedyEnsemble: Equatable, Sendable {
  /// The model added at each step.
  var order: [Int]
  /// The loss after each step.
  var losses: [Double]
  /// Steps kept.
  var size: Int
  /// One a model, of sum 1; 0: not used.
  var weights: [Double]

  /// - Parameters:
  ///   - candidates: predictions of the same rows; of equal losses the earlier one is taken.
  ///   - steps: at least 1.
  ///   - loss: smaller is better; nil or NaN counts as infinite.
  /// - Returns: nil without candidates of one shape, or where no loss is finite.
  init?(_ candidates: [Predictions], steps: Int = 25, loss: (Predictions) -> Double?) {
    guard let shape = candidates.first, steps > 0,
      candidates.allSatisfy({ $0.outputCount == shape.outputCount && $0.values.count == shape.values.count })
    else { return nil }
    (order, losses) = ([], [])
    var sum = [Double](repeating: 0, count: shape.values.count)
    for step in 1...steps {
      var best: (loss: Double, index: Int)?
      for (index, candidate) in candidates.enumerated() {
        let values = zip(sum, candidate.values).map { ($0 + $1) / Double(step) }
        let value = loss(Predictions(outputCount: shape.outputCount, values: values)) ?? .infinity
        if value < best?.loss ?? .infinity { best = (value, index) }
      }
      guard let best else { break }
      order.append(best.index)
      losses.append(best.loss)
      for (place, value) in candidates[best.index].values.enumerated() { sum[place] += value }
    }
    guard let lowest = losses.min(), let place = losses.firstIndex(of: lowest) else { return nil }
    size = place + 1
    weights = [Double](repeating: 0, count: candidates.count)
    for index in order.prefix(size) { weights[index] += 1 / Double(size) }
  }
}
