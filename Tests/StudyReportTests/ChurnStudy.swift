import HyperparameterSearch
import ModelSelection
import RunModel
import StudyModel
import StudyReport

/// A made-up study of a telephone company's churn, finished, with scores as such data give them.
enum ChurnStudy {
  static let evaluation = SplitSummary(
    name: "evaluation", kind: "stratified", folds: 5, repeats: 1, seed: 7,
    trainingRows: [4507, 4507, 4507, 4507, 4508], testRows: [1127, 1127, 1127, 1127, 1126],
    digest: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef", path: "splits/evaluation.csv")
  static let basis = EvaluationBasis(metric: "auc", isMaximized: true, rope: 0.01, split: evaluation)

  static let header = StudyHeader(
    name: "churn", task: .binary, taskReason: "the target has two values, No and Yes.", target: "Churn",
    classes: ["No", "Yes"], primaryMetric: "auc", direction: .maximize, otherMetrics: ["log_loss", "ece"],
    developmentRows: 5634, testRows: 1409,
    features: [
      "gender", "SeniorCitizen", "Partner", "Dependents", "tenure", "PhoneService", "InternetService", "Contract",
      "PaymentMethod", "MonthlyCharges", "TotalCharges",
    ],
    excludedColumns: [.init(column: "customerID", reason: "every row has its own value: it names the row.")],
    dataDigest: "88be1e9c38b3f2f4f3a4b5d39e6d1f5a5a0b7e2f5a1c4c6f3f0e9d8c7b6a5f4e", dataPath: "telco_churn.csv",
    plannedTrials: 6, seed: 7)

  static let findings = [
    Finding(
      check: "blank-number", severity: .warning, columns: ["TotalCharges"], rows: [488, 753, 936, 1082, 1340, 3331],
      rowCount: 11, evidence: "11 cells of TotalCharges are blank, all of them where tenure is 0.",
      advice: "They are filled inside each fold; check whether 0 is meant."),
    Finding(
      check: "duplicate-rows", severity: .info, rows: [964], rowCount: 22,
      evidence: "22 rows are exact copies of others, apart from customerID.",
      advice: "Nothing to do unless they are the same customer."),
  ]

  static let explanation = TopicReport(
    .explanation, finding: "Contract, tenure and MonthlyCharges carry 71 % of its decisions.",
    sentences: ["The importance that was expected agrees with it: Spearman 0.81."],
    tables: [
      TopicTable(
        "importance", title: "Importance on 1,409 held-out rows",
        columns: [
          .init("feature", "feature", .text), .init("drop", "drop in AUC", .difference),
          .init("interval", "interval", .interval), .init("share", "share", .share),
          .init("p_value", "p", .probability, sacrifice: 1),
        ],
        rows: [
          [.text("Contract"), .number(0.0731), .interval(low: 0.0512, high: 0.0951), .number(0.408), .number(0.0002)],
          [.text("tenure"), .number(0.0609), .interval(low: 0.0448, high: 0.077), .number(0.34), .number(0.001)],
          [.text("gender"), .number(-0.0001), .missing, .number(0), .missing],
        ],
        notes: ["drop in AUC: what the model loses when the feature is shuffled."])
    ])
  static let threshold = TopicReport(
    .threshold, finding: "At its best threshold the model earns what treating everybody earns: it adds nothing.",
    severity: .critical)

  static let trials = [
    trial(1, "linear", "portfolio", ["c": .number(1)], 0.8451, 0.9),
    trial(2, "forest", "portfolio", ["trees": .integer(300), "min_leaf": .integer(5)], 0.8438, 6.4),
    trial(3, "boosting", "portfolio", ["rounds": .integer(300), "learning_rate": .number(0.3)], 0.8187, 3.1),
    trial(
      4, "boosting", "bayesian", ["rounds": .integer(120), "learning_rate": .number(0.05)], 0.8467, 2.2),
    TrialSummary(
      number: 5, candidate: "boosting", stage: "bayesian", settings: ["rounds": .integer(900)], outcome: .pruned,
      reason: "behind after 2 folds", scores: [0.79, 0.8], value: 0.795, seconds: 2.9, run: "trials/005"),
    TrialSummary(
      number: 6, candidate: "forest", stage: "local", settings: ["trees": .integer(1)], outcome: .failed,
      reason: "the training was killed by signal 9", scores: [], value: nil, seconds: 0.1, run: "trials/006"),
  ]

  static func trial(
    _ number: Int, _ candidate: String, _ stage: String, _ settings: [String: ParameterValue], _ value: Double,
    _ seconds: Double
  ) -> TrialSummary {
    TrialSummary(
      number: number, candidate: candidate, stage: stage, settings: settings, outcome: .complete, scores: [value],
      value: value, seconds: seconds, run: "trials/00\(number)")
  }

  static var candidates: [CandidateSummary] {
    var all = [
      candidate("prior", "prior", 0, .high, [0.5, 0.5, 0.5, 0.5, 0.5], 0.5787, 0.0042, nil, 0.0002, 210, 0.01),
      candidate(
        "one-feature", "one-feature", 1, .high, [0.74, 0.731, 0.752, 0.728, 0.735], 0.51, 0.011, nil, 0.0003, 1_900,
        0.02),
      candidate(
        "linear", "linear", 27, .high, [0.8546, 0.8455, 0.8635, 0.8255, 0.8364], 0.4173, 0.0248, 1, 0.004, 4_100, 0.18),
      candidate(
        "forest", "forest", 61_000, .low, [0.8591, 0.8402, 0.8568, 0.8247, 0.8385], 0.4181, 0.026, 2, 0.91, 9_200_000,
        1.42),
      candidate(
        "boosting", "boosting", 960, .low, [0.8562, 0.8396, 0.8529, 0.8275, 0.8388], 0.4199, 0.0231, 4, 0.16, 48_300,
        0.61),
    ]
    let marks = ParetoSet.marks(ChoiceFacts(basis: basis, candidates: all, comparisons: comparisons(all)))
    for index in all.indices { all[index].isParetoOptimal = marks[index] }
    return all
  }

  private static func comparisons(_ candidates: [CandidateSummary]) -> [ModelComparison] {
    Comparisons.all(candidates, metric: "auc", isMaximized: true, rope: 0.01, split: evaluation)
  }

  private static func candidate(
    _ name: String, _ family: String, _ complexity: Double, _ interpretability: CandidateSummary.Interpretability,
    _ scores: [Double], _ loss: Double, _ ece: Double, _ trial: Int?, _ milliseconds: Double, _ bytes: Int,
    _ seconds: Double
  ) -> CandidateSummary {
    CandidateSummary(
      name: name, family: family, isBaseline: trial == nil, interpretability: interpretability, complexity: complexity,
      trial: trial,
      estimates: [
        FoldEstimate.estimate(metric: "auc", scores: scores, split: evaluation),
        FoldEstimate.estimate(
          metric: "log_loss", scores: [-0.012, 0.001, -0.019, 0.021, 0.009].map { loss + $0 }, split: evaluation),
        FoldEstimate.estimate(
          metric: "ece", scores: [0.0014, -0.0036, -0.0028, -0.0027, 0.0077].map { ece + $0 }, split: evaluation),
      ], generalizationGap: trial.map { 0.004 * Double($0) }, seedDeviation: trial == nil ? nil : 0.0011,
      rowLatency: .init(median: milliseconds, percentile99: 2.4 * milliseconds, samples: 500),
      batchLatency: .init(median: 20 * milliseconds, percentile99: 31 * milliseconds, samples: 50), batchRows: 1000,
      modelBytes: bytes, trainingSeconds: seconds, peakMemoryBytes: 61_000_000,
      run: trial.map { "trials/00\($0)" } ?? "baselines/\(name)")
  }

  static let records: [StudyRecord] = {
    let candidates = Self.candidates
    let comparisons = Self.comparisons(candidates)
    var facts = ChoiceFacts(basis: basis, candidates: candidates, comparisons: comparisons, findings: findings)
    let chosen = ChoiceRule.chosenName(facts) ?? ""
    let linear = candidates.first { $0.name == chosen }?.estimates ?? []
    facts.criteria = Criteria.judge(
      [
        Criterion(metric: "auc", atLeast: 0.8), Criterion(metric: "auc", atLeast: 0.83),
        Criterion(metric: "ece", atMost: 0.02),
      ],
      linear)
    facts.criteria += Improvements.judge(
      [ImprovementTarget(over: "one-feature", by: 0.05)], chosen: chosen, candidates: candidates,
      comparisons: comparisons, isMaximized: true)
    facts.estimates = [
      NamedEstimate(
        name: "test", candidate: chosen,
        estimate: Estimate(
          metric: "auc", value: 0.8487,
          interval: ConfidenceInterval(low: 0.8271, high: 0.8703, method: "DeLong")),
        meaning: "The chosen model, trained on all development rows, on rows that no model had learned from or been "
          + "judged on.",
        run: "final"),
      NamedEstimate(
        name: "nested", candidate: "search and choice",
        estimate: Estimate(
          metric: "auc", value: 0.8436,
          interval: ConfidenceInterval(low: 0.8142, high: 0.873, method: "corrected resampled t")),
        meaning: "Search and choice repeated inside every fold, judged on the fold's held-out rows.", run: "nested"),
    ]
    if let gain = Improvements.overBestBaseline(
      chosen: chosen, candidates: candidates, comparisons: comparisons, basis: basis)
    {
      facts.estimates.append(gain)
    }
    return [.header(header), .split(evaluation)] + findings.map { .finding($0) } + trials.map { .trial($0) }
      + candidates.map { .candidate($0) } + comparisons.map { .comparison($0) } + facts.criteria.map { .criterion($0) }
      + facts.estimates.map { .estimate($0) }
      + [
        .learningCurve(
          LearningCurve(
            candidate: chosen, metric: "auc", rows: [563, 1126, 2253, 4507], means: [0.8301, 0.8386, 0.8429, 0.8451],
            deviations: [0.017, 0.0158, 0.0151, 0.0149],
            verdict: "More rows would help little: the last doubling gained 0.002.")),
        .choice(ChoiceRule.choose(facts)),
        .topic(threshold), .topic(explanation),
        .notTried(NotTried(what: "ensemble", reason: "it would not be interpretable.")),
        .notTried(NotTried(what: "random split against a temporal one", reason: "no column says when.")),
      ]
  }()

  static func report(_ records: [StudyRecord], state: RunState? = .finished, reason: String = "") -> StudyReport {
    StudyReport(
      run: .init(
        id: "20261121T044200Z-churn-a3f2", path: "runs/20261121T044200Z-churn-a3f2", state: state, reason: reason),
      records: StudyRecords(records))
  }
}
