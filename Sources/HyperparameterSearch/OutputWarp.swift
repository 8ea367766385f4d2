internal import Glibc

/// Objective values, lower being better, made to look normal, so that a heavy tail of bad trials does not hide the
/// differences among the good ones: the logarithm of the distance from just below the best, where that is likelier than
/// the plain values (a one-parameter power family in the sense of Box and Cox 1964), then standardised.
enum OutputWarp {
  /// In the given order: mean 0, variance 1; all 0 when the given ones are equal.
  static func warped(_ values: [Double]) -> [Double] {
    guard let best = values.min(), let worst = values.max(), (worst - best) > 0 else { return values.map { _ in 0 } }
    // Divided first: the range may overflow.
    let range = worst / 2 - best / 2
    let distances = values.map { ($0 / 2 - best / 2) / range }
    var chosen = (likelihood: normalLogLikelihood(distances), values: distances)
    // Nothing finer than the distance of the better quarter can be told from the value of the best alone.
    let finest = max(distances.sorted()[values.count / 4], 1e-12)
    for exponent in 0..<24 {
      let offset = pow(10, -Double(exponent) / 2)
      guard offset >= finest else { break }
      let bent = distances.map { log1p($0 / offset) }
      let slopes = distances.reduce(0) { $0 - log($1 + offset) }
      let likelihood = normalLogLikelihood(bent) + slopes
      if likelihood > chosen.likelihood { chosen = (likelihood, bent) }
    }
    return standardized(chosen.values)
  }

  /// Up to a constant, at the mean and variance of the values themselves.
  private static func normalLogLikelihood(_ values: [Double]) -> Double {
    let (_, variance) = moments(values)
    return -Double(values.count) / 2 * log(max(variance, 1e-300))
  }

  private static func standardized(_ values: [Double]) -> [Double] {
    let (mean, variance) = moments(values)
    return values.map { ($0 - mean) / variance.squareRoot() }
  }

  private static func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count)
  }
}
