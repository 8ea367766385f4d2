public import StudyModel

/// By what, and on which folds, all finalists of a study are judged.
public struct EvaluationBasis: Equatable, Sendable {
  /// The primary metric.
  public var metric: String
  public var isMaximized: Bool
  /// What counts as the same in practice, in the metric's unit.
  public var rope: Double
  /// The evaluation folds, which all finalists share.
  public var split: SplitSummary
  /// Of the intervals.
  public var level: Double

  public init(metric: String, isMaximized: Bool, rope: Double, split: SplitSummary, level: Double = 0.95) {
    (self.metric, self.isMaximized, self.rope, self.split) = (metric, isMaximized, rope, split)
    self.level = level
  }

  /// `difference` of two values with the sign turned so that above 0 means the first is better.
  func advantage(_ difference: Double) -> Double { isMaximized ? difference : -difference }
}

extension SplitSummary {
  /// Folds of a temporal split are windows in a sequence, each trained on all before it: they are not exchangeable,
  /// and neither an interval nor a t-test over them is honest.
  var isTemporal: Bool { kind == "temporal" }

  /// Mean training and test rows of a fold.
  var meanRows: (training: Double, test: Double) {
    func mean(_ rows: [Int]) -> Double { rows.isEmpty ? 0 : Double(rows.reduce(0, +)) / Double(rows.count) }
    return (mean(trainingRows), mean(testRows))
  }

  /// Such as `5 folds` or `5 folds, 3 times`.
  var foldsInWords: String {
    NumberText.count(folds, of: "fold") + (repeats > 1 ? ", \(repeats) times" : "")
  }
}

extension CandidateSummary {
  func estimate(_ metric: String) -> Estimate? { estimates.first { $0.metric == metric } }
}
