internal import JSONText

/// The weighted mean of other models' predictions.
struct EnsembleModel: FittedModel {
  let family = "ensemble"
  let members: [any FittedModel]
  /// One a member, above 0, of sum 1.
  let weights: [Double]

  /// - Throws: for no member or weights that do not fit.
  init(members: [any FittedModel], weights: [Double]) throws(LearningError) {
    let total = weights.reduce(0, +)
    guard !members.isEmpty, members.count == weights.count, weights.allSatisfy({ $0 > 0 }), total.isFinite else {
      throw .cannotFit(family: "ensemble", reason: "it needs members, each with a weight above 0")
    }
    self.members = members
    // Weights that were divided before stay as they are, to the bit.
    self.weights = abs(total - 1) < 1e-9 ? weights : weights.map { $0 / total }
  }

  func encode(_ columns: [StudyData.Column], times: [Double]?, rows: [Int]) throws(LearningError) -> EncodedRows {
    var encoded: [EncodedRows] = []
    for member in members { encoded.append(try member.encode(columns, times: times, rows: rows)) }
    // A row of the ensemble is its members' rows one after the other.
    var values: [Float] = []
    for row in rows.indices { for part in encoded { values += part.row(row) } }
    return EncodedRows(
      rowCount: rows.count, width: encoded.reduce(0) { $0 + $1.width }, values: values, members: encoded)
  }

  func predict(_ rows: EncodedRows) throws(LearningError) -> Predictions {
    guard rows.members.count == members.count else { throw .model(reason: "rows encoded for another model") }
    var parts: [Predictions] = []
    for (member, own) in zip(members, rows.members) { parts.append(try member.predict(own)) }
    guard let mean = Predictions.mean(parts, weights: weights) else {
      throw .model(reason: "its members predict different things")
    }
    return mean
  }

  var facts: ModelFacts {
    members.map(\.facts).reduce(into: ModelFacts(parametersPerPrediction: 0)) { sum, part in
      sum.parametersPerPrediction += part.parametersPerPrediction
      sum.trees += part.trees
      sum.leaves += part.leaves
      sum.depth = max(sum.depth, part.depth)
    }
  }

  /// Each member's shares of its own total, weighted.
  var importance: (measure: String, values: [(feature: String, value: Double)]) {
    var totals: [String: Double] = [:]
    for (member, weight) in zip(members, weights) {
      let values = member.importance.values
      let total = values.reduce(0) { $0 + $1.value }
      guard total > 0 else { continue }
      for (feature, value) in values { totals[feature, default: 0] += weight * value / total }
    }
    let sorted = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ("weighted share of the members' importance", sorted.map { ($0.key, $0.value) })
  }

  var document: JSONValue {
    ["family": .string(family), "weights": .numbers(weights), "members": .array(members.map(\.document))]
  }
}

extension Predictions {
  /// nil for none, or where shapes differ.
  static func mean(_ parts: [Predictions], weights: [Double]) -> Predictions? {
    guard let first = parts.first, parts.count == weights.count,
      parts.allSatisfy({ $0.outputCount == first.outputCount && $0.values.count == first.values.count })
    else { return nil }
    var values = [Double](repeating: 0, count: first.values.count)
    for (part, weight) in zip(parts, weights) {
      for index in values.indices { values[index] += weight * part.values[index] }
    }
    return Predictions(outputCount: first.outputCount, values: values)
  }
}
