internal import Glibc
internal import Statistics

/// The logarithm of the expected improvement below `best`, which keeps a usable slope where the improvement itself
/// underflows: Ament et al. (2023), "Unexpected Improvements to Expected Improvement for Bayesian Optimization".
struct ExpectedImprovement {
  let best: Double

  func logarithm(_ prediction: GaussianProcess.Prediction) -> Double {
    log(prediction.deviation) + Self.logIntegral((best - prediction.mean) / prediction.deviation)
  }

  /// Derivatives of the logarithm by the posterior's mean and by its deviation.
  func slopes(_ prediction: GaussianProcess.Prediction) -> (mean: Double, deviation: Double) {
    let z = (best - prediction.mean) / prediction.deviation
    let whole = Self.logIntegral(z)
    let mean = -exp(NormalDistribution.logCumulative(z) - whole) / prediction.deviation
    let logDensity = -z * z / 2 - log(2 * Double.pi) / 2
    return (mean, exp(logDensity - whole) / prediction.deviation)
  }

  /// ln(φ(z) + z Φ(z)). Far below 0 by the series of Mills' ratio, φ(z) (1/z² − 3/z⁴ + 15/z⁶), as the terms cancel.
  static func logIntegral(_ z: Double) -> Double {
    if z > -20 { return log(NormalDistribution.density(z) + z * NormalDistribution.cumulative(z)) }
    let square = z * z
    let series = 1 - 3 / square + 15 / (square * square) - 105 / (square * square * square)
    return -square / 2 - log(2 * Double.pi) / 2 - log(square) + log(series)
  }
}
