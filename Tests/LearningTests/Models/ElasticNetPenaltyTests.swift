import Statistics
import Testing

@testable import Learning

@Suite struct ElasticNetPenaltyTests {
  /// At the minimum the slope of the smooth part is ∓l1 where a coefficient is not 0, and within ±l1 where it is.
  @Test(arguments: [(0.01, 0.3), (0.5, 0.5), (2, 0.99), (20, 1)])
  func theMinimumIsOneAlsoWhereColumnsNearlyRepeat(strength: Double, ratio: Double) throws {
    let (rows, order) = (40, 9)
    var generator = SeededGenerator(seed: 5)
    var columns = (0..<order).map { _ in (0..<rows).map { _ in generator.unit() - 0.5 } }
    for row in 0..<rows {
      columns[1][row] = columns[0][row] + 1e-4 * columns[1][row]
      columns[2][row] = columns[0][row] + columns[3][row] + 1e-4 * columns[2][row]
      columns[order - 1][row] = 1
    }
    var curvature = SymmetricMatrix(order: order)
    for a in 0..<order {
      for b in 0..<order { curvature[a, b] = zip(columns[a], columns[b]).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let gradient = (0..<order).map { _ in 8 * (generator.unit() - 0.5) }
    let start = (0..<order).map { _ in generator.unit() - 0.5 }
    let penalty = ElasticNetPenalty(strength: strength, ratio: ratio)
    let beta = try #require(penalty.minimum(from: start, gradient: gradient, curvature: curvature))
    let step = curvature.times(zip(beta, start).map { $0 - $1 })
    for index in 0..<order {
      let slope = gradient[index] + step[index] + (index < order - 1 ? penalty.l2 * beta[index] : 0)
      if index == order - 1 {
        #expect(abs(slope) < 1e-9)
      } else if beta[index] == 0 {
        #expect(abs(slope) <= penalty.l1 + 1e-9)
      } else {
        #expect(abs(slope + (beta[index] > 0 ? penalty.l1 : -penalty.l1)) < 1e-9, "\(index) \(beta)")
      }
    }
  }
}
