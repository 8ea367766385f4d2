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
  /// (Friedman, Hastie and Tibshirani 2010) and a search for the signs of the minimum (Lee and others 2007).
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

  /// Sweeps before each search for the signs.
  private static let sweeps = 16

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
      guard sweep.isMultiple(of: Self.sweeps) else { continue }
      // Columns that nearly add up to one another need thousands of sweeps.
      let constant = zip(gradient, curvature.times(start)).map { $0 - $1 }
      if searchSigns(&beta, constant, curvature) { break }
      slope = zip(constant, curvature.times(beta)).map { $0 + $1 }
    }
    return beta
  }

  /// The feature-sign search: goes to the minimum among coefficients of the present signs, or to where the first of them
  /// changes its sign, which becomes 0; then the coefficient that is most wrongly 0 gets a sign. No step raises the
  /// penalised objective.
  /// - Parameter constant: slope of the smooth part at 0.
  /// - Returns: whether `beta` is the minimum.
  private func searchSigns(_ beta: inout [Double], _ constant: [Double], _ curvature: SymmetricMatrix) -> Bool {
    let intercept = beta.count - 1
    var signs = beta.map { $0 > 0 ? 1.0 : $0 < 0 ? -1 : 0 }
    signs[intercept] = 0
    for _ in 0..<2 * beta.count {
      let active = beta.indices.filter { $0 == intercept || signs[$0] != 0 }
      guard let target = minimum(of: active, signs, constant, curvature) else { return false }
      var (length, crossing) = (1.0, Int?.none)
      for (index, value) in zip(active, target) where value * signs[index] < 0 {
        let share = beta[index] / (beta[index] - value)
        if share < length { (length, crossing) = (share, index) }
      }
      for (index, value) in zip(active, target) { beta[index] += length * (value - beta[index]) }
      if let crossing {
        (beta[crossing], signs[crossing]) = (0, 0)
        continue
      }
      let slopes = zip(constant, curvature.times(beta)).map { $0 + $1 }
      let zeros = (0..<intercept).filter { signs[$0] == 0 && curvature[$0, $0] > 0 }
      guard let worst = zeros.max(by: { abs(slopes[$0]) < abs(slopes[$1]) }), abs(slopes[worst]) > l1 * (1 + 1e-9)
      else { return true }
      signs[worst] = slopes[worst] > 0 ? -1 : 1
    }
    return false
  }

  /// The minimum over some coefficients where their absolute part is linear; nil where there is no single one.
  private func minimum(
    of active: [Int], _ signs: [Double], _ constant: [Double], _ curvature: SymmetricMatrix
  ) -> [Double]? {
    var system = SymmetricMatrix(order: active.count)
    for (row, index) in active.enumerated() {
      for (column, other) in active.enumerated() { system[row, column] = curvature[index, other] }
      if index != curvature.order - 1 { system[row, row] += l2 }
    }
    return system.solving(active.map { -constant[$0] - l1 * signs[$0] })
  }

  private static func shrunk(_ value: Double, by amount: Double) -> Double {
    value > amount ? value - amount : value < -amount ? value + amount : 0
  }
}
