/// A type that is one JSON value, read and written without a container.
protocol JSONScalar {
  /// nil when `json` is no such value.
  init?(json: JSONValue)
  /// nil when JSON's 64-bit whole numbers cannot hold it.
  var json: JSONValue? { get }
  /// What must stand there, as part of a sentence.
  static var expectation: String { get }
}

extension Bool: JSONScalar {
  init?(json: JSONValue) {
    guard let flag = json.boolValue else { return nil }
    self = flag
  }
  var json: JSONValue? { .bool(self) }
  static var expectation: String { "true or false" }
}

extension String: JSONScalar {
  init?(json: JSONValue) {
    guard let text = json.stringValue else { return nil }
    self = text
  }
  var json: JSONValue? { .string(self) }
  static var expectation: String { "a text" }
}

extension Double: JSONScalar {
  init?(json: JSONValue) {
    guard let number = json.doubleValue else { return nil }
    self = number
  }
  var json: JSONValue? { .number(self) }
  static var expectation: String { "a number" }
}

extension Float: JSONScalar {
  init?(json: JSONValue) {
    guard let number = json.doubleValue else { return nil }
    self = Float(number)
  }
  var json: JSONValue? { .number(Double(self)) }
  static var expectation: String { "a number" }
}

extension JSONScalar where Self: FixedWidthInteger {
  /// `3.0` is no whole number here, so that a value that may be either keeps its kind.
  init?(json: JSONValue) {
    guard case .integer(let number) = json, let exact = Self(exactly: number) else { return nil }
    self = exact
  }
  var json: JSONValue? { Int64(exactly: self).map { .integer($0) } }
  static var expectation: String { "a whole number from \(Self.min) to \(Self.max)" }
}

extension Int: JSONScalar {}
extension Int8: JSONScalar {}
extension Int16: JSONScalar {}
extension Int32: JSONScalar {}
extension Int64: JSONScalar {}
extension UInt: JSONScalar {}
extension UInt8: JSONScalar {}
extension UInt16: JSONScalar {}
extension UInt32: JSONScalar {}
extension UInt64: JSONScalar {}
