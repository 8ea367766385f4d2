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
