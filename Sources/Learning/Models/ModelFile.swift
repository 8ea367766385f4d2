internal import JSONText

/// A model as the bytes of one JSON document, with all that is needed to predict again. Trees are XGBoost's own
/// Universal Binary JSON in base64, so that XGBoost can load them too.
enum ModelFile {
  static let format = "pitwall-model-1"
  /// Ensembles within ensembles.
  private static let depthLimit = 8

  static func bytes(_ model: any FittedModel) -> [UInt8] {
    let document: JSONValue = ["format": .string(format), "model": model.document]
    return Array(document.serialized().utf8)
  }

  /// - Throws: `.model` with what is wrong.
  static func read(_ bytes: [UInt8]) throws(LearningError) -> any FittedModel {
    let document: JSONValue
    do { document = try JSONValue(parsing: bytes) } catch {
      throw .model(reason: "not JSON: \(error.description)")
    }
    let reader = DocumentReader(document)
    guard try reader.text("format") == format else { throw .model(reason: "not a \(format) document") }
    return try model(reader.value("model"), depth: 0)
  }

  /// The model of a `FittedModel.document`.
  static func model(_ document: JSONValue) throws(LearningError) -> any FittedModel {
    try model(document, depth: 0)
  }

  private static func model(_ document: JSONValue, depth: Int) throws(LearningError) -> any FittedModel {
    let reader = DocumentReader(document)
    switch try reader.text("family") {
    case "prior": return try PriorModel(reader)
    case "one-feature": return try OneFeatureModel(reader)
    case "seasonal-naive": return try SeasonalNaiveModel(reader)
    case "linear": return try LinearModel(reader)
    case "forest", "boosting": return try TreeModel(reader)
    case ExternalCommand.family: return try ExternalModel(reader)
    case "ensemble":
      guard depth < depthLimit else { throw .model(reason: "ensembles within ensembles") }
      var members: [any FittedModel] = []
      for member in try reader.list("members") { members.append(try model(member, depth: depth + 1)) }
      return try EnsembleModel(members: members, weights: reader.numbers("weights"))
    case let other: throw .model(reason: "an unknown family, \(other)")
    }
  }
}
