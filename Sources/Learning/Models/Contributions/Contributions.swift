internal import Glibc

/// What each feature adds to what a model says of some rows.
struct Contributions: Equatable, Sendable {
  enum Scale: String, Equatable, Sendable {
    case logOdds
    /// Of a class.
    case share
    /// In the target's unit.
    case value
  }

  var scale: Scale
  var features: [String]
  var outputCount: Int
  /// Where a row's sum starts; one an output.
  var base: [Double]
  /// Row-major, `rows × outputs × features`.
  var values: [Double]
  /// What the model itself says, by its own way of adding; row-major, `rows × outputs`.
  var margins: [Double]

  var rowCount: Int { margins.count / max(1, outputCount) }

  subscript(row: Int, output: Int, feature: Int) -> Double {
    values[(row * outputCount + output) * features.count + feature]
  }

  /// The largest difference between a row's sum and what the model says.
  var largestDeviation: Double {
    margins.indices.reduce(0) { largest, place in
      let start = place * features.count
      let sum = values[start..<(start + features.count)].reduce(base[place % outputCount], +)
      return margins[place].isFinite ? max(largest, abs(sum - margins[place])) : largest
    }
  }

  /// Parts of the same model, one after the other; nil for none.
  static func joined(_ parts: [Contributions]) -> Contributions? {
    guard var whole = parts.first else { return nil }
    for part in parts.dropFirst() {
      whole.values += part.values
      whole.margins += part.margins
    }
    return whole
  }
}

/// The features behind a pipeline's encoded columns.
struct FeatureColumns: Sendable {
  /// Each once, in the order of the pipeline.
  let features: [String]
  /// Of each encoded column, among the features.
  let places: [Int]

  init(_ pipeline: FeaturePipeline) {
    var features: [String] = []
    var place: [String: Int] = [:]
    places = pipeline.sources.map { source in
      if let known = place[source] { return known }
      place[source] = features.count
      features.append(source)
      return features.count - 1
    }
    self.features = features
  }

  /// Sums of encoded columns by feature.
  func sums(_ columns: some Collection<Double>) -> [Double] {
    var sums = [Double](repeating: 0, count: features.count)
    for (place, value) in zip(places, columns) { sums[place] += value }
    return sums
  }
}
