internal import HyperparameterSearch
internal import JSONText
internal import StudyModel

/// A family of models. Everything that is fitted (imputation, encoding, scaling, weights, stopping round, the model) is
/// fitted on the given training rows alone.
protocol Learner: Sendable {
  /// As in `CandidateSummary.family`.
  var family: String { get }
  var interpretability: CandidateSummary.Interpretability { get }
  /// The built-in search space for such data; empty where there is nothing to choose.
  func searchSpace(for data: StudyData) -> SearchSpace
  /// Good settings to begin with, the best first; each lies in the space.
  func portfolio(for data: StudyData) -> [Assignment]

  /// The same data, rows, settings and seed give the same model bit for bit. Uses one thread.
  /// - Throws: when the rows cannot be learned from (one class only, no feature) or a setting has no such value.
  func fit(
    _ data: StudyData, rows: [Int], settings: Assignment, seed: UInt64
  ) throws(LearningError) -> any FittedModel
}

/// A model together with the pipeline that prepares its rows.
protocol FittedModel {
  /// Rows of any table with the training columns' names and kinds; unseen levels and missing cells are allowed.
  func predict(_ columns: [StudyData.Column], rows: [Int]) throws(LearningError) -> Predictions
  /// The row as the model sees it. Training and prediction both go through here.
  func encodedRow(_ columns: [StudyData.Column], row: Int) -> [Float]
  /// All that is needed to predict again; `ModelFile.read` gives an equal model back.
  var document: JSONValue { get }
  var facts: ModelFacts { get }
  /// Importance of each feature in `measure`, by column name; absent is 0. Empty where the family has none.
  var importance: (measure: String, values: [(feature: String, value: Double)]) { get }
}

/// What the comparison and the architecture page say of a model.
struct ModelFacts: Equatable, Sendable {
  /// What must be read to follow one prediction: coefficients used, or nodes on the paths of all trees.
  var parametersPerPrediction: Double
  var trees = 0
  var leaves = 0
  var depth = 0
  /// Boosting rounds chosen by early stopping; 0 where there are none.
  var rounds = 0
}
