internal import Statistics
internal import StudyModel

/// The robustness in words and tables.
struct RobustnessFindings {
  /// From this share of unusual rows on, in the lower bound, it is a warning; one in a hundred is expected.
  private static let worryingShare = 0.05

  let metric: MetricPanel.Metric
  let task: StudyTask
  /// Such as `test rows`.
  let heldRows: String
  let changes: RobustnessMeasurement
  /// nil where nothing is mutable.
  let attack: AttackMeasurement?
  let novelty: NoveltyMeasurement

  var report: TopicReport {
    TopicReport(
      .robustness, finding: finding, severity: severity,
      sentences: [missingSentence, invalidSentence, attackSentence, noveltySentence, errorSentence].compactMap(\.self),
      tables: [curveTable, featureTable, invalidTable] + (attack.map { [attackTable($0)] } ?? []) + [noveltyTable])
  }

  private var title: String { MetricWords.title(metric.name) }
  private func text(_ value: Double?) -> String {
    value.map { NumberText.significant($0) } ?? NumberText.unknown
  }
  private func percent(_ share: Double) -> String { FixedText.percent(share) }

  private var isImprovement: Bool {
    guard let whole = changes.whole, let prior = changes.prior else { return false }
    return metric.isMaximized ? whole > prior : whole < prior
  }
  private var score: Double? { changes.robustness(isImprovement: isImprovement) }
  private var invalid: [RobustnessMeasurement.Outcome] { changes.outcomes.filter(\.perturbation.isInvalid) }

  private var severity: Finding.Severity {
    !changes.isFinite || (novelty.share?.low ?? 0) > Self.worryingShare ? .warning : .info
  }

  // MARK: Words

  private var finding: String {
    let noisy = changes.summary(.noise(0.2)).score
    let blank = changes.summary(.missingCells(0.3)).score
    let start = score.map { "Robustness is \(NumberText.fixed($0, decimals: 2)) of 1" } ?? "Robustness cannot be told"
    let numbers =
      "\(title) is \(text(changes.whole)) on \(NumberText.count(changes.rowCount)) \(heldRows), \(text(noisy)) with noise of 0.2 standard deviations, \(text(blank)) with 30 % of the cells missing"
    if !changes.isFinite {
      return "\(start): some predictions of invalid rows are no numbers; \(numbers)."
    }
    return "\(start): \(numbers)."
  }

  private var missingSentence: String? {
    let worst = changes.outcomes.filter { if case .missingColumn = $0.perturbation { true } else { false } }
      .compactMap { outcome in outcome.score.map { (outcome, $0) } }
      .min { metric.isMaximized ? $0.1 < $1.1 : $0.1 > $1.1 }
    guard let worst, case .missingColumn(let place) = worst.0.perturbation else { return nil }
    if let whole = changes.whole, metric.isMaximized ? worst.1 >= whole : worst.1 <= whole {
      return "No single feature is missed: without the values of any one \(title) is as good on these rows."
    }
    return
      "Of single features \(changes.features[place]) is missed most: without its values \(title) is \(text(worst.1)) "
      + "instead of \(text(changes.whole)) on these rows; such differences have no interval, so small ones may be chance."
  }

  private var invalidSentence: String {
    let failed = invalid.filter { $0.finite < 1 }.map { name($0.perturbation) }
    if !failed.isEmpty { return "No finite prediction for: \(failed.joined(separator: ", "))." }
    let furthest = invalid.max { $0.movement < $1.movement }
    let most = furthest.map {
      "; \(name($0.perturbation)) moves predictions most, by \(text($0.movement)) on average"
    }
    return
      "All \(NumberText.count(invalid.count, of: "kind")) of invalid rows (a number of ±1e9, an unseen level, nothing known) have a finite prediction\(most ?? ""); the novelty score recognises \(percent(recognised)) of them."
  }

  private var recognised: Double { FoldIntervals.mean(invalid.compactMap(\.recognised)) ?? 0 }

