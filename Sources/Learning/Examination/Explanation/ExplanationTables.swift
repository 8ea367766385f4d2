internal import RunModel
internal import StudyModel
internal import Tables

/// What was measured about a model's reasons, as tables of the run: importance by shuffling and by SHAP, and how the
/// contributions lie.
struct ExplanationTables {
  let origin: TableOrigin
  /// nil where the model's scores cannot be divided.
  var contributions: Contributions?
  /// Of the rows whose contributions are known alone.
  var columns: [StudyData.Column]
  var summary: ContributionSummary?
  /// nil where the metric is undefined.
  var permutation: PermutationImportance?
  /// Names of the outputs, where there are several.
  var classes: [String]
  /// What the contributions are measured in.
  var unit: String

  private static let binCount = 60
  private static let mostFeatures = 60
  private static let mostClasses = 12

  var tables: [EvaluationTable] {
    let shuffled = (permutation?.results ?? []).filter { $0.unit.features.count == 1 }
    let sorted = shuffled.sorted { ($1.mean, $0.unit.name) < ($0.mean, $1.unit.name) }
    var tables: [EvaluationTable] = []
    if !sorted.isEmpty {
      tables.append(
        .importance(
          FeatureImportance(
            origin: origin, measure: "permutation", features: sorted.map(\.unit.name), values: sorted.map(\.mean),
            deviations: sorted.map(\.deviation))))
    }
    guard let contributions, let summary, contributions.rowCount > 0 else { return tables }
    tables.append(
      .importance(
        FeatureImportance(
          origin: origin, measure: "shap", features: summary.features.map(\.name),
          values: summary.features.map(\.mean))))
    let outputs = 0..<min(contributions.outputCount, Self.mostClasses)
    return tables + outputs.map { .shap(shap($0, contributions, summary)) }
  }

  private func shap(_ output: Int, _ contributions: Contributions, _ summary: ContributionSummary) -> ShapSummary {
    let (rows, isSingle) = (0..<contributions.rowCount, contributions.outputCount == 1)
    let shown = summary.features.prefix(Self.mostFeatures)
    let values = shown.map { feature -> [Double] in
      guard let place = contributions.features.firstIndex(of: feature.name) else { return [] }
      return rows.map { contributions[$0, output, place] }
    }
    let bins = EqualBins(covering: values.flatMap(\.self), count: Self.binCount)
    let features = zip(shown, values).map { feature, own in
      ShapSummary.Feature(
        name: feature.name,
        meanMagnitude: own.reduce(0) { $0 + abs($1) } / Double(max(own.count, 1)),
        correlation: isSingle ? feature.correlation : nil,
        direction: isSingle && !feature.direction.isEmpty ? feature.direction : nil, counts: bins.counts(of: own),
        valueRanks: ranks(feature.name, own, bins))
    }
    return ShapSummary(
      origin: origin, className: isSingle || classes.count != contributions.outputCount ? nil : classes[output],
      unit: unit, rowCount: Int64(rows.count), edges: bins.edges, features: features)
  }

  /// The mean rank of the feature's values in each bin of its contributions; empty for categories and constants.
  private func ranks(_ name: String, _ contributions: [Double], _ bins: EqualBins) -> [Double] {
    let values: [Double]
    switch columns.first(where: { $0.name == name })?.values {
    case .numeric(let numbers)?, .date(let numbers)?: values = numbers
    default: return []
    }
    let known = values.indices.filter { !values[$0].isNaN && $0 < contributions.count }
    let order = known.sorted { values[$0] < values[$1] }
    guard let first = order.first, let last = order.last, values[first] < values[last] else { return [] }
    var (sums, counts) = ([Double](repeating: 0, count: bins.count), [Double](repeating: 0, count: bins.count))
    var start = 0
    while start < order.count {
      // Equal values share their mean rank.
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      let rank = Double(start + end - 1) / 2 / Double(order.count - 1)
      for row in order[start..<end] {
        guard let place = bins.place(of: contributions[row]) else { continue }
        sums[place] += rank
        counts[place] += 1
      }
      start = end
    }
    return zip(sums, counts).map { $1 > 0 ? ($0 / $1 * 1000).rounded() / 1000 : .nan }
  }
}
