import HyperparameterSearch
import Statistics
import Testing

@Suite struct ConvergenceTests {
  private static func history(_ values: [Double?], deviation: Double?) -> [Observation] {
    values.enumerated().map { index, value in
      Observation(Assignment([("x", .integer(index))]), value: value, deviation: deviation)
    }
  }

  @Test func pureNoiseIsNoise() {
    var isNoise = 0
    for seed in 0..<200 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let values = (0..<60).map { _ in
        (0..<12).reduce(0.8 * 6) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 }
      }
      // Twelve uniform numbers have variance 1.
      let verdict = Convergence.verdict(history: Self.history(values, deviation: 1), isMaximized: true)
      if verdict.isNoise { isNoise += 1 }
    }
    #expect(isNoise >= 190)
  }

  @Test func aSteepRunIsNot() {
    let values = (0..<40).map { Double($0) }
    let verdict = Convergence.verdict(history: Self.history(values, deviation: 2), isMaximized: true)
    #expect(!verdict.isNoise && verdict.trialsToNinetyNinePercent == 40)
    #expect(
      verdict.sentence
        == "The last 13 trials improved the best by 13, more than one trial is uncertain by (±2.0): tuning still helps."
    )
  }

  @Test func aPlateauIsNoiseAndTheTimeToItIsTold() {
    let values: [Double?] = [10, nil, 5, 1.05, 1, .nan] + Array(repeating: 2, count: 20)
    let verdict = Convergence.verdict(history: Self.history(values, deviation: 0.1), isMaximized: false)
    #expect(verdict.isNoise && verdict.trialsToNinetyNinePercent == 4)
    let unknown = Convergence.verdict(history: Self.history(values, deviation: nil), isMaximized: false)
    #expect(unknown.isNoise && unknown.sentence.contains("did not improve"))
  }

  @Test func withoutAKnownNoiseAnyGainMayBeReal() {
    let values = (0..<30).map { 1 - Double($0) * 1e-6 }
    let verdict = Convergence.verdict(history: Self.history(values, deviation: nil), isMaximized: false)
    #expect(!verdict.isNoise && verdict.sentence.contains("not known"))
  }

  @Test func tooFewTrialsSayNothing() {
    let none = Convergence.verdict(history: [], isMaximized: true)
    #expect(!none.isNoise && none.trialsToNinetyNinePercent == nil)
    let few = Convergence.verdict(history: Self.history([1, 1, 1], deviation: 1), isMaximized: true)
    #expect(!few.isNoise && few.trialsToNinetyNinePercent == 1 && few.sentence.contains("too early"))
  }

  @Test func prunedTrialsAreNoBestValue() {
    var history = Self.history(Array(repeating: 1, count: 25), deviation: 0.1)
    history.append(Observation(Assignment(), value: 0, deviation: 0.1, isPruned: true))
    #expect(Convergence.verdict(history: history, isMaximized: false).isNoise)
  }
}
