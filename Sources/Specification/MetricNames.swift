internal import StudyModel

/// The metrics a study knows, by the tasks they are for. `Statistics.MetricCatalog` computes them.
enum MetricNames {
  private static let both = [
    "log_loss", "brier", "ece", "accuracy", "balanced_accuracy", "mcc", "kappa",
  ]
  private static let binary =
    ["auc", "average_precision", "ks", "f1", "f2", "precision", "recall", "specificity"] + both
  private static let multiclass =
    [
      "auc_ovr", "auc_ovr_weighted", "auc_ovo", "auc_ovo_weighted", "top_2_accuracy", "kappa_quadratic", "f1_macro",
      "f1_micro", "f1_weighted",
    ] + both
  private static let regression = [
    "rmse", "mse", "mae", "median_absolute_error", "max_error", "r2", "explained_variance", "d2_absolute_error", "mape",
    "smape", "rmsle", "poisson_deviance", "pearson",
  ]

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
