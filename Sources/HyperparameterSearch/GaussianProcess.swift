internal import Glibc

/// A Gaussian process with a constant mean, fitted to values at coded points.
struct GaussianProcess: Sendable {
  private(set) var points: [[Double]]
  private(set) var values: [Double]
  /// How much noisier than the others each value is.
  private var noiseFactors: [Double]
  let hyperparameters: Hyperparameters
  private let kernel: MaternKernel
  private let factor: CholeskyFactor
  /// K⁻¹ (values − mean).
  private let coefficients: [Double]
  private let mean: Double
  private let variance: Double

  struct Hyperparameters: Equatable, Sendable {
    var lengthscales: [Double]
    /// Noise variance as a share of the signal's.
    var noise: Double
  }

  /// The posterior at one point, without the noise of a trial.
  struct Prediction {
    var mean: Double
    var deviation: Double
  }

  /// nil when the covariance is numerically singular, or there is no point. Cost: O(n³).
  init?(
    points: [[Double]], values: [Double], noiseFactors: [Double], isCategorical: [Bool],
    hyperparameters: Hyperparameters
  ) {
    guard !points.isEmpty else { return nil }
    (self.points, self.values, self.noiseFactors) = (points, values, noiseFactors)
    self.hyperparameters = hyperparameters
    let kernel = MaternKernel(
      isCategorical: isCategorical, weights: hyperparameters.lengthscales.map { 1 / ($0 * $0) })
    var covariance = SquareMatrix(zeros: points.count)
    for row in points.indices {
      for column in 0..<row {
        covariance[row, column] = MaternKernel.covariance(
          squaredDistance: kernel.squaredDistance(points[row], points[column]))
      }
      covariance[row, row] = 1 + hyperparameters.noise * noiseFactors[row] + 1e-9
    }
    guard let factor = CholeskyFactor(covariance) else { return nil }
    let profile = ProfiledMoments(values, factor)
    self.kernel = kernel
    self.factor = factor
    (coefficients, mean, variance) = (profile.coefficients, profile.mean, profile.variance)
  }

  /// Cost: O(n²).
  func prediction(at point: [Double]) -> Prediction {
    let covariances = points.map {
      MaternKernel.covariance(squaredDistance: kernel.squaredDistance(point, $0))
    }
    let half = factor.forwardSolve(covariances)
    let (shift, explained) = (dot(covariances, coefficients, half.count), dot(half, half, half.count))
    return Prediction(mean: mean + shift, deviation: (variance * max(1 - explained, 1e-12)).squareRoot())
  }

  /// The posterior with its gradients by the coordinates of the numbers, 0 for categories. Cost: O(n²).
  func gradients(at point: [Double]) -> (prediction: Prediction, mean: [Double], deviation: [Double]) {
    let distances = points.map { kernel.squaredDistance(point, $0) }
    let covariances = distances.map(MaternKernel.covariance)
    let half = factor.forwardSolve(covariances)
    let weights = factor.backwardSolve(half)
    let shift = dot(covariances, coefficients, half.count)
    let explained = dot(half, half, half.count)
    let deviation = (variance * max(1 - explained, 1e-12)).squareRoot()
    var meanGradient = [Double](repeating: 0, count: point.count)
    var deviationGradient = meanGradient
    for (index, other) in points.enumerated() {
      let slope = MaternKernel.slope(squaredDistance: distances[index])
      for axis in point.indices where !kernel.isCategorical[axis] && point[axis] >= 0 {
        let gap = point[axis] - (other[axis] < 0 ? 0.5 : other[axis])
        let change = slope * 2 * gap * kernel.weights[axis]
        meanGradient[axis] += coefficients[index] * change
        deviationGradient[axis] -= variance * weights[index] * change / deviation
      }
    }
    return (Prediction(mean: mean + shift, deviation: deviation), meanGradient, deviationGradient)
  }

  /// With the posterior mean at `point` taken for a measurement: the kriging believer (Ginsbourger et al. 2010), which
  /// keeps trials that run together apart.
  func believing(_ point: [Double]) -> GaussianProcess? {
    GaussianProcess(
      points: points + [point], values: values + [prediction(at: point).mean], noiseFactors: noiseFactors + [1],
      isCategorical: kernel.isCategorical, hyperparameters: hyperparameters)
  }
}

/// The mean and the signal variance at their most likely, given the covariance's shape.
struct ProfiledMoments {
  let mean: Double
  let variance: Double
  let coefficients: [Double]

  /// As many pseudo-observations of variance 1 as keep a few equal values from making the variance 0.
  static let priorWeight = 1.0

  init(_ values: [Double], _ factor: CholeskyFactor) {
    let ones = factor.solve(Array(repeating: 1, count: values.count))
    let total = ones.reduce(0, +)
    let mean = dot(ones, values, values.count) / total
    let residuals = values.map { $0 - mean }
    coefficients = factor.solve(residuals)
    self.mean = mean
    variance =
      (dot(residuals, coefficients, values.count) + Self.priorWeight) / (Double(values.count) + Self.priorWeight)
  }
}
