internal import Glibc
internal import HyperparameterSearch
internal import Statistics
internal import StudyModel

/// Gradient-boosted trees through XGBoost. The number of rounds comes from early stopping on a part of the training
/// rows; up to `refitLimit` rows the model is then trained again on all of them, with rounds in proportion.
struct BoostingLearner: Learner {
  let family = "boosting"
  let interpretability = CandidateSummary.Interpretability.low
  let pipelineVariant = FeaturePipeline.Variant.trees
  /// Instead of early stopping, where the number of rounds is known from a like training.
  var fixedRounds: Int?

  static let bins = 128
  static let refitLimit = 20_000
  let settingNames = [
    "learning_rate", "depth", "min_child_weight", "subsample", "column_sample", "l2", "l1", "gamma", "max_rounds",
    "class_weight",
  ]

  func searchSpace(for data: StudyData) -> SearchSpace {
    var parameters: [SearchSpace.Parameter] = [
      .init("learning_rate", .real(0.02...0.3, isLogarithmic: true)), .init("depth", .integer(1...8)),
      .init("min_child_weight", .real(0.5...100, isLogarithmic: true)), .init("subsample", .real(0.5...1)),
      .init("column_sample", .real(0.3...1)), .init("l2", .real(0.01...100, isLogarithmic: true)),
      .init("l1", .real(0.001...10, isLogarithmic: true)), .init("gamma", .real(0...5)),
    ]
    if data.task != .regression {
      parameters.append(.init("class_weight", .categorical([.text("none"), .text("balanced")])))
    }
    return SearchSpace(parameters)
  }

  func portfolio(for data: StudyData) -> [Assignment] {
    let shallow = [
      (0.1, 2, 2.0, 0.9, 0.6, 1.0, 0.01, 0.0), (0.1, 3, 5, 0.8, 0.7, 5, 0.01, 0), (0.2, 1, 1, 1, 1, 1, 0.001, 0),
    ]
    let deep = [
      (0.1, 6, 5.0, 0.8, 0.6, 5.0, 0.1, 0.0), (0.05, 4, 10, 0.7, 0.5, 10, 0.1, 0), (0.05, 8, 20, 0.7, 0.4, 20, 1, 1),
    ]
    // Measured on public data: few rows want shallow trees, many deep ones.
    return (data.rowCount < 15_000 ? shallow + deep : deep + shallow).map { row in
      var setting = Assignment([
        ("learning_rate", .number(row.0)), ("depth", .integer(row.1)), ("min_child_weight", .number(row.2)),
        ("subsample", .number(row.3)), ("column_sample", .number(row.4)), ("l2", .number(row.5)),
        ("l1", .number(row.6)), ("gamma", .number(row.7)),
      ])
      if data.task != .regression { setting["class_weight"] = .text("none") }
      return setting
    }
  }

  func fit(_ rows: PreparedRows, settings: Assignment, seed: UInt64) throws(LearningError) -> any FittedModel {
    let settings = try Settings(settings, of: family, names: settingNames)
    try rows.requireLearnable(by: family)
    let job = BoostingJob(
      rows: rows, parameters: try parameters(settings, rows, seed),
      maxRounds: try settings.integer("max_rounds", 1000, in: 1...100_000),
      isBalanced: try settings.choice("class_weight", ["none", "balanced"]) == "balanced")
    let trained = try job.train(rounds: fixedRounds)
    let link: TreeModel.Link =
      switch rows.task {
      case .regression: .linear
      case .binary: .logistic
      case .multiclass: .softmax
      }
    return try TreeModel(
      family: family, pipeline: rows.pipeline, link: link, offset: job.target.mean, scale: job.target.deviation,
      rounds: trained.rounds, boosters: [trained.model])
  }

