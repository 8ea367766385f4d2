internal import Glibc
internal import HyperparameterSearch
internal import StudyModel

/// A random forest: one round of many XGBoost trees on squared error, whose leaves are shares or means and whose trees
/// are averaged. Each tree sees `rowShare` of the rows, drawn without replacement (a bootstrap holds as many distinct
/// ones).
struct ForestLearner: Learner {
  let family = "forest"
  let interpretability = CandidateSummary.Interpretability.low
  let pipelineVariant = FeaturePipeline.Variant.trees
  let settingNames = ["trees", "depth", "min_leaf", "column_share"]

  static let rowShare = 0.632
  /// Histogram bins a column; more cost time and gain nothing in an average of deep trees.
  static let bins = 128

  func searchSpace(for data: StudyData) -> SearchSpace {
    let leafLimit = max(2, min(200, data.rowCount / 20))
    return SearchSpace([
      .init("trees", .integer(100...500, isLogarithmic: true)), .init("depth", .integer(3...24)),
      .init("min_leaf", .integer(1...leafLimit, isLogarithmic: true)),
      .init("column_share", .real(0.05...1)),
    ])
  }

  func portfolio(for data: StudyData) -> [Assignment] {
    let isNumeric = data.task == .regression
    let leafLimit = max(2, min(200, data.rowCount / 20))
    func setting(_ trees: Int, _ depth: Int, _ leaf: Int, _ share: Double) -> Assignment {
      Assignment([
        ("trees", .integer(trees)), ("depth", .integer(depth)), ("min_leaf", .integer(min(leaf, leafLimit))),
        ("column_share", .number(share)),
      ])
    }
    let typical = isNumeric ? 0.4 : 0.2
    let shallow = setting(200, 8, 10, typical)
    let deep = setting(200, 16, 5, typical)
    let fine = setting(200, 12, 2, isNumeric ? 0.7 : 0.2)
    let rest = [setting(200, 10, 20, 0.5), setting(200, 16, 1, 0.33)]
    // Measured on public data: the more rows, the deeper; and few rows need small leaves.
    if data.rowCount < 1000 { return [isNumeric ? deep : fine, isNumeric ? fine : deep, shallow] + rest }
    return (data.rowCount < 15_000 ? [shallow, deep, fine] : [deep, shallow, fine]) + rest
  }

  func fit(_ rows: PreparedRows, settings: Assignment, seed: UInt64) throws(LearningError) -> any FittedModel {
    let settings = try Settings(settings, of: family, names: settingNames)
    try rows.requireLearnable(by: family)
    let target = RegressionScale(rows)
    var parameters = BoosterParameters(objective: .squaredError, seed: seed)
    parameters.treesPerRound = try settings.integer("trees", 200, in: 1...5000)
    parameters.maxDepth = try settings.integer("depth", 16, in: 1...40)
    parameters.minChildWeight = Double(try settings.integer("min_leaf", 5, in: 1...1_000_000))
    parameters.nodeColumnSample = try settings.real(
      "column_share", rows.task == .regression ? 0.4 : 0.2, in: 0.001...1)
    (parameters.learningRate, parameters.l2, parameters.subsample) = (1, 0, rows.rowCount < 10 ? 1 : Self.rowShare)
    parameters.maxBins = Self.bins
    var boosters: [[UInt8]] = []
    for output in 0..<rows.outputCount {
      parameters.baseScore = rows.task == .regression ? 0 : rows.priorOutput[output]
      let labels: [Float] =
        switch rows.task {
        case .regression: target.labels(rows.numbers)
        case .binary: rows.classes.map { $0 == 1 ? 1 : 0 }
        case .multiclass: rows.classes.map { $0 == output ? 1 : 0 }
        }
      boosters.append(try grow(rows, labels, parameters))
    }
    let link: TreeModel.Link = rows.task == .regression ? .linear : rows.outputCount > 1 ? .shares : .share
    return try TreeModel(
      family: family, pipeline: rows.pipeline, link: link, offset: target.mean, scale: target.deviation,
      boosters: boosters)
  }

  private func grow(
    _ rows: PreparedRows, _ labels: [Float], _ parameters: BoosterParameters
  ) throws(LearningError) -> [UInt8] {
    try rows.withBoosterMatrix(.all, isBalanced: false, maxBins: Self.bins) { matrix throws(LearningError) in
      try matrix.setLabels(labels)
      let booster = try Booster(caching: [matrix])
      try booster.configure(parameters)
      try booster.update(round: 0, matrix)
      return try booster.modelBytes()
    }
  }
}

extension PreparedRows {
  /// These rows or a part of them as XGBoost's matrix with weights and without labels.
  func withBoosterMatrix<T>(
    _ part: BoosterMatrixPool.Key.Part, among members: [Int]? = nil, isBalanced: Bool, maxBins: Int,
    _ body: (BoosterMatrix) throws(LearningError) -> T
  ) throws(LearningError) -> T {
    let key = BoosterMatrixPool.Key(part: part, isBalanced: isBalanced, maxBins: maxBins)
    return try boosterMatrices.with(key) { () throws(LearningError) in
      let values = members.map { rows in rows.flatMap { self.encoded.row($0) } } ?? encoded.values
      let count = members?.count ?? rowCount
      let matrix = try BoosterMatrix(values, rows: count, columns: encoded.width, labels: nil, threads: 1)
      if let weights = weights(balanced: isBalanced) {
        try matrix.setWeights(members.map { rows in rows.map { Float(weights[$0]) } } ?? weights.map { Float($0) })
      }
      return matrix
    } body: { matrix throws(LearningError) in
      try body(matrix)
    }
  }
}
