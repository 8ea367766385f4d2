internal import HyperparameterSearch
internal import JSONText
internal import StudyModel

/// A family of models. Everything that is fitted (imputation, encoding, scaling, weights, stopping round, the model) is
/// fitted on the given training rows alone.
protocol Learner: Sendable {
  /// As in `CandidateSummary.family`.
  var family: String { get }
  var interpretability: CandidateSummary.Interpretability { get }
  /// How rows are encoded. Learners of the same variant may share one `PreparedRows`.
  var pipelineVariant: FeaturePipeline.Variant { get }
  /// Of that variant; none of a learner that is searched.
  var leftOutSteps: Set<FeaturePipeline.Step> { get }
  /// All settings it knows; the search space may leave some of them fixed.
  var settingNames: [String] { get }
  /// The built-in search space for such data; empty where there is nothing to choose.
  func searchSpace(for data: StudyData) -> SearchSpace
  /// Good settings to begin with, the best first; each lies in the space. Never empty.
  func portfolio(for data: StudyData) -> [Assignment]

  /// The same prepared rows, settings and seed give the same model bit for bit, whatever was fitted before and whatever
  /// other threads do. Uses one thread. An absent setting has a fixed default.
  /// - Throws: when the rows cannot be learned from (one class only, no feature) or a setting has no such value.
  func fit(_ rows: PreparedRows, settings: Assignment, seed: UInt64) throws(LearningError) -> any FittedModel
}

extension Learner {
  var leftOutSteps: Set<FeaturePipeline.Step> { [] }

  /// Fits the pipeline on these rows and encodes them: once a fold, for many settings.
  func prepare(_ data: StudyData, rows: [Int]) throws(LearningError) -> PreparedRows {
    try PreparedRows(data, rows: rows, variant: pipelineVariant, leavingOut: leftOutSteps)
  }

  func fit(
    _ data: StudyData, rows: [Int], settings: Assignment, seed: UInt64
  ) throws(LearningError) -> any FittedModel {
    try fit(prepare(data, rows: rows), settings: settings, seed: seed)
  }
}

/// A model together with the pipeline that prepares its rows. A value: any thread may predict.
protocol FittedModel: Sendable {
  var family: String { get }
  /// Rows of any table with the training columns' names and kinds as this model sees them; unseen levels and missing
  /// cells are allowed. Training and prediction both go through the same pipeline.
  /// - Throws: when a column is absent or of another kind.
  func encode(_ columns: [StudyData.Column], times: [Double]?, rows: [Int]) throws(LearningError) -> EncodedRows
  /// - Parameter rows: encoded by this model, or by the `PreparedRows` it was fitted on.
  func predict(_ rows: EncodedRows) throws(LearningError) -> Predictions
  /// All that is needed to predict again; `ModelFile.read` gives an equal model back.
  var document: JSONValue { get }
  var facts: ModelFacts { get }
  /// Importance of each feature in `measure`, by column name; absent is 0. Empty where the family has none.
  var importance: (measure: String, values: [(feature: String, value: Double)]) { get }
}

extension FittedModel {
  /// - Parameter times: as in `StudyData`, for the seasonal family.
  func predict(
    _ columns: [StudyData.Column], times: [Double]? = nil, rows: [Int]
  ) throws(LearningError) -> Predictions {
    try predict(encode(columns, times: times, rows: rows))
  }
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
