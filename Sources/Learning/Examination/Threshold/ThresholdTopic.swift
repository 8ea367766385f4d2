internal import Specification
internal import Statistics
internal import StudyModel

/// From which probability on to act, chosen on development rows out of fold; what that is worth is read off held rows.
enum ThresholdTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.threshold
  private static let seedNumber = 5500

  /// nil unless there are two classes.
  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    let context = examination.context
    guard case .classes(_, let names) = context.data.target, names.count == 2,
      let choosing = JudgedClasses(examination.choosing, context.data),
      let held = JudgedClasses(examination.held, context.data),
      let curve = ThresholdCurve(
        labels: choosing.event.labels, probabilities: choosing.event.probabilities, weights: choosing.weights)
    else { return nil }
    let rates = ThresholdRates(
      curve, held: held.event, rowsText: examination.heldText, chosen: context.panel.thresholdGoal,
      positive: "\(context.specification.data.target) = \(names[1])")
    guard let payoff = context.specification.payoff else { return rates.report }
    let draws = RowDraws(held.rows, in: context, seed: context.seed(fold: seedNumber))
    guard let profit = ProfitMeasurement(Payoffs(payoff), curve: curve, held: held.event, draws: draws) else {
      return rates.report
    }
    let page = ProfitPage(
      profit: profit, unit: payoff.unit, rowsText: examination.heldText, choosingRows: choosing.codes.count,
      drawsNote: draws.note)
    var report = page.report
    report.tables.append(rates.table)
    return report
  }
}

extension Payoffs {
  init(_ payoff: StudySpecification.Payoff) {
    self.init(
      truePositive: payoff.truePositive, falsePositive: payoff.falsePositive, trueNegative: payoff.trueNegative,
      falseNegative: payoff.falseNegative)
  }
}
