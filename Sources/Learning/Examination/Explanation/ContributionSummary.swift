internal import Statistics
internal import StudyModel
internal import Tables

/// What the contributions of many rows say of each feature.
struct ContributionSummary: Equatable, Sendable {
  struct Feature: Equatable, Sendable {
    var name: String
    /// Mean of |contribution| over rows and outputs.
    var mean: Double
    /// Of the sum over all features; 0 where that is 0.
    var share: Double
    /// Rank correlation of value and contribution; nil for categories, several outputs and constant ones.
    var correlation: Double?
    /// In words; empty where there is nothing to say.
    var direction: String
  }

  /// The largest mean first.
  private(set) var features: [Feature] = []
  private(set) var scale: Contributions.Scale
  private(set) var largestDeviation: Double

  /// Weaker ones go both ways.
  static let clearCorrelation = 0.3
  /// A level seen in fewer rows says more of these rows than of itself.
  static let fewestRows = 5

  /// - Parameters:
  ///   - columns: of these rows alone.
  ///   - weights: one a row; nil: 1 each.
  ///   - classes: names of the outputs, where there are several.
  init(
    _ contributions: Contributions, columns: [StudyData.Column], weights: [Double]?, classes: [String]
  ) {
    (scale, largestDeviation) = (contributions.scale, contributions.largestDeviation)
    let rows = 0..<contributions.rowCount
    let total = max(rows.reduce(0) { $0 + (weights?[$1] ?? 1) }, .leastNormalMagnitude)
    for (index, name) in contributions.features.enumerated() {
      let means = (0..<contributions.outputCount).map { output in
        rows.reduce(0) { $0 + (weights?[$1] ?? 1) * abs(contributions[$1, output, index]) } / total
      }
      let mean = means.reduce(0, +) / Double(means.count)
      var feature = Feature(name: name, mean: mean, share: 0, correlation: nil, direction: "")
      if means.count > 1 {
        feature.direction = Self.mostlyFor(means, classes)
      } else if let values = columns.first(where: { $0.name == name })?.values {
        let own = rows.map { contributions[$0, 0, index] }
        (feature.correlation, feature.direction) = Self.direction(values, own)
      }
      features.append(feature)
    }
    let sum = features.reduce(0) { $0 + $1.mean }
    for index in features.indices where sum > 0 { features[index].share = features[index].mean / sum }
    features.sort { ($1.mean, $0.name) < ($0.mean, $1.name) }
  }

  private static func mostlyFor(_ means: [Double], _ classes: [String]) -> String {
    guard let most = means.indices.max(by: { means[$0] < means[$1] }), means[most] > 0, classes.count == means.count
    else { return "" }
    return "most about \(classes[most])"
  }

  private static func direction(_ values: ColumnValues, _ contributions: [Double]) -> (Double?, String) {
    switch values {
    case .numeric(let numbers), .date(let numbers):
      let rows = numbers.indices.filter { numbers[$0].isFinite }
      guard let correlation = Correlation.spearman(rows.map { numbers[$0] }, rows.map { contributions[$0] }) else {
        return (nil, "")
      }
      guard abs(correlation) >= clearCorrelation else { return (correlation, "both ways") }
      return (correlation, correlation > 0 ? "higher raises" : "higher lowers")
    case .categorical(let column): return (nil, extremes(column, contributions))
    }
  }

  /// The levels whose rows are pushed most up and down.
  private static func extremes(_ column: CategoricalColumn, _ contributions: [Double]) -> String {
    var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: column.levels.count)
    for (code, value) in zip(column.codes, contributions) where code >= 0 {
      sums[Int(code)] = (sums[Int(code)].sum + value, sums[Int(code)].count + 1)
    }
    let means = column.levels.indices.filter { sums[$0].count >= fewestRows }
      .map { (level: column.levels[$0], mean: sums[$0].sum / Double(sums[$0].count)) }
      .sorted { ($0.mean, $0.level) < ($1.mean, $1.level) }
    guard let low = means.first, let high = means.last, low.mean < high.mean else { return "" }
    let words = [
      high.mean > 0 ? "\(high.level) raises" : nil, low.mean < 0 ? "\(low.level) lowers" : nil,
    ]
    return words.compactMap(\.self).joined(separator: ", ")
  }
}
