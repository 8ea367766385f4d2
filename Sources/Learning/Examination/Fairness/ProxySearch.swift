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
    var features: [Separability.Feature]

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
    do throws(LearningError) {
      let found = try Separability(
        columns, rows: sample.rows, classes: sample.classes, names: sample.names, folds: folds,
        seed: context.seed(fold: 5711), in: context)
      return result(found, sample)
    } catch {
      if error.concernsStudy { throw error }
      return nil
    }
  }

  private static func result(_ found: Separability, _ sample: Sample) -> Result? {
    let groups = sample.names.indices.compactMap { group -> Result.Group? in
      FoldIntervals.mean(found.areas.compactMap { $0[group] }).map { Result.Group(name: sample.names[group], auc: $0) }
    }
    let whole = found.areas.compactMap { FoldIntervals.mean($0.compactMap(\.self)) }
    guard whole.count == folds, let auc = FoldIntervals.mean(whole) else { return nil }
    let bounds = FoldIntervals.corrected(
      whole, trainingRows: Double(found.trainingRows[0]), testRows: Double(found.testRows[0]), level: 0.95)
    return Result(
      rows: sample.rows.count, groups: groups, auc: auc,
      interval: bounds.map {
        ConfidenceInterval(
          low: max(0, $0.low), high: min(1, $0.high), method: "Nadeau–Bengio corrected t, \(folds) folds")
      }, features: found.features)
  }

  /// Development rows of groups that are large enough.
  private struct Sample: Sendable {
    var names: [String]
    var rows: [Int]
    /// Of the rows, in their order.
    var classes: [Int]

    init?(_ sensitive: SensitiveGroups, _ context: StudyContext) {
      let known = context.splits.development.filter { sensitive.codes[$0] >= 0 }
      let sampled = context.thinnedByChance(known, to: ProxySearch.mostRows, seed: 5710)
      var counts = [Int](repeating: 0, count: sensitive.names.count)
      for row in sampled { counts[sensitive.codes[row]] += 1 }
      let kept = counts.indices.filter { counts[$0] >= 10 * ProxySearch.folds }
      guard kept.count > 1 else { return nil }
      let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
      rows = sampled.filter { place[sensitive.codes[$0]] != nil }
      classes = rows.compactMap { place[sensitive.codes[$0]] }
      names = kept.map { sensitive.names[$0] }
    }
  }
}
