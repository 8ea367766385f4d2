import Glibc
import HyperparameterSearch

/// A function to minimise; `scripts/bench-search` defines the same ones for Optuna.
struct SyntheticFunction: Sendable {
  var name: String
  var space: SearchSpace
  /// Standard deviation of what is added to each trial's value.
  var noise = 0.0
  var value: @Sendable (Assignment) -> Double

  static func named(_ name: String) -> SyntheticFunction? { all.first { $0.name == name } }

  static let all = [
    branin, hartmann, rosenbrock, learners, boosting, branches, ackley, levy, noisyHartmann, mixed, choices, line,
    ellipsoid,
  ]

  /// `dimensions` real parameters x0, x1, … in one range.
  private static func cube(
    _ name: String, _ dimensions: Int, _ range: ClosedRange<Double>, noise: Double = 0,
    _ value: @escaping @Sendable ([Double]) -> Double
  ) -> SyntheticFunction {
    let space = SearchSpace((0..<dimensions).map { .init("x\($0)", .real(range)) })
    return SyntheticFunction(name: name, space: space, noise: noise) { assignment in
      value(assignment.values.compactMap(\.number))
    }
  }

  // MARK: Functions of the literature

  private static let branin = SyntheticFunction(
    name: "branin", space: SearchSpace([.init("x0", .real(-5...10)), .init("x1", .real(0...15))])
  ) { point in
    Formulas.branin(number(point, "x0"), number(point, "x1"))
  }
  private static let hartmann = cube("hartmann6", 6, 0...1, Formulas.hartmann)
  private static let noisyHartmann = cube("hartmann6-noisy", 6, 0...1, noise: 0.2, Formulas.hartmann)
  private static let rosenbrock = cube("rosenbrock5", 5, -5...10, Formulas.rosenbrock)
  private static let ackley = cube("ackley5", 5, -32.768...32.768, Formulas.ackley)
  private static let levy = cube("levy8", 8, -10...10, Formulas.levy)
  private static let line = cube("forrester1", 1, 0...1) { x in
    (6 * x[0] - 2) * (6 * x[0] - 2) * sin(12 * x[0] - 4)
  }
  private static let ellipsoid = cube("ellipsoid20", 20, -5...5) { x in
    x.indices.reduce(0) { $0 + Double($1 + 1) * (x[$1] - 1) * (x[$1] - 1) }
  }

  // MARK: Spaces with conditions, integers and categories

  /// Losses as three kinds of learner might have them.
  private static let learners = SyntheticFunction(
    name: "learners",
    space: SearchSpace([
      .init("kind", .categorical([.text("svm"), .text("forest"), .text("boosting")])),
      .init("cost", .real(1e-3...1e3, isLogarithmic: true), when: .init("kind", in: [.text("svm")])),
      .init("gamma", .real(1e-4...10, isLogarithmic: true), when: .init("kind", in: [.text("svm")])),
      .init("depth", .integer(1...30), when: .init("kind", in: [.text("forest")])),
      .init("share", .real(0.05...1), when: .init("kind", in: [.text("forest")])),
      .init("leaf", .integer(1...64, isLogarithmic: true), when: .init("kind", in: [.text("forest")])),
      .init("rate", .real(1e-3...1, isLogarithmic: true), when: .init("kind", in: [.text("boosting")])),
      .init("rounds", .integer(10...1000, isLogarithmic: true), when: .init("kind", in: [.text("boosting")])),
      .init("levels", .integer(1...12), when: .init("kind", in: [.text("boosting")])),
    ])
  ) { point in
    switch point["kind"] {
    case .text("svm"):
      let (cost, gamma) = (log10(number(point, "cost")), log10(number(point, "gamma")))
      return 0.16 + 0.02 * square(cost - 1) + 0.03 * square(gamma + 2) + 0.02 * (cost - 1) * (gamma + 2)
    case .text("forest"):
      let (leaf, share) = (log10(number(point, "leaf")), number(point, "share"))
      return 0.17 + 0.0008 * square(number(point, "depth") - 14) + 0.2 * square(share - 0.35) + 0.05
        * square(leaf - 0.5)
    default:
      let (rate, rounds) = (log10(number(point, "rate")), log10(number(point, "rounds")))
      return 0.15 + 0.05 * square(rate + rounds - 1) + 0.02 * square(rate + 1.3)
        + 0.003 * square(number(point, "levels") - 5)
    }
  }

