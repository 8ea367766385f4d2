internal import Glibc
internal import HyperparameterSearch
internal import JSONText

/// Trees of XGBoost behind a pipeline: a forest or boosted trees. Predicts without XGBoost.
struct TreeModel: FittedModel {
  enum Link: String, Sendable {
    /// Boosted log odds.
    case logistic
    /// Boosted log odds of each class.
    case softmax
    /// `offset + scale × sum`: a regression.
    case linear
    /// A forest's share of the positive class.
    case share
    /// One forest a class; their shares divided by the shares' sum.
    case shares
  }

  let family: String
  let pipeline: FeaturePipeline
  let link: Link
  let offset: Double
  let scale: Double
  /// Chosen by early stopping; 0: none.
  let rounds: Int
  /// What XGBoost wrote, in Universal Binary JSON; one a class for `shares`, else one.
  let boosters: [[UInt8]]
  private let ensembles: [TreeEnsemble]

  init(
    family: String, pipeline: FeaturePipeline, link: Link, offset: Double = 0, scale: Double = 1, rounds: Int = 0,
    boosters: [[UInt8]]
  ) throws(LearningError) {
    (self.family, self.pipeline, self.link, self.offset, self.scale) = (family, pipeline, link, offset, scale)
    (self.rounds, self.boosters) = (rounds, boosters)
    var ensembles: [TreeEnsemble] = []
    for booster in boosters { ensembles.append(try TreeEnsemble(booster, width: pipeline.width)) }
    self.ensembles = ensembles
  }

  /// Numbers that a row gets before they become a prediction.
  var outputCount: Int { link == .shares ? ensembles.count : ensembles[0].outputCount }

  func encode(_ columns: [StudyData.Column], times: [Double]?, rows: [Int]) throws(LearningError) -> EncodedRows {
    try pipeline.encode(columns, times: times, rows: rows)
  }

  func predict(_ rows: EncodedRows) throws(LearningError) -> Predictions {
    guard rows.width == pipeline.width else { throw .model(reason: "rows encoded for another model") }
    return Predictions(outputCount: outputCount, values: outputs(rows))
  }

  /// What the leaves add up to: log odds, shares as each forest has them, or values in the target's unit; row-major,
  /// `rowCount × outputCount`.
  func margins(_ rows: EncodedRows) -> [Double] {
    let sums = ensembles.map { $0.sums(rows, from: link == .logistic ? $0.logOddsOfBase : $0.baseScore) }
    switch link {
    case .logistic, .softmax, .share: return sums[0].map(Double.init)
    case .linear: return sums[0].map { offset + scale * Double($0) }
    case .shares: return (0..<rows.rowCount).flatMap { row in sums.map { Double($0[row]) } }
    }
  }

  private func outputs(_ rows: EncodedRows) -> [Double] {
    let first = ensembles[0]
    switch link {
    case .logistic: return first.sums(rows, from: first.logOddsOfBase).map { 1 / (1 + exp(-Double($0))) }
    case .softmax: return softmax(first.sums(rows, from: first.baseScore), first.outputCount)
    case .linear: return first.sums(rows, from: first.baseScore).map { offset + scale * Double($0) }
    case .share: return first.sums(rows, from: first.baseScore).map { min(max(Double($0), 0), 1) }
    case .shares: return shares(rows)
    }
  }

  private func softmax(_ sums: [Float], _ count: Int) -> [Double] {
    var values = sums.map(Double.init)
    for start in stride(from: 0, to: values.count, by: count) {
      let highest = values[start..<(start + count)].max() ?? 0
      for index in start..<(start + count) { values[index] = exp(values[index] - highest) }
      let total = values[start..<(start + count)].reduce(0, +)
      for index in start..<(start + count) { values[index] /= total }
    }
    return values
  }

  private func shares(_ rows: EncodedRows) -> [Double] {
    let perClass = ensembles.map { $0.sums(rows, from: $0.baseScore) }
    var values: [Double] = []
    values.reserveCapacity(rows.rowCount * perClass.count)
    for row in 0..<rows.rowCount {
      let raw = perClass.map { min(max(Double($0[row]), 0), 1) }
      let total = raw.reduce(0, +)
      values += raw.map { total > 0 ? $0 / total : 1 / Double(raw.count) }
    }
    return values
  }

  /// Comparisons that these rows take in all trees.
  func comparisons(_ rows: EncodedRows) -> Int { ensembles.reduce(0) { $0 + $1.comparisons(rows) } }

  /// Splits and leaves.
  var nodeCount: Int { ensembles.reduce(0) { $0 + $1.nodes.count } }

  var facts: ModelFacts {
    let trees = ensembles.reduce(0) { $0 + $1.treeCount }
    let leaves = ensembles.reduce(0) { $0 + $1.leafCount }
    // A balanced tree of so many leaves has a path of log2(leaves) nodes.
    let path = trees > 0 ? Double(trees) * log2(max(2, Double(leaves) / Double(trees))) : 0
    return ModelFacts(
      parametersPerPrediction: path, trees: trees, leaves: leaves, depth: ensembles.map(\.depth).max() ?? 0,
      rounds: rounds)
  }

  var importance: (measure: String, values: [(feature: String, value: Double)]) {
    let sources = pipeline.sources
    var totals: [String: Double] = [:]
    for ensemble in ensembles {
      for (column, gain) in ensemble.totalGains.sorted(by: { $0.key < $1.key }) {
        totals[sources[column], default: 0] += gain
      }
    }
    return ("total gain", totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) })
  }

  var document: JSONValue {
    [
      "family": .string(family), "pipeline": pipeline.json, "link": .string(link.rawValue), "offset": .number(offset),
      "scale": .number(scale), "rounds": .count(rounds),
      "xgboost_ubj_base64": .array(boosters.map { .string(Base64.encode($0)) }),
    ]
  }

  init(_ reader: DocumentReader) throws(LearningError) {
    guard let link = Link(rawValue: try reader.text("link")) else { throw .model(reason: "an unknown link") }
    let boosters = try reader.texts("xgboost_ubj_base64").compactMap(Base64.decode)
    guard !boosters.isEmpty, boosters.count == (try reader.list("xgboost_ubj_base64")).count else {
      throw .model(reason: "its trees are not base64")
    }
    try self.init(
      family: try reader.text("family"), pipeline: FeaturePipeline(reader.value("pipeline")), link: link,
      offset: try reader.number("offset"), scale: try reader.number("scale"), rounds: try reader.count("rounds"),
      boosters: boosters)
  }
}
