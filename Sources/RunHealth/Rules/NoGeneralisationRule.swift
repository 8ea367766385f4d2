import RunModel

/// The training loss falls and the validation loss never does: nothing that is learnt holds for other rows, as with
/// shuffled labels.
enum NoGeneralisationRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    run.lossToJudge(points: 10).judged { loss in
      guard let training = loss.training, let validation = loss.validation else {
        return .unjudged(because: "it needs a training and a validation loss")
      }
      guard validation.count >= 10 else { return .unjudged(because: "it needs 10 values of the validation loss") }
      let values = validation.values
      let fallen = training.values.suffix(5).median
      if let rise = ValidationRise(training, validation, scale: loss.scale), rise.neverLearnt {
        return .fired(
          HealthFinding(
            .noGeneralisation, .critical, metric: validation.name, step: rise.step,
            evidence: """
              \(training.name) fell from \(training.values[0]) to \(fallen), and \(validation.name) was never below \
              \(rise.best) and is at \(rise.last)
              """))
      }
      guard values.count >= 20, training.values[0] - fallen > 0.4 * loss.scale,
        let best = values.runningMedian(width: 5).min(), max(values[0], loss.scale) - best < 0.05 * loss.scale
      else { return .quiet }
      let last = values.suffix(5).median
      return .fired(
        HealthFinding(
          .noGeneralisation, .critical, metric: validation.name, step: validation.points[0].step,
          evidence: "\(training.name) fell to \(fallen), and \(validation.name) stays at \(last) as at its start"))
    }
  }
}
