import JSONText
import Statistics
import Testing

@Suite struct PopulationStabilityTests {
  @Test func categoriesAgreeWithHandValues() {
    let value = PopulationStability.index(
      reference: ["a": 100, "b": 50, "c": 20], current: ["a": 60, "b": 80, "c": 40])
    #expect(isClose(value, 0.27335057312735084))
    // The new category's reference share counts as 1e-4.
    let new = PopulationStability.index(reference: ["a": 100, "b": 50], current: ["a": 90, "b": 50, "z": 10])
    #expect(isClose(new, 0.4398598167516991))
    #expect(PopulationStability.index(reference: [:], current: ["a": 1]) == nil)
  }

  @Test func noChangeIsZeroAndNoRowsAreUndefined() {
    let sample = (0..<200).map { Double($0 % 17) }
    #expect(PopulationStability.index(reference: sample, current: sample) == 0)
    #expect(PopulationStability.index(reference: sample, current: []) == nil)
    #expect(PopulationStability.index(reference: [.nan], current: [.nan, .nan]) == 0)
  }

  @Test func chanceByHand() throws {
    // 60:40 against 45:55 of a hundred: the index is 0.0906; over 1/100 + 1/100 it is a χ² of 4.53 with one degree of freedom.
    let chance = try #require(PopulationStability.chanceWithoutDrift(reference: [60, 40], current: [45, 55]))
    let index = try #require(PopulationStability.index(reference: [60, 40], current: [45, 55]))
    #expect(chance == ChiSquaredDistribution.survival(index / 0.02, degreesOfFreedom: 1))
    #expect(abs(chance - 0.0329954) < 1e-6)
    #expect(PopulationStability.chanceWithoutDrift(reference: [5, 0], current: [7, 0]) == 1)
    #expect(PopulationStability.chanceWithoutDrift(reference: [5, 5], current: [0, 0]) == nil)
    #expect(PopulationStability.chanceWithoutDrift(reference: [5], current: [5, 1]) == nil)
    // A value that the reference never had, in every row.
    let other = try #require(PopulationStability.chanceWithoutDrift(reference: [50, 0], current: [0, 20]))
    #expect(other < 1e-6)
  }

  /// As the test rows of a small table: the index is above 0.2 for most columns, and chance is what it is.
  @Test func smallSamplesOfOneDistributionAreSeldomRare() throws {
    var random = SeededGenerator(seed: 11)
    var (above, rare) = (0, 0)
    for _ in 0..<1000 {
      let reference = (0..<142).map { _ in Double.random(in: 0..<1, using: &random) }
      let current = (0..<36).map { _ in Double.random(in: 0..<1, using: &random) }
      let bins = NumericBins(reference: reference, count: 10)
      let (n, m) = (bins.counts(of: reference), bins.counts(of: current))
      if try #require(PopulationStability.index(reference: n, current: m)) >= 0.2 { above += 1 }
      if try #require(PopulationStability.chanceWithoutDrift(reference: n, current: m)) < 0.01 { rare += 1 }
    }
    #expect(above > 700 && rare < 25)
  }

  @Test func missingIsABinOfItsOwn() throws {
    let full = (0..<100).map(Double.init)
    let holed = (0..<100).map { $0 % 2 == 0 ? Double($0) : .nan }
    let value = try #require(PopulationStability.index(reference: full, current: holed))
    #expect(value > 1)
  }

  @Test func aZeroInflatedColumnDoesNotHideItsZeros() throws {
    // 85 % zeros against 55 %: every decile but the highest two is 0.
    let reference = (0..<1000).map { $0 < 850 ? 0 : Double($0) }
    let current = (0..<1000).map { $0 < 550 ? 0 : Double(850 + $0 % 150) }
    let value = try #require(PopulationStability.index(reference: reference, current: current))
    #expect(value > 0.3)
    // Values just above the atom are not the atom.
    let nearly = reference.map { $0 == 0 ? -1.0 : $0 }
    #expect(try #require(PopulationStability.index(reference: reference, current: nearly)) > 1)
  }

  @Test(.enabled(if: ReferenceFile.isPresent)) func agreesWithTheReference() throws {
    let file = try ReferenceFile.read("drift.json")
    let numeric = file.objects("numeric")
    try #require(!numeric.isEmpty)
    for entry in numeric {
      let value = PopulationStability.index(
        reference: entry.numbers("ref") ?? [], current: entry.numbers("cur") ?? [], binning: .quantiles)
      let name = Comment(rawValue: entry["name"]?.stringValue ?? "")
      #expect(isClose(value, entry.object("expected").number("psi_decile_eps1e4")), name)
    }
    for entry in file.objects("categorical") {
      func counts(_ key: String) -> [String: Int] {
        .init(uniqueKeysWithValues: entry.object(key).pairs.map { ($0.key, Int($0.value.doubleValue ?? 0)) })
      }
      let value = PopulationStability.index(reference: counts("ref_counts"), current: counts("cur_counts"))
      #expect(isClose(value, entry.object("expected").number("psi")))
    }
  }
}
