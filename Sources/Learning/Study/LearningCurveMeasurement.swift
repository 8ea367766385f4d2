internal import Specification
internal import Statistics
internal import StudyModel

/// Would more rows help? Trains the chosen settings on growing shares of the training rows.
enum LearningCurveMeasurement {
  static let shares = [0.125, 0.25, 0.5, 1]
  /// Of the evaluation folds, to keep it short.
  static let mostFolds = 3
  /// Fewer rows than this teach nothing about the curve.
  static let fewestRows = 30

  private struct Point: Codable, Sendable {
    var rows: Int
    var scores: [Double]
  }

  /// nil where too few rows or undefined scores leave no curve.
  static func measure(_ finalist: Finalist, in context: StudyContext) throws(LearningError) -> LearningCurve? {
    let folds = Array(context.splits.evaluation.prefix(mostFolds))
    let tasks = shares.flatMap { share in folds.indices.map { (share: share, fold: $0) } }
    let entry = try context.journal.step("learning-curve") { () throws(LearningError) in
      try context.inParallel(tasks) { task throws(LearningError) in
        let training = subset(of: folds[task.fold].training, share: task.share, context, fold: task.fold)
        let outcome = try context.outcome(
          of: finalist.candidate, settings: finalist.settings,
          on: Fold(training: training, test: folds[task.fold].test), seed: context.seed(fold: task.fold),
          scoring: .primary)
        return Point(rows: training.count, scores: [outcome.scores[context.panel.primary.name]].compactMap(\.self))
      }
    }
    let points = stride(from: 0, to: tasks.count, by: folds.count).map { start in
      let own = entry.value[start..<(start + folds.count)]
      return Point(rows: own.reduce(0) { $0 + $1.rows } / own.count, scores: own.flatMap(\.scores))
    }
    let complete = points.filter { $0.scores.count == folds.count && $0.rows >= fewestRows }
    guard complete.count >= 2 else { return nil }
    return curve(finalist.name, complete, context.panel)
  }

  /// A random share; of a temporal split the latest, as a shorter history would be.
  private static func subset(of rows: [Int], share: Double, _ context: StudyContext, fold: Int) -> [Int] {
    let count = Int((Double(rows.count) * share).rounded())
    if context.splits.kind == .temporal, let times = context.data.times {
      return rows.sorted { (times[$0], $0) < (times[$1], $1) }.suffix(count).sorted()
    }
    var (shuffled, generator) = (rows, SeededGenerator(seed: context.seed(fold: 2000 + fold)))
    generator.shuffle(&shuffled)
    return shuffled.prefix(count).sorted()
  }

  private static func curve(_ candidate: String, _ points: [Point], _ panel: MetricPanel) -> LearningCurve {
    let means = points.map { $0.scores.reduce(0, +) / Double($0.scores.count) }
    let deviations = zip(points, means).map { point, mean in
      let squares = point.scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(max(1, point.scores.count - 1))).squareRoot()
    }
    let last = points.count - 1
    // Paired by fold: the folds' own differences do not count as noise.
    let gains = zip(points[last].scores, points[last - 1].scores).map { panel.gain($0, over: $1) }
    let gain = gains.reduce(0, +) / Double(gains.count)
    let error =
      (gains.reduce(0) { $0 + ($1 - gain) * ($1 - gain) } / Double(max(1, gains.count - 1)) / Double(gains.count))
      .squareRoot()
    let amount = FixedText.number(abs(gain), 4)
    let verdict =
      gain > 2 * error
      ? "more rows would probably help: the last doubling gained \(amount) in \(panel.primary.name)"
      : "more rows would hardly help: the last doubling \(gain < 0 ? "lost" : "gained") \(amount) in "
        + "\(panel.primary.name), no more than chance"
    return LearningCurve(
      candidate: candidate, metric: panel.primary.name, rows: points.map(\.rows), means: means, deviations: deviations,
      verdict: verdict)
  }
}
