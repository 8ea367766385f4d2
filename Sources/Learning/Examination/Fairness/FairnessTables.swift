internal import Specification
internal import Statistics
internal import StudyModel

/// The tables of one sensitive column.
struct FairnessTables {
  private let examination: Examination
  private let attribute: FairnessWords.Attribute
  private var name: String { attribute.sensitive.attribute }

  init(_ examination: Examination, _ attribute: FairnessWords.Attribute) {
    (self.examination, self.attribute) = (examination, attribute)
  }

  var tables: [TopicTable] {
    (attribute.outcomes.isEmpty ? [] : [rates, scores, gaps])
      + [errors, errorGaps, proxies, changes].compactMap(\.self)
  }

  private var rows: String {
    let held = examination.held.rows.count
    return "\(NumberText.count(held)) \(examination.isTest ? "test rows" : "rows of the last evaluation fold")"
  }

  /// With several classes each row says which of them is selected.
  private var classColumn: [TopicTable.Column] {
    attribute.outcomes.count > 1 ? [.init("class", "class", .text)] : []
  }

  private func classCell(_ outcome: GroupOutcome) -> [TopicCell] {
    attribute.outcomes.count > 1 ? [.text(outcome.outcome)] : []
  }

  /// - Parameters:
  ///   - sacrifice: of the value.
  ///   - intervals: of its interval.
  private func measured(
    _ name: String, _ title: String, _ unit: TopicTable.Unit, sacrifice: Int = 0, intervals: Int
  ) -> [TopicTable.Column] {
    [
      .init(name, title, unit, sacrifice: sacrifice),
      .init("\(name)_interval", "95 % interval", .interval, sacrifice: intervals),
    ]
  }

  private func cells(_ measured: GroupOutcome.Measured) -> [TopicCell] {
    [TopicCell(measured.value), TopicCell(measured.interval)]
  }

  // MARK: Classes

  private var selected: String {
    let outcome = attribute.outcomes.count > 1 ? "the class" : attribute.outcomes.first?.outcome ?? "positive"
    guard attribute.outcomes.count == 1, let threshold = examination.thresholds.decision else {
      return "Selected: \(outcome) is the likeliest."
    }
    if ThresholdCurve.isNobody(threshold) { return "Selected: nobody, by the threshold chosen out of fold." }
    return "Selected: a probability of \(outcome) of at least \(NumberText.significant(threshold)), chosen out of fold."
  }

  private var rates: TopicTable {
    TopicTable(
      "rates_by_\(name)", title: "Rates by \(name), on \(rows)",
      columns: classColumn + [
        .init("group", name, .text), .init("rows", "rows", .count, sacrifice: 4),
        .init("positives", "positives", .count, sacrifice: 5),
      ] + measured("selection_rate", "selected", .number, intervals: 1)
        + measured("true_positive_rate", "TPR", .number, intervals: 2)
        + measured("false_positive_rate", "FPR", .number, intervals: 3)
        + measured("precision", "precision", .number, sacrifice: 6, intervals: 7) + [.init("mark", "", .text)],
      rows: attribute.outcomes.flatMap { outcome in
        outcome.groups.map { group in
          classCell(outcome) + [.text(group.name), TopicCell(group.rows), TopicCell(group.positives)]
            + cells(group.selectionRate) + cells(group.truePositiveRate) + cells(group.falsePositiveRate)
            + cells(group.precision) + [.text(Self.mark(group))]
        }
      },
      notes: [
        selected, "TPR, FPR: the share selected among those that are positive, and among those that are not.",
        "Intervals: Wilson; the bootstrap where rows have weights or belong together.",
      ])
  }

  private static func mark(_ group: GroupOutcome.Group) -> String {
    if !group.hasRows { return "fewer than \(SensitiveGroups.fewestRows) rows" }
    let few = [(group.hasPositives, "positives"), (group.hasNegatives, "negatives")].filter { !$0.0 }.map(\.1)
    return few.isEmpty ? "" : "fewer than \(SensitiveGroups.fewestRows) \(few.joined(separator: " and "))"
  }

  private var scores: TopicTable {
    TopicTable(
      "scores_by_\(name)", title: "Calibration and ranking by \(name), on \(rows)",
      columns: classColumn + [.init("group", name, .text), .init("observed", "observed", sacrifice: 3)]
        + measured("calibration_gap", "predicted - observed", .difference, intervals: 2)
        + measured("ece", "ECE", .number, sacrifice: 4, intervals: 5) + measured("auc", "AUC", .number, intervals: 1),
      rows: attribute.outcomes.flatMap { outcome in
        outcome.groups.map { group in
          classCell(outcome) + [.text(group.name), TopicCell(group.observed)] + cells(group.calibrationGap)
            + cells(group.calibrationError) + cells(group.auc)
        }
      },
      notes: [
        "observed: the share of positives; predicted: their mean probability.",
        "ECE: ten bins of equal width; above 0 by chance too, the more the fewer rows.",
      ])
  }

