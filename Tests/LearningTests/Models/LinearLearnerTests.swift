import HyperparameterSearch
import StudyModel
import Tables
import Testing

@testable import Learning

/// Expected coefficients are scikit-learn 1.9.1's on the same columns, standardised by `StandardScaler`.
@Suite struct LinearLearnerTests {
  private static let a: [Double] = (1...12).map(Double.init)
  private static let b: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
  private static let binary = [0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1]
  private static let three = [0, 1, 0, 2, 1, 2, 0, 1, 2, 0, 1, 2]
  private static let numbers: [Double] = [1.5, 2, 2.5, 5, 4, 9, 5, 9, 9.5, 8, 11, 14]

  private func coefficients(
    _ target: StudyData.Target, _ settings: [(String, ParameterValue)]
  ) throws -> [[Double]] {
    let columns = [Self.a, Self.b].enumerated().map { StudyData.Column(name: "x\($0)", values: .numeric($1)) }
    let data = StudyData(columns: columns, target: target)
    let model = try LinearLearner().fit(data, rows: Array(0..<12), settings: Assignment(settings), seed: 1)
    return try #require(model as? LinearModel).coefficients
  }

  private func expect(_ found: [Double], _ expected: [Double], within tolerance: Double = 1e-6) {
    #expect(found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < tolerance) }
  }

  @Test func logisticRegressionIsScikitLearns() throws {
    // LogisticRegression(C=1, solver="newton-cholesky", tol=1e-12)
    let found = try coefficients(
      .classes(Self.binary, names: ["0", "1"]), [("penalty_strength", .number(1))])
    expect(found[0], [0.6574717338381706, 0.7116893312270561, -0.0006283004756128654])
  }

  @Test func balancedClassesAreScikitLearns() throws {
    // class_weight="balanced", the last label turned to 0
    let labels = Self.binary.dropLast() + [0]
    let found = try coefficients(
      .classes(Array(labels), names: ["0", "1"]), [("class_weight", .text("balanced"))])
    expect(found[0], [0.31457354960485395, 0.3585911271791903, -0.03455184649139521])
  }

  @Test func elasticNetClassificationIsScikitLearns() throws {
    // LogisticRegression(C=1, solver="saga", l1_ratio=0.5, tol=1e-12), which is exact to about 1e-6
    let found = try coefficients(.classes(Self.binary, names: ["0", "1"]), [("l1_ratio", .number(0.5))])
    expect(found[0], [0.6010932925939013, 0.6688136793953272, 0.0003073047435962975], within: 2e-6)
  }

  @Test func softmaxRegressionIsScikitLearns() throws {
    // LogisticRegression(C=1, solver="lbfgs", tol=1e-12)
    let found = try coefficients(.classes(Self.three, names: ["0", "1", "2"]), [])
    expect(found[0], [-0.14574386014019555, -0.4367036477975406, -0.04283882624308915])
    expect(found[1], [0.0008147401050188742, -0.01351166916422819, 0.08436864196540296])
    expect(found[2], [0.14492912003517655, 0.4502153169617687, -0.04152981572231406])
  }

  @Test func ridgeIsScikitLearns() throws {
    // Ridge(alpha=2)
    let found = try coefficients(.numbers(Self.numbers), [("penalty_strength", .number(2))])
    expect(found[0], [2.504953617953629, 1.1739788422292738, 6.708333333333333])
  }

  @Test func elasticNetRegressionIsScikitLearns() throws {
    // ElasticNet(alpha=2/12, l1_ratio=0.5) on the standardised target, scaled back
    let found = try coefficients(
      .numbers(Self.numbers), [("penalty_strength", .number(2)), ("l1_ratio", .number(0.5))])
    expect(found[0], [2.49714127406846, 0.9768750683093024, 6.708333333333333])
  }

  @Test(arguments: StudyTask.allCases) func aWeightIsARepeatedRow(_ task: StudyTask) throws {
    var weighted = SampleRows.make(task, rows: 120)
    let weights = (0..<120).map { Double($0 % 4) }
    weighted.weights = weights
    let plain = SampleRows.make(task, rows: 120)
    let repeated = (0..<120).flatMap { [Int](repeating: $0, count: $0 % 4) }
    for settings in [Assignment(), Assignment([("class_weight", .text("balanced"))])] {
      let learner = LinearLearner()
      let one = try learner.fit(weighted, rows: Array(0..<120), settings: settings, seed: 1) as? LinearModel
      let two = try learner.fit(plain, rows: repeated, settings: settings, seed: 1) as? LinearModel
      let (left, right) = (try #require(one), try #require(two))
      #expect(left.pipeline.columnNames == right.pipeline.columnNames)
      for (a, b) in zip(left.coefficients.joined(), right.coefficients.joined()) { #expect(abs(a - b) < 1e-6) }
    }
  }

  @Test func absolutePenaltyLeavesOutWhatDoesNotMatter() throws {
    let data = SampleRows.make(.binary)
    let settings = Assignment([("penalty_strength", .number(30)), ("l1_ratio", .number(1))])
    let model = try LinearLearner().fit(data, rows: Array(0..<300), settings: settings, seed: 1)
    let linear = try #require(model as? LinearModel)
    #expect(linear.coefficients[0].contains(0) && linear.facts.parametersPerPrediction < Double(linear.pipeline.width))
    #expect(linear.importance.values.first?.feature == "x")
  }

  @Test func separableClassesConverge() throws {
    let data = SampleRows.plain([(0..<40).map(Double.init)], classes: (0..<40).map { $0 < 20 ? 0 : 1 })
    for strength in [1e-6, 1, 1e6] {
      let settings = Assignment([("penalty_strength", .number(strength))])
      let model = try LinearLearner().fit(data, rows: Array(0..<40), settings: settings, seed: 1)
      let values = try model.predict(data.columns, rows: Array(0..<40)).values
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 } && values.allSatisfy(\.isFinite))
    }
  }
}
