import Statistics
import Testing

/// Expected values: mpmath 1.3 with 40 digits, or SciPy 1.17 for shapes of a thousand and more.
@Suite struct DistributionTests {
  @Test(arguments: [
    (0.5, 0.5, 0.1, 0.20483276469913345), (2, 3, 0.4, 0.5248), (0.001, 5, 1e-10, 0.9792745573772474),
    (5, 0.001, 0.999, 0.004817484889890793), (30, 70, 0.3, 0.5116251045586091),
    (1000.5, 2000, 0.33, 0.34584337223611766), (200, 3, 0.999, 0.9988334368468834), (1, 1, 0.25, 0.25),
    (50, 50, 0.05, 3.8218064995398543e-38), (1e6, 2e6, 0.3335, 0.7298824325036775),
    (0.5, 1e5, 1e-6, 0.3452788311131676),
  ])
  func betaCumulative(a: Double, b: Double, x: Double, expected: Double) {
    #expect(isClose(BetaDistribution.cumulative(x, a: a, b: b), expected, tolerance: 1e-12))
  }

  @Test(arguments: [
    (0.025, 2, 9, 0.025210726326833372), (0.975, 1, 10, 0.3084971078187608),
    (0.025, 0.5, 10.5, 4.7890433157581896e-05), (0.5, 3, 7, 0.2862366680227827),
    (1e-10, 2, 5, 2.581997786411184e-06), (0.999999, 2, 5, 0.9555730480299243),
    (0.025, 95, 6, 0.8871650888945373), (0.975, 96, 5, 0.9835681208179479),
    (0.025, 0.5, 1.5, 0.00038558098075590087),
  ])
  func betaQuantile(p: Double, a: Double, b: Double, expected: Double) {
    #expect(isClose(BetaDistribution.quantile(p, a: a, b: b), expected, tolerance: 1e-12))
  }

  @Test(arguments: [
    (-2.5, 9, 0.01693091384149287), (-40, 3, 1.7190340394579263e-05), (1.3, 1, 0.7912855998398473),
    (-0.001, 4, 0.499625000078125), (-12, 50, 1.2311903126662723e-16), (0, 7, 0.5), (-1e10, 2, 5e-21),
    (-3, 0.5, 0.18365407799297173), (-5.2, 199, 2.4649219488581615e-07), (-1.96, 1e6, 0.024998033792634926),
  ])
  func studentCumulative(t: Double, freedom: Double, expected: Double) {
    #expect(isClose(StudentDistribution.cumulative(t, degreesOfFreedom: freedom), expected, tolerance: 1e-12))
  }

  @Test(arguments: [
    (0.025, 9, -2.2621571627982053), (0.975, 9, 2.262157162798205), (0.005, 1, -63.65674116287158),
    (1e-12, 5, -393.95695957760375), (0.4, 2, -0.2886751345948128), (0.499999, 30, -2.5276002260585125e-06),
    (0.025, 0.5, -164.55767348048852), (0.05, 199, -1.6525467461665635), (0.5, 4, 0),
  ])
  func studentQuantile(p: Double, freedom: Double, expected: Double) {
    #expect(isClose(StudentDistribution.quantile(p, degreesOfFreedom: freedom), expected, tolerance: 1e-10))
  }

  @Test(arguments: [
    (0.025, -1.9599639845400543), (0.975, 1.9599639845400538), (1e-10, -6.361340902404057), (0.5, 0),
    (1e-300, -37.0470962993612), (0.3, -0.5244005127080408), (0.999999, 4.753424308817087),
    (0.4999999, -2.5066282747031063e-07), (0, -.infinity), (1, .infinity),
  ])
  func normalQuantile(p: Double, expected: Double) {
    #expect(isClose(NormalDistribution.quantile(p), expected, tolerance: 1e-13))
  }

  @Test(arguments: [
    (-1000, -500007.82669481216), (-40, -804.6084420137538), (-31, -484.85396362717927),
    (-30, -454.3212439563432), (-29.9, -451.32291245852866), (-8, -35.01343715991455), (-1, -1.8410216450092636),
    (0, -0.6931471805599453), (1, -0.17275377902344988), (6, -9.865876455243758e-10), (9, -1.1285884059538405e-19),
    (-Double.infinity, -Double.infinity), (.infinity, 0),
  ])
  func normalLogCumulative(x: Double, expected: Double) {
    #expect(isClose(NormalDistribution.logCumulative(x), expected, tolerance: 1e-13))
  }

  @Test(arguments: [
    (-8, 6.220960574271784e-16), (-1, 0.15865525393145705), (0.5, 0.6914624612740131), (3, 0.9986501019683699),
  ])
  func normalCumulative(x: Double, expected: Double) {
    #expect(isClose(NormalDistribution.cumulative(x), expected, tolerance: 1e-14))
  }

  @Test(arguments: [
    (3.84, 1, 0.050043521248705106), (0.01, 3, 0.9997348349413444),
    (120.66522024264972, 8, 2.4163142583987217e-22), (1e-06, 0.5, 0.9706626167748769),
    (1000, 900, 0.010994608942135848), (50, 2, 1.3887943864964021e-11), (7, 7, 0.42887985755305474),
    (1e6, 1e6, 0.4998119368033945), (2_000_000, 1_999_000, 0.30840549909635295), (0, 4, 1),
  ])
  func chiSquaredSurvival(x: Double, freedom: Double, expected: Double) {
    #expect(isClose(ChiSquaredDistribution.survival(x, degreesOfFreedom: freedom), expected, tolerance: 2e-12))
  }

  @Test func quantilesInvertTheirDistributions() {
    for p in [1e-8, 0.01, 0.2, 0.5, 0.77, 0.999] {
      for shape in [0.3, 1, 4.5, 80] {
        let x = BetaDistribution.quantile(p, a: shape, b: 2)
        #expect(isClose(BetaDistribution.cumulative(x, a: shape, b: 2), p, tolerance: 1e-11))
        let t = StudentDistribution.quantile(p, degreesOfFreedom: shape)
        #expect(isClose(StudentDistribution.cumulative(t, degreesOfFreedom: shape), p, tolerance: 1e-11))
      }
      #expect(isClose(NormalDistribution.cumulative(NormalDistribution.quantile(p)), p, tolerance: 1e-14))
    }
  }

  @Test func whatHasNoMeaningIsNaN() {
    #expect(NormalDistribution.quantile(1.1).isNaN)
    #expect(BetaDistribution.cumulative(0.5, a: 0, b: 1).isNaN)
    #expect(BetaDistribution.quantile(-0.1, a: 1, b: 1).isNaN)
    #expect(StudentDistribution.quantile(.nan, degreesOfFreedom: 3).isNaN)
    #expect(StudentDistribution.cumulative(1, degreesOfFreedom: 0).isNaN)
    #expect(ChiSquaredDistribution.survival(1, degreesOfFreedom: -1).isNaN)
  }

  @Test func infinitelyManyDegreesOfFreedomAreNormal() {
    #expect(StudentDistribution.quantile(0.025, degreesOfFreedom: .infinity) == NormalDistribution.quantile(0.025))
    #expect(StudentDistribution.cumulative(1, degreesOfFreedom: .infinity) == NormalDistribution.cumulative(1))
  }
}
