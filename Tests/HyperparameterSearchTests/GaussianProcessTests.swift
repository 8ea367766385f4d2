import Testing

@testable import HyperparameterSearch

@Suite struct GaussianProcessTests {
  private static let points = [[0.1, 0.2], [0.4, 0.9], [0.7, 0.3], [0.95, 0.6]]

  private static func process(isCategorical: [Bool] = [false, false]) throws -> GaussianProcess {
    try #require(
      GaussianProcess(
        points: points, values: [1, -0.5, 0.25, 2], noiseFactors: [1, 1, 1, 1], isCategorical: isCategorical,
        hyperparameters: .init(lengthscales: [0.5, 0.8], noise: 1e-2)))
  }

  /// scikit-learn 1.7: `GaussianProcessRegressor(Matern([0.5, 0.8], nu=2.5), alpha=1e-2 + 1e-9, optimizer=None)` on the
  /// residuals from the generalised least squares mean, its deviation times the root of the profiled variance.
  @Test func thePosteriorIsThatOfScikitLearn() throws {
    let process = try Self.process()
    let between = process.prediction(at: [0.3, 0.5])
    #expect(abs(between.mean - -0.05287341) < 1e-7 && abs(between.deviation - 0.50188064) < 1e-7)
    let known = process.prediction(at: [0.95, 0.6])
    #expect(abs(known.mean - 1.96044296) < 1e-7 && abs(known.deviation - 0.14551613) < 1e-7)
  }

  @Test func gradientsAreThoseOfFiniteDifferences() throws {
    let process = try Self.process()
    let (point, step) = ([0.3, 0.5], 1e-6)
    let gradients = process.gradients(at: point)
    for axis in 0...1 {
      var (before, after) = (point, point)
      before[axis] -= step
      after[axis] += step
      let (low, high) = (process.prediction(at: before), process.prediction(at: after))
      #expect(abs((high.mean - low.mean) / (2 * step) - gradients.mean[axis]) < 1e-6)
      #expect(abs((high.deviation - low.deviation) / (2 * step) - gradients.deviation[axis]) < 1e-6)
    }
  }

  @Test func believingMakesAPointCertainAndMovesNoMean() throws {
    let process = try Self.process()
    let point = [0.3, 0.5]
    let believer = try #require(process.believing(point))
    #expect(abs(believer.prediction(at: point).mean - process.prediction(at: point).mean) < 1e-9)
    #expect(believer.prediction(at: point).deviation < process.prediction(at: point).deviation / 3)
  }

  @Test func fittingTellsAFunctionFromNoiseAndAUselessParameterFromAUsefulOne() throws {
    let sequence = HaltonSequence(dimensions: 2, seed: 5)
    let points = (0..<24).map { sequence[$0] }
    let smooth = try Self.fitted(points, points.map { 4 * ($0[0] - 0.3) * ($0[0] - 0.3) - 1 })
    #expect(smooth.noise < 1e-2 && smooth.lengthscales[1] > 2 * smooth.lengthscales[0])
    let noise = HaltonSequence(dimensions: 9, seed: 8)
    let random = try Self.fitted(points, points.indices.map { noise[$0 * 7 + 3][8] * 4 - 2 })
    #expect(random.noise > 10 * smooth.noise)
  }

  private static func fitted(_ points: [[Double]], _ values: [Double]) throws -> GaussianProcess.Hyperparameters {
    try #require(
      GaussianProcess.fitted(
        points: points, values: values, noiseFactors: values.map { _ in 1 }, isCategorical: [false, false],
        activeDimensions: 2)
    ).hyperparameters
  }
}

@Suite struct ExpectedImprovementTests {
  /// ln(φ(z) + z Φ(z)) by mpmath 1.3 with 60 digits.
  @Test(arguments: [
    (3, 1.0987396653277078), (0, -0.91893853320467274), (-1, -2.4851210257126413), (-6, -22.578879392169797),
    (-19.5, -196.99258561722833), (-21, -227.51473292810907), (-40, -808.29856835661996),
    (-200, -20011.515648259739),
  ])
  func theLogarithmIsRightFarOut(z: Double, expected: Double) {
    #expect(abs(ExpectedImprovement.logIntegral(z) / expected - 1) < 1e-7)
  }

  @Test(arguments: [-0.5, 0.4, 9]) func slopesAreThoseOfFiniteDifferences(mean: Double) {
    let improvement = ExpectedImprovement(best: 0.1)
    let (deviation, step) = (0.3, 1e-6)
    func value(_ mean: Double, _ deviation: Double) -> Double {
      improvement.logarithm(.init(mean: mean, deviation: deviation))
    }
    let slopes = improvement.slopes(.init(mean: mean, deviation: deviation))
    let byMean = (value(mean + step, deviation) - value(mean - step, deviation)) / (2 * step)
    let byDeviation = (value(mean, deviation + step) - value(mean, deviation - step)) / (2 * step)
    #expect(abs(slopes.mean / byMean - 1) < 1e-5 && abs(slopes.deviation / byDeviation - 1) < 1e-5)
  }
}

@Suite struct BoxMinimizerTests {
  private static func valley(_ x: [Double]) -> (value: Double, gradient: [Double])? {
    let bend = x[1] - x[0] * x[0]
    let gradient = [-40 * bend * x[0] - 2 * (1 - x[0]), 20 * bend]
    return (10 * bend * bend + (1 - x[0]) * (1 - x[0]), gradient)
  }

  @Test func followsACurvedValley() throws {
    let minimizer = BoxMinimizer(lower: [-2, -2], upper: [2, 2], iterations: 100)
    let found = try #require(minimizer.minimize(from: [-1.2, 1], Self.valley))
    #expect(found.value < 1e-8)
  }

  @Test func endsAtTheBestPointOfTheBox() throws {
    // With x ≤ 0.5 the valley's floor ends at y = x².
    let minimizer = BoxMinimizer(lower: [-2, -2], upper: [0.5, 2], iterations: 100)
    let found = try #require(minimizer.minimize(from: [-1.2, 1], Self.valley))
    #expect(abs(found.point[0] - 0.5) < 1e-6 && abs(found.point[1] - 0.25) < 1e-4)
  }

  @Test func anUndefinedStartIsNoMinimum() {
    #expect(BoxMinimizer(lower: [0], upper: [1]).minimize(from: [0.5]) { _ in nil } == nil)
  }
}

@Suite struct HaltonSequenceTests {
  @Test(arguments: [1, 3, 20]) func everyCoordinateIsSpreadEvenly(dimensions: Int) {
    let sequence = HaltonSequence(dimensions: dimensions, seed: 4)
    let points = (0..<200).map { sequence[$0] }
    for axis in 0..<dimensions {
      // Independent points would miss 50 by 6 or more in a third of all cases.
      for quarter in 0..<4 { #expect(abs(points.count { Int($0[axis] * 4) == quarter } - 50) <= 10) }
    }
    #expect(HaltonSequence(dimensions: dimensions, seed: 5)[0] != points[0])
  }
}
