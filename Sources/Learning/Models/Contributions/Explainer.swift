internal import StudyModel

/// Divides what one model says of a row among the row's features, so that the parts and the base add up to it.
protocol Explainer: Sendable {
  var scale: Contributions.Scale { get }
  /// - Throws: when a column is absent or of another kind.
  func contributions(_ columns: [StudyData.Column], rows: [Int]) throws(LearningError) -> Contributions
}

/// The rows that a model has learned from: what a row is compared with.
struct Background: Sendable {
  var columns: [StudyData.Column]
  var rows: [Int]
  /// One a row of the columns; nil: 1 each.
  var weights: [Double]?
  var task: StudyTask

  /// What probabilities or values are without a link.
  fileprivate var plainScale: Contributions.Scale { task == .regression ? .value : .share }
  var rowWeights: [Double] { rows.map { weights?[$0] ?? 1 } }
}

extension FittedModel {
  /// nil where the family's scores are no sum of its features' parts, or an ensemble's members speak on different scales.
  func explainer(_ background: Background) throws(LearningError) -> (any Explainer)? {
    switch self {
    case let model as LinearModel: try LinearExplainer(model, background)
    case let model as TreeModel: TreeExplainer(model: model)
    case let model as OneFeatureModel: try OneFeatureExplainer(model, background)
    case let model as PriorModel: PriorExplainer(model: model, scale: background.plainScale)
    case let model as EnsembleModel: try EnsembleExplainer(model, background)
    default: nil
    }
  }
}

/// Exactly: coefficient × (value − mean over the background), which are the interventional Shapley values of a sum.
struct LinearExplainer: Explainer {
  private let model: LinearModel
  private let means: [Double]
  private let columns: FeatureColumns

  var scale: Contributions.Scale { model.task == .regression ? .value : .logOdds }

  init(_ model: LinearModel, _ background: Background) throws(LearningError) {
    (self.model, columns) = (model, FeatureColumns(model.pipeline))
    let rows = try model.encode(background.columns, times: nil, rows: background.rows)
    let (weights, width) = (background.rowWeights, rows.width)
    let total = weights.reduce(0, +)
    var sums = [Double](repeating: 0, count: width)
    for (row, weight) in weights.enumerated() {
      for column in 0..<width { sums[column] += weight * Double(rows.values[row * width + column]) }
    }
    means = sums.map { total > 0 ? $0 / total : 0 }
  }

  func contributions(_ table: [StudyData.Column], rows: [Int]) throws(LearningError) -> Contributions {
    let encoded = try model.encode(table, times: nil, rows: rows)
    let width = encoded.width
    var values: [Double] = []
    values.reserveCapacity(rows.count * model.coefficients.count * columns.features.count)
    for row in rows.indices {
      for beta in model.coefficients {
        let parts = (0..<width).map { column in
          beta.isEmpty ? 0 : beta[column] * (Double(encoded.values[row * width + column]) - means[column])
        }
        values += columns.sums(parts)
      }
    }
    let base = model.coefficients.map { beta in
      beta.isEmpty ? -.infinity : zip(beta, means).reduce(beta[width]) { $0 + $1.0 * $1.1 }
    }
    return Contributions(
      scale: scale, features: columns.features, outputCount: base.count, base: base, values: values,
      margins: model.margins(encoded))
  }
}

/// By XGBoost's own Shapley values: on the log odds of boosted trees, the share of a forest, the target's unit of a
/// regression.
struct TreeExplainer: Explainer {
  let model: TreeModel

  var scale: Contributions.Scale {
    switch model.link {
    case .logistic, .softmax: .logOdds
    case .share, .shares: .share
    case .linear: .value
    }
  }