  private var attackSentence: String {
    guard let attack else {
      return
        "Nothing is marked as mutable, so no deliberate change was tried: examination.mutable names what a person could change."
    }
    let gone =
      attack.absent.isEmpty
      ? "" : " \(NumberText.list(attack.absent)) could not be changed: the model does not see it as a column."
    guard !attack.columns.isEmpty else { return "No deliberate change was tried.\(gone)" }
    let how = attack.isExact ? "exact for this linear model" : "at least: a search of one feature after the other"
    let names = NumberText.list(attack.columns)
    guard let correct = attack.correct, let flipped = attack.flipped else {
      return
        "Changing only \(names) within bounds moves a prediction by \(text(attack.movement)) on average, at most by \(text(attack.largest)) (\(how)).\(gone)"
    }
    guard correct > 0 else { return "None of \(attack.rowCount) rows is decided rightly.\(gone)" }
    return
      "Changing only \(names) within bounds turns \(flipped) of \(correct) right decisions (\(percent(Double(flipped) / Double(correct))); \(how)) and moves probabilities by \(text(attack.movement)) on average.\(gone)"
  }

  private var noveltySentence: String {
    let share = Double(novelty.unusual) / Double(max(1, novelty.rowCount))
    let why = novelty.drivers.isEmpty ? "" : ", mostly by \(NumberText.list(novelty.drivers))"
    return
      "\(NumberText.count(novelty.unusual)) of \(NumberText.count(novelty.rowCount)) \(heldRows) (\(NumberText.fixed(100 * share, decimals: 1)) %) are more unusual than 99 % of the training rows\(why)."
  }

  private var errorSentence: String? {
    guard let correlation = novelty.correlation else { return nil }
    let isClear = correlation.pValue < 0.05
    let direction = correlation.coefficient > 0 ? "rises" : "falls"
    return
      "The error \(isClear ? direction : "does not clearly change") with how unusual a row is (Spearman \(NumberText.fixed(correlation.coefficient, decimals: 2)))."
  }

  private func name(_ perturbation: Perturbation) -> String {
    switch perturbation {
    case .noise(let size): "noise of \(NumberText.shortest(size)) standard deviations"
    case .missingCells(let share): "\(percent(share)) of the cells missing"
    case .missingColumn(let place): changes.features[place]
    case .number(let place, let number): "\(changes.features[place]) = \(number > 0 ? "1e9" : "-1e9")"
    case .unseenLevel(let place): "\(changes.features[place]) unseen"
    case .nothingKnown: "everything missing"
    }
  }

  // MARK: Tables

  private var changedColumns: [TopicTable.Column] {
    task == .regression ? [] : [.init("decisions_changed", "decisions changed", .share, sacrifice: 3)]
  }
  private func changedCells(_ share: Double?) -> [TopicCell] { task == .regression ? [] : [TopicCell(share)] }

  private var curveTable: TopicTable {
    let kinds =
      RobustnessMeasurement.noise.map(Perturbation.noise)
      + RobustnessMeasurement.missing.map(Perturbation.missingCells)
    let clean: [TopicCell] =
      [.text("unchanged"), TopicCell(changes.whole), .missing, TopicCell(changes.retained(changes.whole))]
      + changedCells(0)
    let rows = kinds.map { kind -> [TopicCell] in
      let summary = changes.summary(kind)
      return [
        .text(name(kind)), TopicCell(summary.score), TopicCell(summary.range),
        TopicCell(changes.retained(summary.score)),
      ] + changedCells(summary.changed)
    }
    return TopicTable(
      "perturbations", title: "\(title) on changed \(heldRows), \(NumberText.count(changes.rowCount)) rows",
      columns: [
        .init("change", "change", .text), .init("score", title, .number),
        .init("range", "lowest to highest", .interval, sacrifice: 1), .init("retained", "retained", .share),
      ] + changedColumns,
      rows: [clean] + rows,
      notes: [
        "Each change \(RobustnessMeasurement.repeats) times: normal noise on numbers, in standard deviations of the training rows, whole numbers staying whole; levels swapped with the same number as probability, as they occur.",
        "retained: what is left of the improvement over a model without features, whose \(title) is \(text(changes.prior)).",
        "robustness: the mean of what is retained in these \(kinds.count) lines and without the one feature whose absence costs most.",
      ])
  }

