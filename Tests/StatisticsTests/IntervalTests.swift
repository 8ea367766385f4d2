import JSONText
import Statistics
import Testing

func isClose(_ bounds: Bounds?, _ ends: [Double]?, tolerance: Double = 1e-9) -> Bool {
  guard let bounds, let ends, ends.count == 2 else { return bounds == nil && ends == nil }
  return isClose(bounds.low, ends[0], tolerance: tolerance) && isClose(bounds.high, ends[1], tolerance: tolerance)
}

@Suite struct FoldIntervalTests {
  @Test(.enabled(if: ReferenceFile.isPresent)) func agreeWithTheReference() throws {
    let cases = try ReferenceFile.read("intervals.json").object("cases")
    let plain = cases.object("t_interval")
    #expect(isClose(FoldIntervals.naive(plain.numbers("x") ?? [], level: 0.95), plain.numbers("ci95")))
    for entry in cases.objects("cv_scores_nadeau_bengio") {
      let scores = entry.numbers("scores") ?? []
      let bounds = FoldIntervals.corrected(
        scores, trainingRows: entry.number("n_train") ?? 0, testRows: entry.number("n_test") ?? 0, level: 0.95)
      #expect(isClose(FoldIntervals.mean(scores), entry.number("mean")))
      #expect(isClose(bounds, entry.numbers("ci95")))
    }
  }

  @Test func equalScoresHaveAPointForAnInterval() {
    let scores = [Double](repeating: 0.1, count: 7)
    #expect(FoldIntervals.mean(scores) == 0.1)
    #expect(FoldIntervals.deviation(scores) == 0)
    #expect(
      FoldIntervals.corrected(scores, trainingRows: 6, testRows: 1, level: 0.9) == Bounds(low: 0.1, high: 0.1))
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(FoldIntervals.mean([]) == nil)
    #expect(FoldIntervals.mean([0.5, .nan]) == nil)
    #expect(FoldIntervals.deviation([0.5]) == nil)
    #expect(FoldIntervals.naive([0.5], level: 0.95) == nil)
    #expect(FoldIntervals.naive([0.5, 0.6], level: 1) == nil)
    #expect(FoldIntervals.corrected([0.5, 0.6], trainingRows: 0, testRows: 10, level: 0.95) == nil)
    #expect(FoldIntervals.corrected([0.5, .infinity], trainingRows: 90, testRows: 10, level: 0.95) == nil)
  }
}

@Suite struct ProportionIntervalTests {
  @Test(.enabled(if: ReferenceFile.isPresent)) func agreeWithStatsmodels() throws {
    let cases = try ReferenceFile.read("intervals.json").object("cases")
    for entry in cases.objects("proportion") {
      let (k, n, level) = (entry.number("k") ?? -1, entry.number("n") ?? -1, 1 - (entry.number("alpha") ?? 0))
      #expect(
        isClose(ProportionIntervals.wilson(successes: k, trials: n, level: level), entry.numbers("wilson")))
      #expect(
        isClose(ProportionIntervals.clopperPearson(successes: k, trials: n, level: level), entry.numbers("beta")))
      #expect(
        isClose(
          ProportionIntervals.agrestiCoull(successes: k, trials: n, level: level), entry.numbers("agresti_coull")))
      #expect(
        isClose(ProportionIntervals.jeffreys(successes: k, trials: n, level: level), entry.numbers("jeffreys")))
    }
    for entry in cases.objects("two_proportions") {
      let bounds = ProportionIntervals.newcombe(
        k1: entry.number("k1") ?? -1, n1: entry.number("n1") ?? -1, k2: entry.number("k2") ?? -1,
        n2: entry.number("n2") ?? -1, level: 0.95)
      #expect(isClose(bounds, entry.numbers("newcomb")))
    }
  }

  @Test func clopperPearsonCoversAtLeastAsPromised() {
    // Exact coverage by adding up the binomial distribution.
    for share in [0.02, 0.3, 0.5, 0.81] {
      var (probability, covered) = ((0..<12).reduce(1.0) { product, _ in product * (1 - share) }, 0.0)
      for k in 0...12 {
        let bounds = ProportionIntervals.clopperPearson(successes: Double(k), trials: 12, level: 0.9)
        if bounds?.contains(share) == true { covered += probability }
        probability *= share / (1 - share) * Double(12 - k) / Double(k + 1)
      }
      #expect(covered >= 0.9)
    }
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(ProportionIntervals.wilson(successes: 0, trials: 0, level: 0.95) == nil)
    #expect(ProportionIntervals.jeffreys(successes: 3, trials: 2, level: 0.95) == nil)
    #expect(ProportionIntervals.clopperPearson(successes: -1, trials: 2, level: 0.95) == nil)
    #expect(ProportionIntervals.agrestiCoull(successes: .nan, trials: 2, level: 0.95) == nil)
    #expect(ProportionIntervals.newcombe(k1: 1, n1: 2, k2: 0, n2: 0, level: 0.95) == nil)
    #expect(ProportionIntervals.wilson(successes: 1, trials: 2, level: 0) == nil)
  }
}

