import JSONText
import Statistics
import Testing

@Suite struct PairedTestTests {
  let first = [0.83, 0.84, 0.81, 0.82, 0.867, 0.785, 0.77, 0.775, 0.788, 0.823]
  let second = [0.82, 0.845, 0.79, 0.80, 0.85, 0.79, 0.75, 0.78, 0.77, 0.80]

  @Test func correctedTestAgreesWithSciPysDistribution() throws {
    let ninth = try #require(
      PairedTests.corrected(first, second, trainingRows: 900, testRows: 100, level: 0.95))
    #expect(isClose(ninth.difference, 0.011299999999999987))
    #expect(isClose(ninth.standardError, 0.005393400173554593))
    #expect(isClose(ninth.statistic, 2.09515326813819))
    #expect(isClose(ninth.pValue, 0.06563240559906314))
    #expect(isClose(ninth.bounds, [-0.0009007188344436166, 0.02350071883444359]))
    let fourth = PairedTests.corrected(first, second, trainingRows: 400, testRows: 100, level: 0.95)
    #expect(isClose(fourth?.pValue, 0.1381402828906804))
  }

  @Test func equivalenceAgreesWithBaycomp() throws {
    let result = try #require(
      PairedTests.equivalence(first, second, rope: 0.01, trainingRows: 900, testRows: 100))
    #expect(isClose(result.first, 0.5925354102813781))
    #expect(isClose(result.equivalent, 0.40578538084250754))
    #expect(isClose(result.second, 0.001679208876114358))
  }

  @Test func identicalScoresAreNoDifference() throws {
    let result = try #require(PairedTests.corrected(first, first, trainingRows: 9, testRows: 1, level: 0.95))
    #expect(result.pValue == 1 && result.statistic == nil && result.bounds == Bounds(low: 0, high: 0))
    let verdict = try #require(PairedTests.equivalence(first, first, rope: 0, trainingRows: 9, testRows: 1))
    #expect(verdict == (0, 1, 0))
  }

  @Test func aConstantDifferenceHasNoPValue() throws {
    // 0.1 more everywhere, but for rounding.
    let result = try #require(
      PairedTests.corrected(first.map { $0 + 0.1 }, first, trainingRows: 9, testRows: 1, level: 0.95))
    #expect(result.pValue == nil && result.bounds == nil && isClose(result.difference, 0.1))
    let verdict = PairedTests.equivalence(first.map { $0 + 0.1 }, first, rope: 0.01, trainingRows: 9, testRows: 1)
    #expect(verdict?.first == 1)
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(PairedTests.corrected([0.5], [0.4], trainingRows: 9, testRows: 1, level: 0.95) == nil)
    #expect(PairedTests.corrected([0.5, 0.6], [0.4], trainingRows: 9, testRows: 1, level: 0.95) == nil)
    #expect(PairedTests.corrected([0.5, .nan], [0.4, 0.3], trainingRows: 9, testRows: 1, level: 0.95) == nil)
    #expect(PairedTests.equivalence([1, 2], [1, 3], rope: -1, trainingRows: 9, testRows: 1) == nil)
  }

  @Test func adjustedPValuesAgreeWithStatsmodels() {
    let values: [Double?] = [0.01, 0.04, nil, 0.03, 0.005, 0.6, .nan, 0.04]
    let holm = PairedTests.holm(values)
    #expect(holm[2] == nil && holm[6] == nil)
    #expect(isClose(holm.compactMap { $0 }, [0.05, 0.12, 0.12, 0.03, 0.6, 0.12]))
    let rate = PairedTests.benjaminiHochberg(values)
    #expect(rate[2] == nil && rate[6] == nil)
    #expect(isClose(rate.compactMap { $0 }, [0.03, 0.048, 0.048, 0.03, 0.6, 0.048]))
    #expect(PairedTests.holm([nil]) == [nil])
    #expect(PairedTests.benjaminiHochberg([]) == [])
  }
}

