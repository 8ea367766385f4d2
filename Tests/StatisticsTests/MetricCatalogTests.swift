import JSONText
import Statistics
import Testing

@Suite struct BinaryMetricTests {
  /// scikit-learn's 0 for what is undefined, by metric and case; here nil.
  static let undefined: [String: Set<String>] = [
    "no_predicted_positive": ["precision", "mcc"], "all_tied": ["mcc"],
  ]

  @Test(.enabled(if: ReferenceFile.isPresent)) func agreeWithScikitLearn() throws {
    let names = [
      "auc": "roc_auc", "average_precision": "average_precision", "log_loss": "log_loss", "brier": "brier",
      "accuracy": "accuracy", "balanced_accuracy": "balanced_accuracy", "precision": "precision",
      "recall": "recall", "f1": "f1", "f2": "f2", "mcc": "mcc", "kappa": "kappa", "ks": "ks",
    ]
    let cases = try ReferenceFile.read("metrics.json").objects("binary")
    try #require(!cases.isEmpty)
    for entry in cases {
      let title = entry["name"]?.stringValue ?? ""
      for (name, key) in names.sorted(by: { $0.key < $1.key }) {
        let value = MetricCatalog.value(
          name, target: .classes((entry.numbers("y") ?? []).map { Int($0) }, count: 2),
          predictions: entry.numbers("score") ?? [], outputCount: 1, weights: entry.numbers("weight"),
          threshold: entry.number("threshold"))
        let isUndefined = Self.undefined[title]?.contains(name) == true
        #expect(
          isClose(value, isUndefined ? nil : entry.object("expected").number(key)), "\(title): \(name)")
      }
      if let lift = entry.object("expected").number("lift_at_10pct_stable_order") {
        let labels = (entry.numbers("y") ?? []).map { $0 == 1 }
        let value = BinaryScores.lift(
          labels: labels, scores: entry.numbers("score") ?? [], share: 0.1, tiesInRowOrder: true)
        #expect(isClose(value, lift), "\(title): lift")
      }
    }
  }

  @Test func tiesAtTheCutOfALiftCountInProportion() {
    // Two of the three tied rows are positive, and one of the three is taken.
    let value = BinaryScores.lift(
      labels: [false, true, true, false], scores: [0.5, 0.5, 0.5, 0.1], share: 0.25)
    #expect(isClose(value, 2.0 / 3 / 0.5))
    #expect(BinaryScores.lift(labels: [false, false], scores: [0.1, 0.2], share: 0.5) == nil)
    #expect(BinaryScores.lift(labels: [true], scores: [0.1], share: 0) == nil)
  }

  @Test func oneClassLeavesMostUndefined() {
    for name in ["auc", "balanced_accuracy", "specificity", "mcc", "ks", "kappa"] {
      let value = MetricCatalog.value(
        name, target: .classes([1, 1, 1], count: 2), predictions: [0.7, 0.8, 0.9], outputCount: 1)
      #expect(value == nil, "\(name)")
    }
    #expect(
      MetricCatalog.value("recall", target: .classes([1, 1], count: 2), predictions: [0.7, 0.2], outputCount: 1)
        == 0.5)
  }

  @Test func twoColumnsAreTakenAsTheSecond() {
    let target = MetricTarget.classes([0, 1, 1, 0], count: 2)
    let second = [0.2, 0.9, 0.4, 0.6]
    let both = second.flatMap { [1 - $0, $0] }
    for entry in MetricCatalog.all where entry.tasks.contains(.binary) {
      let one = MetricCatalog.value(entry.name, target: target, predictions: second, outputCount: 1)
      #expect(one != nil, "\(entry.name)")
      #expect(one == MetricCatalog.value(entry.name, target: target, predictions: both, outputCount: 2))
    }
  }
}

