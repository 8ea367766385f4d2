internal import Statistics
internal import StudyModel

/// What the usual thresholds do on held rows.
struct ThresholdRates {
  private struct Line {
    var name: String
    var threshold: Double
    /// Of the goal, where it was chosen and on the held rows.
    var outOfFold: Double?
    var held: Double?
    var confusion: BinaryConfusion
    var precision: Bounds?
    var recall: Bounds?
  }

  private let lines: [Line]
  private let rowsText: String
  private let positive: String
  private let chosen: Threshold.Goal

  /// - Parameters:
  ///   - curve: of development rows out of fold.
  ///   - chosen: the goal that the study's metrics are of.
  ///   - positive: what a positive row is called.
  init(_ curve: ThresholdCurve, held: BinaryEvent, rowsText: String, chosen: Threshold.Goal, positive: String) {
    (self.rowsText, self.chosen, self.positive) = (rowsText, chosen, positive)
    let goals: [Threshold.Goal] = [.f1, .accuracy, .balancedAccuracy]
    let best = goals.compactMap { goal in
      Threshold(curve, goal: goal).flatMap {
        Self.line("best \(goal.rawValue)", $0.value, outOfFold: $0.score, goal: goal, held)
      }
    }
    lines = best + [Self.line("one half", 0.5, outOfFold: nil, goal: nil, held)].compactMap(\.self)
  }

  private static func line(
    _ name: String, _ threshold: Double, outOfFold: Double?, goal: Threshold.Goal?, _ held: BinaryEvent
  ) -> Line? {
    guard
      let confusion = BinaryConfusion(
        labels: held.labels, scores: held.probabilities, threshold: threshold, weights: held.weights)
    else { return nil }
    let called = held.labels.indices.filter { held.probabilities[$0] >= threshold }
    let positives = held.labels.indices.filter { held.labels[$0] }
    return Line(
      name: name, threshold: threshold, outOfFold: outOfFold, held: goal.flatMap { $0.quality(confusion) },
      confusion: confusion,
      precision: WeightedRows.share(of: called, weights: held.weights) { held.labels[$0] }?.bounds,
      recall: WeightedRows.share(of: positives, weights: held.weights) { held.probabilities[$0] >= threshold }?.bounds)
  }

  /// Where no payoff says which threshold pays.
  var report: TopicReport {
    let main = lines.first { $0.name == "best \(chosen.rawValue)" } ?? lines.first
    var finding = "No payoff was given, so no threshold can be said to pay"
    if let main {
      let chosen = "(\(main.name) out of fold)"
      finding +=
        ThresholdCurve.isNobody(main.threshold)
        ? "; nobody is selected \(chosen), so that none of the \(rowsText) with \(positive) is found"
        : "; from \(NumberText.fixed(main.threshold, decimals: 3)) on \(chosen) it finds "
          + "\(FixedText.percent(main.confusion.recall)) of the \(rowsText) with \(positive), and "
          + "\(FixedText.percent(main.confusion.precision)) of those it names are"
    }
    return TopicReport(
      .threshold, finding: "\(finding).",
      sentences: ["With payoff in the specification the threshold is the one that earns most."], tables: [table])
  }

  var table: TopicTable {
    let rows = lines.map { line -> [TopicCell] in
      [
        .text(line.name), TopicCell(threshold: line.threshold), TopicCell(line.outOfFold), TopicCell(line.held),
        TopicCell(line.confusion.precision), TopicCell(line.precision), TopicCell(line.confusion.recall),
        TopicCell(line.recall), TopicCell(line.confusion.calledShare),
      ]
    }
    return TopicTable(
      "thresholds", title: "Thresholds chosen out of fold, on \(rowsText)",
      columns: [
        .init("goal", "goal", .text), .init("threshold", "threshold"),
        .init("out_of_fold", "out of fold", sacrifice: 5),
        .init("held", "here", sacrifice: 4), .init("precision", "precision", .share),
        .init("precision_interval", "95 % interval", .interval, sacrifice: 1), .init("recall", "recall", .share),
        .init("recall_interval", "95 % interval", .interval, sacrifice: 2),
        .init("selected", "selected", .share, sacrifice: 3),
      ], rows: rows,
      notes: [
        "out of fold and here: the goal itself, where its threshold was chosen and on these rows. The best balanced accuracy is also the best of Youden's J. Intervals are Wilson's. selected: share of rows called \(positive)."
      ])
  }
}

extension BinaryConfusion {
  /// Of all rows; nil without any.
  var calledShare: Double? {
    let total = truePositives + falsePositives + trueNegatives + falseNegatives
    return total > 0 ? (truePositives + falsePositives) / total : nil
  }
}
