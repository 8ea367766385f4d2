import Statistics
import Testing

@testable import Learning

@Suite struct LearningCurveConclusionTests {
  /// Bounds of the last step's gain, whether more rows help, and how the sentence starts.
  @Test(arguments: [
    (0.001, 0.02, true, "More rows would probably help: "), (-0.02, -0.001, false, "More rows made it worse: "),
    (-0.02, 0.009, false, "More rows would hardly help: "),
    (-0.02, 0.02, nil, "Whether more rows would help cannot be told: "),
  ])
  func theSentenceAndTheAnswerAgree(_ low: Double, _ high: Double, _ helps: Bool?, _ start: String) {
    let found = LearningCurveMeasurement.conclusion(Bounds(low: low, high: high), "gained", rope: 0.01)
    #expect(found.helps == helps && found.verdict.hasPrefix(start), "\(found)")
  }

  @Test func withoutBoundsNothingIsTold() {
    let found = LearningCurveMeasurement.conclusion(nil, "gained 0.1", rope: 0.01)
    #expect(found.helps == nil && found.verdict == "Whether more rows would help cannot be told: gained 0.1.")
  }

  @Test(arguments: [([0.1, 0.2], true), ([-0.1, 0.0], false), ([0.1, 0.0], nil)] as [([Double], Bool?)])
  func windowsAreCounted(_ gains: [Double], _ helps: Bool?) {
    let found = LearningCurveMeasurement.conclusion(ofWindows: gains, "changed")
    #expect(found.helps == helps)
    #expect(found.verdict.contains("in \(gains.count { $0 > 0 }) of 2 windows it gained"), "\(found.verdict)")
  }
}