@Suite struct MulticlassMetricTests {
  static let names = [
    "log_loss": "log_loss", "auc_ovr": "auc_ovr_macro", "auc_ovr_weighted": "auc_ovr_weighted",
    "auc_ovo": "auc_ovo_macro", "auc_ovo_weighted": "auc_ovo_weighted", "accuracy": "accuracy",
    "f1_macro": "f1_macro", "f1_micro": "f1_micro", "f1_weighted": "f1_weighted", "mcc": "mcc",
    "kappa_quadratic": "kappa_quadratic", "top_2_accuracy": "top2", "brier": "brier_multiclass",
    "balanced_accuracy": "balanced",
  ]

  @Test(.enabled(if: ReferenceFile.isPresent)) func agreeWithTheReference() throws {
    let entry = try ReferenceFile.read("metrics.json").object("multiclass")
    let classes = (entry.numbers("y") ?? []).map { Int($0) }
    let rows = entry["proba"]?.arrayValue?.map { $0.arrayValue?.compactMap(\.doubleValue) ?? [] } ?? []
    for (name, key) in Self.names.sorted(by: { $0.key < $1.key }) {
      let value = MetricCatalog.value(
        name, target: .classes(classes, count: 3), predictions: rows.flatMap { $0 }, outputCount: 3)
      #expect(isClose(value, entry.object("expected").number(key)), "\(name)")
    }
    let scores = MulticlassScores(classes: classes, classCount: 3, probabilities: rows.flatMap { $0 })
    #expect(scores?.confusion == [[12, 3, 2], [5, 8, 7], [3, 2, 18]])
  }

  let classes = [0, 1, 2, 2, 1, 0, 3, 2]
  let probabilities = [
    0.5, 0.3, 0.1, 0.1, 0.25, 0.25, 0.25, 0.25, 0.1, 0.2, 0.6, 0.1, 0.4, 0.2, 0.4, 0, 0, 1, 0, 0, 0.2, 0.5, 0.2,
    0.1, 0.1, 0.2, 0.3, 0.4, 0.7, 0.1, 0.1, 0.1,
  ]

  private func expect(_ expected: [String: Double], weights: [Double]?) {
    for (name, number) in expected.sorted(by: { $0.key < $1.key }) {
      let value = MetricCatalog.value(
        name, target: .classes(classes, count: 4), predictions: probabilities, outputCount: 4, weights: weights)
      #expect(isClose(value, number), "\(name)")
    }
  }

  @Test func tiedProbabilitiesAgreeWithScikitLearn() {
    expect(
      [
        "log_loss": 1.0418589543277852, "accuracy": 0.5, "balanced_accuracy": 0.5833333333333333,
        "f1_macro": 0.5833333333333333, "f1_weighted": 0.5208333333333333, "mcc": 0.36401260415463205,
        "kappa_quadratic": 0.4666666666666667, "kappa": 0.33333333333333337, "auc_ovr": 0.8166666666666667,
        "auc_ovr_weighted": 0.7875, "top_2_accuracy": 0.625, "brier": 0.58125, "auc_ovo": 0.8333333333333331,
        "auc_ovo_weighted": 0.814236111111111,
      ], weights: nil)
  }

  @Test func weightsAgreeWithScikitLearn() {
    expect(
      [
        "log_loss": 1.2856070911015078, "accuracy": 0.34782608695652173, "balanced_accuracy": 0.46726190476190477,
        "f1_macro": 0.4851712614870509, "f1_weighted": 0.36998292833533103, "mcc": 0.08440296311368944,
        "kappa_quadratic": 0.33781190019193863, "kappa": 0.08000000000000007, "auc_ovr": 0.6763305322128852,
        "auc_ovr_weighted": 0.5971440750213128, "top_2_accuracy": 0.391304347826087, "brier": 0.7234782608695652,
      ], weights: [1, 2, 1, 0.5, 1, 3, 1, 2])
  }

