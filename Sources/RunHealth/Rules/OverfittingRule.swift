import RunModel

/// The rise of a validation loss from its best while the training loss has fallen.
struct ValidationRise {
  let best: Double
  let last: Double
  /// Where the rise has passed what it is judged by: a tenth or a twentieth of the loss of chance, or half the best loss.
  let step: Step
  let bestStep: Step
  let isGrave: Bool
  /// Values of which each of these is the median.
  let width: Int
  /// Whether the validation loss was hardly ever better than where it began.
  let neverLearnt: Bool

  /// nil where there is no such rise, or too few values to tell.
  init?(_ training: Curve, _ validation: Curve, scale: Double) {
    let values = validation.values
    guard values.count >= 10, training.count >= 10 else { return nil }
    width = values.count < 60 ? 5 : 7
    let smooth = values.runningMedian(width: width)
    guard let lowest = smooth.indices.dropFirst(width - 1).min(by: { smooth[$0] < smooth[$1] }), let last = smooth.last
    else { return nil }
    let (best, rise, noise) = (smooth[lowest], last - smooth[lowest], values.quietNoise)
    let end = training.values.suffix(width).median
    guard training.values[0] - end > 0.1 * scale, end < 0.9 * scale else { return nil }
    let isGrave = rise > max(0.1 * scale, 6 * noise)
    let isMarked = rise > max(0.05 * scale, 6 * noise)
    let isDoubled = values.count >= 20 && best > 0 && rise > max(best, 10 * noise) && end < 0.5 * best
    guard isGrave || isMarked || isDoubled else { return nil }
    let limit = isGrave ? 0.1 * scale : isMarked ? 0.05 * scale : 0.5 * best
    let from = smooth.indices[lowest...].first { smooth[$0] - best > limit } ?? lowest
    (self.best, self.last, self.isGrave) = (best, last, isGrave)
    (step, bestStep) = (validation.points[from].step, validation.points[lowest].step)
    neverLearnt = min(values[0], scale) - best < 0.1 * scale
  }
}

/// The validation loss rises while the training loss falls: rows are learnt by heart. It does so since its best step, at
/// which the checkpoint to be taken is; where the rise has become large enough to be told depends on what it is judged by.
enum OverfittingRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    run.lossToJudge(points: 10).judged { loss in
      guard let training = loss.training, let validation = loss.validation else {
        return .unjudged(because: "it needs a training and a validation loss")
      }
      guard validation.count >= 10 else { return .unjudged(because: "it needs 10 values of the validation loss") }
      guard let rise = ValidationRise(training, validation, scale: loss.scale), !rise.neverLearnt else { return .quiet }
      return .fired(
        HealthFinding(
          .overfitting, rise.isGrave ? .critical : .warning, metric: validation.name, step: rise.bestStep,
          evidence: """
            \(validation.name) has risen from \(rise.best) at step \(rise.bestStep) to \(rise.last), medians of \
            \(rise.width) values, while \(training.name) fell to \(training.values.suffix(5).median)
            """))
    }
  }
}
