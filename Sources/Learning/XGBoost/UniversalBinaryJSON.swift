/// A value of Universal Binary JSON (draft 12, ubjson.org) as far as XGBoost writes it: strongly typed arrays of
/// numbers are kept as arrays of that type.
enum UniversalBinaryJSON: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case integers([Int64])
  case floats([Float])
  case array([UniversalBinaryJSON])
  case object([String: UniversalBinaryJSON])

  /// - Throws: `.model` with the byte where it is not understood.
  init(parsing bytes: [UInt8]) throws(LearningError) {
    var cursor = Cursor(bytes: bytes)
    self = try cursor.value(depth: 0)
  }

  /// nil unless it is an object that has the key.
  subscript(key: String) -> UniversalBinaryJSON? {
    guard case .object(let values) = self else { return nil }
    return values[key]
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }
  var elements: [UniversalBinaryJSON]? { if case .array(let values) = self { values } else { nil } }

  var floats: [Float]? {
    switch self {
    case .floats(let values): values
    case .integers(let values): values.map(Float.init)
    case .array(let values) where values.isEmpty: []
    default: nil
    }
  }

  var integers: [Int64]? {
    switch self {
    case .integers(let values): values
    case .array(let values):
      values.reduce(into: Optional([])) { list, value in
        if case .integer(let number) = value { list?.append(number) } else { list = nil }
      }
    default: nil
    }
  }
}

extension UniversalBinaryJSON {
  private struct Cursor {
    let bytes: [UInt8]
    var position = 0

    private var damage: LearningError { .model(reason: "its trees are damaged at byte \(position)") }

    private mutating func byte() throws(LearningError) -> UInt8 {
      guard position < bytes.count else { throw damage }
      position += 1
      return bytes[position - 1]
    }

    /// Big-endian, of so many bytes.
    private mutating func bits(_ count: Int) throws(LearningError) -> UInt64 {
      guard bytes.count - position >= count else { throw damage }
      var value: UInt64 = 0
      for offset in position..<(position + count) { value = value << 8 | UInt64(bytes[offset]) }
      position += count
      return value
    }

    private static func width(_ type: UInt8) -> Int? {
      switch type {
      case UInt8(ascii: "i"), UInt8(ascii: "U"): 1
      case UInt8(ascii: "I"): 2
      case UInt8(ascii: "l"), UInt8(ascii: "d"): 4
      case UInt8(ascii: "L"), UInt8(ascii: "D"): 8
      default: nil
      }
    }

    private mutating func integer(_ type: UInt8) throws(LearningError) -> Int64 {
      switch type {
      case UInt8(ascii: "U"): Int64(try bits(1))
      case UInt8(ascii: "i"): Int64(Int8(truncatingIfNeeded: try bits(1)))
      case UInt8(ascii: "I"): Int64(Int16(truncatingIfNeeded: try bits(2)))
      case UInt8(ascii: "l"): Int64(Int32(truncatingIfNeeded: try bits(4)))
      case UInt8(ascii: "L"): Int64(bitPattern: try bits(8))
      default: throw damage
      }
    }

    /// A length fits in what is left of the bytes.
    private mutating func count() throws(LearningError) -> Int {
      let value = try integer(try byte())
      guard value >= 0, value <= bytes.count - position else { throw damage }
      return Int(value)
    }

    private mutating func text() throws(LearningError) -> String {
      let length = try count()
      defer { position += length }
      return String(decoding: bytes[position..<(position + length)], as: UTF8.self)
    }

    mutating func value(depth: Int) throws(LearningError) -> UniversalBinaryJSON {
      guard depth < 64 else { throw damage }
      let type = try byte()
      switch type {
      case UInt8(ascii: "Z"), UInt8(ascii: "N"): return .null
      case UInt8(ascii: "T"): return .bool(true)
      case UInt8(ascii: "F"): return .bool(false)
      case UInt8(ascii: "S"): return .string(try text())
      case UInt8(ascii: "d"): return .number(Double(Float(bitPattern: UInt32(try bits(4)))))
      case UInt8(ascii: "D"): return .number(Double(bitPattern: try bits(8)))
      case UInt8(ascii: "["): return try array(depth: depth)
      case UInt8(ascii: "{"): return try object(depth: depth)
      default: return .integer(try integer(type))
      }
    }

    private mutating func object(depth: Int) throws(LearningError) -> UniversalBinaryJSON {
      var values: [String: UniversalBinaryJSON] = [:]
      while position < bytes.count, bytes[position] != UInt8(ascii: "}") {
        let key = try text()
        values[key] = try value(depth: depth + 1)
      }
      position += 1
      return .object(values)
    }

    private mutating func array(depth: Int) throws(LearningError) -> UniversalBinaryJSON {
      var type: UInt8?
      if position < bytes.count, bytes[position] == UInt8(ascii: "$") {
        position += 1
        type = try byte()
      }
      guard position < bytes.count, bytes[position] == UInt8(ascii: "#") else {
        return try openArray(depth: depth)
      }
      position += 1
      let count = try count()
      if let type { return try typedArray(type, count) }
      var values: [UniversalBinaryJSON] = []
      for _ in 0..<count { values.append(try value(depth: depth + 1)) }
      return .array(values)
    }

    private mutating func openArray(depth: Int) throws(LearningError) -> UniversalBinaryJSON {
      var values: [UniversalBinaryJSON] = []
      while position < bytes.count, bytes[position] != UInt8(ascii: "]") {
        values.append(try value(depth: depth + 1))
      }
      position += 1
      return .array(values)
    }

    private mutating func typedArray(_ type: UInt8, _ count: Int) throws(LearningError) -> UniversalBinaryJSON {
      guard let width = Self.width(type), (bytes.count - position) / width >= count else { throw damage }
      if type == UInt8(ascii: "d") {
        var values: [Float] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(Float(bitPattern: UInt32(try bits(4)))) }
        return .floats(values)
      }
      guard type != UInt8(ascii: "D") else { throw damage }
      var values: [Int64] = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(try integer(type)) }
      return .integers(values)
    }
  }
}
