internal import Glibc

/// The Matérn 5/2 covariance of coded points with a lengthscale for each parameter (Rasmussen and Williams 2006,
/// equation 4.17), of variance 1.
///
/// Categories are at distance 1 from each other. An absent number lies in the middle of its range and an absent category
/// apart from all others: both are embeddings in a Euclidean space, so the covariance stays positive definite.
struct MaternKernel: Sendable {
  let isCategorical: [Bool]
  /// 1 / lengthscale², one a parameter.
  var weights: [Double]

  /// (a − b)² along one parameter, before the lengthscale.
  func squaredGap(_ a: Double, _ b: Double, along index: Int) -> Double {
    if isCategorical[index] { return a == b ? 0 : 1 }
    let gap = (a < 0 ? 0.5 : a) - (b < 0 ? 0.5 : b)
    return gap * gap
  }

  func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in weights.indices { sum += squaredGap(a[index], b[index], along: index) * weights[index] }
    return sum
  }

  static func covariance(squaredDistance: Double) -> Double {
    let scaled = (5 * squaredDistance).squareRoot()
    return (1 + scaled + scaled * scaled / 3) * exp(-scaled)
  }

  /// The derivative of the covariance by the squared distance.
  static func slope(squaredDistance: Double) -> Double {
    let scaled = (5 * squaredDistance).squareRoot()
    return -5.0 / 6 * (1 + scaled) * exp(-scaled)
  }
}
