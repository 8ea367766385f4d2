import ModelSelection
import StudyModel

/// Finalists on the churn data of a telephone company, 5 stratified folds of 7,043 rows: scores of scikit-learn 1.9.1
/// and XGBoost 3.2.0, and the intervals and tests that SciPy 1.17.1 gives for them.
enum TelcoFinalists {
  static let split = SplitSummary(
    name: "evaluation", kind: "stratified", folds: 5, repeats: 1, seed: 42,
    // The reference takes the first fold's row counts for all.
    trainingRows: [5634, 5634, 5634, 5634, 5634], testRows: [1409, 1409, 1409, 1409, 1409], digest: "", path: "")
  static let basis = EvaluationBasis(metric: "auc", isMaximized: true, rope: 0.01, split: split)

  static let prior = [0.5, 0.5, 0.5, 0.5, 0.5]
  static let logistic = [
    0.8546397478622544, 0.8454622955901727, 0.8634555271383916, 0.8254665785963139, 0.8364213014201636,
  ]
  static let forest = [
    0.8590883257123666, 0.8401637861995919, 0.8568072024593762, 0.824653222986362, 0.8384951747535658,
  ]
  static let boosting = [
    0.8384639231186546, 0.8066599498824563, 0.8296171433000078, 0.8057983966015205, 0.8129260232315187,
  ]
  static let tuned = [
    0.8562440259371205, 0.8396225683949469, 0.8528636751143146, 0.8275077385346646, 0.8388003082365354,
  ]

  static func candidate(
    _ name: String, _ scores: [Double], family: String? = nil, complexity: Double,
    interpretability: CandidateSummary.Interpretability = .low, bytes: Int? = nil, milliseconds: Double? = nil,
    seconds: Double? = nil, basis: EvaluationBasis = basis
  ) -> CandidateSummary {
    CandidateSummary(
      name: name, family: family ?? name, isBaseline: ["prior", "one-feature", "seasonal-naive"].contains(name),
      interpretability: interpretability, complexity: complexity,
      estimates: [FoldEstimate.estimate(metric: basis.metric, scores: scores, split: basis.split)],
      rowLatency: milliseconds.map { .init(median: $0, percentile99: 2 * $0, samples: 200) }, modelBytes: bytes,
      trainingSeconds: seconds, run: "trials/\(name)")
  }

  static let three = [
    candidate(
      "logistic", logistic, family: "linear", complexity: 46, interpretability: .high, bytes: 4_000,
      milliseconds: 0.01, seconds: 0.2),
    candidate("forest", forest, complexity: 90_000, bytes: 9_000_000, milliseconds: 0.9, seconds: 1.4),
    candidate(
      "tuned boosting", tuned, family: "boosting", complexity: 800, bytes: 48_000, milliseconds: 0.4, seconds: 0.9),
  ]
  static let four =
    three + [
      candidate("boosting", boosting, complexity: 6_000, bytes: 300_000, milliseconds: 0.4, seconds: 2)
    ]

  static func facts(_ candidates: [CandidateSummary], basis: EvaluationBasis = basis) -> ChoiceFacts {
    ChoiceFacts(
      basis: basis, candidates: candidates,
      comparisons: Comparisons.all(
        candidates, metric: basis.metric, isMaximized: basis.isMaximized, rope: basis.rope, split: basis.split))
  }
}

func isClose(_ a: Double?, _ b: Double, tolerance: Double = 1e-9) -> Bool {
  a.map { abs($0 - b) <= tolerance * max(1, abs(b)) } ?? false
}
