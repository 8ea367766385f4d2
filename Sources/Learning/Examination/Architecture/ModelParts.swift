internal import JSONText
internal import StudyModel

/// The size of one model, or of one member of an ensemble.
struct ModelPart: Equatable, Sendable {
  var name: String
  /// In an ensemble; nil: on its own.
  var weight: Double?
  var bytes: Int
  /// Encoded columns; nil: not known.
  var columns: Int?
  /// Coefficients that are not 0, or splits and leaves; nil: not known.
  var parameters: Int?
  var trees: Int?
  var depth: Int?
  var leaves: Int?
  var nodes: Int?
  /// Mean over the rows it was asked about.
  var comparisons: Double?
  var multiplyAdds: Int?

  init(name: String, weight: Double?, bytes: Int) { (self.name, self.weight, self.bytes) = (name, weight, bytes) }
}

extension ModelPart {
  /// - Parameters:
  ///   - columns: as the model sees them.
  ///   - rows: to count comparisons on.
  static func of(
    _ model: any FittedModel, name: String, weight: Double?, columns: [StudyData.Column], rows: [Int]
  ) throws(LearningError) -> ModelPart {
    var part = ModelPart(name: name, weight: weight, bytes: model.document.serialized().utf8.count)
    switch model {
    case let model as LinearModel: part.describe(model)
    case let model as TreeModel: try part.describe(model, columns, rows)
    case let model as OneFeatureModel: part.describe(model)
    case let model as PriorModel:
      (part.columns, part.parameters, part.comparisons, part.multiplyAdds) = (0, model.output.count, 0, 0)
    case let model as ExternalModel: part.bytes = model.byteCount
    default: break
    }
    return part
  }

  private mutating func describe(_ model: LinearModel) {
    let used = model.coefficients.reduce(0) { $0 + $1.dropLast().count { $0 != 0 } }
    columns = model.pipeline.width
    parameters = used + model.coefficients.count { !$0.isEmpty }
    (comparisons, multiplyAdds) = (0, used)
  }

  private mutating func describe(
    _ model: TreeModel, _ table: [StudyData.Column], _ rows: [Int]
  ) throws(LearningError) {
    let facts = model.facts
    (columns, parameters, nodes) = (model.pipeline.width, model.nodeCount, model.nodeCount)
    (trees, depth, leaves, multiplyAdds) = (facts.trees, facts.depth, facts.leaves, facts.trees)
    guard !rows.isEmpty else { return }
    comparisons = Double(model.comparisons(try model.encode(table, times: nil, rows: rows))) / Double(rows.count)
  }

  private mutating func describe(_ model: OneFeatureModel) {
    (columns, multiplyAdds) = (1, 0)
    parameters = model.bins.cuts.count + model.bins.outputs.count * (model.bins.outputs.first?.count ?? 0)
    comparisons = Double(model.bins.cuts.count)
  }
}
