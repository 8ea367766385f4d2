internal import StudyModel

/// The metrics a study knows, by the tasks they are for.
enum MetricNames {
  static let binary = [
    "auc", "average_precision", "log_loss", "brier", "accuracy", "balanced_accuracy", "f1", "precision", "recall",
    "specificity", "mcc",
  ]
  static let multiclass = ["log_loss", "accuracy", "balanced_accuracy", "f1_macro", "auc_macro"]
  static let regression = ["rmse", "mae", "r2", "mape", "median_absolute_error"]

  /// In this order, each once.
  static let all = (binary + multiclass + regression).reduce(into: [String]()) { names, name in
    if !names.contains(name) { names.append(name) }
  }

  /// Empty for an unknown name.
  static func tasks(of name: String) -> Set<StudyTask> {
    var tasks: Set<StudyTask> = []
    if binary.contains(name) { tasks.insert(.binary) }
    if multiclass.contains(name) { tasks.insert(.multiclass) }
    if regression.contains(name) { tasks.insert(.regression) }
    return tasks
  }
}
