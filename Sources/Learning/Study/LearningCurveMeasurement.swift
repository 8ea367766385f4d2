internal import Specification
internal import Statistics
internal import StudyModel

/// Would more rows help? Trains the chosen settings on growing shares of the training rows.
enum LearningCurveMeasurement {
  /// All rows are the evaluation itself.
  static let shares = [0.125, 0.25, 0.5]
  /// Of the evaluation folds, to keep it short.
  static let mostFolds = 5
  /// Fewer rows than this teach nothing about the curve.
  static let fewestRows = 30

  private struct Point: Codable, Sendable {
    var rows: Int
    var scores: [Double]
  }

  /// nil where too few rows or undefined scores leave no curve. A step of its own.
  /// - Parameters:
  ///   - finalist: evaluated.
  ///   - rope: what counts as the same.
  static func measure(
    _ finalist: Finalist, in context: StudyContext, rope: Double
  ) throws(LearningError) -> LearningCurve? {
    let folds = Array(context.splits.evaluation.prefix(min(mostFolds, context.splits.foldsPerRepeat)))
    let tasks = shares.flatMap { share in folds.indices.map { (share: share, fold: $0) } }
    let metric = context.panel.primary.name
    let entry = try context.journal.step("learning-curve") { () throws(LearningError) in
      try context.inParallel(tasks) { task throws(LearningError) in
        let whole = folds[task.fold].training
        let training = context.thinned(
          whole, to: Int((Double(whole.count) * task.share).rounded()), seed: 2000 + task.fold)
        let outcome = try context.outcome(
          of: finalist.candidate, settings: finalist.settings(onFold: task.fold),
          on: Fold(training: training, test: folds[task.fold].test), seed: context.seed(fold: task.fold),
          scoring: .primary)
        return Point(rows: training.count, scores: [outcome.scores[metric]].compactMap(\.self))
      }
    }
    let whole = zip(folds, finalist.outcomes).map { fold, outcome in
      Point(rows: fold.training.count, scores: [outcome.scores[metric]].compactMap(\.self))
    }
    let all = entry.value + whole
    let points = stride(from: 0, to: all.count, by: folds.count).map { start in
      let own = all[start..<(start + folds.count)]
      return Point(rows: own.reduce(0) { $0 + $1.rows } / own.count, scores: own.flatMap(\.scores))
    }
    let complete = points.filter { $0.scores.count == folds.count && $0.rows >= fewestRows }
    guard complete.count >= 2 else { return nil }
    let testRows = Double(folds.reduce(0) { $0 + $1.test.count }) / Double(folds.count)
    return curve(finalist.name, complete, testRows: testRows, rope: rope, context)
  }

  /// nil without two points.
  private static func curve(
    _ candidate: String, _ points: [Point], testRows: Double, rope: Double, _ context: StudyContext
  ) -> LearningCurve? {
    guard let last = points.last, let before = points.dropLast().last else { return nil }
    // Paired by fold: the folds' own differences do not count as noise.
    let gains = zip(last.scores, before.scores).map { context.panel.gain($0, over: $1) }
    guard let gain = FoldIntervals.mean(gains) else { return nil }
    let step = "from \(NumberText.count(before.rows)) to \(NumberText.count(last.rows)) rows"
    let metric = context.panel.primary.name
    let change =
      "\(gain < 0 ? "lost" : "gained") \(NumberText.significant(abs(gain), digits: 2)) in \(MetricWords.title(metric))"
    let bounds = FoldIntervals.corrected(gains, trainingRows: Double(last.rows), testRows: testRows, level: 0.95)
    let found =
      context.splits.kind == .temporal
      ? conclusion(ofWindows: gains, "\(step) \(change)") : conclusion(bounds, "\(step) \(change)", rope: rope)
    return LearningCurve(
      candidate: candidate, metric: metric, rows: points.map(\.rows),
      means: points.compactMap { FoldIntervals.mean($0.scores) },
      deviations: points.map { FoldIntervals.deviation($0.scores) ?? 0 },
      verdict: found.verdict, helps: found.helps)
  }

  /// What the last step says in a sentence, and whether more rows would help; nil: it cannot be told.
  typealias Conclusion = (verdict: String, helps: Bool?)

  /// - Parameters:
  ///   - bounds: of what the last step gained.
  ///   - change: in words.
  static func conclusion(_ bounds: Bounds?, _ change: String, rope: Double) -> Conclusion {
    switch bounds {
    case nil: ("Whether more rows would help cannot be told: \(change).", nil)
    case let bounds? where bounds.low > 0: ("More rows would probably help: \(change).", true)
    case let bounds? where bounds.high < 0:
      ("More rows made it worse: \(change). Look at what the additional rows hold.", false)
    case let bounds? where bounds.high < rope:
      ("More rows would hardly help: \(change), and not more than counts as the same.", false)
    default:
      ("Whether more rows would help cannot be told: \(change), which differs too much between the folds.", nil)
    }
  }

  /// Windows of time are no sample: they are counted.
  static func conclusion(ofWindows gains: [Double], _ change: String) -> Conclusion {
    let better = gains.count { $0 > 0 }
    let windows = "in \(better) of \(gains.count) windows it gained"
    return switch better {
    case gains.count: ("More rows would probably help: \(change); \(windows).", true)
    case 0: ("Rows from longer ago made it worse: \(change); \(windows).", false)
    default: ("Whether more rows would help depends on the time: \(change); \(windows).", nil)
    }
  }
}
