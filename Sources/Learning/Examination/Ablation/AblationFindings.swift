internal import Statistics
internal import StudyModel

/// The ablation in words and tables.
struct AblationFindings {
  let metric: MetricPanel.Metric
  let isTemporal: Bool
  let rope: Double
  /// Of the unchanged settings, one a fold.
  let base: [Double?]
  let removals: [(removal: Removal, effect: PairedEffect)]
  /// With what the kept features alone are worth; nil where it could not be measured.
  let selection: (probes: ProbeSelection, effect: PairedEffect)?
  /// Of the data.
  let features: Int
  /// Training rows of a fold where there were more; nil: all.
  let thinnedRows: Int?
  let folds: Int

  var report: TopicReport {
    TopicReport(
      .ablation, finding: finding, sentences: harmful + together + selectionSentences,
      tables: [removalTable] + (selection.map { [probeTable($0.probes)] } ?? []))
  }

  // MARK: Words

  private var title: String { MetricWords.title(metric.name) }
  private var ropeText: String { "±\(NumberText.shortest(rope, digits: 2))" }

  private func change(_ effect: PairedEffect) -> String {
    effect.words(metric, untested: isTemporal ? ", worse in \(effect.lossesInWords ?? "none") windows" : "")
  }

  private static func word(_ verdict: PairedEffect.Verdict) -> String {
    switch verdict {
    case .worse: "needed"
    case .same: "not needed"
    case .better: "better without"
    case .undecided: "cannot be told"
    }
  }

  private func of(_ kind: Removal.Kind, _ verdict: PairedEffect.Verdict) -> [(removal: Removal, effect: PairedEffect)] {
    removals.filter { $0.removal.kind == kind && $0.effect.verdict == verdict }
  }

  private var finding: String {
    let needed = of(.feature, .worse).sorted { ($0.effect.gain ?? 0) < ($1.effect.gain ?? 0) }
    let count = removals.count { $0.removal.kind == .feature }
    let listed = needed.prefix(3).map { "\($0.removal.name): \(change($0.effect))" }.joined(separator: "; ")
    let (same, untold) = (of(.feature, .same).count, of(.feature, .undecided).count)
    var parts = [
      needed.isEmpty ? "none is shown to be needed" : "\(needed.count) \(isAre(needed.count)) needed (\(listed))"
    ]
    if same > 0 { parts.append("\(same) \(isAre(same)) not needed within \(ropeText)") }
    if untold > 0 { parts.append("of \(untold) it cannot be told") }
    let start = "Of \(NumberText.count(count, of: "feature")) left out one at a time, \(parts.joined(separator: ", "))"
    guard needed.isEmpty, let most = mostMissed else { return "\(start)." }
    return "\(start); the mean is worst without \(most.removal.name): \(change(most.effect))\(doubt(most.effect))."
  }

  /// The interval leaves room for no change at all, or is that of one comparison among many.
  private func doubt(_ effect: PairedEffect) -> String {
    guard let bounds = effect.bounds else { return "" }
    return bounds.low <= 0 && bounds.high >= 0
      ? ", which may be chance" : ", which among so many comparisons may be chance all the same"
  }

  /// The feature without which the mean is worst; nil where it is not worse without any.
  private var mostMissed: (removal: Removal, effect: PairedEffect)? {
    let features = removals.filter { $0.removal.kind == .feature && ($0.effect.gain ?? 0) < 0 }
    return features.min { ($0.effect.gain ?? 0) < ($1.effect.gain ?? 0) }
  }

  private func isAre(_ count: Int) -> String { count == 1 ? "is" : "are" }

  private var harmful: [String] {
    removals.filter { $0.effect.verdict == .better }.map {
      "Without \($0.removal.name) it is better by more than chance explains: \(change($0.effect))."
    }
  }

  /// Groups and steps of which something is known.
  private var together: [String] {
    let known = removals.filter { $0.removal.kind != .feature }
    let needed = known.filter { $0.effect.verdict == .worse }.map { item in
      "\(item.removal.name)\(columns(item.removal)): needed, \(change(item.effect)) without."
    }
    let spare = known.filter { $0.effect.verdict == .same }.map { "\($0.removal.name)\(columns($0.removal))" }
    return needed + (spare.isEmpty ? [] : ["Not needed within \(ropeText) either: \(spare.joined(separator: "; "))."])
  }

  /// Of a group that its name does not list.
  private func columns(_ removal: Removal) -> String {
    let isListed = removal.columns.joined(separator: " + ") == removal.name
    return removal.kind == .group && !isListed ? " (\(removal.columns.joined(separator: ", ")))" : ""
  }

