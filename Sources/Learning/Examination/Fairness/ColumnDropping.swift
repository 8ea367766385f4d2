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
    /// Of selection rates and of true or false positive rates; none for regressions and more than two classes.
    var parity: Change?
    var odds: Change?
    /// How well the columns that are left tell the groups; nil where nothing can be said.
    var remaining: Double?
    /// Training rows of a fold, where larger ones were sampled.
    var sampledRows: Int?
  }

  let examination: Examination
  private let folds: [Fold]
  let isSampled: Bool
  private(set) var whole = Side(scores: [], predictions: Predictions(outputCount: 1, values: []))

  /// nil for a model that cannot be trained in this process, such as a command, or on a sample of a fold.
  init?(_ examination: Examination) throws(LearningError) {
    guard examination.chosen.canPredictHere else { return nil }
    self.examination = examination
    let context = examination.context
    let own = context.splits.evaluation.prefix(context.splits.foldsPerRepeat)
    isSampled = own.contains { $0.training.count > Self.mostRows }
    folds = own.map { fold in Self.sampled(fold, context) }
    do throws(LearningError) { whole = try side(without: []) } catch {
      if error.concernsStudy { throw error }
      return nil
    }
  }

  private static func sampled(_ fold: Fold, _ context: StudyContext) -> Fold {
    Fold(training: context.thinned(fold.training, to: mostRows, seed: 5720), test: fold.test)
  }

  /// - Parameter dropped: none: the model that was judged already, where its folds are not sampled.
  private func side(without dropped: [String]) throws(LearningError) -> Side {
    let (context, chosen) = (examination.context, examination.chosen)
    let parts: [Predictions]
    if dropped.isEmpty, !isSampled {
      parts = chosen.outcomes.prefix(folds.count).map {
        Predictions(outputCount: context.data.outputCount, values: $0.predictions)
      }
    } else {
      let folds = folds
      parts = try context.inParallel(Array(folds.indices)) { index throws(LearningError) in
        var data = try context.transformed(folds[index])
        data.columns.removeAll { dropped.contains($0.name) }
        let model = try context.fit(
          chosen, data, rows: folds[index].training, seed: context.seed(fold: index), onFold: index)
        return try model.predict(data.columns, times: data.times, rows: folds[index].test)
      }
    }
    let values = parts.flatMap(\.values)
    let rows = folds.flatMap(\.test)
    return Side(
      scores: zip(parts, folds).compactMap { examination.score($0, rows: $1.test) },
      predictions: Predictions(outputCount: context.data.outputCount, values: values),
      threshold: context.chosenThresholds(rows: rows, probabilities: values).decision)
  }

  /// nil where no column is left, or the model cannot learn from those that are.
  func result(_ dropped: [String], for sensitive: SensitiveGroups) throws(LearningError) -> Result? {
    guard examination.columns.contains(where: { !dropped.contains($0.name) }) else { return nil }
    let side: Side
    do throws(LearningError) { side = try self.side(without: dropped) } catch {
      if error.concernsStudy { throw error }
      return nil
    }
    var result = Result(
      dropped: dropped, score: scoreChange(side),
      remaining: try ProxySearch.search(sensitive, without: dropped, examination)?.auc,
      sampledRows: isSampled ? Self.mostRows : nil)
    (result.parity, result.odds) = gapChanges(side, sensitive)
    return result
  }

  private func scoreChange(_ side: Side) -> Change {
    guard side.scores.count == folds.count, whole.scores.count == folds.count else { return Change() }
    var change = Change(before: FoldIntervals.mean(whole.scores), after: FoldIntervals.mean(side.scores))
    if examination.context.splits.kind == .temporal { return change }
    let (training, test) = (folds.map(\.training.count), folds.map(\.test.count))
    let count = Double(folds.count)
    let found = PairedTests.corrected(
      side.scores, whole.scores, trainingRows: Double(training.reduce(0, +)) / count,
      testRows: Double(test.reduce(0, +)) / count, level: 0.95)
    change.interval = found?.bounds.map {
      ConfidenceInterval(low: $0.low, high: $0.high, method: "Nadeau–Bengio corrected t, \(folds.count) folds, paired")
    }
    return change
  }

  /// On all out-of-fold rows, each side with the threshold that is best for it.
  private func gapChanges(_ side: Side, _ sensitive: SensitiveGroups) -> (parity: Change?, odds: Change?) {
    let context = examination.context
    let rows = folds.flatMap(\.test)
    func grouped(_ side: Side) -> GroupedRows? {
      guard context.data.task == .binary else { return nil }
      return GroupedRows(
        sensitive, context.data, rows: rows, side.predictions, class: 1, threshold: side.threshold)
    }
    guard let before = grouped(whole), let after = grouped(side) else { return (nil, nil) }
    let sizes = before.sizes
    func gaps(_ rows: GroupedRows, _ places: [Int]) -> [Double?] {
      let counts = rows.counts(places)
      let positives = counts.indices.filter { sizes[$0].positives >= SensitiveGroups.fewestRows }.map { counts[$0] }
      let negatives = counts.indices.filter { sizes[$0].negatives >= SensitiveGroups.fewestRows }.map { counts[$0] }
      return [GroupOutcome.Gap.parityDifference, .oddsDifference].map {
        $0.value(positives: positives, negatives: negatives)
      }
    }
    let draws = sensitive.draws(rows, in: context, seed: 5730)
    let intervals = draws.intervals(2) { places in
      zip(gaps(before, places), gaps(after, places)).map { old, new in old.flatMap { old in new.map { $0 - old } } }
    }
    let (old, new) = (gaps(before, before.places), gaps(after, after.places))
    let changes = (0..<2).map { Change(before: old[$0], after: new[$0], interval: intervals[$0]) }
    return (changes[0], changes[1])
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