  func contributions(_ table: [StudyData.Column], rows: [Int]) throws(LearningError) -> Contributions {
    let encoded = try model.encode(table, times: nil, rows: rows)
    let (width, columns, outputs) = (encoded.width, FeatureColumns(model.pipeline), model.outputCount)
    let matrix = try BoosterMatrix(encoded.values, rows: rows.count, columns: width, labels: nil, threads: 1)
    let each = outputs / model.boosters.count
    var parts: [[Double]] = []
    for bytes in model.boosters {
      parts.append(try Booster(model: bytes).contributions(matrix, columns: width, outputs: each))
    }
    var (values, base): ([Double], [Double]) = ([], [])
    for place in 0..<(rows.count * outputs) {
      let (row, output) = place.quotientAndRemainder(dividingBy: outputs)
      let start = (row * each + output % each) * (width + 1)
      let own = parts[output / each][start..<(start + width + 1)]
      values += columns.sums(own.dropLast()).map { $0 * model.scale }
      if row == 0 { base.append(model.offset + model.scale * own[start + width]) }
    }
    return Contributions(
      scale: scale, features: columns.features, outputCount: outputs, base: base, values: values,
      margins: model.margins(encoded))
  }
}

/// With one feature its part is all that differs from the mean over the background.
struct OneFeatureExplainer: Explainer {
  private let model: OneFeatureModel
  private let base: [Double]
  let scale: Contributions.Scale

  init(_ model: OneFeatureModel, _ background: Background) throws(LearningError) {
    self.model = model
    let predictions = try model.predict(background.columns, rows: background.rows)
    let weights = background.rowWeights
    let total = weights.reduce(0, +)
    base = (0..<predictions.outputCount).map { output in
      weights.indices.reduce(0) { $0 + weights[$1] * predictions[$1, output] } / max(total, .leastNormalMagnitude)
    }
    scale = background.plainScale
  }

  func contributions(_ table: [StudyData.Column], rows: [Int]) throws(LearningError) -> Contributions {
    let predictions = try model.predict(table, rows: rows)
    let values = predictions.values.enumerated().map { $1 - base[$0 % base.count] }
    return Contributions(
      scale: scale, features: [model.feature], outputCount: base.count, base: base, values: values,
      margins: predictions.values)
  }
}

/// It looks at no feature.
struct PriorExplainer: Explainer {
  let model: PriorModel
  let scale: Contributions.Scale

  func contributions(_ table: [StudyData.Column], rows: [Int]) -> Contributions {
    Contributions(
      scale: scale, features: [], outputCount: model.output.count, base: model.output, values: [],
      margins: rows.flatMap { _ in model.output })
  }
}

/// The weighted mean of members that speak on one scale. On log odds it is not what the ensemble says itself, as that
/// averages probabilities.
struct EnsembleExplainer: Explainer {
  private let members: [(explainer: any Explainer, weight: Double)]
  let scale: Contributions.Scale

  /// nil where the members' scales differ.
  init?(_ model: EnsembleModel, _ background: Background) throws(LearningError) {
    var members: [(any Explainer, Double)] = []
    for (member, weight) in zip(model.members, model.weights) {
      guard let explainer = try member.explainer(background) else { return nil }
      members.append((explainer, weight))
    }
    guard let scale = members.first?.0.scale, members.allSatisfy({ $0.0.scale == scale }) else { return nil }
    (self.members, self.scale) = (members, scale)
  }

  func contributions(_ table: [StudyData.Column], rows: [Int]) throws(LearningError) -> Contributions {
    var parts: [(part: Contributions, weight: Double)] = []
    for (explainer, weight) in members { parts.append((try explainer.contributions(table, rows: rows), weight)) }
    var features: [String] = []
    for feature in parts.flatMap(\.part.features) where !features.contains(feature) { features.append(feature) }
    let outputs = parts[0].part.outputCount
    var mean = Contributions(
      scale: scale, features: features, outputCount: outputs, base: [Double](repeating: 0, count: outputs),
      values: [Double](repeating: 0, count: rows.count * outputs * features.count),
      margins: [Double](repeating: 0, count: rows.count * outputs))
    for (part, weight) in parts { mean.add(part, times: weight) }
    return mean
  }
}

extension Contributions {
  /// - Parameter part: of the same rows and outputs, with some of the features.
  fileprivate mutating func add(_ part: Contributions, times weight: Double) {
    let places = part.features.map { features.firstIndex(of: $0) ?? 0 }
    for output in base.indices { base[output] += weight * part.base[output] }
    for place in margins.indices {
      margins[place] += weight * part.margins[place]
      for (own, target) in places.enumerated() {
        values[place * features.count + target] += weight * part.values[place * part.features.count + own]
      }
    }
  }
}