  /// A different function of the literature under each value of the first parameter, all with minimum 0.
  private static let branches = SyntheticFunction(
    name: "branches",
    space: SearchSpace([
      .init("function", .categorical([.text("branin"), .text("rosenbrock"), .text("ackley")])),
      .init("b0", .real(-5...10), when: .init("function", in: [.text("branin")])),
      .init("b1", .real(0...15), when: .init("function", in: [.text("branin")])),
      .init("r0", .real(-2...2), when: .init("function", in: [.text("rosenbrock")])),
      .init("r1", .real(-2...2), when: .init("function", in: [.text("rosenbrock")])),
      .init("a0", .real(-10...10), when: .init("function", in: [.text("ackley")])),
      .init("a1", .real(-10...10), when: .init("function", in: [.text("ackley")])),
      .init("a2", .real(-10...10), when: .init("function", in: [.text("ackley")])),
    ])
  ) { point in
    switch point["function"] {
    case .text("branin"): 0.5 + Formulas.branin(number(point, "b0"), number(point, "b1")) - 0.397887
    case .text("rosenbrock"): Formulas.rosenbrock([number(point, "r0"), number(point, "r1")])
    default: 0.2 + Formulas.ackley([number(point, "a0"), number(point, "a1"), number(point, "a2")])
    }
  }

  private static let mixed = SyntheticFunction(
    name: "mixed",
    space: SearchSpace([
      .init("rate", .real(1e-5...1, isLogarithmic: true)), .init("units", .integer(4...4096, isLogarithmic: true)),
      .init("layers", .integer(1...8)), .init("dropout", .real(0...0.9)),
      .init("activation", .categorical([.text("relu"), .text("tanh"), .text("gelu"), .text("silu")])),
    ])
  ) { point in
    let (rate, units) = (log10(number(point, "rate")), log2(number(point, "units")))
    let biases: [String: Double] = ["relu": 0.1, "tanh": 0.4, "gelu": 0, "silu": 0.05]
    let bias = biases[point["activation"]?.description ?? ""] ?? 1
    let capacity = 0.3 * square(rate + 3 + 0.1 * (units - 8)) + 0.03 * square(units - 8.5)
    return bias + capacity + 0.05 * square(number(point, "layers") - 3) + square(number(point, "dropout") - 0.2)
  }

  /// Five choices of four, with interactions between neighbours.
  private static let choices = SyntheticFunction(
    name: "choices",
    space: SearchSpace((0..<5).map { .init("c\($0)", .categorical((0..<4).map { .text("v\($0)") })) })
  ) { point in
    let levels: [Int] = point.values.compactMap { Int($0.description.dropFirst()) }
    var sum = 0.0
    for (index, level) in levels.enumerated() {
      sum += square(Double((level * 3 + index) % 4)) / 4
      if index > 0, levels[index - 1] == level { sum += 1 }
    }
    return sum
  }

  private static func number(_ point: Assignment, _ name: String) -> Double { point[name]?.number ?? .nan }

  private static func square(_ x: Double) -> Double { x * x }
}

/// As in Surjanovic and Bingham, Virtual Library of Simulation Experiments.
enum Formulas {
  static func branin(_ x: Double, _ y: Double) -> Double {
    let valley = y - 5.1 / (4 * .pi * .pi) * x * x + 5 / .pi * x - 6
    return valley * valley + 10 * (1 - 1 / (8 * .pi)) * cos(x) + 10
  }

  static func rosenbrock(_ x: [Double]) -> Double {
    zip(x, x.dropFirst()).reduce(0) { sum, pair in
      let bend = pair.1 - pair.0 * pair.0
      return sum + 100 * bend * bend + (1 - pair.0) * (1 - pair.0)
    }
  }

  static func ackley(_ x: [Double]) -> Double {
    let count = Double(x.count)
    let squares = x.reduce(0) { $0 + $1 * $1 } / count
    let waves = x.reduce(0) { $0 + cos(2 * .pi * $1) } / count
    return -20 * exp(-0.2 * squares.squareRoot()) - exp(waves) + 20 + exp(1)
  }

  static func levy(_ x: [Double]) -> Double {
    let w = x.map { 1 + ($0 - 1) / 4 }
    guard let first = w.first, let last = w.last else { return .nan }
    let head = sin(.pi * first) * sin(.pi * first)
    let tail = (last - 1) * (last - 1) * (1 + sin(2 * .pi * last) * sin(2 * .pi * last))
    return w.dropLast().reduce(head + tail) { sum, w in
      let wave = sin(.pi * w + 1)
      return sum + (w - 1) * (w - 1) * (1 + 10 * wave * wave)
    }
  }

  static func hartmann(_ x: [Double]) -> Double {
    -zip(heights, zip(widths, centers)).reduce(0) { sum, peak in
      let distance = x.indices.reduce(0) {
        let gap = x[$1] - 1e-4 * peak.1.1[$1]
        return $0 + peak.1.0[$1] * gap * gap
      }
      return sum + peak.0 * exp(-distance)
    }
  }

  private static let heights = [1.0, 1.2, 3, 3.2]
  private static let widths: [[Double]] = [
    [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14],
  ]
  private static let centers: [[Double]] = [
    [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381],
  ]
}
