extension JSONValue {
  /// Reads one value and nothing behind it but white space. Bare NaN, Infinity and -Infinity are numbers; bytes in
  /// strings that are not UTF-8 become U+FFFD; a byte order mark is stepped over.
  /// - Throws: where the text is not JSON, or nests deeper than 64.
  public init(parsing bytes: ArraySlice<UInt8>) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in try JSONValue(parsing: buffer) }
  }

  public init(parsing bytes: [UInt8]) throws(JSONError) { try self.init(parsing: bytes[...]) }
  public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)[...]) }

  public init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) {
    guard let base = bytes.baseAddress else { throw JSONError(byteOffset: 0, reason: "the text is empty") }
    var cursor = JSONCursor(base, count: bytes.count)
    if bytes.count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF { cursor.position = 3 }
    cursor.skipWhitespace()
    self = try cursor.parseValue()
    cursor.skipWhitespace()
    guard cursor.isAtEnd else {
      throw JSONError(byteOffset: cursor.position, reason: "something follows the value")
    }
  }
}

extension JSONCursor {
  /// Reads the value at the position.
  public mutating func parseValue() throws(JSONError) -> JSONValue { try parseValue(depth: 0) }

  private mutating func parseValue(depth: Int) throws(JSONError) -> JSONValue {
    switch byte {
    case UInt8(ascii: "\""): return .string(text(of: try scanString()))
    case UInt8(ascii: "{"): return .object(try parseObject(depth: depth))
    case UInt8(ascii: "["): return .array(try parseArray(depth: depth))
    case UInt8(ascii: "t") where takeWord("true"): return .bool(true)
    case UInt8(ascii: "f") where takeWord("false"): return .bool(false)
    case UInt8(ascii: "n") where takeWord("null"): return .null
    default:
      let number = try scanNumber()
      return number.integer.map { .integer($0) } ?? .number(number.double)
    }
  }

  private mutating func parseObject(depth: Int) throws(JSONError) -> JSONObject {
    try open(depth: depth)
    var object = JSONObject()
    if take(UInt8(ascii: "}")) { return object }
    repeat {
      let key = text(of: try scanKey())
      object.append(key, try parseValue(depth: depth + 1))
    } while try scanSeparator(close: UInt8(ascii: "}"))
    return object
  }

  private mutating func parseArray(depth: Int) throws(JSONError) -> [JSONValue] {
    try open(depth: depth)
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return elements }
    repeat {
      elements.append(try parseValue(depth: depth + 1))
    } while try scanSeparator(close: UInt8(ascii: "]"))
    return elements
  }

  private mutating func open(depth: Int) throws(JSONError) {
    guard depth < JSONCursor.depthLimit else {
      throw JSONError(byteOffset: position, reason: "nested deeper than \(JSONCursor.depthLimit)")
    }
    position += 1
    skipWhitespace()
  }
}
