import Statistics
import Testing

/// Expected values: fairlearn 0.15 (`MetricFrame` with scikit-learn's precision, and its own differences and ratios).
@Suite struct GroupCallTests {
  private static let groups: [Int] =
    digits("010002110102002000022202010200010122210020211020021010101111001010000010")
  private static let labels =
    digits("111010101110000101111100100100001111011111000100101000110001100101110000").map { $0 == 1 }
  private static let calls =
    digits("111110101010110111111100100101001111011111011100100000110011111111110001").map { $0 == 1 }
  private static let weights = [
    0.76, 1.69, 0.95, 1.95, 1.36, 1.09, 1.36, 0.52, 1.7, 1.42, 1.87, 1.92, 1.72, 0.62, 1.97, 1.61, 1.59, 1.07,
    0.61, 1.21, 0.58, 1.36, 1.67, 1.22, 1.26, 0.94, 0.52, 1.21, 1.61, 0.59, 1.77, 0.89, 1.17, 1.23, 0.79, 0.56,
    1.17, 0.84, 1.99, 0.63, 1.55, 1.73, 1.3, 1.04, 0.57, 1.39, 1.74, 0.83, 0.7, 1.41, 1.31, 0.7, 1.37, 1.46,
    0.8, 1.5, 1.61, 0.81, 0.86, 1.63, 0.64, 1.13, 1.71, 0.98, 0.68, 1.08, 1.21, 0.82, 0.51, 1.05, 0.69, 0.74,
  ]

  private static func digits(_ text: String) -> [Int] { text.compactMap(\.wholeNumberValue) }

  private static func counts(weights: [Double]? = nil) -> [GroupCalls] {
    GroupCalls.count(
      labels: labels, calls: calls, groups: groups, groupCount: 3, weights: weights, rows: Array(labels.indices))
  }

  @Test func ratesAreThoseOfMetricFrame() {
    let groups = Self.counts()
    #expect(isClose(groups.compactMap(\.selectionRate), [0.7567567567567568, 0.55, 0.4666666666666667]))
    #expect(isClose(groups.compactMap(\.truePositiveRate), [1, 0.75, 1]))
    #expect(isClose(groups.compactMap(\.falsePositiveRate), [0.4375, 0.4166666666666667, 0]))
    #expect(isClose(groups.compactMap(\.precision), [0.75, 0.5454545454545454, 1]))
  }

  @Test func gapsAreThoseOfFairlearn() {
    let groups = Self.counts()
    #expect(isClose(GroupGaps.demographicParityDifference(groups), 0.2900900900900901))
    #expect(isClose(GroupGaps.demographicParityRatio(groups), 0.6166666666666667))
    #expect(isClose(GroupGaps.equalizedOddsDifference(positives: groups, negatives: groups), 0.4375))
    #expect(GroupGaps.equalizedOddsRatio(positives: groups, negatives: groups) == 0)
    #expect(isClose(GroupGaps.difference(groups.compactMap(\.truePositiveRate)), 0.25))
    #expect(isClose(GroupGaps.ratio(groups.compactMap(\.precision)), 0.5454545454545454))
  }

  @Test func weightedGapsAreThoseOfFairlearn() {
    let groups = Self.counts(weights: Self.weights)
    #expect(
      isClose(groups.compactMap(\.selectionRate), [0.7673028282363764, 0.5648611743286299, 0.38050314465408813]))
    #expect(isClose(GroupGaps.demographicParityDifference(groups), 0.3867996835822883))
    #expect(isClose(GroupGaps.demographicParityRatio(groups), 0.4958969661674045))
    #expect(isClose(GroupGaps.equalizedOddsDifference(positives: groups, negatives: groups), 0.4517876489707475))
    #expect(isClose(GroupGaps.ratio(groups.compactMap(\.truePositiveRate)), 0.7344357976653696))
    #expect(isClose(groups.compactMap(\.precision), [0.7500749175906504, 0.6083803384367444, 1]))
  }

  @Test func whatNoRowSaysIsUndefined() {
    var group = GroupCalls()
    #expect(group.selectionRate == nil)
    group.add(isPositive: false, isCalled: false)
    #expect(group.truePositiveRate == nil && group.precision == nil && group.falsePositiveRate == 0)
    #expect(GroupGaps.demographicParityRatio([group, group]) == nil)
    #expect(GroupGaps.demographicParityDifference([group]) == nil)
    #expect(GroupGaps.equalizedOddsDifference(positives: [group, group], negatives: [group, group]) == nil)
    #expect(GroupGaps.difference([0.1, .nan]) == nil)
  }
}

