internal import HyperparameterSearch
internal import StudyModel

/// Logistic regression for two classes, softmax regression for more, ridge or elastic net for numbers; the exact
/// minimum of the penalised loss.
struct LinearLearner: Learner {
  let family = "linear"
  let interpretability = CandidateSummary.Interpretability.high
  let pipelineVariant = FeaturePipeline.Variant.linear
  let settingNames = ["penalty_strength", "l1_ratio", "class_weight"]

  func searchSpace(for data: StudyData) -> SearchSpace {
    var parameters: [SearchSpace.Parameter] = [
      .init("penalty_strength", .real(1e-3...1e3, isLogarithmic: true))
    ]
    if data.task != .multiclass { parameters.append(.init("l1_ratio", .real(0...1))) }
    if data.task != .regression {
      parameters.append(.init("class_weight", .categorical([.text("none"), .text("balanced")])))
    }
    return SearchSpace(parameters)
  }

  func portfolio(for data: StudyData) -> [Assignment] {
    let pairs = [(1.0, 0.0), (10, 0), (0.1, 0), (10, 0.5), (100, 0), (0.01, 0)]
    return pairs.filter { data.task != .multiclass || $0.1 == 0 }.map { strength, ratio in
      var setting = Assignment([("penalty_strength", .number(strength))])
      if data.task != .multiclass { setting["l1_ratio"] = .number(ratio) }
      if data.task != .regression { setting["class_weight"] = .text("none") }
      return setting
    }
  }

  func fit(_ rows: PreparedRows, settings: Assignment, seed: UInt64) throws(LearningError) -> any FittedModel {
    let settings = try Settings(settings, of: family, names: settingNames)
    try rows.requireLearnable(by: family)
    let penalty = ElasticNetPenalty(
      strength: try settings.real("penalty_strength", 1, in: 1e-8...1e12),
      ratio: try settings.real("l1_ratio", 0, in: 0...1))
    let isBalanced = try settings.choice("class_weight", ["none", "balanced"]) == "balanced"
    let weights = rows.weights(balanced: isBalanced) ?? [Double](repeating: 1, count: rows.rowCount)
    let design = DesignMatrix(rows.encoded)
    let coefficients: [[Double]]?
    switch rows.task {
    case .binary:
      let labels = rows.classes.map { $0 == 1 ? 1.0 : 0 }
      coefficients = LogisticSolver(design: design, labels: labels, weights: weights, penalty: penalty).solve()
        .map { [$0] }
    case .multiclass: coefficients = try softmax(rows, design, weights, penalty)
    case .regression: coefficients = leastSquares(rows, design, weights, penalty).map { [$0] }
    }
    guard let coefficients else {
      throw .cannotFit(family: family, reason: "the coefficients leave the range of numbers; raise penalty_strength")
    }
    return LinearModel(
      pipeline: rows.pipeline, task: rows.task, coefficients: coefficients, spreads: design.spreads)
  }

  /// Classes without a training row get no coefficients: their probability is 0.
  private func softmax(
    _ rows: PreparedRows, _ design: DesignMatrix, _ weights: [Double], _ penalty: ElasticNetPenalty
  ) throws(LearningError) -> [[Double]]? {
    guard penalty.ratio == 0 else {
      throw .cannotFit(family: family, reason: "l1_ratio above 0 is for two classes and for numbers only")
    }
    let present = rows.classWeightSums.indices.filter { rows.classWeightSums[$0] > 0 }
    let place = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($1, $0) })
    // A row of an absent class has weight 0.
    let solver = MultinomialSolver(
      design: design, classes: rows.classes.map { place[$0] ?? 0 }, classCount: present.count, weights: weights,
      l2: penalty.l2)
    guard let flat = solver.solve() else { return nil }
    return rows.classNames.indices.map { code in
      guard let index = place[code] else { return [] }
      return Array(flat[(index * design.order)..<((index + 1) * design.order)])
    }
  }

  private func leastSquares(
    _ rows: PreparedRows, _ design: DesignMatrix, _ weights: [Double], _ penalty: ElasticNetPenalty
  ) -> [Double]? {
    // Of mean 0 and deviation 1, so that the absolute penalty means the same for every unit.
    let scale = RegressionScale(rows)
    let target = rows.numbers.map { ($0 - scale.mean) / scale.deviation }
    let start = [Double](repeating: 0, count: design.order)
    let gradient = design.transposedTimes(zip(weights, target).map { -$0 * $1 })
    let solution = penalty.minimum(from: start, gradient: gradient, curvature: design.gram(weights))
    return solution.map { beta in
      var beta = beta.map { $0 * scale.deviation }
      beta[design.order - 1] += scale.mean
      return beta
    }
  }
}
