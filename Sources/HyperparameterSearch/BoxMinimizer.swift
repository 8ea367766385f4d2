/// Minimises a smooth function within a box: limited-memory BFGS (Nocedal 1980) with projected steps and backtracking.
struct BoxMinimizer {
  var lower: [Double]
  var upper: [Double]
  var iterations = 30
  var memory = 8

  typealias Objective = (_ point: [Double]) -> (value: Double, gradient: [Double])?

  /// The best point found and its value; nil when the function is undefined at `start`. An undefined value further on
  /// shortens the step.
  func minimize(from start: [Double], _ objective: Objective) -> (point: [Double], value: Double)? {
    var point = clamped(start)
    guard var (value, gradient) = objective(point) else { return nil }
    var history: [(step: [Double], change: [Double], scale: Double)] = []
    for _ in 0..<iterations {
      let direction = descent(gradient, at: point, history)
      guard let next = lineSearch(from: point, value, gradient, along: direction, objective) else {
        if history.isEmpty { break }
        history = []
        continue
      }
      let step = zip(next.point, point).map { $0 - $1 }
      let change = zip(next.gradient, gradient).map { $0 - $1 }
      let curvature = product(step, change)
      if curvature > 1e-12 {
        history.append((step, change, 1 / curvature))
        if history.count > memory { history.removeFirst() }
      }
      let gain = value - next.value
      (point, value, gradient) = next
      if gain < 1e-9 * (1 + value.magnitude) { break }
    }
    return (point, value)
  }

  private func clamped(_ point: [Double]) -> [Double] {
    point.indices.map { min(max(point[$0], lower[$0]), upper[$0]) }
  }

  /// The two-loop recursion on the coordinates that no bound holds back.
  private func descent(
    _ gradient: [Double], at point: [Double], _ history: [(step: [Double], change: [Double], scale: Double)]
  ) -> [Double] {
    let isHeld = point.indices.map {
      (point[$0] <= lower[$0] && gradient[$0] > 0) || (point[$0] >= upper[$0] && gradient[$0] < 0)
    }
    func free(_ vector: [Double]) -> [Double] { vector.indices.map { isHeld[$0] ? 0 : vector[$0] } }
    var direction = free(gradient)
    var shares: [Double] = []
    for entry in history.reversed() {
      let share = entry.scale * product(entry.step, direction)
      shares.append(share)
      for index in direction.indices { direction[index] -= share * entry.change[index] }
    }
    if let last = history.last {
      let scale = product(last.step, last.change) / product(last.change, last.change)
      direction = direction.map { $0 * scale }
    } else {
      let length = product(direction, direction).squareRoot()
      direction = direction.map { $0 * min(1, 0.5 / max(length, 1e-300)) }
    }
    for (entry, share) in zip(history, shares.reversed()) {
      let correction = share - entry.scale * product(entry.change, direction)
      for index in direction.indices { direction[index] += correction * entry.step[index] }
    }
    direction = free(direction).map { -$0 }
    return product(direction, gradient) < 0 ? direction : free(gradient).map { -$0 }
  }

  /// The first halving of the projected step that gains enough (Armijo 1966).
  private func lineSearch(
    from point: [Double], _ value: Double, _ gradient: [Double], along direction: [Double], _ objective: Objective
  ) -> (point: [Double], value: Double, gradient: [Double])? {
    var length = 1.0
    for _ in 0..<12 {
      let candidate = clamped(point.indices.map { point[$0] + length * direction[$0] })
      let expected = point.indices.reduce(0) { $0 + gradient[$1] * (candidate[$1] - point[$1]) }
      if expected >= 0 { return nil }
      if let next = objective(candidate), next.value <= value + 1e-4 * expected {
        return (candidate, next.value, next.gradient)
      }
      length *= 0.4
    }
    return nil
  }

  private func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
