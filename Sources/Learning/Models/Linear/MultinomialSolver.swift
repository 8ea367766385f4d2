internal import Glibc

/// Softmax regression with a squared penalty by L-BFGS (Nocedal and Wright, algorithm 7.5).
struct MultinomialSolver {
  let design: DesignMatrix
  /// Class numbers below `classCount`, each present.
  let classes: [Int]
  let classCount: Int
  let weights: [Double]
  let l2: Double

  static let iterationLimit = 2000
  private static let memory = 10

  /// Coefficients of each class one after the other, its intercept last.
  func solve() -> [Double]? {
    var beta = startingPoint
    var (value, gradient) = objective(beta)
    var pairs: [(step: [Double], change: [Double], scale: Double)] = []
    let enough = 1e-8 * max(1, weights.reduce(0, +).squareRoot())
    for _ in 0..<Self.iterationLimit {
      if (gradient.map { abs($0) }.max() ?? 0) < enough { break }
      var direction = Self.direction(gradient, pairs)
      if Self.dot(direction, gradient) >= 0 {
        pairs = []
        direction = gradient.map { -$0 }
      }
      guard let next = search(beta, value, gradient, direction) else {
        if pairs.isEmpty { break }
        pairs = []
        continue
      }
      let step = zip(next.beta, beta).map { $0 - $1 }
      let change = zip(next.gradient, gradient).map { $0 - $1 }
      let curvature = Self.dot(step, change)
      if curvature > 1e-300 {
        pairs.append((step, change, 1 / curvature))
        if pairs.count > Self.memory { pairs.removeFirst() }
      }
      (beta, value, gradient) = next
    }
    return beta.allSatisfy(\.isFinite) ? beta : nil
  }

  /// Intercepts at the logarithm of the class shares, with mean 0.
  private var startingPoint: [Double] {
    var sums = [Double](repeating: 0, count: classCount)
    for (row, code) in classes.enumerated() { sums[code] += weights[row] }
    let logarithms = sums.map { log($0) }
    let mean = logarithms.reduce(0, +) / Double(classCount)
    var beta = [Double](repeating: 0, count: classCount * design.order)
    for code in 0..<classCount { beta[(code + 1) * design.order - 1] = logarithms[code] - mean }
    return beta
  }

  private func objective(_ beta: [Double]) -> (value: Double, gradient: [Double]) {
    let order = design.order
    var scores = (0..<classCount).map { design.times(beta[($0 * order)..<(($0 + 1) * order)]) }
    var value = 0.0
    for row in 0..<design.rowCount {
      var highest = -Double.infinity
      for code in 0..<classCount { highest = max(highest, scores[code][row]) }
      var total = 0.0
      for code in 0..<classCount { total += exp(scores[code][row] - highest) }
      let own = classes[row]
      value += weights[row] * (highest + log(total) - scores[own][row])
      for code in 0..<classCount {
        let probability = exp(scores[code][row] - highest) / total
        scores[code][row] = weights[row] * (probability - (code == own ? 1 : 0))
      }
    }
    var gradient: [Double] = []
    gradient.reserveCapacity(beta.count)
    for code in 0..<classCount { gradient += design.transposedTimes(scores[code]) }
    for index in beta.indices where (index + 1) % order != 0 {
      value += l2 / 2 * beta[index] * beta[index]
      gradient[index] += l2 * beta[index]
    }
    return (value, gradient)
  }

  /// Two-loop recursion.
  private static func direction(
    _ gradient: [Double], _ pairs: [(step: [Double], change: [Double], scale: Double)]
  ) -> [Double] {
    var direction = gradient.map { -$0 }
    guard let last = pairs.last else {
      let size = dot(gradient, gradient).squareRoot()
      return direction.map { $0 / max(1, size) }
    }
    var factors: [Double] = []
    for pair in pairs.reversed() {
      let factor = pair.scale * dot(pair.step, direction)
      add(-factor, pair.change, to: &direction)
      factors.append(factor)
    }
    let scale = 1 / (last.scale * dot(last.change, last.change))
    for index in direction.indices { direction[index] *= scale }
    for (pair, factor) in zip(pairs, factors.reversed()) {
      add(factor - pair.scale * dot(pair.change, direction), pair.step, to: &direction)
    }
    return direction
  }

  /// A step with enough decrease (Armijo) that also does not stop too short (weak Wolfe), by bisection.
  private func search(
    _ beta: [Double], _ value: Double, _ gradient: [Double], _ direction: [Double]
  ) -> (beta: [Double], value: Double, gradient: [Double])? {
    let slope = Self.dot(direction, gradient)
    var (low, high, length) = (0.0, Double.infinity, 1.0)
    for _ in 0..<60 {
      var next = beta
      Self.add(length, direction, to: &next)
      let (newValue, newGradient) = objective(next)
      if !(newValue <= value + 1e-4 * length * slope + 1e-14 * abs(value)) {
        high = length
      } else if Self.dot(newGradient, direction) < 0.9 * slope {
        low = length
      } else {
        return (next, newValue, newGradient)
      }
      length = high.isFinite ? (low + high) / 2 : 2 * low
      if high - low < 1e-14 * high { return nil }
    }
    return nil
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  private static func add(_ factor: Double, _ vector: [Double], to target: inout [Double]) {
    for index in target.indices { target[index] += factor * vector[index] }
  }
}
