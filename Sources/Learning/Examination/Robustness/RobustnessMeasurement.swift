internal import HyperparameterSearch
internal import ModelSelection
internal import Statistics
internal import StudyModel
internal import Tables

/// What the final model makes of changed rows.
struct RobustnessMeasurement: Sendable {
  static let mostRows = 1500
  /// Of rows whose cells are not valid.
  static let mostInvalidRows = 200
  static let mostFeatures = 100
  static let noise = [0.05, 0.1, 0.2, 0.5, 1]
  static let missing = [0.1, 0.3, 0.5]
  /// Of every random change.
  static let repeats = 5

  struct Outcome: Sendable {
    var perturbation: Perturbation
    var score: Double?
    /// Share of the decisions that change; nil for a regression.
    var changed: Double?
    /// Of the predictions: on average, and at most.
    var movement: Double
    var largest: Double
    /// Share of the predictions that are numbers.
    var finite: Double
    /// Share of the rows that the novelty score takes for unlike the training rows; nil where it was not asked.
    var recognised: Double?
  }

  let rowCount: Int
  let features: [String]
  /// Of the unchanged rows.
  let whole: Double?
  /// Of a model that knows no feature.
  let prior: Double?
  let outcomes: [Outcome]

  /// - Parameter training: rows of the data that the model has learned from.
  init(
    _ examination: Examination, model: any FittedModel, detector: NoveltyScore, training: [Int]
  ) throws(LearningError) {
    let context = examination.context
    let table = HeldTable(examination, model: model, mostRows: Self.mostRows, seed: 5600)
    let few = HeldTable(examination, model: model, mostRows: Self.mostInvalidRows, seed: 5600)
    let clean = (table: try table.predict(table.columns), few: try few.predict(few.columns))
    let spreads = examination.columns.map { Perturbation.Spread($0.values, rows: training) }
    let perturbations = Self.perturbations(
      table.columns, order: AblationTopic.byImportance(examination.columns, model))
    outcomes = try context.inParallel(Array(perturbations.enumerated())) { task throws(LearningError) in
      let (number, perturbation) = task
      var generator = SeededGenerator(seed: context.seed(fold: 5610) &+ UInt64(number))
      let own = perturbation.isInvalid ? few : table
      let columns = perturbation.apply(to: own.columns, spreads: spreads, &generator)
      var outcome = Self.outcome(
        perturbation, try own.predict(columns), from: perturbation.isInvalid ? clean.few : clean.table, own)
      if perturbation.isInvalid {
        let unlike = try detector.scores(columns, rows: Array(own.rows.indices)).count(where: \.isUnlikeTraining)
        outcome.recognised = Double(unlike) / Double(own.rows.count)
      }
      return outcome
    }
    (rowCount, features, whole) = (table.rows.count, table.columns.map(\.name), table.score(clean.table))
    let constant = try PriorLearner().fit(context.data, rows: training, settings: Assignment(), seed: 0)
    prior = table.score(try constant.predict([], rows: Array(table.rows.indices)))
  }

  private static func outcome(
    _ perturbation: Perturbation, _ predictions: Predictions, from clean: Predictions, _ table: HeldTable
  ) -> Outcome {
    let count = Double(table.rows.count)
    let finite = Double(
      (0..<predictions.rowCount).count { row in
        (0..<predictions.outputCount).allSatisfy { predictions[row, $0].isFinite }
      })
    let moved = table.movements(predictions, clean)
    let changed = table.decisions(predictions).flatMap { new in
      table.decisions(clean).map { old in Double(zip(new, old).count { $0 != $1 }) / count }
    }
    return Outcome(
      perturbation: perturbation, score: finite == count ? table.score(predictions) : nil, changed: changed,
      movement: moved.reduce(0, +) / count, largest: moved.max() ?? 0, finite: finite / count)
  }

  /// - Parameter order: of the features, the most important first.
  private static func perturbations(_ columns: [StudyData.Column], order: [String]) -> [Perturbation] {
    var result: [Perturbation] = []
    for size in noise { result += [Perturbation](repeating: .noise(size), count: repeats) }
    for share in missing { result += [Perturbation](repeating: .missingCells(share), count: repeats) }
    let places = order.prefix(mostFeatures).compactMap { name in columns.firstIndex { $0.name == name } }
    result += places.map(Perturbation.missingColumn)
    for place in places {
      switch columns[place].values {
      case .numeric, .date: result += [.number(place, 1e9), .number(place, -1e9)]
      case .categorical: result.append(.unseenLevel(place))
      }
    }
    return result + [.nothingKnown]
  }

  // MARK: Summaries

  /// Mean over the repeats of one change, and the range of its scores.
  struct Summary {
    var score: Double?
    var range: Bounds?
    var changed: Double?
    var movement: Double
  }

  func summary(_ perturbation: Perturbation) -> Summary {
    let own = outcomes.filter { $0.perturbation == perturbation }
    let scores = own.compactMap(\.score)
    let changed = own.compactMap(\.changed)
    return Summary(
      score: scores.count == own.count ? FoldIntervals.mean(scores) : nil,
      range: scores.min().flatMap { low in scores.max().map { Bounds(low: low, high: $0) } },
      changed: changed.count == own.count ? FoldIntervals.mean(changed) : nil,
      movement: own.reduce(0) { $0 + $1.movement } / Double(max(1, own.count)))
  }

  /// Share of the improvement over the prior that is left; between 0 and 1. nil where the model is no improvement, or a
  /// score is not known.
  func retained(_ score: Double?) -> Double? {
    guard let score, let whole, let prior, whole != prior else { return nil }
    return min(1, max(0, (score - prior) / (whole - prior)))
  }

  /// Whether every prediction of an invalid row is a number.
  var isFinite: Bool { outcomes.allSatisfy { $0.finite == 1 } }

  /// The mean of what is left of the improvement over the prior under noise of each size, with each share of the cells
  /// missing, and without the feature whose absence costs most; 0 where an invalid row has no finite prediction. nil where
  /// the model is no improvement.
  func robustness(isImprovement: Bool) -> Double? {
    guard isImprovement else { return nil }
    guard isFinite else { return 0 }
    let random = Self.noise.map(Perturbation.noise) + Self.missing.map(Perturbation.missingCells)
    let single = features.indices.map(Perturbation.missingColumn)
      .filter { wanted in outcomes.contains { $0.perturbation == wanted } }
    let parts = random.map { retained(summary($0).score) }
    let worst = single.map { retained(summary($0).score) ?? 0 }.min()
    let all = parts + [worst]
    let known = all.compactMap(\.self)
    return known.count == all.count ? FoldIntervals.mean(known) : nil
  }
}

extension Perturbation {
  var isInvalid: Bool {
    switch self {
    case .number, .unseenLevel, .nothingKnown: true
    case .noise, .missingCells, .missingColumn: false
    }
  }
}