  private var gaps: TopicTable {
    let limits = examination.context.specification.fairness
    let source =
      limits.minSelectionRatio == 0.8
      ? " The limit of 0.8 is the four-fifths rule of the US Uniform Guidelines on Employee Selection Procedures (1978)."
      : ""
    return TopicTable(
      "gaps_by_\(name)", title: "Between the groups of \(name)",
      columns: classColumn + [
        .init("measure", "highest against lowest", .text), .init("value", "value"),
        .init("interval", "95 % interval", .interval), .init("all_pairs", "all pairs at once", .interval, sacrifice: 1),
        .init("all_groups", "all groups", sacrifice: 2),
      ],
      rows: attribute.outcomes.flatMap { outcome in
        GroupOutcome.Gap.allCases.map { gap in
          classCell(outcome) + [.text(gap.words)] + cells(outcome.gaps[gap] ?? .init())
            + [TopicCell(outcome.judged[gap]), TopicCell(outcome.allGaps[gap])]
        }
      },
      notes: [
        "As fairlearn defines them, without groups of fewer than \(SensitiveGroups.fewestRows) rows (for true positive rates: "
          + "positives, for false positive rates: negatives); all groups: with them.",
        "Intervals: bootstrap within groups, \(SensitiveGroups.draws) draws, corrected for bias. Limits are judged by the wider "
          + "interval that holds for all pairs of groups at once, as some two of many small groups always look far apart."
          + source,
      ])
  }

  // MARK: Regression

  private var errors: TopicTable? {
    guard let errors = attribute.errors else { return nil }
    return TopicTable(
      "errors_by_\(name)", title: "Errors by \(name), on \(rows)",
      columns: [
        .init("group", name, .text), .init("rows", "rows", .count), .init("target", "mean target", sacrifice: 5),
      ]
        + measured("prediction", "mean prediction", .number, sacrifice: 3, intervals: 4)
        + measured("error", "mean error", .difference, intervals: 2)
        + measured("absolute_error", "mean absolute error", .number, intervals: 1),
      rows: errors.groups.map { group in
        [.text(group.name), TopicCell(group.rows), TopicCell(group.target)] + cells(group.prediction)
          + cells(group.bias) + cells(group.absoluteError)
      },
      notes: [
        "mean error: prediction less target. Intervals: bootstrap within groups, \(SensitiveGroups.draws) draws."
      ])
  }

  private var errorGaps: TopicTable? {
    guard let errors = attribute.errors else { return nil }
    return TopicTable(
      "gaps_by_\(name)", title: "Between the groups of \(name)",
      columns: [
        .init("measure", "highest against lowest", .text), .init("difference", "difference"),
        .init("difference_interval", "95 % interval", .interval), .init("ratio", "ratio"),
        .init("ratio_interval", "95 % interval", .interval),
      ],
      rows: errors.namedGaps.map { words, gap, measured in
        [.text(words)] + cells(measured) + cells(gap == .absoluteError ? errors.errorRatio : .init())
      },
      notes: [
        "Without groups of fewer than \(SensitiveGroups.fewestRows) rows; bootstrap corrected for bias. A second row of "
          + "mean errors is of the pair that is shown to differ where the farthest is not.",
        "A difference of mean errors is a warning when its interval (all pairs of groups at once: Welch, Bonferroni) excludes "
          + "0 and it is more than \(FixedText.percent(GroupErrors.worryingShare)) of the target's standard deviation.",
      ])
  }

  // MARK: Proxies

  private var proxies: TopicTable? {
    guard let proxies = attribute.proxies else { return nil }
    let isPair = proxies.groups.count == 2
    let groups = proxies.groups.prefix(isPair ? 1 : proxies.groups.count).map { group in
      let rest = isPair ? proxies.groups[1].name : "the rest"
      return [TopicCell.text("AUC of \(group.name) against \(rest)"), TopicCell(group.auc)]
    }
    let features = proxies.features.map { [TopicCell.text("share of the gain: \($0.name)"), TopicCell($0.share)] }
    return TopicTable(
      "proxies_of_\(name)",
      title: "How other features tell \(name), on \(NumberText.count(proxies.rows)) development rows",
      columns: [.init("measure", "measure", .text), .init("value", "value")], rows: groups + features,
      notes: [
        "Gradient boosting over \(ProxySearch.folds) folds; the target is not used, and of larger data a sample of "
          + "\(NumberText.count(ProxySearch.mostRows)) rows."
      ])
  }

  private var changes: TopicTable? {
    guard !attribute.changes.isEmpty else { return nil }
    let metric = examination.context.panel.primary.name
    let sampled = attribute.changes.contains { $0.sampledRows != nil }
    return TopicTable(
      "without_columns_of_\(name)", title: "The chosen settings without columns that tell \(name), out of fold",
      columns: [
        .init("without", "without", .text), .init(metric, "change of \(MetricWords.title(metric))", .difference),
        .init("\(metric)_interval", "95 % interval", .interval, sacrifice: 1),
        .init("parity_before", "selection difference", sacrifice: 4), .init("parity_after", "without", sacrifice: 5),
        .init("odds_before", "TPR or FPR difference", sacrifice: 2), .init("odds_after", "without", sacrifice: 3),
        .init("remaining_auc", "AUC of \(name) left"),
      ],
      rows: attribute.changes.map { change in
        [
          .text(change.dropped.joined(separator: ", ")), TopicCell(change.score.difference),
          TopicCell(change.score.interval),
          TopicCell(change.parity?.before), TopicCell(change.parity?.after), TopicCell(change.odds?.before),
          TopicCell(change.odds?.after), TopicCell(change.remaining),
        ]
      },
      notes: [
        "Trained anew on every evaluation fold (the first \(ChosenRefit.mostFolds) at most)"
          + (examination.context.data.task == .binary ? ", each side with the threshold that is best for it" : "")
          + (sampled ? ", both on at most \(NumberText.count(ColumnDropping.mostRows)) of a fold's training rows" : "")
          + "; the interval of the metric is paired over the folds (Nadeau and Bengio)."
      ])
  }
}
