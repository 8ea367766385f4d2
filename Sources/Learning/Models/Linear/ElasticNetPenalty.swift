/// `strength × (ratio × Σ|β| + (1 − ratio) / 2 × Σβ²)` over all coefficients but the last, the intercept. A strength
/// of 1 is scikit-learn's `C=1` for classes and `alpha=1` of `Ridge` for numbers.
struct ElasticNetPenalty {
  var strength: Double
  /// Share of the absolute part, 0 to 1.
  var ratio: Double

  var l1: Double { strength * ratio }
  var l2: Double { strength * (1 - ratio) }

  func value(_ coefficients: [Double]) -> Double {
    coefficients.dropLast().reduce(0) { $0 + l1 * abs($1) + l2 / 2 * $1 * $1 }
  }

  /// The minimum over β of `gradient·(β − start) + ½ (β − start)ᵀ curvature (β − start) + penalty(β)`; nil where the
  /// curvature is not positive definite. By Cholesky, or where there is an absolute part by coordinate descent
  /// (Friedman, Hastie and Tibshirani 2010) until the signs are those of the minimum.
  func minimum(from start: [Double], gradient: [Double], curvature: SymmetricMatrix) -> [Double]? {
    l1 > 0 ? descend(from: start, gradient, curvature) : solve(from: start, gradient, curvature)
  }

  private func solve(from start: [Double], _ gradient: [Double], _ curvature: SymmetricMatrix) -> [Double]? {
    var system = curvature
    var right = gradient
    for index in start.indices.dropLast() {
      system[index, index] += l2
      right[index] += l2 * start[index]
    }
    // Against rounding, where columns add up to one another and the penalty is tiny.
    let largest = start.indices.map { system[$0, $0] }.max() ?? 0
    for jitter in [0, 1e-12, 1e-9, 1e-6] {
      for index in start.indices { system[index, index] += jitter * largest }
      if let step = system.solving(right) { return zip(start, step).map { $0 - $1 } }
    }
    return nil
  }

  /// Sweeps between two looks at whether the signs have settled.
  private static let sweepsBetweenLooks = 16

  private func descend(from start: [Double], _ gradient: [Double], _ curvature: SymmetricMatrix) -> [Double] {
    var beta = start
    // Of the smooth part at β.
    var slope = gradient
    let order = beta.count
    for sweep in 1...10_000 {
      var largest = 0.0
      for index in 0..<order {
        let own = curvature[index, index]
        guard own > 0 else { continue }
        let isIntercept = index == order - 1
        let target = own * beta[index] - slope[index]
        let new =
          isIntercept ? target / own : Self.shrunk(target, by: l1) / (own + l2)
        let change = new - beta[index]
        guard change != 0 else { continue }
        beta[index] = new
        for other in 0..<order { slope[other] += change * curvature.values[index * order + other] }
        largest = max(largest, change * change * own)
      }
      if largest < 1e-20 * max(1, curvature[order - 1, order - 1]) { break }
      // Columns that nearly add up to one another need thousands of sweeps; their signs settle in a few.
      if sweep.isMultiple(of: Self.sweepsBetweenLooks),
        let exact = settled(beta, from: start, gradient, curvature)
      {
        return exact
      }
    }
    return beta
  }

  /// The minimum among coefficients with the signs of `beta`, 0 staying 0; nil where that is not the minimum of all.
  private func settled(
    _ beta: [Double], from start: [Double], _ gradient: [Double], _ curvature: SymmetricMatrix
  ) -> [Double]? {
    let intercept = beta.count - 1
    let active = beta.indices.filter { $0 == intercept || beta[$0] != 0 }
    let constant = zip(gradient, curvature.times(start)).map { $0 - $1 }
    var system = SymmetricMatrix(order: active.count)
    for (row, index) in active.enumerated() {
      for (column, other) in active.enumerated() { system[row, column] = curvature[index, other] }
      if index != intercept { system[row, row] += l2 }
    }
    func pull(_ index: Int) -> Double { index == intercept ? 0 : beta[index] > 0 ? l1 : -l1 }
    guard let solution = system.solving(active.map { -constant[$0] - pull($0) }) else { return nil }
    var result = [Double](repeating: 0, count: beta.count)
    for (index, value) in zip(active, solution) { result[index] = value }
    let slopes = zip(constant, curvature.times(result)).map { $0 + $1 }
    let isMinimum = (0..<intercept).allSatisfy { index in
      beta[index] == 0 ? abs(slopes[index]) <= l1 * (1 + 1e-12) : beta[index] * result[index] > 0
    }
    return isMinimum ? result : nil
  }

  private static func shrunk(_ value: Double, by amount: Double) -> Double {
    value > amount ? value - amount : value < -amount ? value + amount : 0
  }
}
