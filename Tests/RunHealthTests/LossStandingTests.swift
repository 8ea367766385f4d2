import RunHealth
import RunModel
import Testing

/// What is said of the loss of a healthy run.
@Suite struct LossStandingTests {
  private func trend(_ values: [Double]) -> LossStanding.Trend? {
    HealthReport(GeneratedRun(metrics: [("val/loss", values)]).snapshot(), now: nil).standing?.trend
  }

  @Test func aLossFallsWhereItsNewestValuesAreBelowAllBefore() {
    #expect(trend((0..<100).map { 2 - 0.01 * Double($0) }) == .falling)
    // Lower than just before, not lower than it has been.
    let returning = (0..<100).map { step -> Double in step < 50 ? 2 - 0.03 * Double(step) : step < 85 ? 0.9 : 0.8 }
    guard case .risen(let lowest, let step)? = trend(returning) else {
      Issue.record("it has been lower")
      return
    }
    #expect(step == 49 && abs(lowest - 0.53) < 1e-9)
  }

  /// It falls to a level and swings there by a twentieth.
  @Test func noiseIsNoFall() {
    let falling = (1...100).count { seed in
      var draws = Draws(seed: seed)
      return trend((0..<200).map { step in 2 / (1 + Double(min(step, 60))) + 0.05 * draws.normal() + 0.5 }) == .falling
    }
    #expect(falling == 0)
    var draws = Draws(seed: 5)
    #expect(trend((0..<200).map { 3 - 0.01 * Double($0) + 0.02 * draws.normal() }) == .falling)
  }

  @Test func fewValuesAreToldAsTheyAre() {
    #expect(trend([1, 0.5, 0.3]) == .lowestYet)
    #expect(trend([2]) == .single)
    #expect(trend([1, 0.3, 0.5]) == .risen(from: 0.3, at: 1))
    #expect(trend((0..<40).map { $0 == 0 ? 2 : 1 }) == .level)
  }

  @Test func theGapIsThatOfTheNewestValues() throws {
    let run = GeneratedRun(metrics: [
      ("train/loss", (0..<20).map { 1 / Double($0 + 1) }), ("val/loss", (0..<20).map { 0.3 + 1 / Double($0 + 1) }),
    ])
    let standing = try #require(HealthReport(run.snapshot(state: .running), now: nil).standing)
    #expect(standing.isLive && abs((standing.gap ?? 0) - 0.3) < 1e-9 && abs((standing.training ?? 0) - 1 / 20.0) < 1e-9)
    #expect(standing.metric == "val/loss" && standing.value == 0.3 + 1 / 20.0)
  }
}