  @Test func anAbsentClassLeavesItsAreaUndefined() throws {
    // Called 0, 1, 2, 0; scikit-learn says 0.75, 0.5556 and 0.8333.
    let scores = try #require(
      MulticlassScores(
        classes: [0, 1, 1, 0], classCount: 3, probabilities: [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]))
    #expect(scores.aucOneVersusRest() == nil && scores.aucOneVersusOne() == nil)
    #expect(isClose(scores.balancedAccuracy, 0.75))
    #expect(isClose(scores.f1Macro, 0.5555555555555555))
    #expect(isClose(scores.f1Weighted, 0.8333333333333333))
  }

  @Test func oneClassHasNoCorrelationAndNoKappa() throws {
    let scores = try #require(
      MulticlassScores(classes: [1, 1], classCount: 3, probabilities: [0.2, 0.6, 0.2, 0.1, 0.8, 0.1]))
    #expect(scores.matthewsCorrelation == nil && scores.kappa() == nil && scores.accuracy == 1)
  }

  @Test func badProbabilitiesAreRefused() {
    func scores(_ probabilities: [Double], _ weights: [Double]? = nil, classes: [Int] = [0]) -> MulticlassScores? {
      MulticlassScores(classes: classes, classCount: 3, probabilities: probabilities, weights: weights)
    }
    #expect(scores([0.5, 0.5, 0]) != nil)
    #expect(scores([0.5, 0.6, 0]) == nil)
    #expect(scores([1.5, -0.5, 0]) == nil)
    #expect(scores([.nan, 0.5, 0.5]) == nil)
    #expect(scores([0.5, 0.5]) == nil)
    #expect(scores([0.5, 0.5, 0], [0]) == nil)
    #expect(scores([0.5, 0.5, 0], [-1]) == nil)
    #expect(scores([0.5, 0.5, 0], classes: [3]) == nil)
    #expect(scores([], classes: []) == nil)
  }
}

@Suite struct RegressionMetricTests {
  static let names = [
    "mae": "mae", "mse": "mse", "rmse": "rmse", "r2": "r2", "median_absolute_error": "medae", "mape": "mape",
    "rmsle": "rmsle", "explained_variance": "explained_variance", "max_error": "max_error", "smape": "smape_0_2",
    "poisson_deviance": "poisson_dev", "d2_absolute_error": "d2_abs",
  ]
  /// Where scikit-learn has a number for what is undefined: variance explained of a constant, a share of 0.
  static let undefined: [String: Set<String>] = [
    "constant_y": ["r2", "explained_variance", "d2_absolute_error"],
    "constant_y_perfect": ["r2", "explained_variance", "d2_absolute_error"], "zeros_in_y": ["mape"],
  ]

  @Test(.enabled(if: ReferenceFile.isPresent)) func agreeWithScikitLearn() throws {
    for entry in try ReferenceFile.read("metrics.json").objects("regression") {
      let title = entry["name"]?.stringValue ?? ""
      let (targets, predictions) = (entry.numbers("y") ?? [], entry.numbers("pred") ?? [])
      let expected = entry.object("expected")
      for (name, key) in Self.names.sorted(by: { $0.key < $1.key }) {
        let value = MetricCatalog.value(name, target: .numbers(targets), predictions: predictions, outputCount: 1)
        let isUndefined = Self.undefined[title]?.contains(name) == true
        #expect(isClose(value, isUndefined ? nil : expected.number(key)), "\(title): \(name)")
      }
      let scores = try #require(RegressionScores(targets: targets, predictions: predictions))
      #expect(isClose(scores.pinballLoss(share: 0.9), expected.number("pinball_0_9")), "\(title)")
      #expect(isClose(scores.pinballLoss(share: 0.1), expected.number("pinball_0_1")), "\(title)")
    }
  }

