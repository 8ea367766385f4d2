extension MetricCatalog {
  static let probabilityMetrics: [Entry] = [
    Entry(
      name: "auc", isMaximized: true, range: 0...1, summary: "area under the ROC curve",
      binary: { BinaryScores.rocAUC(labels: $0.labels, scores: $0.scores, weights: $0.weights) }),
    Entry(
      name: "average_precision", isMaximized: true, range: 0...1,
      summary: "mean precision over recall, without interpolation",
      binary: { BinaryScores.averagePrecision(labels: $0.labels, scores: $0.scores, weights: $0.weights) }),
    Entry(
      name: "log_loss", isMaximized: false, range: 0 ... .infinity, summary: "mean negative log-likelihood, in nats",
      binary: { BinaryScores.logLoss(labels: $0.labels, probabilities: $0.scores, weights: $0.weights) },
      multiclass: { $0.logLoss }),
    Entry(
      name: "brier", isMaximized: false, range: 0...2,
      summary: "mean squared error of the probabilities, at most 1 for two classes and 2 for more",
      binary: { BinaryScores.brier(labels: $0.labels, probabilities: $0.scores, weights: $0.weights) },
      multiclass: { $0.brier }),
    Entry(
      name: "ece", isMaximized: false, range: 0...1,
      summary: "expected calibration error over ten bins of equal width, of the top class for more than two",
      binary: {
        BinaryScores.expectedCalibrationError(labels: $0.labels, probabilities: $0.scores, weights: $0.weights)
      },
      multiclass: { $0.expectedCalibrationError() }),
    Entry(
      name: "ks", isMaximized: true, range: 0...1, summary: "largest gap between true and false positive rate",
      binary: { BinaryScores.kolmogorovSmirnov(labels: $0.labels, scores: $0.scores, weights: $0.weights) }),
    Entry(
      name: "auc_ovr", isMaximized: true, range: 0...1, summary: "mean area of each class against the rest",
      multiclass: { $0.aucOneVersusRest() }),
    Entry(
      name: "auc_ovr_weighted", isMaximized: true, range: 0...1, summary: "auc_ovr, classes weighted by rows",
      multiclass: { $0.aucOneVersusRest(.weighted) }),
    Entry(
      name: "auc_ovo", isMaximized: true, range: 0...1, summary: "mean area over pairs of classes",
      multiclass: { $0.aucOneVersusOne() }),
    Entry(
      name: "auc_ovo_weighted", isMaximized: true, range: 0...1, summary: "auc_ovo, pairs weighted by rows",
      multiclass: { $0.aucOneVersusOne(.weighted) }),
    Entry(
      name: "top_2_accuracy", isMaximized: true, range: 0...1,
      summary: "share of rows whose class is among the two most probable", multiclass: { $0.topAccuracy(2) }),
  ]

  static let classMetrics: [Entry] = [
    Entry(
      name: "accuracy", isMaximized: true, range: 0...1, summary: "share of rows called right",
      needsThreshold: true, binary: { $0.confusion?.accuracy }, multiclass: { $0.accuracy }),
    Entry(
      name: "balanced_accuracy", isMaximized: true, range: 0...1, summary: "mean recall of the classes",
      needsThreshold: true, binary: { $0.confusion?.balancedAccuracy }, multiclass: { $0.balancedAccuracy }),
    Entry(
      name: "f1", isMaximized: true, range: 0...1, summary: "harmonic mean of precision and recall",
      needsThreshold: true, binary: { $0.confusion?.f1 }),
    Entry(
      name: "f2", isMaximized: true, range: 0...1, summary: "as f1, recall counting twice as much",
      needsThreshold: true, binary: { $0.confusion?.fScore(beta: 2) }),
    Entry(
      name: "precision", isMaximized: true, range: 0...1, summary: "share of positive calls that are right",
      needsThreshold: true, binary: { $0.confusion?.precision }),
    Entry(
      name: "recall", isMaximized: true, range: 0...1, summary: "share of positive rows that are found",
      needsThreshold: true, binary: { $0.confusion?.recall }),
    Entry(
      name: "specificity", isMaximized: true, range: 0...1, summary: "share of negative rows that are left alone",
      needsThreshold: true, binary: { $0.confusion?.specificity }),
    Entry(
      name: "mcc", isMaximized: true, range: -1...1, summary: "Matthews correlation of calls and classes",
      needsThreshold: true, binary: { $0.confusion?.matthewsCorrelation }, multiclass: { $0.matthewsCorrelation }),
    Entry(
      name: "kappa", isMaximized: true, range: -1...1, summary: "agreement beyond chance",
      needsThreshold: true, binary: { $0.confusion?.kappa }, multiclass: { $0.kappa() }),
    Entry(
      name: "kappa_quadratic", isMaximized: true, range: -1...1,
      summary: "agreement beyond chance, distant classes counting more", multiclass: { $0.kappa(quadratic: true) }),
    Entry(
      name: "f1_macro", isMaximized: true, range: 0...1, summary: "mean F1 of the classes",
      multiclass: { $0.f1Macro }),
    Entry(
      name: "f1_micro", isMaximized: true, range: 0...1, summary: "F1 of all calls together: the accuracy",
      multiclass: { $0.f1Micro }),
    Entry(
      name: "f1_weighted", isMaximized: true, range: 0...1, summary: "mean F1, classes weighted by rows",
      multiclass: { $0.f1Weighted }),
  ]

  static let regressionMetrics: [Entry] = [
    Entry(
      name: "rmse", isMaximized: false, range: 0 ... .infinity,
      summary: "root mean squared error, in the target's unit",
      regression: { $0.rootMeanSquaredError }),
    Entry(
      name: "mse", isMaximized: false, range: 0 ... .infinity,
      summary: "mean squared error, in the target's unit squared",
      regression: { $0.meanSquaredError }),
    Entry(
      name: "mae", isMaximized: false, range: 0 ... .infinity, summary: "mean absolute error, in the target's unit",
      regression: { $0.meanAbsoluteError }),
    Entry(
      name: "median_absolute_error", isMaximized: false, range: 0 ... .infinity,
      summary: "median absolute error, in the target's unit",
      regression: { $0.medianAbsoluteError }),
    Entry(
      name: "max_error", isMaximized: false, range: 0 ... .infinity,
      summary: "largest absolute error, in the target's unit",
      regression: { $0.maxError }),
    Entry(
      name: "r2", isMaximized: true, range: -.infinity...1,
      summary: "share of the target's variance that is explained; may be negative",
      regression: { $0.rSquared }),
    Entry(
      name: "explained_variance", isMaximized: true, range: -.infinity...1,
      summary: "as r2, but a constant error costs nothing",
      regression: { $0.explainedVariance }),
    Entry(
      name: "d2_absolute_error", isMaximized: true, range: -.infinity...1,
      summary: "as r2, of absolute errors against the median",
      regression: { $0.absoluteErrorExplained }),
    Entry(
      name: "mape", isMaximized: false, range: 0 ... .infinity,
      summary: "mean absolute error as a share of the target; none for a target of 0",
      regression: { $0.meanAbsolutePercentageError }),
    Entry(
      name: "smape", isMaximized: false, range: 0...2,
      summary: "mean absolute error as a share of the mean of target and prediction",
      regression: { $0.symmetricPercentageError }),
    Entry(
      name: "rmsle", isMaximized: false, range: 0 ... .infinity, summary: "root mean squared error of ln(1 + x)",
      regression: { $0.rootMeanSquaredLogError }),
    Entry(
      name: "poisson_deviance", isMaximized: false, range: 0 ... .infinity,
      summary: "mean Poisson deviance, for counts",
      regression: { $0.poissonDeviance }),
    Entry(
      name: "pearson", isMaximized: true, range: -1...1, summary: "correlation of targets and predictions",
      regression: { $0.correlation }),
  ]
}