  private func parameters(
    _ settings: Settings, _ rows: PreparedRows, _ seed: UInt64
  ) throws(LearningError) -> BoosterParameters {
    var parameters = BoosterParameters(objective: .squaredError, seed: seed)
    switch rows.task {
    case .regression: parameters.baseScore = 0
    case .binary: parameters.objective = .logistic
    case .multiclass: (parameters.objective, parameters.classCount) = (.softmax, rows.outputCount)
    }
    parameters.learningRate = try settings.real("learning_rate", 0.1, in: 1e-4...1)
    parameters.maxDepth = try settings.integer("depth", 3, in: 1...20)
    parameters.minChildWeight = try settings.real("min_child_weight", 5, in: 0...1e9)
    parameters.subsample = try settings.real("subsample", 0.8, in: 0.01...1)
    parameters.columnSample = try settings.real("column_sample", 0.7, in: 0.001...1)
    parameters.l2 = try settings.real("l2", 5, in: 0...1e9)
    parameters.l1 = try settings.real("l1", 0.01, in: 0...1e9)
    parameters.gamma = try settings.real("gamma", 0, in: 0...1e9)
    parameters.maxBins = Self.bins
    return parameters
  }
}

/// One boosted model's training.
struct BoostingJob {
  let rows: PreparedRows
  let parameters: BoosterParameters
  let maxRounds: Int
  let isBalanced: Bool
  let target: RegressionScale
  private let labels: [Float]
  private let weights: [Double]?

  init(rows: PreparedRows, parameters: BoosterParameters, maxRounds: Int, isBalanced: Bool) {
    (self.rows, self.maxRounds, self.isBalanced) = (rows, maxRounds, isBalanced)
    var parameters = parameters
    if rows.task == .binary {
      // Away from 0 and 1, where the log odds are infinite.
      parameters.baseScore = isBalanced ? 0.5 : min(max(rows.priorOutput[0], 1e-6), 1 - 1e-6)
    }
    self.parameters = parameters
    target = RegressionScale(rows)
    labels = rows.task == .regression ? target.labels(rows.numbers) : rows.classes.map { Float($0) }
    weights = rows.weights(balanced: isBalanced)
  }

  /// Rounds without a better loss after which it stops: more where steps are small.
  private var patience: Int { max(10, min(50, Int(2 / parameters.learningRate))) }

  /// - Parameter known: rounds to train without looking for them.
  func train(rounds known: Int? = nil) throws(LearningError) -> (model: [UInt8], rounds: Int) {
    if let known { return (try grow(.all, nil, rounds: known), known) }
    let split = StoppingRows(rows)
    guard !split.stopping.isEmpty else {
      // Too few rows to hold some back: a sum of steps that hardly depends on the learning rate.
      let rounds = min(maxRounds, max(10, Int(5 / parameters.learningRate)))
      return (try grow(.all, nil, rounds: rounds), rounds)
    }
    let stopped = try findRounds(split)
    guard rows.rowCount <= BoostingLearner.refitLimit else { return stopped }
    let proportion = Double(rows.rowCount) / Double(split.growing.count)
    let rounds = min(maxRounds, max(1, Int((Double(stopped.rounds) * proportion).rounded())))
    return (try grow(.all, nil, rounds: rounds), rounds)
  }

  private func grow(
    _ part: BoosterMatrixPool.Key.Part, _ members: [Int]?, rounds: Int
  ) throws(LearningError) -> [UInt8] {
    try withMatrix(part, members) { matrix throws(LearningError) in
      let booster = try Booster(caching: [matrix])
      try booster.configure(parameters)
      for round in 0..<rounds { try booster.update(round: round, matrix) }
      return try booster.modelBytes()
    }
  }

  private func withMatrix<T>(
    _ part: BoosterMatrixPool.Key.Part, _ members: [Int]?, _ body: (BoosterMatrix) throws(LearningError) -> T
  ) throws(LearningError) -> T {
    try rows.withBoosterMatrix(part, among: members, isBalanced: isBalanced, maxBins: parameters.maxBins) {
      matrix throws(LearningError) in
      try matrix.setLabels(members.map { rows in rows.map { labels[$0] } } ?? labels)
      return try body(matrix)
    }
  }

