import JSONText
import Statistics
import Testing

@Suite(.enabled(if: ReferenceFile.isPresent)) struct DriftReferenceTests {
  @Test func numericColumnsAgreeWithSciPy() throws {
    let cases = try ReferenceFile.read("drift.json").objects("numeric")
    try #require(!cases.isEmpty)
    for entry in cases {
      let name = Comment(rawValue: entry["name"]?.stringValue ?? "")
      let (reference, current) = (entry.numbers("ref") ?? [], entry.numbers("cur") ?? [])
      let expected = entry.object("expected")
      let test = try #require(KolmogorovSmirnov(reference, current))
      #expect(isClose(test.distance, expected.number("ks_D")), name)
      #expect(test.isExact && isClose(test.pValue, expected.number("ks_p_auto")), name)
      #expect(isClose(SampleDistance.wasserstein(reference, current), expected.number("wasserstein")), name)
      #expect(
        isClose(
          SampleDistance.normalizedWasserstein(reference: reference, current: current),
          expected.number("wasserstein_over_ref_std_ddof0")), name)
      #expect(isClose(SampleDistance.energy(reference, current), expected.number("energy")), name)
      #expect(isClose(TwoSampleTests.mannWhitney(reference, current), expected.number("mannwhitney_p")), name)
      #expect(isClose(TwoSampleTests.welch(reference, current), expected.number("t_welch_p")), name)
      let bins = NumericBins(spanning: reference, and: current)
      let (first, second) = (bins.counts(of: reference), bins.counts(of: current))
      #expect(
        isClose(HistogramDistance.jensenShannon(first, second), expected.number("js_distance_base2")), name)
      #expect(
        isClose(
          HistogramDistance.jensenShannonDivergence(first, second), expected.number("js_divergence_base2")), name)
    }
  }

  @Test func categoricalColumnsAgreeWithSciPy() throws {
    for entry in try ReferenceFile.read("drift.json").objects("categorical") {
      let name = Comment(rawValue: entry["name"]?.stringValue ?? "")
      func counts(_ key: String) -> [String: Int] {
        .init(uniqueKeysWithValues: entry.object(key).pairs.map { ($0.key, Int($0.value.doubleValue ?? 0)) })
      }
      let (reference, current) = (counts("ref_counts"), counts("cur_counts"))
      let expected = entry.object("expected")
      let table = try #require(ContingencyTable(reference: reference, current: current))
      #expect(isClose(table.chiSquared, expected.number("chi2")), name)
      #expect(isClose(table.pValue, expected.number("p")), name)
      #expect(table.degreesOfFreedom == expected.number("dof"), name)
      #expect(isClose(table.cramersV, expected.number("cramers_v")), name)
      #expect(isClose(table.correctedV, expected.number("cramers_v_bias_corrected")), name)
      #expect(isClose(table.smallestExpected, expected.number("min_expected")), name)
      let names = Set(reference.keys).union(current.keys).sorted()
      let (first, second) = (names.map { reference[$0] ?? 0 }, names.map { current[$0] ?? 0 })
      #expect(isClose(HistogramDistance.jensenShannon(first, second), expected.number("js_distance_base2")), name)
      #expect(isClose(HistogramDistance.hellinger(first, second), expected.number("hellinger")), name)
      #expect(isClose(HistogramDistance.totalVariation(first, second), expected.number("tvd")), name)
      #expect(isClose(HistogramDistance.largestShift(first, second), expected.number("linf")), name)
    }
  }
}

@Suite struct DriftMeasureTests {
  @Test func tiedSamplesAgreeWithSciPy() throws {
    let test = try #require(KolmogorovSmirnov([1, 2, 2, 3, 5], [2, 3, 3, 4, 6, 7, 8]))
    #expect(isClose(test.distance, 0.45714285714285713) && isClose(test.pValue, 0.43434343434343425))
    #expect(isClose(TwoSampleTests.mannWhitney([1, 2, 2, 3, 5], [2, 3, 3, 4, 6, 7, 8]), 0.09951755974821848))
    #expect(isClose(SampleDistance.wasserstein([0, 1, 3], [5, 6, 8, 8.5]), 5.541666666666666))
  }

  @Test func manyRowsUseTheLimitThatTheExactValueNears() throws {
    // The same shift, just below and just above the largest product.
    let first = (0..<2000).map(Double.init)
    let second = (0..<2000).map { Double($0) + 80.5 }
    let exact = try #require(KolmogorovSmirnov(first, second))
    let limit = try #require(KolmogorovSmirnov(first + [2000], second))
    #expect(exact.isExact && !limit.isExact)
    #expect(abs(exact.pValue - limit.pValue) < 0.1 * exact.pValue)
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(KolmogorovSmirnov([], [1]) == nil)
    #expect(KolmogorovSmirnov([.nan], [1]) == nil)
    #expect(SampleDistance.wasserstein([1], []) == nil)
    #expect(SampleDistance.energy([1], [.infinity]) == nil)
    #expect(SampleDistance.normalizedWasserstein(reference: [1, 1], current: [1, 2]) == nil)
    #expect(TwoSampleTests.welch([1, 1], [2, 2]) == nil)
    #expect(TwoSampleTests.welch([1, 1], [1, 1]) == 1)
    #expect(TwoSampleTests.welch([1], [1, 2]) == nil)
    #expect(TwoSampleTests.mannWhitney([1, .nan], [1]) == nil)
    #expect(TwoSampleTests.mannWhitney([1, 1], [1, 1]) == 1)
    #expect(HistogramDistance.hellinger([0, 0], [1, 2]) == nil)
    #expect(HistogramDistance.jensenShannon([1], [1, 2]) == nil)
    #expect(PopulationStability.expectedWithoutDrift(bins: 10, referenceCount: 0, currentCount: 5) == nil)
  }

  @Test func theIndexWithoutDriftIsAsExpected() throws {
    // Ten even bins, 500 rows against 500, 300 times.
    var generator = SeededGenerator(seed: 4)
    var sum = 0.0
    for _ in 0..<300 {
      let counts = (0..<2).map { _ in
        (0..<500).reduce(into: [Int](repeating: 0, count: 10)) { counts, _ in
          counts[generator.index(below: 10)] += 1
        }
      }
      sum += try #require(PopulationStability.index(reference: counts[0], current: counts[1]))
    }
    let expected = try #require(
      PopulationStability.expectedWithoutDrift(bins: 10, referenceCount: 500, currentCount: 500))
    #expect(abs(sum / 300 - expected) < 0.1 * expected)
  }
}
