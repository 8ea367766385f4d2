import ModelSelection
import RunModel
import StudyModel
import StudyReport

/// A made-up study of hourly bicycle rentals: regression over windows of time, where a leak was found.
enum RentalStudy {
  static let evaluation = SplitSummary(
    name: "evaluation", kind: "temporal", folds: 5, repeats: 1, seed: 7,
    trainingRows: [2318, 4635, 6952, 9269, 11586], testRows: [2317, 2317, 2317, 2317, 2317],
    digest: "0d1c7f0a9b8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817060504", path: "splits/evaluation.csv")
  static let basis = EvaluationBasis(metric: "rmse", isMaximized: false, rope: 1, split: evaluation)

  static let header = StudyHeader(
    name: "rentals", task: .regression, taskReason: "the target has 869 different numbers.", target: "cnt", classes: [],
    primaryMetric: "rmse", direction: .minimize, otherMetrics: ["mae"], developmentRows: 13_903, testRows: 3_476,
    unusedRows: 168,
    features: ["season", "yr", "mnth", "hr", "holiday", "weekday", "temp", "hum", "windspeed"],
    excludedColumns: [
      .init(column: "casual", reason: "casual + registered = cnt: the target would predict itself."),
      .init(column: "registered", reason: "casual + registered = cnt: the target would predict itself."),
      .init(column: "dteday", reason: "it orders the rows."),
    ], dataDigest: "3cfce8a4f2d0", dataPath: "bike_hourly.csv", plannedTrials: 0, seed: 7)

  static let records: [StudyRecord] = {
    let models = [
      model("seasonal-naive", "seasonal-naive", 1, [96.2, 101.4, 118.9, 104.7, 97.8]),
      model("linear", "linear", 31, [139.5, 140.2, 151.7, 147.1, 138.8]),
      model("boosting", "boosting", 1_400, [81.3, 66.9, 72.4, 63.8, 59.9]),
    ]
    let comparisons = Comparisons.all(models, metric: "rmse", isMaximized: false, rope: 1, split: evaluation)
    let finding = Finding(
      check: "columns-add-up", severity: .critical, columns: ["casual", "registered"],
      evidence: "casual + registered = cnt in every row.", advice: "Both are left out.")
    var facts = ChoiceFacts(basis: basis, candidates: models, comparisons: comparisons, findings: [finding])
    facts.estimates = ["random-split", "temporal-split"].enumerated().map { index, name in
      NamedEstimate(
        name: name, candidate: "boosting", estimate: Estimate(metric: "rmse", value: [41.2, 68.9][index]),
        meaning: index == 0 ? "The same settings on folds drawn at random." : "The same settings on later rows.",
        run: "time-check")
    }
    let gain = Improvements.overBestBaseline(
      chosen: "boosting", candidates: models, comparisons: comparisons, basis: basis)
    return [.header(header), .split(evaluation), .finding(finding)] + models.map { .candidate($0) }
      + comparisons.map { .comparison($0) } + facts.estimates.map { .estimate($0) }
      + (gain.map { [.estimate($0)] } ?? []) + [.choice(ChoiceRule.choose(facts))]
  }()

  static let request = ApprovalRequest(
    checkpoint: "checkpoints/final.json", sha256: "ab", question: "May this model go into use?",
    evidence: ["On 3,476 test rows RMSE is 66.605 [61.132, 73.659]."])

  private static func model(_ name: String, _ family: String, _ complexity: Double, _ scores: [Double])
    -> CandidateSummary
  {
    CandidateSummary(
      name: name, family: family, isBaseline: family == "seasonal-naive",
      interpretability: family == "boosting" ? .low : .high, complexity: complexity,
      estimates: [
        FoldEstimate.estimate(metric: "rmse", scores: scores, split: evaluation),
        FoldEstimate.estimate(metric: "mae", scores: scores.map { 0.7 * $0 }, split: evaluation),
      ], modelBytes: Int(complexity) * 40, trainingSeconds: complexity / 900, run: "models/\(name)")
  }
}
