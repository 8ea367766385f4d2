import JSONText
import Testing

private struct Shape: Codable, Equatable {
  enum Kind: String, Codable { case round, square }
  struct Size: Codable, Equatable {
    var width: Int
    var note: String?
  }
  var kind: Kind
  var sizes: [Size]
  var namedValues: [String: Double]
  var maybe: Double?
  var pair: [[Int]]
  var isFlat: Bool
}

private class Base: Codable {
  var name = "base"
}

private final class Derived: Base {
  var depth = 0
  private enum CodingKeys: CodingKey { case depth }
  override init() { super.init() }
  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    depth = try container.decode(Int.self, forKey: .depth)
    try super.init(from: container.superDecoder())
  }
  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    // The parent's part is filled before a later sibling is.
    try super.encode(to: container.superEncoder())
    try container.encode(depth, forKey: .depth)
  }
}

/// Writes itself through nested containers.
private struct Nested: Codable, Equatable {
  var numbers: [Int]
  var label: String?

  private enum Keys: CodingKey { case inner, list, label }
  init(numbers: [Int], label: String?) { (self.numbers, self.label) = (numbers, label) }
  init(from decoder: any Decoder) throws {
    let inner = try decoder.container(keyedBy: Keys.self).nestedContainer(keyedBy: Keys.self, forKey: .inner)
    var list = try inner.nestedUnkeyedContainer(forKey: .list)
    var numbers: [Int] = []
    while !list.isAtEnd { numbers.append(try list.decodeNil() ? -1 : try list.decode(Int.self)) }
    self.init(numbers: numbers, label: try inner.decodeIfPresent(String.self, forKey: .label))
  }
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    var inner = container.nestedContainer(keyedBy: Keys.self, forKey: .inner)
    var list = inner.nestedUnkeyedContainer(forKey: .list)
    for number in numbers { if number < 0 { try list.encodeNil() } else { try list.encode(number) } }
    if let label { try inner.encode(label, forKey: .label) } else { try inner.encodeNil(forKey: .label) }
  }
}

@Suite struct JSONCodingTests {
  private let shape = Shape(
    kind: .square, sizes: [.init(width: 3, note: "a"), .init(width: -4, note: nil)],
    namedValues: ["b": 1, "aB": 0.1, "C": -2], maybe: nil, pair: [[1], [], [2, 3]], isFlat: true)

  @Test func aValueIsWrittenInOrderAndReadBack() throws {
    let json = try JSONValue(encoding: shape)
    #expect(
      json.serialized() == #"{"kind":"square","sizes":[{"width":3,"note":"a"},{"width":-4}],"#
        + #""namedValues":{"C":-2.0,"aB":0.1,"b":1.0},"pair":[[1],[],[2,3]],"isFlat":true}"#)
    #expect(try JSONValue(parsing: json.serialized()).decode(Shape.self) == shape)
  }

  @Test func propertiesAreSnakeCasedAndKeysOfDictionariesAreNot() throws {
    let json = try JSONValue(encoding: shape, keys: .snakeCase)
    #expect(json.objectValue?.keys == ["kind", "sizes", "named_values", "pair", "is_flat"])
    #expect(json.objectValue?["named_values"]?.objectValue?.keys == ["C", "aB", "b"])
    #expect(try json.decode(Shape.self, keys: .snakeCase) == shape)
  }

  @Test func nestedContainersAndParentsAreRead() throws {
    let nested = Nested(numbers: [1, -1, 3], label: nil)
    let json = try JSONValue(encoding: nested)
    #expect(json.serialized() == #"{"inner":{"list":[1,null,3],"label":null}}"#)
    #expect(try json.decode(Nested.self) == nested)

    let derived = Derived()
    (derived.depth, derived.name) = (3, "mine")
    let object = try JSONValue(encoding: derived)
    #expect(object.serialized() == #"{"super":{"name":"mine"},"depth":3}"#)
    let read = try object.decode(Derived.self)
    #expect(read.depth == 3 && read.name == "mine")
  }

  @Test(arguments: [
    0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e23, 9_007_199_254_740_992, .pi, .infinity,
    -.infinity,
  ])
  func doublesKeepEveryBit(_ value: Double) throws {
    let text = try JSONValue(encoding: [value]).serialized()
    #expect(try JSONValue(parsing: text).decode([Double].self)[0].bitPattern == value.bitPattern)
  }

  @Test func everyRandomDoubleKeepsEveryBit() throws {
    var state: UInt64 = 7
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      let read = try JSONValue(parsing: JSONValue(encoding: [value]).serialized()).decode([Double].self)[0]
      #expect(read.bitPattern == value.bitPattern || (read.isNaN && value.isNaN))
    }
  }

  @Test func wholeNumbersAreExactOrRefused() throws {
    #expect(try JSONValue(encoding: [Int.max, .min]).decode([Int].self) == [.max, .min])
    #expect(throws: JSONFieldError(path: "[1]", reason: "18446744073709551615 does not fit 64 bits with a sign")) {
      try JSONValue(encoding: [1, UInt64.max])
    }
    #expect(throws: JSONFieldError(path: "", reason: "a whole number from -128 to 127 must be here, not 300")) {
      try JSONValue.integer(300).decode(Int8.self)
    }
    #expect(throws: JSONFieldError.self) { try JSONValue.number(3).decode(Int.self) }
    #expect(try JSONValue.integer(3).decode(Double.self) == 3)
  }

  @Test(arguments: [
    (#"{"kind":"round"}"#, "sizes: is missing"),
    (#"{"kind":"oval"}"#, "kind: Cannot initialize Kind from invalid String value oval"),
    (#"{"kind":"round","sizes":[{"width":1},{"width":"x"}]}"#, "sizes[1].width: a whole number"),
    (#"{"kind":"round","sizes":3}"#, "sizes: a list must be here, not 3"),
    (#"{"kind":"round","sizes":[],"named_values":{"aB":[]}}"#, "named_values.aB: a number must be here, not a list"),
    (#"[]"#, "an object must be here, not a list"),
  ])
  func whatDoesNotFitIsNamedByItsPath(_ text: String, _ message: String) throws {
    let json = try JSONValue(parsing: text)
    let error = #expect(throws: JSONFieldError.self) { try json.decode(Shape.self, keys: .snakeCase) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }
}
