/// The one number of a tensor that has one, in whichever of its encodings.
enum TensorScalar {
  private enum ElementType {
    case float, double, half, bfloat16, bool
    case integer(size: Int, isSigned: Bool)

    /// The codes of `tensorflow/core/framework/types.proto`.
    init?(code: UInt64) {
      switch code {
      case 1: self = .float
      case 2: self = .double
      case 3: self = .integer(size: 4, isSigned: true)
      case 4: self = .integer(size: 1, isSigned: false)
      case 5: self = .integer(size: 2, isSigned: true)
      case 6: self = .integer(size: 1, isSigned: true)
      case 9: self = .integer(size: 8, isSigned: true)
      case 10: self = .bool
      case 14: self = .bfloat16
      case 17: self = .integer(size: 2, isSigned: false)
      case 19: self = .half
      case 22: self = .integer(size: 4, isSigned: false)
      case 23: self = .integer(size: 8, isSigned: false)
      default: return nil
      }
    }

    var size: Int {
      switch self {
      case .float: 4
      case .double: 8
      case .half, .bfloat16: 2
      case .bool: 1
      case .integer(let size, _): size
      }
    }

    /// From the raw bytes of one element.
    func value(_ bits: UInt64) -> Double {
      switch self {
      case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
      case .double: Double(bitPattern: bits)
      case .half: TensorScalar.half(UInt16(truncatingIfNeeded: bits))
      case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
      case .bool: bits & 0xFF == 0 ? 0 : 1
      case .integer(let size, let isSigned):
        TensorScalar.integer(bits, unusedBits: UInt64(64 - 8 * size), isSigned: isSigned)
      }
    }
  }

  /// nil when the tensor has another number of elements or elements that are not numbers.
  static func value(_ base: UnsafePointer<UInt8>, _ tensor: WireReader.Stretch) throws(WireError) -> Double? {
    var type: ElementType?
    var content: UInt64?
    var typed: Double?
    var typedCount = 0
    var reader = WireReader(base, tensor)
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.type) {
      case (1, 0): type = ElementType(code: try reader.varint())
      case (2, 2): if try !isOneElement(base, try reader.stretch()) { return nil }
      case (4, 2):
        let bytes = try reader.stretch()
        guard let size = type?.size, bytes.count == size else {
          if bytes.count == 0 { continue }
          return nil
        }
        content = (0..<size).reduce(0) { bits, index in bits | UInt64(base[bytes.start + index]) << UInt64(8 * index) }
      case (5, _), (6, _), (7, _), (10, _), (11, _), (13, _), (16, _), (17, _):
        typed = try typedValue(&reader, field, type, &typedCount)
      default: try reader.skip(field.type)
      }
    }
    guard let type, typedCount <= 1 else { return nil }
    if let content { return type.value(content) }
    return typed
  }

  /// The last value of a `*_val` field, packed or not; adds to `count`.
  private static func typedValue(
    _ reader: inout WireReader, _ field: WireReader.Field, _ type: ElementType?, _ count: inout Int
  ) throws(WireError) -> Double? {
    if field.type != 2 {
      count += 1
      return try element(&reader, field.number, type)
    }
    var packed = WireReader(reader.base, try reader.stretch())
    var value: Double?
    while !packed.isAtEnd && count < 2 {
      count += 1
      value = try element(&packed, field.number, type)
    }
    return value
  }

  private static func element(
    _ reader: inout WireReader, _ number: UInt64, _ type: ElementType?
  ) throws(WireError) -> Double {
    switch number {
    case 5: Double(Float(bitPattern: try reader.fixed32()))
    case 6: Double(bitPattern: try reader.fixed64())
    case 13: type?.value(try reader.varint()) ?? .nan
    case 16, 17: Double(try reader.varint())
    default: Double(Int64(bitPattern: try reader.varint()))
    }
  }

  /// Whether every dimension of a shape is 1; no dimensions are one element too.
  private static func isOneElement(
    _ base: UnsafePointer<UInt8>, _ shape: WireReader.Stretch
  ) throws(WireError) -> Bool {
    var reader = WireReader(base, shape)
    while !reader.isAtEnd {
      let field = try reader.field()
      guard field.number == 2 && field.type == 2 else {
        try reader.skip(field.type)
        continue
      }
      var dimension = WireReader(base, try reader.stretch())
      var size: UInt64 = 0
      while !dimension.isAtEnd {
        let part = try dimension.field()
        if part.number == 1 && part.type == 0 { size = try dimension.varint() } else { try dimension.skip(part.type) }
      }
      if size != 1 { return false }
    }
    return true
  }

  private static func integer(_ bits: UInt64, unusedBits: UInt64, isSigned: Bool) -> Double {
    let shifted = bits << unusedBits
    return isSigned ? Double(Int64(bitPattern: shifted) >> Int64(unusedBits)) : Double(shifted >> unusedBits)
  }

  /// IEEE 754 binary16, without relying on hardware for it.
  private static func half(_ bits: UInt16) -> Double {
    let magnitude: Double
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    switch exponent {
    case 0: magnitude = fraction * 0x1p-24
    case 31: magnitude = fraction == 0 ? .infinity : .nan
    default: magnitude = (1 + fraction * 0x1p-10) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }
}
