internal import HyperparameterSearch
internal import ModelSelection
internal import Statistics
internal import StudyModel
internal import Tables

/// How well other columns tell the groups of a sensitive one: cross-validated boosting on development rows. It sees
/// neither the target nor the test rows.
enum ProxySearch {
  static let folds = 3
  /// More rows than this tell no more.
  static let mostRows = 8000
  /// From this share of the gain on a feature counts as a proxy; of those at most so many.
  static let leastShare = 0.1
  static let mostProxies = 3
  /// Below this area under the curve the columns hardly tell the groups.
  static let weakest = 0.6

  struct Result: Codable, Equatable, Sendable {
    struct Feature: Codable, Equatable, Sendable {
      var name: String
      var share: Double
    }

    struct Group: Codable, Equatable, Sendable {
      var name: String
      /// Mean over the folds of the area under the ROC curve against all other groups.
      var auc: Double
    }

    var rows: Int
    /// Those with enough rows.
    var groups: [Group]
    /// Mean over the groups and folds.
    var auc: Double
    var interval: ConfidenceInterval?
    /// By share of the gain, the largest first.
    var features: [Feature]

    var proxies: [String] {
      auc < weakest ? [] : features.filter { $0.share >= leastShare }.prefix(mostProxies).map(\.name)
    }
  }

  /// nil where fewer than two groups have rows enough, or nothing is left to tell them.
  static func search(
    _ sensitive: SensitiveGroups, without dropped: [String], _ examination: Examination
  ) throws(LearningError) -> Result? {
    let context = examination.context
    let columns = examination.columns.filter { $0.name != sensitive.attribute && !dropped.contains($0.name) }
    guard let sample = Sample(sensitive, context), !columns.isEmpty else { return nil }
    var data = context.data
    (data.columns, data.target) = (columns, .classes(sample.codes, names: sample.names))
    (data.weights, data.times, data.leadDays) = (nil, nil, nil)
    let own = data
    let parts: [Part]
    do throws(LearningError) {
      parts = try context.inParallel(sample.folds) { fold throws(LearningError) in
        let prepared = try PreparedFold(fold, for: BoostingLearner(), in: own)
        let model = try BoostingLearner().fit(prepared.training, settings: Assignment(), seed: 1)
        return Part(
          areas: areas(try model.predict(prepared.test), fold.test.map { sample.codes[$0] }, sample.names.count),
          importance: model.importance.values)
      }
    } catch {
      if error.concernsStudy { throw error }
      return nil
    }
    return result(parts, sample)
  }

  private struct Part: Sendable {
    /// One a group; nil where the fold has none of it.
    var areas: [Double?]
    var importance: [(feature: String, value: Double)]
  }

  private static func areas(_ predictions: Predictions, _ codes: [Int], _ count: Int) -> [Double?] {
    (0..<count).map { group in
      BinaryScores.rocAUC(
        labels: codes.map { $0 == group }, scores: codes.indices.map { predictions.classProbabilities($0)[group] })
    }
  }

  private static func result(_ parts: [Part], _ sample: Sample) -> Result? {
    let groups = sample.names.indices.compactMap { group -> Result.Group? in
      let areas = parts.compactMap { $0.areas[group] }
      return FoldIntervals.mean(areas).map { Result.Group(name: sample.names[group], auc: $0) }
    }
    let whole = parts.compactMap { FoldIntervals.mean($0.areas.compactMap(\.self)) }
    guard whole.count == folds, let auc = FoldIntervals.mean(whole) else { return nil }
    let fold = sample.folds[0]
    let bounds = FoldIntervals.corrected(
      whole, trainingRows: Double(fold.training.count), testRows: Double(fold.test.count), level: 0.95)
    return Result(
      rows: sample.count, groups: groups, auc: auc,
      interval: bounds.map {
        ConfidenceInterval(
          low: max(0, $0.low), high: min(1, $0.high), method: "Nadeau–Bengio corrected t, \(folds) folds")
      }, features: features(parts.map(\.importance)))
  }

  private static func features(_ importances: [[(feature: String, value: Double)]]) -> [Result.Feature] {
    var sums: [String: Double] = [:]
    for (feature, value) in importances.joined() { sums[feature, default: 0] += value / Double(importances.count) }
    let sorted = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let total = sorted.reduce(0) { $0 + $1.value }
    return total > 0 ? sorted.prefix(5).map { Result.Feature(name: $0.key, share: $0.value / total) } : []
  }

  /// Development rows of groups that are large enough, with their groups as classes.
  private struct Sample: Sendable {
    var names: [String]
    /// One a row of the data; 0 for rows that are not in the sample.
    var codes: [Int]
    var folds: [Fold]
    var count: Int

    init?(_ sensitive: SensitiveGroups, _ context: StudyContext) {
      var rows = context.splits.development.filter { sensitive.codes[$0] >= 0 }
      rows = context.thinnedByChance(rows, to: ProxySearch.mostRows, seed: 5710)
      var counts = [Int](repeating: 0, count: sensitive.names.count)
      for row in rows { counts[sensitive.codes[row]] += 1 }
      let kept = counts.indices.filter { counts[$0] >= 10 * ProxySearch.folds }
      guard kept.count > 1 else { return nil }
      let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
      rows = rows.filter { place[sensitive.codes[$0]] != nil }
      var codes = [Int](repeating: 0, count: context.data.rowCount)
      for row in rows { codes[row] = place[sensitive.codes[row]] ?? 0 }
      (names, count) = (kept.map { sensitive.names[$0] }, rows.count)
      let own = rows.map { codes[$0] }
      let seed = context.seed(fold: 5711)
      let folds =
        context.data.groups.map { groups in
          Splitter.stratifiedGrouped(
            classes: own, groups: rows.map { groups[$0] }, folds: ProxySearch.folds, seed: seed)
        } ?? Splitter.stratified(classes: own, folds: ProxySearch.folds, seed: seed)
      (self.codes, self.folds) = (codes, folds.map { $0.among(rows) })
    }
  }
}
