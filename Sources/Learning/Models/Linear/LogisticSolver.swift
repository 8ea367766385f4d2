internal import Glibc

/// Penalised logistic regression by Newton's method, with coordinate descent inside where there is an absolute penalty
/// (the proximal Newton method of glmnet), to full precision.
struct LogisticSolver {
  let design: DesignMatrix
  /// 0 or 1, one a row.
  let labels: [Double]
  let weights: [Double]
  let penalty: ElasticNetPenalty

  static let iterationLimit = 100

  /// Coefficients, the intercept last; nil where numbers leave the range of doubles.
  func solve() -> [Double]? {
    let total = weights.reduce(0, +)
    let positive = zip(labels, weights).reduce(0) { $0 + $1.0 * $1.1 }
    var beta = [Double](repeating: 0, count: design.order)
    beta[design.order - 1] = log(positive / (total - positive))
    var scores = design.times(beta[...])
    var value = objective(scores, beta)
    for _ in 0..<Self.iterationLimit {
      let (residuals, curvatures) = derivatives(scores)
      let gradient = design.transposedTimes(residuals)
      guard
        let target = penalty.minimum(from: beta, gradient: gradient, curvature: design.gram(curvatures))
      else { return nil }
      let step = zip(target, beta).map { $0 - $1 }
      let size = zip(step, beta).map { abs($0) / max(1, abs($1)) }.max() ?? 0
      let direction = design.times(step[...])
      guard let taken = search(from: beta, scores, value, step, direction) else { break }
      (beta, scores, value) = taken
      // Newton squares the error: what is left after a step of 10⁻⁷ is below rounding.
      if size < 1e-7 { break }
    }
    return beta.allSatisfy(\.isFinite) ? beta : nil
  }

  /// The longest of the steps 1, ½, ¼ … that does not raise the objective; nil where none is left.
  private func search(
    from beta: [Double], _ scores: [Double], _ value: Double, _ step: [Double], _ direction: [Double]
  ) -> (beta: [Double], scores: [Double], value: Double)? {
    var length = 1.0
    for _ in 0..<40 {
      let newBeta = zip(beta, step).map { $0 + length * $1 }
      let newScores = zip(scores, direction).map { $0 + length * $1 }
      let newValue = objective(newScores, newBeta)
      if newValue <= value + 1e-12 * abs(value) { return (newBeta, newScores, newValue) }
      length /= 2
    }
    return nil
  }

  private func objective(_ scores: [Double], _ beta: [Double]) -> Double {
    var sum = penalty.value(beta)
    for row in scores.indices {
      // log(1 + eˢ) − y·s without overflow.
      let score = scores[row]
      sum += weights[row] * (max(score, 0) + log1p(exp(-abs(score))) - labels[row] * score)
    }
    return sum
  }

  private func derivatives(_ scores: [Double]) -> (residuals: [Double], curvatures: [Double]) {
    var residuals = scores
    var curvatures = scores
    for row in scores.indices {
      let probability = 1 / (1 + exp(-scores[row]))
      residuals[row] = weights[row] * (probability - labels[row])
      curvatures[row] = weights[row] * max(probability * (1 - probability), 1e-12)
    }
    return (residuals, curvatures)
  }
}
