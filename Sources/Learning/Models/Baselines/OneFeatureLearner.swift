internal import HyperparameterSearch
internal import JSONText
internal import Statistics
internal import StudyModel
internal import Tables

/// The single feature that predicts best, cut into at most `binLimit` bins; chosen by cross-validation inside the
/// training rows.
struct OneFeatureLearner: PlainLearner {
  let family = "one-feature"
  let pipelineVariant = FeaturePipeline.Variant.ordinal

  static let binLimit = 10
  static let folds = 3
  /// Rows of the whole training part that a bin's value borrows.
  static let priorRows = 5.0

  func fit(_ rows: PreparedRows, settings: Assignment, seed: UInt64) throws(LearningError) -> any FittedModel {
    _ = try Settings(settings, of: family, names: settingNames)
    try rows.requireLearnable(by: family)
    let folds = innerFolds(rows, seed: seed)
    var best: (loss: Double, feature: Int)?
    for feature in rows.pipeline.features.indices {
      let loss = validationLoss(rows, feature, folds)
      if loss < best?.loss ?? .infinity { best = (loss, feature) }
    }
    let feature = best?.feature ?? 0
    let bins = FeatureBins(rows, feature: feature, among: Array(0..<rows.rowCount))
    let pipeline = FeaturePipeline(variant: .ordinal, features: [rows.pipeline.features[feature]])
    return OneFeatureModel(pipeline: pipeline, place: feature, bins: bins)
  }

  /// A fold number a row; rows of a group stay together.
  private func innerFolds(_ rows: PreparedRows, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    let units = rows.groups ?? Array(0..<rows.rowCount)
    var order = Array(Set(units)).sorted()
    generator.shuffle(&order)
    let fold = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0 % Self.folds) })
    return units.map { fold[$0] ?? 0 }
  }

  private func validationLoss(_ rows: PreparedRows, _ feature: Int, _ folds: [Int]) -> Double {
    var total = 0.0
    for fold in 0..<Self.folds {
      let inside = folds.indices.filter { folds[$0] != fold }
      guard !inside.isEmpty else { continue }
      let bins = FeatureBins(rows, feature: feature, among: inside)
      for row in folds.indices where folds[row] == fold {
        let cell = rows.encoded.values[row * rows.encoded.width + feature]
        total += rows.weight(row) * TrainingLoss.of(rows, row: row, output: bins.output(cell))
      }
    }
    return total
  }
}

/// A feature's bins and what each predicts.
struct FeatureBins: Equatable, Sendable {
  /// Ascending; a value is in the bin after the last cut that is not above it.
  var cuts: [Float]
  /// One a bin, then one for missing.
  var outputs: [[Double]]

  init(cuts: [Float], outputs: [[Double]]) { (self.cuts, self.outputs) = (cuts, outputs) }

  init(_ rows: PreparedRows, feature: Int, among members: [Int]) {
    let width = rows.encoded.width
    let cells = members.map { rows.encoded.values[$0 * width + feature] }
    let isCategory = rows.pipeline.features[feature].kind == .categorical
    cuts = isCategory ? Self.levelCuts(cells) : Self.quantileCuts(cells)
    let outputCount = rows.task == .regression ? 1 : rows.classNames.count
    var sums = [[Double]](repeating: [Double](repeating: 0, count: outputCount), count: cuts.count + 2)
    var weights = [Double](repeating: 0, count: cuts.count + 2)
    for (row, cell) in zip(members, cells) {
      let bin = Self.bin(cell, cuts)
      weights[bin] += rows.weight(row)
      if rows.task == .regression {
        sums[bin][0] += rows.weight(row) * rows.numbers[row]
      } else {
        sums[bin][rows.classes[row]] += rows.weight(row)
      }
    }
    let total = max(weights.reduce(0, +), .leastNormalMagnitude)
    let prior = (0..<outputCount).map { output in sums.reduce(0) { $0 + $1[output] } / total }
    outputs = zip(sums, weights).map { sum, weight in
      let values = zip(sum, prior).map {
        ($0 + OneFeatureLearner.priorRows * $1) / (weight + OneFeatureLearner.priorRows)
      }
      return rows.task == .binary ? [values[1]] : values
    }
  }

  func output(_ cell: Float) -> [Double] { outputs[Self.bin(cell, cuts)] }

  private static func bin(_ cell: Float, _ cuts: [Float]) -> Int {
    if cell.isNaN { return cuts.count + 1 }
    return cuts.prefix { $0 <= cell }.count
  }

  /// One bin a level; those after the 30 most frequent together.
  private static func levelCuts(_ cells: [Float]) -> [Float] {
    let highest = cells.filter { !$0.isNaN }.max() ?? 0
    return (0..<Int(min(30, max(0, highest)))).map { Float($0) + 0.5 }
  }

  private static func quantileCuts(_ cells: [Float]) -> [Float] {
    let sorted = cells.filter { !$0.isNaN }.sorted()
    guard let first = sorted.first else { return [] }
    var cuts: [Float] = []
    for step in 1..<OneFeatureLearner.binLimit {
      let cut = sorted[sorted.count * step / OneFeatureLearner.binLimit]
      if cut > cuts.last ?? first { cuts.append(cut) }
    }
    return cuts
  }
}

struct OneFeatureModel: FittedModel, Equatable {
  let family = "one-feature"
  var pipeline: FeaturePipeline
  /// The feature's column among the encoded ones of the rows it was fitted on.
  var place: Int
  var bins: FeatureBins

  var feature: String { pipeline.features[0].name }
  var facts: ModelFacts { ModelFacts(parametersPerPrediction: 1, leaves: bins.outputs.count) }
  var importance: (measure: String, values: [(feature: String, value: Double)]) {
    ("the only feature used", [(feature, 1)])
  }

  func encode(_ columns: [StudyData.Column], times: [Double]?, rows: [Int]) throws(LearningError) -> EncodedRows {
    try pipeline.encode(columns, times: times, rows: rows)
  }

  func predict(_ rows: EncodedRows) throws(LearningError) -> Predictions {
    let column = rows.width == 1 ? 0 : place
    guard column < rows.width else { throw .model(reason: "rows encoded for another model") }
    var values: [Double] = []
    values.reserveCapacity(rows.rowCount)
    for row in 0..<rows.rowCount { values += bins.output(rows.values[row * rows.width + column]) }
    return Predictions(outputCount: bins.outputs[0].count, values: values)
  }

  var document: JSONValue {
    [
      "family": .string(family), "pipeline": pipeline.json, "place": .count(place),
      "cuts": .numbers(bins.cuts.map(Double.init)), "outputs": .array(bins.outputs.map(JSONValue.numbers)),
    ]
  }

  init(pipeline: FeaturePipeline, place: Int, bins: FeatureBins) {
    (self.pipeline, self.place, self.bins) = (pipeline, place, bins)
  }

  init(_ reader: DocumentReader) throws(LearningError) {
    pipeline = try FeaturePipeline(reader.value("pipeline"))
    place = try reader.count("place")
    let outputs = try reader.list("outputs").map { $0.arrayValue?.compactMap(\.doubleValue) ?? [] }
    bins = FeatureBins(cuts: try reader.numbers("cuts").map { Float($0) }, outputs: outputs)
    guard pipeline.features.count == 1, outputs.count == bins.cuts.count + 2, let width = outputs.first?.count,
      width > 0, outputs.allSatisfy({ $0.count == width })
    else { throw .model(reason: "its bins do not fit each other") }
  }
}