  private var featureTable: TopicTable {
    let own = changes.outcomes.filter { if case .missingColumn = $0.perturbation { true } else { false } }
    let sorted = own.sorted { first, second in
      guard let a = first.score, let b = second.score else { return first.score == nil && second.score != nil }
      return metric.isMaximized ? a < b : a > b
    }
    return TopicTable(
      "missing_feature", title: "\(title) with all values of one feature missing",
      columns: [
        .init("feature", "feature", .text), .init("score", title, .number), .init("retained", "retained", .share),
      ]
        + changedColumns,
      rows: sorted.map {
        [.text(name($0.perturbation)), TopicCell($0.score), TopicCell(changes.retained($0.score))]
          + changedCells($0.changed)
      })
  }

  private var invalidTable: TopicTable {
    TopicTable(
      "invalid_rows", title: "Predictions of invalid rows",
      columns: [
        .init("row", "row", .text), .init("finite", "finite", .share),
        .init("mean_movement", "mean movement", .number), .init("largest_movement", "largest", .number, sacrifice: 2),
      ] + changedColumns + [.init("recognised", "recognised", .share)],
      rows: invalid.sorted { $0.movement > $1.movement }.map {
        [.text(name($0.perturbation)), TopicCell($0.finite), TopicCell($0.movement), TopicCell($0.largest)]
          + changedCells($0.changed) + [TopicCell($0.recognised)]
      },
      notes: [
        "One cell of each of at most \(RobustnessMeasurement.mostInvalidRows) rows is replaced; movement is the distance from the row's own prediction, \(task == .regression ? "in the target's unit" : "of the probability that moves most").",
        "recognised: rows more unusual than 99 % of the training rows, or with a level or number that none of them had.",
      ])
  }

  private func attackTable(_ attack: AttackMeasurement) -> TopicTable {
    let share = attack.correct.flatMap { correct in
      attack.flipped.flatMap { flipped in
        ProportionIntervals.wilson(
          successes: Double(flipped), trials: Double(correct), level: PairedEffect.level)
      }
    }
    let flipped = attack.correct.flatMap { correct in
      attack.flipped.flatMap { correct > 0 ? Double($0) / Double(correct) : nil }
    }
    return TopicTable(
      "adversarial", title: "Deliberate changes of \(NumberText.list(attack.columns))",
      columns: [
        .init("rows", "rows", .count), .init("right", "right", .count), .init("turned", "turned", .count),
        .init("share", "share", .share), .init("interval", "95 % interval", .interval, sacrifice: 1),
        .init("mean_movement", "mean movement", .number, sacrifice: 2),
        .init("largest_movement", "largest", .number, sacrifice: 3),
      ],
      rows: [
        [
          TopicCell(attack.rowCount), attack.correct.map { TopicCell($0) } ?? .missing,
          attack.flipped.map { TopicCell($0) } ?? .missing, TopicCell(flipped), TopicCell(share),
          TopicCell(attack.movement), TopicCell(attack.largest),
        ]
      ],
      notes: [
        "Within the bounds of examination.mutable and the values that training rows hold; at most \(AdversarialSearch.mostRows) rows.",
        attack.isExact
          ? "Exact: in a linear model every feature adds its own part."
          : "A search of one feature after the other: a lower bound.",
      ])
  }

  private var noveltyTable: TopicTable {
    TopicTable(
      "novelty", title: "Error of \(heldRows) by how unlike the training rows they are",
      columns: [
        .init("part", "fifth", .count), .init("rows", "rows", .count), .init("score", "score", .interval, sacrifice: 1),
        .init("loss", "mean loss", .number), .init("metric", title, .number),
      ],
      rows: novelty.fifths.enumerated().map { place, part in
        [
          TopicCell(place + 1), TopicCell(part.rows), TopicCell(part.scores), TopicCell(part.loss),
          TopicCell(part.metric),
        ]
      },
      notes: [
        "score: minus twice the log likelihood of the row under normal scores of numbers and the rarity of levels; the fitted score is in checkpoints/novelty.json.",
        "loss: \(task == .regression ? "distance from the target" : "minus the logarithm of the probability of the row's class").",
      ])
  }
}