  private var selectionSentences: [String] {
    guard let selection else { return ["Features could not be compared with columns of noise."] }
    let kept = selection.probes.kept
    let dropped = selection.probes.features.filter { !kept.contains($0) }
    if kept.isEmpty { return ["No feature is worth more than columns of noise."] }
    if dropped.isEmpty { return ["Every feature is worth more than the best of ten columns of noise."] }
    let start =
      "\(NumberText.count(kept.count)) of \(features) features \(kept.count == 1 ? "is" : "are") worth more than the best of ten columns of noise: \(kept.joined(separator: ", "))."
    let advice =
      switch selection.effect.verdict {
      case .same: "With these alone \(change(selection.effect)), the same within \(ropeText): leave the others out."
      case .better: "With these alone \(change(selection.effect)): leave the others out."
      case .worse: "With these alone \(change(selection.effect)): keep the others all the same."
      case .undecided:
        "With these alone \(change(selection.effect)); whether the others add anything cannot be told."
      }
    return [start, advice, "Not worth more than noise: \(dropped.joined(separator: ", "))."]
  }

  // MARK: Tables

  private var removalTable: TopicTable {
    var columns: [TopicTable.Column] = [
      .init("without", "without", .text), .init("kind", "kind", .text, sacrifice: 2),
      .init("score", title, .number, sacrifice: 3), .init("change", "change", .difference),
    ]
    columns +=
      isTemporal
      ? [.init("worse_windows", "worse in", .text)]
      : [
        .init("interval", "95 % interval", .interval, sacrifice: 1), .init("p", "p", .probability, sacrifice: 5),
        .init("adjusted_p", "adjusted p", .probability, sacrifice: 4),
      ]
    columns.append(.init("verdict", "verdict", .text))
    return TopicTable(
      "ablation", title: "\(title) of the chosen settings without one thing, \(NumberText.count(folds, of: "fold"))",
      columns: columns, rows: removals.map(row), notes: removalNotes)
  }

  private func row(_ item: (removal: Removal, effect: PairedEffect)) -> [TopicCell] {
    let effect = item.effect
    let start: [TopicCell] = [
      .text(item.removal.name), .text(item.removal.kind.rawValue),
      TopicCell(effect.scores.flatMap(FoldIntervals.mean)),
      TopicCell(effect.gain.map { metric.isMaximized ? $0 : -$0 }),
    ]
    let middle: [TopicCell] =
      isTemporal
      ? [effect.lossesInWords.map(TopicCell.text) ?? .missing]
      : [TopicCell(effect.bounds(of: metric)), TopicCell(effect.pValue), TopicCell(effect.adjustedPValue)]
    return start + middle + [.text(Self.word(effect.verdict))]
  }

  private var removalNotes: [String] {
    var notes = [
      "change: without it minus with everything, trained anew on the same folds with the same settings and seeds"
        + (isTemporal
          ? "; windows of time are counted, not tested." : "; paired over the folds, Holm over all lines of a kind."),
      "Not needed: the difference is, with at least 95 % probability, within \(ropeText); needed: worse by more than chance explains; neither: cannot be told.",
    ]
    if isTemporal {
      notes[1] =
        "Not needed: in each window within \(ropeText); needed: worse in all windows; neither: cannot be told."
    }
    if let mean = FoldIntervals.mean(base.compactMap(\.self)) {
      notes.append("With everything \(title) is \(NumberText.significant(mean, digits: 4)) on these folds.")
    }
    if removals.contains(where: { $0.removal.kind == .group }) {
      notes.append(
        "kind: a feature is left out alone, while others may tell the same; a group is of features that go together, all left "
          + "out at once, so that what they share is gone.")
    }
    let listed = removals.count { $0.removal.kind == .feature }
    if listed < features {
      notes.append("The \(listed) most important of \(features) features, to bound the cost.")
    }
    if let thinnedRows {
      notes.append("Trained on \(NumberText.count(thinnedRows)) rows a fold, to bound the cost.")
    }
    return notes
  }

  private func probeTable(_ probes: ProbeSelection) -> TopicTable {
    let count = Double(probes.repeats.count)
    let kept = Set(probes.kept)
    let rows = probes.features.indices.map { feature -> (hits: Int, importance: Double, cells: [TopicCell]) in
      let mean = probes.repeats.reduce(0) { $0 + $1.importances[feature] } / count
      let hits = probes.hits(feature)
      return (
        hits, mean,
        [
          .text(probes.features[feature]), TopicCell(mean), TopicCell(Double(hits) / count),
          .text(kept.contains(probes.features[feature]) ? "keep" : "drop"),
        ]
      )
    }
    let best = probes.repeats.reduce(0) { $0 + $1.bestProbe } / count
    return TopicTable(
      "probe_selection",
      title: "Features against ten columns of noise, \(probes.repeats.count) trainings of boosted trees",
      columns: [
        .init("feature", "feature", .text), .init("importance", "importance", .difference),
        .init("above_probes", "above noise", .share), .init("verdict", "verdict", .text),
      ],
      rows: rows.sorted { ($1.hits, $1.importance) < ($0.hits, $0.importance) }.map(\.cells),
      notes: [
        "importance: how much worse \(MetricWords.title(probes.metric.name)) is when the column is shuffled in held-out rows (at most \(NumberText.count(ProbeSelection.mostTestRows)) a fold), mean of all trainings; of the best noise column it is \(NumberText.significant(best, digits: 2)).",
        "Keep: in more than half of the trainings, and on average, above the best of five shuffled copies of columns and five columns of normal noise.",
        "The score with these features alone is of folds that did not choose them.",
      ])
  }
}
