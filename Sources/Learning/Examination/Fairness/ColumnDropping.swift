internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// What becomes of the chosen settings when columns are taken away: trained anew on every evaluation fold, with and
/// without them, and judged on the same rows.
struct ColumnDropping: Sendable {
  /// Training rows of a fold; both sides learn from the same sample of larger ones.
  static let mostRows = 8000

  /// Out of fold, with and without the columns.
  struct Side: Sendable {
    /// The primary metric, one a fold.
    var scores: [Double]
    var predictions: Predictions
    var threshold: Double?
  }

  struct Change: Codable, Equatable, Sendable {
    var before: Double?
    var after: Double?
    var interval: ConfidenceInterval?

    var difference: Double? { before.flatMap { before in after.map { $0 - before } } }
  }

  struct Result: Codable, Equatable, Sendable {
    var dropped: [String]
    /// Of the primary metric; no interval over windows of time.
    var score: Change
    /// Of selection rates, lowest over highest and their difference, and of true or false positive rates; none for
    /// regressions and more than two classes.
    var ratio: Change?
    var parity: Change?
    var odds: Change?
    /// How well the columns that are left tell the groups; nil where nothing can be said.
    var remaining: Double?
    /// Training rows of a fold, where larger ones were sampled.
    var sampledRows: Int?
  }

  let examination: Examination
  private let refit: ChosenRefit
  private var folds: [Fold] { refit.folds }
  let isSampled: Bool
  private var whole = Side(scores: [], predictions: Predictions(outputCount: 1, values: []))

  /// nil for a model that cannot be trained on other columns in this process, or on a sample of a fold.
  init?(_ examination: Examination) throws(LearningError) {
    guard examination.chosen.canPredictHere, var refit = try ChosenRefit(examination) else { return nil }
    isSampled = refit.thin(to: Self.mostRows)
    (self.examination, self.refit) = (examination, refit)
    do throws(LearningError) { whole = side(isSampled ? try refit.judged(ChosenRefit.Change()) : judged) } catch {
      if error.concernsStudy { throw error }
      return nil
    }
  }

  /// What the study itself saw of the settings with all columns.
  private var judged: [ChosenRefit.Judged] {
    let (context, outcomes) = (examination.context, examination.chosen.outcomes.prefix(folds.count))
    return outcomes.map {
      ChosenRefit.Judged(
        predictions: Predictions(outputCount: context.data.outputCount, values: $0.predictions),
        score: $0.scores[context.panel.primary.name])
    }
  }

  private func side(_ judged: [ChosenRefit.Judged]) -> Side {
    let values = judged.flatMap(\.predictions.values)
    let context = examination.context
    return Side(
      scores: judged.compactMap(\.score),
      predictions: Predictions(outputCount: context.data.outputCount, values: values),
      threshold: context.chosenThresholds(rows: folds.flatMap(\.test), probabilities: values).decision)
  }

  /// nil where no column is left, or the model cannot learn from those that are.
  func result(_ dropped: [String], for sensitive: SensitiveGroups) throws(LearningError) -> Result? {
    guard examination.columns.contains(where: { !dropped.contains($0.name) }) else { return nil }
    let side: Side
    do throws(LearningError) { side = self.side(try refit.judged(.without(dropped))) } catch {
      if error.concernsStudy { throw error }
      return nil
    }
    var result = Result(
      dropped: dropped, score: scoreChange(side),
      remaining: try ProxySearch.search(sensitive, without: dropped, examination)?.auc,
      sampledRows: isSampled ? Self.mostRows : nil)
    let gaps = gapChanges(side, sensitive)
    if gaps.count == 3 { (result.ratio, result.parity, result.odds) = (gaps[0], gaps[1], gaps[2]) }
    return result
  }

  private func scoreChange(_ side: Side) -> Change {
    guard side.scores.count == folds.count, whole.scores.count == folds.count else { return Change() }
    var change = Change(before: FoldIntervals.mean(whole.scores), after: FoldIntervals.mean(side.scores))
    if examination.context.splits.kind == .temporal { return change }
    let rows = refit.meanRows
    let found = PairedTests.corrected(
      side.scores, whole.scores, trainingRows: rows.training, testRows: rows.test, level: 0.95)
    change.interval = found?.bounds.map {
      ConfidenceInterval(low: $0.low, high: $0.high, method: "Nadeau–Bengio corrected t, \(folds.count) folds, paired")
    }
    return change
  }

  private static let gaps: [GroupOutcome.Gap] = [.parityRatio, .parityDifference, .oddsDifference]

  /// On all out-of-fold rows, each side with the threshold that is best for it; none unless there are two classes.
  private func gapChanges(_ side: Side, _ sensitive: SensitiveGroups) -> [Change] {
    let context = examination.context
    let rows = folds.flatMap(\.test)
    func grouped(_ side: Side) -> GroupedRows? {
      guard context.data.task == .binary else { return nil }
      return GroupedRows(
        sensitive, context.data, rows: rows, side.predictions, class: 1, threshold: side.threshold)
    }
    guard let before = grouped(whole), let after = grouped(side) else { return [] }
    let compared = ComparedGroups(before.sizes)
    func gaps(_ rows: GroupedRows, _ places: [Int]) -> [Double?] {
      let counts = rows.counts(places)
      return Self.gaps.map { $0.value(compared.map { counts[$0] }) }
    }
    let draws = sensitive.draws(rows, in: context, seed: 5730)
    let intervals = draws.intervals(Self.gaps.count) { places in
      zip(gaps(before, places), gaps(after, places)).map { old, new in old.flatMap { old in new.map { $0 - old } } }
    }
    let (old, new) = (gaps(before, before.places), gaps(after, after.places))
    return Self.gaps.indices.map { Change(before: old[$0], after: new[$0], interval: intervals[$0]) }
  }
}

extension GroupedRows {
  /// Without weights.
  var sizes: [(positives: Int, negatives: Int)] {
    var sizes = [(positives: Int, negatives: Int)](repeating: (0, 0), count: groupCount)
    for place in codes.indices where codes[place] >= 0 {
      if labels[place] { sizes[codes[place]].positives += 1 } else { sizes[codes[place]].negatives += 1 }
    }
    return sizes
  }
}