  /// The model of the best round on the stopping rows.
  private func findRounds(_ split: StoppingRows) throws(LearningError) -> (model: [UInt8], rounds: Int) {
    try withMatrix(.growing, split.growing) { growing throws(LearningError) in
      try withMatrix(.stopping, split.stopping) { stopping throws(LearningError) in
        let booster = try Booster(caching: [growing, stopping])
        try booster.configure(parameters)
        var best = (loss: Double.infinity, round: 0)
        var round = 0
        while round < maxRounds, round < best.round + patience {
          try booster.update(round: round, growing)
          round += 1
          let loss = loss(try booster.predict(stopping, outputs: rows.outputCount), split.stopping)
          if loss < best.loss { best = (loss, round) }
        }
        let kept = max(1, best.round)
        let isWhole = try booster.roundCount() <= kept
        return (isWhole ? try booster.modelBytes() : try booster.firstRounds(kept), kept)
      }
    }
  }

  private func loss(_ outputs: [Double], _ members: [Int]) -> Double {
    var (total, weight) = (0.0, 0.0)
    for (index, row) in members.enumerated() {
      let own = weights?[row] ?? 1
      weight += own
      if rows.task == .regression {
        let error = outputs[index] - Double(labels[row])
        total += own * error * error
      } else {
        total += own * TrainingLoss.of(rows, row: row) { outputs[index * rows.outputCount + $0] }
      }
    }
    return weight > 0 ? total / weight : .infinity
  }
}

/// The part of the training rows that chooses the number of rounds, as far from the others as the rows to predict are:
/// the last ones in time where those come later, whole groups where there are groups, else a share of each class. It
/// depends on the rows only.
struct StoppingRows {
  /// Places among the training rows, ascending.
  var growing: [Int] = []
  /// Empty where there are too few rows.
  var stopping: [Int] = []

  static let fewestRows = 50

  init(_ rows: PreparedRows) {
    let count = rows.rowCount
    guard count >= Self.fewestRows else {
      growing = Array(0..<count)
      return
    }
    let share = count < 2000 ? 0.25 : 0.15
    let isStopping = Self.choose(rows, wanted: Int(Double(count) * share), share)
    growing = isStopping.indices.filter { !isStopping[$0] }
    stopping = isStopping.indices.filter { isStopping[$0] }
    if let lead = rows.leadDays, lead > 0, let times = rows.times {
      let first = stopping.reduce(Double.infinity) { min($0, times[$1]) }
      growing.removeAll { times[$0] >= first - lead }
    }
    if growing.isEmpty || !Self.isUsable(rows, growing, stopping) {
      (growing, stopping) = (Array(0..<count), [])
    }
  }

  private static func isUsable(_ rows: PreparedRows, _ growing: [Int], _ stopping: [Int]) -> Bool {
    let weigh = { (members: [Int]) in members.reduce(0) { $0 + rows.weight($1) } }
    guard weigh(growing) > 0, weigh(stopping) > 0 else { return false }
    return rows.task == .regression || Set(growing.map { rows.classes[$0] }).count > 1
  }

  private static func choose(_ rows: PreparedRows, wanted: Int, _ share: Double) -> [Bool] {
    var isStopping = [Bool](repeating: false, count: rows.rowCount)
    var generator = SeededGenerator(seed: 0x5EED)
    if rows.leadDays != nil, let times = rows.times, times.allSatisfy(\.isFinite) {
      let first = times.sorted()[rows.rowCount - max(1, wanted)]
      for (row, time) in times.enumerated() { isStopping[row] = time >= first }
    } else if let groups = rows.groups {
      var order = Array(Set(groups)).sorted()
      generator.shuffle(&order)
      let sizes = Dictionary(groups.map { ($0, 1) }, uniquingKeysWith: +)
      var (chosen, taken) = (Set<Int>(), 0)
      for group in order where taken < wanted && chosen.count < order.count - 1 {
        chosen.insert(group)
        taken += sizes[group] ?? 0
      }
      for (row, group) in groups.enumerated() { isStopping[row] = chosen.contains(group) }
    } else {
      for members in strata(rows) {
        var members = members
        generator.shuffle(&members)
        for row in members.prefix(Int(Double(members.count) * share)) { isStopping[row] = true }
      }
    }
    return isStopping
  }

  private static func strata(_ rows: PreparedRows) -> [[Int]] {
    guard rows.task != .regression else { return [Array(0..<rows.rowCount)] }
    var strata = [[Int]](repeating: [], count: rows.classNames.count)
    for (row, code) in rows.classes.enumerated() { strata[code].append(row) }
    return strata
  }
}
