import HyperparameterSearch
import RunModel
import StudyModel
import Testing

@testable import Learning

@Suite struct StudyProgressTests {
  private func progress(isMaximized: Bool = true) -> StudyProgress {
    StudyProgress(
      metric: .init(name: "auc", isMaximized: isMaximized, needsThreshold: false), plannedTrials: 6, finalists: 3,
      topics: 2)
  }

  private func trial(_ number: Int, _ candidate: String, _ value: Double?, _ outcome: TrialSummary.Outcome = .complete)
    -> TrialSummary
  {
    TrialSummary(
      number: number, candidate: candidate, stage: candidate == "prior" ? "baseline" : "broad",
      settings: ["rate": .number(0.123456), "depth": .integer(3)], outcome: outcome,
      reason: outcome == .pruned ? "hopeless" : "", scores: [], value: value, seconds: 0, run: "")
  }

  private func curves(_ progress: inout StudyProgress, _ trial: TrialSummary) -> String {
    progress.record(trial).map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  @Test func curvesHoldTheBestSoFarOfAllAndOfEachCandidate() {
    var own = progress()
    #expect(curves(&own, trial(1, "prior", 0.5)) == "val/auc 0.5")
    #expect(curves(&own, trial(2, "forest", 0.7)) == "val/auc 0.7, forest/auc 0.7")
    #expect(curves(&own, trial(3, "linear", 0.8)) == "val/auc 0.8, forest/auc 0.7, linear/auc 0.8")
    #expect(curves(&own, trial(4, "forest", 0.6)) == "val/auc 0.8, forest/auc 0.7, linear/auc 0.8")
    #expect(curves(&own, trial(5, "forest", 0.9, .pruned)) == "val/auc 0.8, forest/auc 0.7, linear/auc 0.8")
  }

  @Test func lowerIsBetterWhereItIs() {
    var own = progress(isMaximized: false)
    #expect(curves(&own, trial(1, "forest", nil, .failed)).isEmpty)
    #expect(curves(&own, trial(2, "forest", 0.5)) == "val/auc 0.5, forest/auc 0.5")
    #expect(curves(&own, trial(3, "forest", 0.4)) == "val/auc 0.4, forest/auc 0.4")
  }

  @Test func everyPhaseIsAPartOfTheWholeAndTheEndIsAllOfIt() {
    var own = progress()
    func step(_ phase: StudyProgress.Phase) -> String {
      guard case .progress(let record) = own.advance(in: phase, at: 1) else { return "" }
      return "\(record.step.rawValue)/\(record.total?.rawValue ?? 0) \(record.phase ?? "")"
    }
    // A space with fewer settings than planned trials.
    _ = own.record(trial(4, "linear", 0.8))
    #expect(step(.search) == "4/13 search")
    let evaluated = (0..<4).map { _ in step(.evaluation) }
    #expect(evaluated == ["7/13 evaluation", "8/13 evaluation", "9/13 evaluation", "9/13 evaluation"])
    #expect(step(.choice) == "10/13 choice")
    #expect(step(.test) == "11/13 test")
    #expect([step(.examination), step(.examination)] == ["12/13 examination", "13/13 examination"])
  }

  @Test func theConsolesLineIsShort() {
    #expect(progress().line(trial(2, "forest", 0.71234)) == "trial 2/6  forest  auc 0.7123  depth=3 rate=0.1235")
    #expect(
      progress().line(trial(3, "forest", 0.6, .pruned))
        == "trial 3/6  forest  auc 0.6000  pruned: hopeless  depth=3 rate=0.1235")
  }
}