  @Test func weightsAgreeWithScikitLearn() throws {
    let scores = try #require(
      RegressionScores(
        targets: [3, -0.5, 2, 7, 4.2, 1, 1], predictions: [2.5, 0, 2, 8, 4.2, 3, 0.5],
        weights: [1, 2, 0, 1, 3, 0.5, 2.5]))
    #expect(isClose(scores.rootMeanSquaredError, 0.6614378277661477))
    #expect(isClose(scores.meanAbsoluteError, 0.475))
    #expect(isClose(scores.medianAbsoluteError, 0.5))
    #expect(isClose(scores.rSquared, 0.9188371920451173))
    #expect(isClose(scores.explainedVariance, 0.9217358637577917))
    #expect(isClose(scores.absoluteErrorExplained, 0.7694174757281553))
    #expect(isClose(scores.meanAbsolutePercentageError, 0.45595238095238094))
    #expect(isClose(scores.pinballLoss(share: 0.9), 0.1875))
    #expect(isClose(scores.correlation, 0.9655147454760168))
  }

  @Test func rowsThatDoNotCountMayHoldAnything() {
    #expect(RegressionScores(targets: [1, .nan], predictions: [2, 3], weights: [1, 0])?.meanAbsoluteError == 1)
    #expect(RegressionScores(targets: [1, .nan], predictions: [2, 3]) == nil)
    #expect(RegressionScores(targets: [1], predictions: [.infinity]) == nil)
    #expect(RegressionScores(targets: [], predictions: []) == nil)
    #expect(RegressionScores(targets: [1], predictions: [1, 2]) == nil)
    #expect(RegressionScores(targets: [1], predictions: [1], weights: [0]) == nil)
  }

  @Test func aConstantHasNoCorrelation() {
    #expect(Correlation.pearson([0.1, 0.1, 0.1], [1, 2, 3]) == nil)
    #expect(Correlation.pearson([1, 2], [1, 2], weights: [1, 0]) == nil)
    #expect(Correlation.pearson([1, 2, .infinity], [1, 2, 3]) == nil)
    #expect(isClose(Correlation.pearson([1, 2, 3], [1, 2, 3]), 1))
  }
}

@Suite struct MetricCatalogTests {
  @Test func everyNameIsThereOnceAndServesATask() {
    #expect(Set(MetricCatalog.all.map(\.name)).count == MetricCatalog.all.count)
    for entry in MetricCatalog.all {
      #expect(!entry.tasks.isEmpty && MetricCatalog.find(entry.name)?.name == entry.name)
      #expect(!entry.needsThreshold || entry.tasks.contains(.binary))
    }
    #expect(MetricCatalog.find("AUC") == nil)
  }

  @Test func whatDoesNotFitIsNil() {
    func value(_ name: String, _ target: MetricTarget, _ predictions: [Double], _ count: Int) -> Double? {
      MetricCatalog.value(name, target: target, predictions: predictions, outputCount: count)
    }
    let binary = MetricTarget.classes([0, 1], count: 2)
    #expect(value("rmse", binary, [0.1, 0.9], 1) == nil)
    #expect(value("auc", .numbers([0, 1]), [0.1, 0.9], 1) == nil)
    #expect(value("auc", .classes([0, 1, 2], count: 3), [0.1, 0.9, 0], 1) == nil)
    #expect(value("auc", binary, [0.1, 0.9], 2) == nil)
    #expect(value("auc", .classes([0, 2], count: 2), [0.1, 0.9], 1) == nil)
    #expect(value("no_such", binary, [0.1, 0.9], 1) == nil)
    #expect(value("auc", binary, [0.1, 0.9], 1) == 1)
  }

  @Test func valuesStayInTheirRange() {
    let classes = (0..<60).map { ($0 * 7) % 3 }
    let predictions = (0..<60).flatMap { row -> [Double] in
      let raw = (0..<3).map { Double((row * 31 + $0 * 17) % 13 + 1) }
      return raw.map { $0 / raw.reduce(0, +) }
    }
    for entry in MetricCatalog.all where entry.tasks.contains(.multiclass) {
      let value = MetricCatalog.value(
        entry.name, target: .classes(classes, count: 3), predictions: predictions, outputCount: 3)
      #expect(value.map { entry.range.contains($0) } == true, "\(entry.name)")
    }
  }
}
