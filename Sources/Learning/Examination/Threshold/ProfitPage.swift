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
      "per 1,000 of \(rowsText) it earns \(amount(model.profit)) from \(cut(model.threshold)) on, "
      + "\(rivalText) \(amount(rival.profit)) (\(difference(model)))"
    return profit.addsSomething
      ? "The model earns more than \(rivalText): \(amounts)." : "The model adds nothing: \(amounts)."
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
    guard let threshold else { return NumberText.unknown }
    return threshold > 1 ? "above 1 (nobody)" : NumberText.fixed(threshold, decimals: 3)
  }

  private var sentences: [String] {
    var result = [
      "The threshold earned most on \(NumberText.count(choosingRows)) out-of-fold predictions of development rows: "
        + "\(amount(profit.profitOutOfFold)) per 1,000; from \(cut(profit.nearlyBest.low)) to "
        + "\(cut(profit.nearlyBest.high)) it is within 1 % of that."
    ]
    result.append(closedForm)
    if let model = profit.result(.model), let best = profit.result(.foresight), let rival = profit.result(profit.rival),
      best.profit > rival.profit
    {
      let share = (model.profit - rival.profit) / (best.profit - rival.profit)
      let way = "; from \(rivalText) the model gets \(NumberText.fixed(share * 100, decimals: 0)) % of the way there"
      result.append("Perfect foresight would earn \(amount(best.profit)) per 1,000\(share > 0 ? way : "").")
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
        .text(result.policy.rawValue), TopicCell(result.threshold), TopicCell(result.treated), TopicCell(result.profit),
        TopicCell(result.profit * Self.rows), scaled(result.bounds),
        TopicCell(result.difference.map { $0.value * Self.rows }), scaled(result.difference?.bounds),
      ]
    }
    return TopicTable(
      "policies", title: "Earned per 1,000 of \(rowsText)\(unitText)",
      columns: [
        .init("policy", "Policy", .text), .init("threshold", "Threshold", sacrifice: 1),
        .init("treated", "Treated", .share), .init("profit_per_row", "Per row", sacrifice: 3),
        .init("profit", "Per 1,000"), .init("interval", "95 % interval", .interval, sacrifice: 2),
        .init("difference", "Difference", .difference), .init("difference_interval", "95 % interval", .interval),
      ], rows: rows,
      notes: ["Difference: to \(profit.rival.rawValue), the better policy without a model.", drawsNote])
  }

  private var curve: TopicTable {
    let rows = profit.points.map { point -> [TopicCell] in
      [
        point.threshold > 1 ? .missing : TopicCell(point.threshold), TopicCell(point.treatedOutOfFold),
        TopicCell(point.profitOutOfFold.map { $0 * Self.rows }), TopicCell(point.treated),
        TopicCell(point.profit.map { $0 * Self.rows }),
        point.threshold == profit.threshold ? .text("chosen") : .text(""),
      ]
    }
    return TopicTable(
      "profit_curve", title: "Earned per 1,000 rows by threshold\(unitText)",
      columns: [
        .init("threshold", "Threshold"), .init("treated_out_of_fold", "Treated, out of fold", .share, sacrifice: 2),
        .init("profit_out_of_fold", "Out of fold"), .init("treated", "Treated, held", .share, sacrifice: 1),
        .init("profit", "Held rows"), .init("mark", "", .text),
      ], rows: rows, notes: ["The threshold is chosen by the column out of fold alone."])
  }
}
