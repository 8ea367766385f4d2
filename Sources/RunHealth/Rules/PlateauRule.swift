/// A loss that stays where it began: nothing is learnt.
///
/// A loss that is flat because the model has converged is far below where it began, and no finding.
enum PlateauRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    run.lossToJudge(points: 20).judged { loss in
      if run.isWarmingUp { return .unjudged(because: "the learning rate is still being raised") }
      let atChance = run.chanceTail(loss).flatMap { run.isAtChance($0, loss) ? $0 : nil }
      guard let tail = atChance ?? CollapseRule.lostLevel(loss) else { return .quiet }
      return .fired(
        HealthFinding(
          .plateau, tail.count >= tail.hopeless ? .critical : .warning, metric: loss.main.name, step: tail.firstStep,
          evidence: "\(loss.main.name) has stayed at \(tail.level) for \(tail.count) values; it began at \(loss.scale)"
        ))
    }
  }
}
