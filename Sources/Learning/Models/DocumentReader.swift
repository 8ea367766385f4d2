internal import JSONText

/// Reads the keys of a model's document; what is absent or of another type is an error that names the key.
struct DocumentReader {
  let object: JSONObject?

  init(_ json: JSONValue?) { object = json?.objectValue }

  private func require<T>(_ key: String, _ value: T?) throws(LearningError) -> T {
    guard let value else { throw .model(reason: "its document lacks \(key), or has something else there") }
    return value
  }

  func value(_ key: String) throws(LearningError) -> JSONValue { try require(key, object?[key]) }
  func text(_ key: String) throws(LearningError) -> String { try require(key, object?[key]?.stringValue) }
  func number(_ key: String) throws(LearningError) -> Double { try require(key, object?[key]?.doubleValue) }
  func optionalNumber(_ key: String) -> Double? { object?[key]?.doubleValue }
  func flag(_ key: String) throws(LearningError) -> Bool { try require(key, object?[key]?.boolValue) }
  func list(_ key: String) throws(LearningError) -> [JSONValue] { try require(key, object?[key]?.arrayValue) }

  /// At least 0.
  func count(_ key: String) throws(LearningError) -> Int {
    try require(key, object?[key]?.integerValue.flatMap { $0 < 0 ? nil : Int(exactly: $0) })
  }

  func numbers(_ key: String) throws(LearningError) -> [Double] {
    let values = try list(key)
    let numbers = values.compactMap(\.doubleValue)
    return try require(key, numbers.count == values.count ? numbers : nil)
  }

  func texts(_ key: String) throws(LearningError) -> [String] {
    let values = try list(key)
    let texts = values.compactMap(\.stringValue)
    return try require(key, texts.count == values.count ? texts : nil)
  }
}

extension JSONValue {
  static func numbers(_ values: [Double]) -> JSONValue { .array(values.map(JSONValue.number)) }
  static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }
}
