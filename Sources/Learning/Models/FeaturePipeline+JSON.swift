internal import JSONText
internal import Tables

extension FeaturePipeline {
  /// All that is needed to encode rows later.
  var json: JSONValue {
    ["variant": .string(variant.rawValue), "features": .array(features.map(\.json))]
  }

  /// - Throws: for anything that `json` does not write.
  init(_ json: JSONValue) throws(LearningError) {
    let reader = DocumentReader(json)
    guard let variant = Variant(rawValue: try reader.text("variant")) else {
      throw .model(reason: "its pipeline is of an unknown variant")
    }
    var features: [Feature] = []
    for value in try reader.list("features") { features.append(try Feature(value)) }
    self.init(variant: variant, features: features)
  }
}

extension FeaturePipeline.Feature {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["name": .string(name), "kind": .string(kind.rawValue)]
    func put(_ word: String, _ levels: LevelIndex? = nil) {
      object.append("encoding", .string(word))
      if let levels { object.append("levels", .array(levels.levels.map(JSONValue.string))) }
    }
    switch encoding {
    case .number: put("number")
    case .missingFlag: put("missing-flag")
    case .ordinal(let levels): put("ordinal", levels)
    case .scaled(let median, let mean, let deviation):
      put("scaled")
      for (key, value) in [("median", median), ("mean", mean), ("deviation", deviation)] {
        object.append(key, .number(value))
      }
    case .flag(let levels, let otherwise):
      put("flag", levels)
      object.append("otherwise", otherwise.map(JSONValue.number) ?? .null)
    case .oneHot(let levels, let other, let missing, let isNaNOtherwise):
      put("one-hot", levels)
      object.append("other", .bool(other))
      object.append("missing", .bool(missing))
      object.append("nan_otherwise", .bool(isNaNOtherwise))
    }
    return .object(object)
  }

  fileprivate init(_ json: JSONValue) throws(LearningError) {
    let reader = DocumentReader(json)
    guard let kind = ColumnValues.Kind(rawValue: try reader.text("kind")) else {
      throw .model(reason: "its pipeline has a column of an unknown kind")
    }
    self.init(name: try reader.text("name"), kind: kind, encoding: try Self.encoding(reader))
  }

  private static func encoding(_ reader: DocumentReader) throws(LearningError) -> FeaturePipeline.Encoding {
    switch try reader.text("encoding") {
    case "number": return .number
    case "missing-flag": return .missingFlag
    case "scaled":
      return .scaled(
        median: try reader.number("median"), mean: try reader.number("mean"),
        deviation: try reader.number("deviation"))
    case "ordinal": return .ordinal(LevelIndex(try reader.texts("levels")))
    case "flag":
      let levels = try reader.texts("levels")
      guard levels.count == 2 else { throw .model(reason: "a two-level column of its pipeline has other levels") }
      return .flag(LevelIndex(levels), otherwise: reader.optionalNumber("otherwise"))
    case "one-hot":
      return .oneHot(
        LevelIndex(try reader.texts("levels")), other: try reader.flag("other"), missing: try reader.flag("missing"),
        isNaNOtherwise: try reader.flag("nan_otherwise"))
    default: throw .model(reason: "its pipeline has an unknown encoding")
    }
  }
}