@Suite struct DeLongTests {
  @Test(.enabled(if: ReferenceFile.isPresent)) func agreesWithTheReference() throws {
    let entry = try ReferenceFile.read("intervals.json").object("cases").object("delong")
    let labels = (entry.numbers("y") ?? []).map { $0 == 1 }
    let (first, second) = (entry.numbers("score1") ?? [], entry.numbers("score2") ?? [])
    let result = try #require(DeLong.compare(labels: labels, first: first, second: second))
    #expect(isClose([result.first, result.second], entry.numbers("auc")))
    let covariance = entry["cov"]?.arrayValue?.flatMap { $0.arrayValue?.compactMap(\.doubleValue) ?? [] }
    #expect(
      isClose(
        [result.firstVariance, result.covariance, result.covariance, result.secondVariance], covariance))
    #expect(isClose(result.z, entry.number("z")))
    #expect(isClose(result.pValue, entry.number("p_two_sided")))
    let ends = entry["ci95_logit"]?.arrayValue?.map { $0.arrayValue?.compactMap(\.doubleValue) ?? [] } ?? []
    #expect(isClose(DeLong.interval(labels: labels, scores: first, level: 0.95)?.bounds, ends.first))
    #expect(isClose(DeLong.interval(labels: labels, scores: second, level: 0.95)?.bounds, ends.last))
  }

  @Test func varianceIsThatOfTheDefinition() throws {
    // Placement values pair by pair, in O(m n).
    let labels = [true, false, true, false, true, false, false, true, false]
    let scores = [0.9, 0.8, 0.8, 0.3, 0.3, 0.2, 0.8, 0.6, 0.1]
    func wins(_ i: Int, _ j: Int) -> Double { scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0 }
    let (positives, negatives) = ([0, 2, 4, 7], [1, 3, 5, 6, 8])
    let v10 = positives.map { i in negatives.reduce(0) { $0 + wins(i, $1) } / 5 }
    let v01 = negatives.map { j in positives.reduce(0) { $0 + wins($1, j) } / 4 }
    func part(_ values: [Double]) throws -> Double {
      let deviation = try #require(FoldIntervals.deviation(values))
      return deviation * deviation / Double(values.count)
    }
    let result = try #require(DeLong.interval(labels: labels, scores: scores, level: 0.9))
    #expect(isClose(result.variance, try part(v10) + part(v01)))
    #expect(result.auc == BinaryScores.rocAUC(labels: labels, scores: scores))
  }

  @Test func aPerfectScoreStillHasAnInterval() throws {
    let labels = [true, true, true, false, false, false, false]
    let result = try #require(DeLong.interval(labels: labels, scores: [9, 8, 7, 1, 2, 3, 4], level: 0.95))
    #expect(result.auc == 1 && result.isFallback)
    // Three trials, three successes: the lower end is the cube root of 0.025.
    #expect(isClose(result.bounds, [0.2924017738212866, 1]))
    let worst = try #require(DeLong.interval(labels: labels, scores: [1, 2, 3, 9, 8, 7, 6], level: 0.95))
    #expect(worst.auc == 0 && isClose(worst.bounds, [0, 0.7075982261787134]))
  }

  @Test func identicalRankingsAreNoDifference() throws {
    let labels = [true, false, true, false, true]
    let scores = [0.9, 0.5, 0.4, 0.4, 0.7]
    let result = try #require(DeLong.compare(labels: labels, first: scores, second: scores.map { $0 * $0 }))
    #expect(result.pValue == 1 && result.z == nil)
    let constant = try #require(DeLong.interval(labels: labels, scores: [1, 1, 1, 1, 1], level: 0.95))
    #expect(constant.bounds == Bounds(low: 0.5, high: 0.5))
  }

  @Test func oppositeCertaintiesHaveNoPValue() {
    let labels = [true, true, false, false]
    let result = DeLong.compare(labels: labels, first: [4, 3, 2, 1], second: [1, 2, 3, 4])
    #expect(result?.first == 1 && result?.second == 0)
    #expect(result?.pValue == nil)
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(DeLong.interval(labels: [true, false, false], scores: [1, 2, 3], level: 0.95) == nil)
    #expect(DeLong.interval(labels: [], scores: [], level: 0.95) == nil)
    #expect(DeLong.interval(labels: [true, true, false, false], scores: [1, 2, .nan, 1], level: 0.95) == nil)
    #expect(DeLong.compare(labels: [true, true, false, false], first: [1, 2, 3, 4], second: [1]) == nil)
  }
}

@Suite struct MeanDifferenceTests {
  private let first = [3.1, 4.5, 2.2, 5.0, 3.8, 4.1]
  private let second = [1.0, 2.5, 7.5, 0.5]

  /// scipy.stats.ttest_ind(first, second, equal_var=False).confidence_interval(level)
  @Test(arguments: [(0.95, -4.012917361063465, 5.829584027730132), (0.99, -7.6912489473740955, 9.507915614040762)])
  func theIntervalIsWelchs(_ level: Double, _ low: Double, _ high: Double) throws {
    let found = try #require(MeanDifference.of(.init(first), .init(second), level: level))
    let bounds = try #require(found.bounds)
    #expect(abs(found.value - (22.7 / 6 - 11.5 / 4)) < 1e-12)
    #expect(abs(bounds.low - low) < 1e-9 && abs(bounds.high - high) < 1e-9)
  }

  @Test func copiesOfARowTellNoMoreThanIt() throws {
    func twice(_ values: [Double], from: Int) -> MeanDifference.Sample {
      .init(values + values, clusters: (0..<2).flatMap { _ in values.indices.map { from + $0 } })
    }
    let once = try #require(
      MeanDifference.of(
        .init(first, clusters: Array(0..<6)), .init(second, clusters: Array(10..<14)), level: 0.95)?.bounds)
    let both = try #require(
      MeanDifference.of(twice(first, from: 0), twice(second, from: 10), level: 0.95)?.bounds)
    #expect(abs(once.low - both.low) < 1e-12 && abs(once.high - both.high) < 1e-12)
  }

  @Test func equalWeightsAreNone() throws {
    let plain = try #require(MeanDifference.of(.init(first), .init(second), level: 0.95)?.bounds)
    let weighted = try #require(
      MeanDifference.of(
        .init(first, weights: [Double](repeating: 2, count: 6)),
        .init(second, weights: [Double](repeating: 7, count: 4)),
        level: 0.95)?.bounds)
    #expect(abs(plain.low - weighted.low) < 1e-12 && abs(plain.high - weighted.high) < 1e-12)
    let padded = try #require(
      MeanDifference.of(
        .init(first + [99, 98], weights: [Double](repeating: 1, count: 6) + [0, 0]), .init(second), level: 0.95)?.bounds
    )
    #expect(abs(plain.low - padded.low) < 1e-12 && abs(plain.high - padded.high) < 1e-12, "no unit without weight")
    #expect(MeanDifference.of(.init([1, 5], weights: [1, 0]), .init(second), level: 0.95)?.bounds == nil)
    #expect(MeanDifference.of(.init([1, 1]), .init([2, 2]), level: 0.95)?.bounds == nil)
    #expect(MeanDifference.of(.init([]), .init([2, 2]), level: 0.95) == nil)
  }
}
