internal import RunModel
internal import Statistics

/// Training and validation rows, encoded once, and how a booster fits them.
final class TrainingMatrices {
  let training: BoosterMatrix
  let validation: BoosterMatrix
  let trainingLabels: [Bool]
  let validationLabels: [Bool]

  init(_ data: TrainingData, threads: Int) throws(LearningError) {
    let (train, val) = (data.split.training, data.split.validation)
    (trainingLabels, validationLabels) = (data.labels(of: train), data.labels(of: val))
    let width = data.encoder.width
    training = try BoosterMatrix(
      data.matrix(of: train), rows: train.count, columns: width, labels: trainingLabels, threads: threads)
    validation = try BoosterMatrix(
      data.matrix(of: val), rows: val.count, columns: width, labels: validationLabels, threads: threads)
  }

  struct Fit {
    var trainingLoss: Double
    var validationLoss: Double
    var trainingAUC: Double
    var validationAUC: Double

    var metrics: [(MetricName, Double)] {
      [
        ("train/logloss", trainingLoss), ("val/logloss", validationLoss), ("train/auc", trainingAUC),
        ("val/auc", validationAUC),
      ]
    }
  }

  /// Computed here and not by XGBoost, whose evaluation ignores the number of threads it was given.
  func scores(_ booster: Booster) throws(LearningError) -> Fit {
    let train = try booster.predict(training)
    let val = try booster.predict(validation)
    return Fit(
      trainingLoss: BinaryScores.logLoss(labels: trainingLabels, probabilities: train) ?? .nan,
      validationLoss: BinaryScores.logLoss(labels: validationLabels, probabilities: val) ?? .nan,
      trainingAUC: BinaryScores.rocAUC(labels: trainingLabels, scores: train) ?? .nan,
      validationAUC: BinaryScores.rocAUC(labels: validationLabels, scores: val) ?? .nan)
  }
}
