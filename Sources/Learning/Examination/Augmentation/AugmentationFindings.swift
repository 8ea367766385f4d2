internal import Specification
internal import Statistics
internal import StudyModel

/// The augmentation in words and a table.
struct AugmentationFindings {
  let metric: MetricPanel.Metric
  let isTemporal: Bool
  /// Of the chosen settings as they are, one a fold.
  let base: [Double?]
  let effects: [(method: StudySpecification.Augmentation, effect: PairedEffect)]
  /// That such data do not allow.
  let unfit: [StudySpecification.Augmentation]
  let folds: Int
  let isThinned: Bool

  var report: TopicReport {
    TopicReport(.augmentation, finding: finding, sentences: sentences, tables: effects.isEmpty ? [] : [table])
  }

  private var title: String { MetricWords.title(metric.name) }
  private var kept: [(method: StudySpecification.Augmentation, effect: PairedEffect)] {
    effects.filter { $0.effect.verdict == .better }
  }

  private var finding: String {
    let known = effects.filter { $0.effect.gain != nil }
    guard let best = known.max(by: { ($0.effect.gain ?? 0) < ($1.effect.gain ?? 0) }) else {
      return "No method of augmentation could be tried with such data."
    }
    let count = NumberText.count(effects.count, of: "method")
    guard !kept.isEmpty else {
      return "None of \(count) of augmentation is shown to be better, so none is kept; the best mean is that of "
        + "\(best.method.rawValue): \(change(best.effect))."
    }
    let listed = kept.map { "\($0.method.rawValue) (\(change($0.effect)))" }
    return
      "Of \(count) of augmentation \(NumberText.list(listed)) \(kept.count == 1 ? "is" : "are") shown to be better."
  }

  private var sentences: [String] {
    var result: [String] = []
    if !kept.isEmpty {
      result.append(
        "Recommended: \(NumberText.list(kept.map(\.method.rawValue))). The final model was trained without; an external "
          + "candidate can train with it.")
    }
    if !unfit.isEmpty { result.append("Not for such data: \(NumberText.list(unfit.map(\.rawValue))).") }
    return result
  }

  private func change(_ effect: PairedEffect) -> String { effect.words(metric, open: ", which may be chance") }

  private static func word(_ verdict: PairedEffect.Verdict) -> String {
    switch verdict {
    case .better: "keep"
    case .worse: "worse"
    case .same: "same"
    case .undecided: "cannot be told"
    }
  }

  // MARK: Table

  private var table: TopicTable {
    let tested: [TopicTable.Column] =
      isTemporal
      ? [.init("better_windows", "better in", .text)]
      : [
        .init("interval", "95 % interval", .interval, sacrifice: 1), .init("p", "p", .probability, sacrifice: 3),
        .init("adjusted_p", "adjusted p", .probability, sacrifice: 2),
      ]
    let columns: [TopicTable.Column] =
      [.init("method", "method", .text), .init("score", title, .number), .init("change", "change", .difference)]
      + tested + [.init("verdict", "verdict", .text)]
    let mean = FoldIntervals.mean(base.compactMap(\.self))
    let plain = [.text("none"), TopicCell(mean)] + [TopicCell](repeating: .missing, count: tested.count + 1)
    return TopicTable(
      "augmentation", title: "\(title) with augmented training rows, \(NumberText.count(folds, of: "fold"))",
      columns: columns, rows: [plain + [.text("as chosen")]] + effects.map(row), notes: notes)
  }

  private var notes: [String] {
    var notes = [
      "Rows are copied, left out or made up from the training rows of a fold, never from held-out ones.",
      "change: with it minus without, on the same folds and with the same seeds.",
      isTemporal
        ? "Keep: better in every window; same: within what counts as the same in every window."
        : "Keep: better by more than chance explains, Holm over the methods; same: too small to matter.",
    ]
    if isThinned {
      notes.append("Trained on \(NumberText.count(AugmentationTopic.mostRows)) rows a fold, to bound the cost.")
    }
    return notes
  }

  private func row(_ item: (method: StudySpecification.Augmentation, effect: PairedEffect)) -> [TopicCell] {
    let effect = item.effect
    let tested: [TopicCell] =
      isTemporal
      ? [effect.gainsInWords.map(TopicCell.text) ?? .missing]
      : [TopicCell(effect.bounds(of: metric)), TopicCell(effect.pValue), TopicCell(effect.adjustedPValue)]
    return [
      .text(item.method.rawValue), TopicCell(effect.scores.flatMap(FoldIntervals.mean)),
      TopicCell(effect.gain.map { metric.isMaximized ? $0 : -$0 }),
    ] + tested + [.text(Self.word(effect.verdict))]
  }
}
