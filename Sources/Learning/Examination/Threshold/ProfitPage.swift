internal import Statistics
internal import StudyModel

/// What a model earns, as a section of the report: amounts are of 1,000 rows.
struct ProfitPage {
  var profit: ProfitMeasurement
  /// Such as `EUR`; nil: none is named.
  var unit: String?
  /// Such as `1,409 test rows`.
  var rowsText: String
  /// Development rows that chose the threshold.
  var choosingRows: Int
  var drawsNote: String

  private static let rows = 1000.0

  var report: TopicReport {
    TopicReport(
      .threshold, finding: finding, severity: profit.addsSomething ? .info : .critical, sentences: sentences,
      tables: [policies, curve])
  }

  // MARK: Sentences

  private var finding: String {
    guard let model = profit.result(.model), let rival = profit.result(profit.rival) else {
      return "What the model earns is not known."
    }
    let amounts =
      "per 1,000 of \(rowsText) it earns \(amount(model.profit)) \(cut(model.threshold)), "
      + "\(rivalText) \(amount(rival.profit)) (\(difference(model)))"
    if profit.addsSomething { return "The model earns more than \(rivalText): \(amounts)." }
    return isOpen(model)
      ? "Whether the model earns more than \(rivalText) cannot be told: \(amounts)."
      : "The model adds nothing: \(amounts)."
  }

  /// Whether the interval of the difference leaves room for either.
  private func isOpen(_ result: ProfitMeasurement.Result) -> Bool {
    result.difference?.bounds.map { $0.low <= 0 && $0.high > 0 } ?? false
  }

  private var rivalText: String { profit.rival == .everybody ? "treating everybody" : "treating nobody" }

  private func difference(_ result: ProfitMeasurement.Result) -> String {
    guard let difference = result.difference else { return "no difference" }
    guard let bounds = difference.bounds else {
      return difference.value == 0 ? "no difference" : "a difference of \(signed(difference.value)), interval not known"
    }
    return "a difference of \(signed(difference.value)), 95 % interval \(signed(bounds.low)) to \(signed(bounds.high))"
  }

  private func amount(_ perRow: Double) -> String {
    [NumberText.significant(perRow * Self.rows, digits: 4), unit].compactMap(\.self).joined(separator: " ")
  }

  private func signed(_ perRow: Double) -> String {
    let text = NumberText.significant(abs(perRow) * Self.rows, digits: 3)
    return perRow == 0 ? "0" : "\(perRow < 0 ? "-" : "+")\(text)"
  }

  private func cut(_ threshold: Double?) -> String {
    guard let threshold else { return "from a threshold on that is \(NumberText.unknown)" }
    return ThresholdCurve.isNobody(threshold)
      ? "by treating nobody" : "from \(NumberText.fixed(threshold, decimals: 3)) on"
  }

  /// How far the threshold may move.
  private var stretch: String {
    let (low, high) = (profit.nearlyBest.low, profit.nearlyBest.high)
    if ThresholdCurve.isNobody(low) { return "nobody is treated either way" }
    let start = NumberText.fixed(low, decimals: 3)
    if ThresholdCurve.isNobody(high) {
      return "from \(start) on, and also when nobody is treated, it is within 1 % of that"
    }
    if low == high { return "any other earns less by more than 1 %" }
    return "from \(start) to \(NumberText.fixed(high, decimals: 3)) it is within 1 % of that"
  }

  private var sentences: [String] {
    var result = [
      "The threshold earned most on \(NumberText.count(choosingRows)) out-of-fold predictions of development rows: "
        + "\(amount(profit.profitOutOfFold)) per 1,000; \(stretch)."
    ]
    result.append(closedForm)
    if let model = profit.result(.model), let best = profit.result(.foresight), let rival = profit.result(profit.rival),
      best.profit > rival.profit
    {
      let share = (model.profit - rival.profit) / (best.profit - rival.profit)
      let way = "; from \(rivalText) the model gets \(NumberText.fixed(share * 100, decimals: 0)) % of the way there"
      result.append(
        "Perfect foresight would earn \(amount(best.profit)) per 1,000\(share > 0 && profit.addsSomething ? way : "").")
    }
    return result
  }

  private var closedForm: String {
    switch profit.payoffs.threshold {
    case nil: return "These payoffs make it right to treat low probabilities rather than high ones, or all the same."
    case .some(let value) where value.isInfinite:
      return "With these payoffs treating never pays, whatever the model says."
    case .some(0): return "With these payoffs treating always pays, whatever the model says."
    case .some(let value):
      return "If the probabilities are right, treating pays from \(NumberText.fixed(value, decimals: 3)) on (Elkan)."
    }
  }

  // MARK: Tables

  private var unitText: String { unit.map { " (\($0))" } ?? "" }

  private var policies: TopicTable {
    func scaled(_ bounds: Bounds?) -> TopicCell {
      TopicCell(bounds.map { Bounds(low: $0.low * Self.rows, high: $0.high * Self.rows) })
    }
    let rows = profit.results.map { result -> [TopicCell] in
      [
        .text(result.policy.rawValue), TopicCell(threshold: result.threshold),
        TopicCell(result.treated), TopicCell(result.profit),
        TopicCell(result.profit * Self.rows), scaled(result.bounds),
        TopicCell(result.difference.map { $0.value * Self.rows }), scaled(result.difference?.bounds),
      ]
    }
    return TopicTable(
      "policies", title: "Earned per 1,000 of \(rowsText)\(unitText)",
      columns: [
        .init("policy", "policy", .text), .init("threshold", "threshold", sacrifice: 3),
        .init("treated", "treated", .share, sacrifice: 4), .init("profit_per_row", "per row", sacrifice: 5),
        .init("profit", "per 1,000"), .init("interval", "95 % interval", .interval, sacrifice: 2),
        .init("difference", "difference", .difference),
        .init("difference_interval", "95 % interval", .interval, sacrifice: 1),
      ], rows: rows,
      notes: ["difference: to \(profit.rival.rawValue), the better policy without a model.", drawsNote])
  }

  private var curve: TopicTable {
    let rows = profit.points.map { point -> [TopicCell] in
      [
        TopicCell(threshold: point.threshold), TopicCell(point.treatedOutOfFold),
        TopicCell(point.profitOutOfFold.map { $0 * Self.rows }), TopicCell(point.treated),
        TopicCell(point.profit.map { $0 * Self.rows }),
        point.threshold == profit.threshold ? .text("chosen") : .text(""),
      ]
    }
    return TopicTable(
      "profit_curve", title: "Earned per 1,000 rows by threshold\(unitText)",
      columns: [
        .init("threshold", "threshold"), .init("treated_out_of_fold", "treated, out of fold", .share, sacrifice: 2),
        .init("profit_out_of_fold", "out of fold"), .init("treated", "treated, held", .share, sacrifice: 1),
        .init("profit", "held rows"), .init("mark", "", .text),
      ], rows: rows, notes: ["The threshold is chosen by the column out of fold alone."])
  }
}