@Suite struct BootstrapTests {
  let skewed = [0.2, 0.5, 0.1, 3.4, 0.9, 1.7, 0.3, 0.8, 2.2, 0.05, 0.6, 5.1]
  func mean(_ values: [Double], _ rows: [Int]) -> Double {
    rows.reduce(0) { $0 + values[$1] } / Double(rows.count)
  }

  @Test func agreesWithSciPyOnASkewedSample() throws {
    // scipy.stats.bootstrap with 200,000 draws: BCa [0.6854, 2.492], percentile [0.575, 2.242], error 0.4292.
    let bootstrap = Bootstrap(rowCount: skewed.count, draws: 20_000, seed: 1)
    let bca = try #require(bootstrap.accelerated(level: 0.95) { mean(skewed, $0) })
    #expect(abs(bca.bounds.low - 0.6854) < 0.03 && abs(bca.bounds.high - 2.492) < 0.08)
    let plain = try #require(bootstrap.percentile(level: 0.95) { mean(skewed, $0) })
    #expect(abs(plain.bounds.low - 0.575) < 0.03 && abs(plain.bounds.high - 2.242) < 0.05)
    #expect(abs(plain.standardError - 0.4292) < 0.01)
  }

  @Test(.enabled(if: ReferenceFile.isPresent)) func agreesWithTheReference() throws {
    let cases = try ReferenceFile.read("intervals.json").object("cases")
    let entry = cases.object("bootstrap_mean")
    let values = entry.numbers("x") ?? []
    let bootstrap = Bootstrap(rowCount: values.count, draws: 4000, seed: 3)
    try expectNear(
      bootstrap.percentile(level: 0.95) { mean(values, $0) }, entry.numbers("percentile"), share: 0.1)
    try expectNear(bootstrap.accelerated(level: 0.95) { mean(values, $0) }, entry.numbers("bca"), share: 0.1)
    let auc = cases.object("bootstrap_auc_stratified")
    let labels = (auc.numbers("y") ?? []).map { $0 == 1 }
    let scores = auc.numbers("score") ?? []
    let stratified = Bootstrap(stratumOfRow: labels.map { $0 ? 1 : 0 }, draws: 500, seed: 3)
    let result = stratified.percentile(level: 0.95) { rows in
      BinaryScores.rocAUC(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] })
    }
    try expectNear(result, auc.numbers("ci95_percentile"), share: 0.15)
    #expect(result?.undefinedDraws == 0)
  }

  private func expectNear(_ result: Bootstrap.Result?, _ ends: [Double]?, share: Double) throws {
    let (result, ends) = try (#require(result), #require(ends))
    let width = ends[1] - ends[0]
    #expect(abs(result.bounds.low - ends[0]) < share * width && abs(result.bounds.high - ends[1]) < share * width)
  }

  @Test func sameSeedSameBits() {
    let first = Bootstrap(rowCount: 12, draws: 200, seed: 9).accelerated(level: 0.9) { mean(skewed, $0) }
    let again = Bootstrap(rowCount: 12, draws: 200, seed: 9).accelerated(level: 0.9) { mean(skewed, $0) }
    #expect(first == again && first != nil)
    #expect(first != Bootstrap(rowCount: 12, draws: 200, seed: 10).accelerated(level: 0.9) { mean(skewed, $0) })
  }

  @Test func blocksOfRowsAccelerateMuchAsSingleRows() throws {
    let values = (0..<600).map { Double($0 * $0 % 601) * Double($0 % 7) }
    let bootstrap = Bootstrap(rowCount: values.count, draws: 500, seed: 2)
    let single = try #require(bootstrap.accelerated(level: 0.9, jackknifeBlocks: 600) { mean(values, $0) })
    let blocks = try #require(bootstrap.accelerated(level: 0.9, jackknifeBlocks: 100) { mean(values, $0) })
    #expect(abs(single.bounds.low - blocks.bounds.low) < 0.2 * (single.bounds.high - single.bounds.low))
  }

  @Test func undefinedDrawsAreCountedAndTooManyAreUndefined() throws {
    // Without strata a third of the draws of 4 rows with one positive lack it.
    let labels = [true, false, false, false]
    let scores = [0.3, 0.1, 0.2, 0.4]
    let result = try #require(
      Bootstrap(rowCount: 4, draws: 300, seed: 1).percentile(level: 0.9) { rows in
        BinaryScores.rocAUC(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] })
      })
    #expect((60...150).contains(result.undefinedDraws))
    #expect(Bootstrap(rowCount: 0, seed: 1).percentile(level: 0.9) { _ in 1 } == nil)
    #expect(Bootstrap(rowCount: 3, seed: 1).percentile(level: 0.9) { _ in nil } == nil)
    #expect(Bootstrap(rowCount: 3, seed: 1).percentile(level: 0.9) { $0 == [0, 1, 2] ? 1 : nil } == nil)
    #expect(Bootstrap(rowCount: 3, draws: 50, seed: 1).accelerated(level: 0.9) { _ in 1 } == nil)
  }
}
