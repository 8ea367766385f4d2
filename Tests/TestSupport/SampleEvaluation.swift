public import RunModel

/// What runs record of their models, small enough to be checked by hand.
public enum SampleEvaluation {
  public static let test = TableOrigin(split: "test", step: 9)
  public static let validation = TableOrigin(split: "validation", step: 9)

  /// Ten rows of two classes; scores in five bins. Of 6 that stay 3, 2, 1 are in the lowest bins, of 4 that leave 1, 1, 2
  /// in the highest.
  public static func binary(payoff: OperatingPoint.Payoff? = nil) -> [EvaluationTable] {
    [
      .confusion(
        ConfusionMatrix(origin: test, labels: ["stays", "leaves"], counts: [[5, 1], [1, 3]], threshold: 0.45)),
      .roc(
        ROCCurve(
          origin: test, className: "leaves", falsePositiveRate: [0, 0, 0.5, 1], truePositiveRate: [0, 0.5, 1, 1],
          thresholds: [.infinity, 0.8, 0.4, 0.1], areaUnderCurve: 0.875,
          interval: ScoreInterval(low: 0.7, high: 0.95, level: 0.95))),
      .precisionRecall(
        PrecisionRecallCurve(
          origin: test, className: "leaves", precision: [0.4, 0.6, 1, 1], recall: [1, 0.75, 0.5, 0],
          averagePrecision: 0.8)),
      .calibration(
        CalibrationCurve(
          origin: test, className: "leaves", binning: .equalWidth, meanPredicted: [0.1, 0.5, 0.9],
          fractionPositive: [0, 0.5, 1],
          counts: [4, 4, 2])),
      .scores(
        ScoreHistogram(
          origin: test, className: "leaves", edges: [0, 0.2, 0.4, 0.6, 0.8, 1], labels: ["stays", "leaves"],
          counts: [[3, 2, 1, 0, 0], [0, 0, 1, 1, 2]])),
      .operatingPoint(OperatingPoint(origin: test, threshold: 0.45, goal: "best F1", payoff: payoff)),
    ]
  }

  /// A matrix of many classes: each is right 90 times, and taken for the next one as often as its number says.
  public static func classes(_ count: Int) -> [EvaluationTable] {
    let labels = (0..<count).map { "class \($0)" }
    let counts = (0..<count).map { row in
      (0..<count).map { column -> Int64 in column == row ? 90 : column == (row + 1) % count ? Int64(row) : 0 }
    }
    var tables: [EvaluationTable] = [.confusion(ConfusionMatrix(origin: test, labels: labels, counts: counts))]
    for (index, label) in labels.enumerated() {
      let quality = 0.6 + 0.4 * Double(index % 10) / 10
      tables.append(
        .roc(
          ROCCurve(
            origin: test, className: label, falsePositiveRate: [0, 1 - quality, 1],
            truePositiveRate: [0, quality, 1], areaUnderCurve: quality)))
      tables.append(
        .precisionRecall(
          PrecisionRecallCurve(
            origin: test, className: label, precision: [0.1, quality, 1], recall: [1, quality, 0],
            averagePrecision: quality)))
      tables.append(
        .scores(
          ScoreHistogram(
            origin: test, className: label, edges: [0, 0.25, 0.5, 0.75, 1], labels: ["other", label],
            counts: [[40, 20, 10, 5], [1, 4, 9, Int64(16 + index)]])))
    }
    return tables
  }

  public static func regression() -> [EvaluationTable] {
    let edges = (0...20).map { Double($0) * 10 }
    let counts = (0..<20).map { row in (0..<20).map { column -> Int64 in Int64(max(0, 9 - 4 * abs(row - column))) } }
    let errors = (0...20).map { Double($0 - 10) * 5 }
    let residuals = (0..<20).map { row in (0..<20).map { _ in Int64(max(0, 8 - 2 * abs(row - 10))) } }
    return [
      .regression(
        RegressionEvaluation(
          origin: test, target: "rentals", rowCount: 436,
          predictedActual: .init(xEdges: edges, yEdges: edges, counts: counts),
          predictedResidual: .init(xEdges: edges, yEdges: errors, counts: residuals), residualEdges: errors,
          residualCounts: (0..<20).map { Int64(max(0, 60 - 6 * abs($0 - 10))) },
          measures: [
            .init(
              name: "rmse", value: 12.345, interval: ScoreInterval(low: 11.2, high: 13.9, level: 0.95, method: "BCa")),
            .init(name: "mae", value: 8.1), .init(name: "r2", value: nil),
          ]))
    ]
  }

  public static func features(shift: Double = 0) -> [EvaluationTable] {
    let names = ["contract", "tenure_months", "monthly_charge", "support_calls", "region"]
    let edges = (0...20).map { Double($0 - 10) / 10 }
    let swarm = { (index: Int) -> ShapSummary.Feature in
      let reach = 10 - 2 * index
      return ShapSummary.Feature(
        name: names[index], meanMagnitude: Double(reach) / 20, correlation: index == 0 ? nil : 0.8,
        direction: index == 0 ? "monthly raises" : "high raises",
        counts: (0..<20).map { abs($0 - 10) < reach ? Int64(12 - abs($0 - 10)) : 0 },
        valueRanks: index == 0 ? [] : (0..<20).map { Double($0) / 19 })
    }
    return [
      .importance(
        FeatureImportance(
          origin: test, measure: "gain", features: names, values: [0.41, 0.27 + shift, 0.2, 0.08, 0.04])),
      .importance(
        FeatureImportance(
          origin: test, measure: "permutation", features: names.reversed(), values: [-0.01, 0.02, 0.05, 0.09, 0.07],
          deviations: [0.004, 0.005, 0.006, 0.01, 0.01])),
      .shap(
        ShapSummary(origin: test, unit: "log odds", rowCount: 300, edges: edges, features: (0..<5).map(swarm))),
    ]
  }

  public static func drift() -> [EvaluationTable] {
    let windows = ["2026-01", "2026-02", "2026-03"]
    let edges = (0...10).map { Double($0) * 10 }
    return [
      .drift(
        DriftReport(
          origin: TableOrigin(split: "later"), reference: "training rows", current: "churn-later.csv",
          rule: "PSI over ten bins; drift from 0.2, a warning from 0.1.", windows: windows,
          features: [
            .init(
              name: "tenure_months", measure: "psi", value: 0.012, threshold: 0.2, status: .ok,
              history: [0, 0.01, 0.02]),
            .init(
              name: "monthly_charge", measure: "psi", value: 0.31, threshold: 0.2, status: .drift, since: "2026-02",
              history: [0.08, 0.26, 0.41],
              distribution: .init(
                bins: .edges(edges), reference: [1, 4, 9, 16, 20, 16, 9, 4, 1, 0],
                current: [0, 1, 4, 9, 16, 20, 16, 9, 4, 1])),
            .init(
              name: "contract", measure: "psi", value: 0.14, threshold: 0.2, status: .warning,
              history: [0.1, 0.12, 0.14],
              distribution: .init(
                bins: .levels(["monthly", "yearly"]), reference: [60, 40], current: [45, 50], missingCurrent: 5)),
            .init(name: "region", measure: "psi", value: nil, threshold: 0.2, status: .ok),
          ]))
    ]
  }

  /// A run of another program that recorded these tables.
  public static func run(_ id: String, _ tables: [EvaluationTable]) -> RunSnapshot {
    var run = RunSnapshot(id: id, name: id, path: "/runs/\(id)")
    run.tables = tables
    return run
  }
}
