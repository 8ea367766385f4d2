internal import Glibc

extension GaussianProcess {
  /// At the hyperparameters of maximum marginal likelihood under priors: noise log-normal, and so the lengthscales, with
  /// a median that grows with the square root of the dimension (Hvarfner, Hellsten and Nardi 2024). It is half that
  /// root, and the prior narrower than theirs: with 25 trials that measured better on every function of the benchmark.
  ///
  /// `activeDimensions`: how many coordinates matter at a time. Cost: O(m³) for each of some fifty steps, m being the
  /// number of points but at most `mostPointsForFitting`; then O(n³).
  static func fitted(
    points: [[Double]], values: [Double], noiseFactors: [Double], isCategorical: [Bool], activeDimensions: Int
  ) -> GaussianProcess? {
    let chosen = pointsForFitting(values)
    let likelihood = MarginalLikelihood(
      points: chosen.map { points[$0] }, values: chosen.map { values[$0] },
      noiseFactors: chosen.map { noiseFactors[$0] }, isCategorical: isCategorical,
      activeDimensions: activeDimensions)
    for hyperparameters in [likelihood.maximum(), likelihood.fallback] {
      if let process = GaussianProcess(
        points: points, values: values, noiseFactors: noiseFactors, isCategorical: isCategorical,
        hyperparameters: hyperparameters)
      {
        return process
      }
    }
    return nil
  }

  static let mostPointsForFitting = 100

  /// The better half of them the best, the others evenly spread over the order of values.
  private static func pointsForFitting(_ values: [Double]) -> [Int] {
    guard values.count > mostPointsForFitting else { return Array(values.indices) }
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let best = mostPointsForFitting / 2
    let rest = (0..<(mostPointsForFitting - best)).map { step in
      best + step * (order.count - best) / (mostPointsForFitting - best)
    }
    return (Array(0..<best) + rest).map { order[$0] }
  }
}

/// The negative logarithm of the marginal likelihood times the priors (Rasmussen and Williams 2006, equation 5.8), as a
/// function of the logarithms of the lengthscales and of the noise, the last one.
struct MarginalLikelihood {
  private let values: [Double]
  private let noiseFactors: [Double]
  /// For each parameter, the squared gaps of all pairs, row after row of the lower triangle.
  private let squaredGaps: [[Double]]
  private let lengthscalePrior: (mean: Double, deviation: Double)
  private static let noisePrior = (mean: log(1e-4), deviation: 2.0)
  private static let lengthscaleBounds = (lower: log(0.02), upper: log(50.0))
  private static let noiseBounds = (lower: log(1e-8), upper: log(3.0))

  init(
    points: [[Double]], values: [Double], noiseFactors: [Double], isCategorical: [Bool], activeDimensions: Int
  ) {
    (self.values, self.noiseFactors) = (values, noiseFactors)
    let kernel = MaternKernel(isCategorical: isCategorical, weights: isCategorical.map { _ in 1 })
    squaredGaps = isCategorical.indices.map { axis in
      var gaps: [Double] = []
      gaps.reserveCapacity(points.count * (points.count - 1) / 2)
      for row in points.indices {
        for column in 0..<row { gaps.append(kernel.squaredGap(points[row][axis], points[column][axis], along: axis)) }
      }
      return gaps
    }
    lengthscalePrior = (log(Double(max(activeDimensions, 1))) / 2 - 0.6, 0.7)
  }

  var fallback: GaussianProcess.Hyperparameters {
    .init(lengthscales: squaredGaps.map { _ in 0.5 }, noise: 1e-2)
  }

  func maximum() -> GaussianProcess.Hyperparameters {
    let count = squaredGaps.count
    let minimizer = BoxMinimizer(
      lower: Array(repeating: Self.lengthscaleBounds.lower, count: count) + [Self.noiseBounds.lower],
      upper: Array(repeating: Self.lengthscaleBounds.upper, count: count) + [Self.noiseBounds.upper],
      iterations: 25)
    var best: (point: [Double], value: Double)?
    for (lengthscale, noise) in [(0.6 * Double(max(count, 1)).squareRoot(), 1e-4), (0.25, 1e-2)] {
      let start = Array(repeating: log(lengthscale), count: count) + [log(noise)]
      guard let found = minimizer.minimize(from: start, negativeLogarithm) else { continue }
      if found.value < best?.value ?? .infinity { best = found }
    }
    guard let best else { return fallback }
    return .init(lengthscales: best.point.dropLast().map { exp($0) }, noise: exp(best.point[count]))
  }

  private func negativeLogarithm(_ point: [Double]) -> (value: Double, gradient: [Double])? {
    let weights = point.dropLast().map { exp(-2 * $0) }
    let noise = exp(point[weights.count])
    let distances = squaredDistances(weights)
    guard let factor = CholeskyFactor(covariance(distances, noise)) else { return nil }
    let moments = ProfiledMoments(values, factor)
    let degrees = Double(values.count) + ProfiledMoments.priorWeight
    let (penalty, penaltySlopes) = priors(point)
    let value = degrees / 2 * log(moments.variance) + factor.logDeterminant / 2 + penalty
    guard value.isFinite else { return nil }
    let gradient = slopes(factor.inverse(), moments, distances, weights, noise)
    return (value, zip(gradient, penaltySlopes).map { $0 + $1 })
  }

  private func squaredDistances(_ weights: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: values.count * (values.count - 1) / 2)
    sums.withUnsafeMutableBufferPointer { sums in
      for (weight, gaps) in zip(weights, squaredGaps) {
        gaps.withUnsafeBufferPointer { gaps in for pair in 0..<sums.count { sums[pair] += weight * gaps[pair] } }
      }
    }
    return sums
  }

  private func covariance(_ distances: [Double], _ noise: Double) -> SquareMatrix {
    var matrix = SquareMatrix(zeros: values.count)
    var pair = 0
    for row in values.indices {
      for column in 0..<row {
        matrix[row, column] = MaternKernel.covariance(squaredDistance: distances[pair])
        pair += 1
      }
      matrix[row, row] = 1 + noise * noiseFactors[row] + 1e-9
    }
    return matrix
  }

  /// Derivatives of the likelihood alone: half the trace of (K⁻¹ − α αᵀ / variance) times that of the covariance.
  private func slopes(
    _ inverse: SquareMatrix, _ moments: ProfiledMoments, _ distances: [Double], _ weights: [Double], _ noise: Double
  ) -> [Double] {
    let alpha = moments.coefficients
    // Of each pair, what multiplies its weighted squared gap.
    var shares = [Double](repeating: 0, count: distances.count)
    var noiseSlope = 0.0
    var pair = 0
    for row in values.indices {
      for column in 0..<row {
        let influence = inverse[row, column] - alpha[row] * alpha[column] / moments.variance
        shares[pair] = -2 * influence * MaternKernel.slope(squaredDistance: distances[pair])
        pair += 1
      }
      let influence = inverse[row, row] - alpha[row] * alpha[row] / moments.variance
      noiseSlope += influence * noise * noiseFactors[row] / 2
    }
    return zip(weights, squaredGaps).map { $0 * dot($1, shares, shares.count) } + [noiseSlope]
  }

  private func priors(_ point: [Double]) -> (value: Double, slopes: [Double]) {
    var (value, slopes) = (0.0, [Double]())
    for index in point.indices {
      let prior = index < squaredGaps.count ? lengthscalePrior : Self.noisePrior
      let scaled = (point[index] - prior.mean) / prior.deviation
      value += scaled * scaled / 2
      slopes.append(scaled / prior.deviation)
    }
    return (value, slopes)
  }
}
