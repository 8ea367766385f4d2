internal import HyperparameterSearch
internal import Statistics
internal import StudyModel
internal import Tables

/// Features that are worth more than columns of noise.
///
/// Boosted trees are trained with noise among the features: copies of columns in another order, and normal numbers. A
/// feature has a hit where its held-out permutation importance is above that of the best noise column, and is kept with
/// hits in more than half of the repeats where its mean importance is above theirs too. Trees with plain settings whatever
/// was chosen, as what a column says about the target does not depend on the model. Random probes: Stoppiglia and others
/// (2003); shuffled copies and counted hits: Kursa and Rudnicki (2010), Boruta.
struct ProbeSelection: Sendable {
  static let copies = 5
  static let normals = 5
  /// At least; a multiple of the folds.
  static let fewestRepeats = 10
  /// Of a fold.
  static let mostTrainingRows = 5000
  static let mostTestRows = 1000

  /// One training with noise columns.
  struct Repeat: Sendable {
    var fold: Int
    /// Of the features, in their order.
    var importances: [Double]
    var bestProbe: Double

    func isHit(_ feature: Int) -> Bool { importances[feature] > max(0, bestProbe) }
  }

  let features: [String]
  let repeats: [Repeat]
  /// Whose loss is the importance: the primary one, or the AUC where that needs a threshold, which is another model's.
  let metric: MetricPanel.Metric

  /// Above the best noise column in more than half of some repeats, and on their average.
  func kept(in repeats: [Repeat]) -> [String] {
    let best = repeats.reduce(0) { $0 + max(0, $1.bestProbe) }
    return features.indices.filter { feature in
      2 * repeats.count { $0.isHit(feature) } > repeats.count
        && repeats.reduce(0) { $0 + $1.importances[feature] } > best
    }.map { features[$0] }
  }

  /// What all repeats keep.
  var kept: [String] { kept(in: repeats) }

  func hits(_ feature: Int) -> Int { repeats.count { $0.isHit(feature) } }

  /// What repeats keep that were judged on these folds only; all features where there are none.
  func kept(judgedOn folds: [Int]) -> [String] {
    let own = repeats.filter { folds.contains($0.fold) }
    return own.isEmpty ? features : kept(in: own)
  }

  // MARK: Measuring

  init(features: [String], repeats: [Repeat], metric: MetricPanel.Metric) {
    (self.features, self.repeats, self.metric) = (features, repeats, metric)
  }

  /// nil where the trees cannot be trained, the metric is undefined on a fold, or folds have different columns.
  /// - Parameter refit: whose folds count.
  init?(_ refit: ChosenRefit) throws(LearningError) {
    let primary = refit.context.panel.primary
    let metric = primary.needsThreshold ? MetricPanel(["auc"]).primary : primary
    let names = refit.data.map { $0.columns.map(\.name) }
    guard let first = names.first, names.allSatisfy({ $0 == first }) else { return nil }
    let draws = (Self.fewestRepeats + refit.folds.count - 1) / refit.folds.count
    let tasks = (0..<draws).flatMap { draw in refit.folds.indices.map { (draw: draw, fold: $0) } }
    let measured = try refit.context.inParallel(tasks) { task throws(LearningError) -> [Repeat] in
      do throws(LearningError) {
        return try Self.measure(refit, task.fold, draw: task.draw, metric).map { [$0] } ?? []
      } catch {
        if error.concernsStudy { throw error }
        return []
      }
    }
    guard measured.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(features: first, repeats: measured.flatMap(\.self), metric: metric)
  }

  private static func measure(
    _ refit: ChosenRefit, _ index: Int, draw: Int, _ metric: MetricPanel.Metric
  ) throws(LearningError) -> Repeat? {
    let (fold, context) = (refit.folds[index], refit.context)
    var generator = SeededGenerator(seed: context.seed(fold: 5120 + index) &+ UInt64(draw))
    var data = refit.data[index]
    let features = data.columns.count
    data.columns += probes(like: data.columns, rows: context.splits.development, &generator)
    let training = context.thinned(fold.training, to: mostTrainingRows, seed: 5160 + index)
    let model = try BoostingLearner().fit(data, rows: training, settings: Assignment(), seed: context.seed(fold: index))
    var rows = fold.test
    if rows.count > mostTestRows {
      generator.shuffle(&rows)
      rows = Array(rows.prefix(mostTestRows))
    }
    let losses = try importances(of: model, data, rows: rows, isMaximized: metric.isMaximized, &generator) {
      context.panel.value(metric, of: $0, on: context.data, rows: rows, threshold: nil)
    }
    guard let losses else { return nil }
    return Repeat(
      fold: index, importances: Array(losses.prefix(features)), bestProbe: losses.dropFirst(features).max() ?? 0)
  }

  /// Of one column after the other, 0 where the model does not look at it; nil where the metric is undefined.
  private static func importances(
    of model: any FittedModel, _ data: StudyData, rows: [Int], isMaximized: Bool,
    _ generator: inout SeededGenerator, score: (Predictions) -> Double?
  ) throws(LearningError) -> [Double]? {
    let columns = data.columns.map { StudyData.Column(name: $0.name, values: $0.values.selecting(rows)) }
    let (places, times) = (Array(rows.indices), data.times.map { all in rows.map { all[$0] } })
    let used = Set(model.importance.values.filter { $0.value != 0 }.map(\.feature))
    guard let whole = score(try model.predict(columns, times: times, rows: places)) else { return nil }
    var losses: [Double] = []
    for name in columns.map(\.name) {
      var order = places
      generator.shuffle(&order)
      guard used.contains(name) else {
        losses.append(0)
        continue
      }
      let loss = try PermutationImportance.loss(
        of: [name], in: columns, rows: places, order: order, from: whole, isMaximized: isMaximized
      ) { columns throws(LearningError) in score(try model.predict(columns, times: times, rows: places)) }
      guard let loss else { return nil }
      losses.append(loss)
    }
    return losses
  }

  /// - Parameter rows: among which copies are shuffled; others keep their values, and nobody looks at them.
  static func probes(
    like columns: [StudyData.Column], rows: [Int], _ generator: inout SeededGenerator
  ) -> [StudyData.Column] {
    var sources = columns
    generator.shuffle(&sources)
    var result: [StudyData.Column] = []
    for number in 0..<copies where !sources.isEmpty {
      let source = sources[number % sources.count].values
      var (order, shuffled) = (Array(0..<source.count), rows)
      generator.shuffle(&shuffled)
      for (row, other) in zip(rows, shuffled) { order[row] = other }
      result.append(.init(name: name(number), values: source.selecting(order)))
    }
    let count = columns.first?.values.count ?? 0
    for number in 0..<normals {
      result.append(.init(name: name(copies + number), values: .numeric((0..<count).map { _ in generator.normal() })))
    }
    return result
  }

  /// No column of a file has such a name.
  private static func name(_ number: Int) -> String { "\u{1}probe \(number)" }
}