@Suite struct JointBootstrapTests {
  @Test func itsIntervalOfAMeanIsThatOfTheNormalDistribution() throws {
    var generator = SeededGenerator(seed: 3)
    let values = (0..<400).map { _ in generator.normal() }
    let found = Bootstrap(rowCount: 400, draws: 1000, seed: 9).joint(level: 0.95, ends: .biasCorrected) { rows in
      [rows.reduce(0) { $0 + values[$1] } / 400, nil]
    }
    let (mean, deviation) = (try #require(FoldIntervals.mean(values)), try #require(FoldIntervals.deviation(values)))
    let result = try #require(found[0])
    #expect(found.count == 2 && found[1] == nil && isClose(result.estimate, mean))
    #expect(abs(result.bounds.low - (mean - 1.96 * deviation / 20)) < 0.02)
    #expect(abs(result.bounds.high - (mean + 1.96 * deviation / 20)) < 0.02)
  }

  /// Groups that are alike seem apart by chance, and drawing from them makes them seem farther apart still.
  @Test func itTakesBackWhatDrawingAddsToADifference() throws {
    var generator = SeededGenerator(seed: 4)
    let groups = (0..<600).map { $0 % 4 }
    let values = groups.map { _ in generator.unit() < 0.3 ? 1.0 : 0 }
    func gap(_ rows: [Int]) -> Double? {
      var (sums, counts) = ([Double](repeating: 0, count: 4), [Double](repeating: 0, count: 4))
      for row in rows {
        (sums[groups[row]], counts[groups[row]]) = (sums[groups[row]] + values[row], counts[groups[row]] + 1)
      }
      return GroupGaps.difference(zip(sums, counts).map { $0 / $1 })
    }
    let bootstrap = Bootstrap(stratumOfRow: groups, draws: 600, seed: 5)
    let plain = try #require(bootstrap.percentile(level: 0.95, statistic: gap))
    let corrected = try #require(bootstrap.joint(level: 0.95, ends: .biasCorrected) { [gap($0)] }.first ?? nil)
    #expect(plain.estimate == corrected.estimate)
    #expect(corrected.bounds.low < plain.bounds.low && corrected.bounds.high < plain.bounds.high)
  }

  @Test func whatChanceRaisesIsMirrored() throws {
    let values = [0.1, -0.2, 0.3, -0.1, 0.05, -0.15, 0.2, -0.25]
    func size(_ rows: [Int]) -> Double? { abs(rows.reduce(0) { $0 + values[$1] } / Double(rows.count)) }
    let bootstrap = Bootstrap(rowCount: values.count, draws: 400, seed: 2)
    let plain = try #require(bootstrap.percentile(level: 0.9, statistic: size))
    let basic = try #require(bootstrap.joint(level: 0.9, ends: .basic) { [size($0)] }.first ?? nil)
    #expect(isClose(basic.bounds, [2 * plain.estimate - plain.bounds.high, 2 * plain.estimate - plain.bounds.low]))
    #expect(bootstrap.joint(level: 1, ends: .basic) { [size($0)] }.isEmpty)
  }
}

@Suite struct ClusteredTestTests {
  private let values = [0.2, 1.1, 0.7, 2.3, 0.4, 0.9, 1.8, 0.1, 0.6, 3.0, 0.5, 1.2]

  /// Expected: numpy's least squares with the sandwich of clusters, times 6 / 5, and SciPy's t of 5 degrees of freedom.
  @Test func itIsTheSandwichOfClusters() {
    let inside = [1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1].map { $0 == 1 }
    let clusters = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    #expect(isClose(TwoSampleTests.clustered(values, isInside: inside, clusters: clusters), 0.09464612655128497))
    #expect(TwoSampleTests.clustered(values, isInside: inside.map { _ in true }, clusters: clusters) == nil)
  }

  @Test func aMeanIsTestedAsSciPyDoes() {
    #expect(isClose(TwoSampleTests.meanIsZero(values.map { $0 - 1 }), 0.7993065778942836))
    #expect(TwoSampleTests.meanIsZero([0, 0]) == 1 && TwoSampleTests.meanIsZero([1, 1]) == nil)
    #expect(TwoSampleTests.meanIsZero([1]) == nil)
  }
}

@Suite struct SimultaneousGapTests {
  private func rate(_ hits: Double, _ rows: Double) -> GroupGaps.Rate { .init(value: hits / rows, rows: rows) }

  @Test func ofTwoGroupsItIsNewcombes() {
    let newcombe = ProportionIntervals.newcombe(k1: 56, n1: 70, k2: 48, n2: 80, level: 0.95)
    let found = GroupGaps.simultaneousDifference([[rate(48, 80), rate(56, 70)]], level: 0.95)
    #expect(isClose(found, newcombe.map { [$0.low, $0.high] }))
    // Newcombe (1998), table II, method 10: 0.0524 to 0.3339.
    #expect(isClose(found, [0.0524, 0.3339], tolerance: 1e-3))
  }

  /// Expected: the formula in Python with statsmodels' Wilson intervals.
  @Test func aRatioIsThatOfDonnerAndZou() {
    let found = GroupGaps.simultaneousRatio([rate(56, 70), rate(48, 80)], level: 0.95)
    #expect(isClose(found, [0.6013518510443226, 0.927390332587289]))
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(GroupGaps.simultaneousDifference([], level: 0.95) == nil)
    #expect(GroupGaps.simultaneousDifference([[rate(1, 2)]], level: 0.95) == nil)
    #expect(GroupGaps.simultaneousRatio([rate(0, 5), rate(0, 9)], level: 0.95) == nil)
    #expect(GroupGaps.simultaneousRatio([rate(0, 50), rate(25, 50)], level: 0.95)?.low == 0)
  }

  /// Five groups that are alike, four of them small: no limit is broken more often than promised.
  @Test func smallGroupsThatAreAlikeAreNotToldApart() {
    var generator = SeededGenerator(seed: 12)
    var (apart, unequal) = (0, 0)
    for _ in 0..<300 {
      let rates = [350, 15, 17, 12, 11].map { rows in
        rate(Double((0..<rows).count { _ in generator.unit() < 0.7 }), Double(rows))
      }
      if let found = GroupGaps.simultaneousDifference([rates], level: 0.95), found.low > 0.1 { apart += 1 }
      if let found = GroupGaps.simultaneousRatio(rates, level: 0.95), found.high < 0.8 { unequal += 1 }
    }
    #expect(apart <= 15 && unequal <= 15, "\(apart) \(unequal)")
  }
}
