internal import Glibc
internal import Statistics

/// The box around the best trial in which local refinement looks: wider along the coordinates on which less depends
/// (Eriksson et al. 2019, "Scalable Global Optimization via Local Bayesian Optimization").
struct TrustRegion {
  let center: [Double]
  /// Of each coordinate, within 0…1.
  let bounds: [ClosedRange<Double>]
  private let isSwitch: [Bool]

  static let startingLength = 0.4
  static let shortestLength = 1e-3

  /// `length`: the geometric mean of the sides.
  init(center: [Double], length: Double, lengthscales: [Double], switches: [Int]) {
    self.center = center
    let active = center.indices.filter { center[$0] != CodedSpace.absent }
    let logMean = active.reduce(0) { $0 + log(lengthscales[$1]) } / Double(max(active.count, 1))
    bounds = center.indices.map { index in
      let half = length / 2 * min(max(lengthscales[index] / exp(logMean), 0.2), 5)
      return max(center[index] - half, 0)...max(min(center[index] + half, 1), 0)
    }
    isSwitch = center.indices.map(switches.contains)
  }

  /// Whether a parameter keeps the value of the centre: those that decide which others exist.
  func isFixed(_ index: Int) -> Bool { isSwitch[index] }

  func clamped(_ point: [Double]) -> [Double] {
    point.indices.map { min(max(point[$0], bounds[$0].lowerBound), bounds[$0].upperBound) }
  }

  /// A point of the unit cube moved into the box, each coordinate with a chance to stay at the centre's that grows with
  /// the dimension.
  func contracted(_ point: [Double], generator: inout SeededGenerator) -> [Double] {
    let share = min(1, 10 / Double(point.count))
    return point.indices.map { index in
      if isSwitch[index] || generator.unit() >= share { return center[index] }
      return bounds[index].lowerBound + point[index] * (bounds[index].upperBound - bounds[index].lowerBound)
    }
  }

  /// The side after the trials of the local stage so far: half as long again after an improvement on the best before
  /// it, shorter after a disappointment. `losses` of all trials in order, nil failed; the stage begins at `start`.
  static func length(after losses: [Double?], from start: Int) -> Double {
    var length = startingLength
    var best = losses.prefix(start).compactMap(\.self).min() ?? .infinity
    for loss in losses.dropFirst(start) {
      if let loss, loss < best {
        length = min(length * 1.5, startingLength)
        best = loss
      } else {
        length = max(length * 0.7, shortestLength)
      }
    }
    return length
  }
}
