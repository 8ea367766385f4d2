/// What metrics are called on a page for people.
public enum MetricWords {
  /// `AUC` for `auc`; a metric without an entry keeps its own name.
  public static func title(_ metric: String) -> String { entries[metric]?.title ?? metric }

  /// Half a sentence for who has never met it; nil where there is none.
  public static func explanation(_ metric: String) -> String? { entries[metric]?.explanation }

  /// What the metric can be at all, where that is bounded on both sides.
  public static func range(_ metric: String) -> ClosedRange<Double>? { entries[metric]?.range }

  private struct Entry: Sendable {
    var title: String
    var range: ClosedRange<Double>?
    var explanation: String
  }

  private static let entries: [String: Entry] = [
    "auc": Entry(
      title: "AUC", range: 0...1,
      explanation: "the chance that a positive row is ranked above a negative one; 0.5 is guessing, 1 is perfect"),
    "average_precision": Entry(
      title: "average precision", range: 0...1,
      explanation: "precision averaged over all recalls; guessing gives the share of positives"),
    "log_loss": Entry(
      title: "log loss", range: nil, explanation: "how surprised the probabilities are by what happened; 0 is perfect"),
    "brier": Entry(
      title: "Brier score", range: 0...1, explanation: "mean squared error of the probabilities; 0 is perfect"),
    "ece": Entry(
      title: "ECE", range: 0...1,
      explanation: "calibration error: how far predicted probabilities lie from observed shares; 0 is perfect"),
    "accuracy": Entry(title: "accuracy", range: 0...1, explanation: "the share of rows predicted right"),
    "balanced_accuracy": Entry(
      title: "balanced accuracy", range: 0...1, explanation: "accuracy with every class counting the same"),
    "f1": Entry(title: "F1", range: 0...1, explanation: "the harmonic mean of precision and recall"),
    "precision": Entry(title: "precision", range: 0...1, explanation: "how many of the predicted positives are right"),
    "recall": Entry(title: "recall", range: 0...1, explanation: "how many of the positives are found"),
    "mcc": Entry(title: "MCC", range: -1...1, explanation: "correlation of predicted and actual class; 0 is guessing"),
    "rmse": Entry(
      title: "RMSE", range: nil,
      explanation: "the typical error in the target's own unit, large ones counting more; 0 is perfect"),
    "mae": Entry(title: "MAE", range: nil, explanation: "the mean error in the target's own unit; 0 is perfect"),
    "r2": Entry(
      title: "R2", range: nil, explanation: "the share of the target's variance explained; 0 is predicting the mean"),
  ]
}
