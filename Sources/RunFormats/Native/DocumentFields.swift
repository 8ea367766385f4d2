internal import JSONText
internal import RunModel

/// The keys of one document, read with the error that each deserves. A key that is `null` counts as missing.
struct DocumentFields {
  /// Of texts that are only shown, in scalars: every frame measures them.
  static let shownTextLimit = 4096

  let object: JSONObject
  let document: String
  /// Longer texts are cut; nil: none is.
  private let textLimit: Int?

  init(_ json: JSONValue, document: String, textLimit: Int? = nil) throws(DocumentError) {
    guard let object = json.objectValue else { throw .notAnObject(document: document) }
    self.init(object, document: document, textLimit: textLimit)
  }

  init(_ object: JSONObject, document: String, textLimit: Int? = nil) {
    (self.object, self.document, self.textLimit) = (object, document, textLimit)
  }

  /// An object inside this document, or one of a list in it.
  func inner(_ object: JSONObject, _ name: String) -> DocumentFields {
    DocumentFields(object, document: "\(name) of \(document)", textLimit: textLimit)
  }

  private func shown(_ text: String) -> String {
    guard let textLimit, text.utf8.count > textLimit, text.unicodeScalars.count > textLimit else { return text }
    return String(text.unicodeScalars.prefix(textLimit - 1)) + "…"
  }

  func value(_ key: String) -> JSONValue? {
    guard let value = object[key], !value.isNull else { return nil }
    return value
  }

  private func optional<Value>(
    _ key: String, _ expected: String, _ convert: (JSONValue) -> Value?
  ) throws(DocumentError) -> Value? {
    guard let value = value(key) else { return nil }
    guard let converted = convert(value) else {
      throw .wrongValue(key: key, document: document, expected: expected)
    }
    return converted
  }

  private func required<Value>(_ key: String, _ value: Value?) throws(DocumentError) -> Value {
    guard let value else { throw .missing(key: key, document: document) }
    return value
  }

  func text(_ key: String) throws(DocumentError) -> String? {
    try optional(key, "text") { $0.stringValue.map(shown) }
  }
  func requiredText(_ key: String) throws(DocumentError) -> String { try required(key, text(key)) }

  func whole(_ key: String) throws(DocumentError) -> Int64? {
    try optional(key, "a whole number") { $0.integerValue }
  }
  func requiredWhole(_ key: String) throws(DocumentError) -> Int64 { try required(key, whole(key)) }

  func int32(_ key: String) throws(DocumentError) -> Int32? {
    try optional(key, "a whole number of 32 bits") { $0.integerValue.flatMap { Int32(exactly: $0) } }
  }
  func requiredInt32(_ key: String) throws(DocumentError) -> Int32 { try required(key, int32(key)) }

  func number(_ key: String) throws(DocumentError) -> Double? { try optional(key, "a number") { $0.doubleValue } }
  func requiredNumber(_ key: String) throws(DocumentError) -> Double { try required(key, number(key)) }

  func flag(_ key: String) throws(DocumentError) -> Bool? { try optional(key, "true or false") { $0.boolValue } }
  func requiredFlag(_ key: String) throws(DocumentError) -> Bool { try required(key, flag(key)) }

  func step(_ key: String) throws(DocumentError) -> Step? { try whole(key).map { Step($0) } }
  func requiredStep(_ key: String) throws(DocumentError) -> Step { Step(try requiredWhole(key)) }

  func wallTime(_ key: String) throws(DocumentError) -> WallTime? {
    try optional(key, "seconds since 1970") { $0.doubleValue.flatMap { WallTime($0) } }
  }
  func requiredWallTime(_ key: String) throws(DocumentError) -> WallTime { try required(key, wallTime(key)) }

  func list<Element>(
    _ key: String, of expected: String, _ convert: (JSONValue) -> Element?
  ) throws(DocumentError) -> [Element]? {
    try optional(key, "a list of \(expected)") { value in
      guard let elements = value.arrayValue else { return nil }
      let converted = elements.compactMap(convert)
      return converted.count == elements.count ? converted : nil
    }
  }
  func texts(_ key: String) throws(DocumentError) -> [String]? {
    try list(key, of: "texts") { $0.stringValue.map(shown) }
  }
  func numbers(_ key: String) throws(DocumentError) -> [Double]? { try list(key, of: "numbers") { $0.doubleValue } }
  func requiredTexts(_ key: String) throws(DocumentError) -> [String] { try required(key, texts(key)) }
  func requiredNumbers(_ key: String) throws(DocumentError) -> [Double] { try required(key, numbers(key)) }
  func requiredWholes(_ key: String) throws(DocumentError) -> [Int64] {
    try required(key, list(key, of: "whole numbers") { $0.integerValue })
  }

  func object(_ key: String) throws(DocumentError) -> JSONObject? { try optional(key, "an object") { $0.objectValue } }
  func requiredObject(_ key: String) throws(DocumentError) -> JSONObject { try required(key, object(key)) }

  func word<Word: RawRepresentable<String>>(
    _ key: String, of expected: String
  ) throws(DocumentError) -> Word? {
    try optional(key, expected) { $0.stringValue.flatMap { Word(rawValue: $0) } }
  }
  func requiredWord<Word: RawRepresentable<String>>(
    _ key: String, of expected: String
  ) throws(DocumentError) -> Word { try required(key, word(key, of: expected)) }

  /// For what is wrong in a way of its own.
  func wrong(_ key: String, _ expected: String) -> DocumentError {
    .wrongValue(key: key, document: document, expected: expected)
  }
}

extension JSONValue {
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }
  init(_ number: Double?) { self = number.map { .number($0) } ?? .null }
  init(_ whole: Int64?) { self = whole.map { .integer($0) } ?? .null }
  init(_ wallTime: WallTime?) { self = wallTime.map { .number($0.secondsSince1970) } ?? .null }
  init(_ texts: [String]) { self = .array(texts.map { .string($0) }) }
  init(_ numbers: [Double]) { self = .array(numbers.map { .number($0) }) }
  init(_ wholes: [Int64]) { self = .array(wholes.map { .integer($0) }) }
}

extension JSONObject {
  /// Adds the pair only when there is a value: optional keys of a line are left out, not written as `null`.
  mutating func appendIfKnown(_ key: String, _ value: JSONValue) {
    if !value.isNull { append(key, value) }
  }
}
