internal import Statistics

/// What metrics are called on a page for people.
public enum MetricWords {
  /// `AUC` for `auc`; a metric without an entry keeps its own name.
  public static func title(_ metric: String) -> String { entries[metric]?.title ?? metric }

  /// Half a sentence for who has never met it; nil for an unknown metric.
  public static func explanation(_ metric: String) -> String? {
    entries[metric]?.explanation ?? MetricCatalog.find(metric)?.summary
  }

  private struct Entry: Sendable {
    var title: String
    var explanation: String
  }

  private static let entries: [String: Entry] = [
    "auc": Entry(
      title: "AUC",
      explanation: "the chance that a positive row is ranked above a negative one; 0.5 is guessing, 1 is perfect"),
    "average_precision": Entry(
      title: "average precision",
      explanation: "precision averaged over all recalls; guessing gives the share of positives"),
    "log_loss": Entry(
      title: "log loss", explanation: "how surprised the probabilities are by what happened; 0 is perfect"),
    "brier": Entry(
      title: "Brier score", explanation: "mean squared error of the probabilities; 0 is perfect"),
    "ece": Entry(
      title: "ECE",
      explanation: "calibration error: how far predicted probabilities lie from observed shares; 0 is perfect"),
    "accuracy": Entry(title: "accuracy", explanation: "the share of rows predicted right"),
    "balanced_accuracy": Entry(
      title: "balanced accuracy", explanation: "accuracy with every class counting the same"),
    "f1": Entry(title: "F1", explanation: "the harmonic mean of precision and recall"),
    "precision": Entry(title: "precision", explanation: "how many of the predicted positives are right"),
    "recall": Entry(title: "recall", explanation: "how many of the positives are found"),
    "mcc": Entry(title: "MCC", explanation: "correlation of predicted and actual class; 0 is guessing"),
    "rmse": Entry(
      title: "RMSE",
      explanation: "the typical error in the target's own unit, large ones counting more; 0 is perfect"),
    "mae": Entry(title: "MAE", explanation: "the mean error in the target's own unit; 0 is perfect"),
    "r2": Entry(
      title: "R2", explanation: "the share of the target's variance explained; 0 is predicting the mean"),
  ]
}
