import JSONText
import Testing

/// A small generator, so that every run tests the same.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

func scan(_ text: String, lenient: Bool = false) -> (number: DecimalNumber?, end: Int) {
  let bytes = Array(text.utf8)
  var end = 0
  let number = bytes.withUnsafeBufferPointer { buffer in
    buffer.baseAddress.flatMap { DecimalNumber.scan($0, from: 0, to: buffer.count, lenient: lenient, end: &end) }
  }
  return (number, end)
}

@Suite struct DecimalNumberTests {
  @Test(arguments: [
    "0", "-0", "0.0", "1", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "9007199254740993", "0.1", "2.2250738585072011e-308", "5e-324", "2.4703282292062327e-324", "1.7976931348623157e308",
    "1e309", "-1e999999999999", "1e-999999999999", "123456789012345678901234567890", "0.000000000000000000000001",
    "8.5e22", "1e23", "9007199254740993e1", "1.00000000000000011102230246251565", "18446744073709551615e27",
    "0.30000000000000004", "1234567890123456789e-27", "00.5e1",
  ])
  func agreesWithTheStandardLibrary(text: String) throws {
    let (number, end) = scan(text, lenient: true)
    #expect(end == text.utf8.count)
    let expected = try #require(Double(text))
    #expect(number?.double.bitPattern == expected.bitPattern, "\(text): \(String(describing: number))")
    #expect(number?.integer == (text == "-0" ? nil : Int64(text)))
  }

  @Test func roundsCorrectlyNearTies() throws {
    var random = SplitMix(state: 7)
    for _ in 0..<20_000 {
      let mantissa = random.next() >> UInt64.random(in: 0..<60, using: &random)
      let exponent = Int.random(in: -30...30, using: &random)
      let point = String(mantissa).dropLast(3) + "." + String(mantissa).suffix(3)
      for text in ["\(mantissa)e\(exponent)", "0\(point)e\(exponent)"] {
        // Recording only what is wrong keeps the loop fast.
        if scan(text, lenient: true).number?.double.bitPattern != Double(text)?.bitPattern { Issue.record("\(text)") }
      }
    }
  }

  @Test func readsBackShortestDoubles() {
    var random = SplitMix(state: 11)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      if scan(value.description).number?.double != value { Issue.record("\(value)") }
    }
  }

  @Test func lenientNumbersAreThoseOfOtherPrograms() {
    #expect(scan("+1.5", lenient: true).number?.double == 1.5)
    #expect(scan(".5", lenient: true).number?.double == 0.5)
    #expect(scan("5.", lenient: true).number?.double == 5)
    #expect(scan("007", lenient: true).number?.integer == 7)
    #expect(scan("1e", lenient: true).end == 1)
    #expect(scan(".", lenient: true).number == nil)
    #expect(scan("+1").number == nil)
  }
}

extension JSONValue {
  static func random(depth: Int, using random: inout SplitMix) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int64(bitPattern: random.next() >> UInt64.random(in: 0..<64, using: &random)))
    case 3:
      let value = Double(bitPattern: random.next())
      return .number(value.isFinite ? value : 0.5)
    case 4, 5: return .string(text(using: &random))
    case 6: return .array((0..<3).map { _ in .random(depth: depth - 1, using: &random) })
    default:
      return .object(
        JSONObject(
          pairs: (0..<3).map { _ in (text(using: &random), .random(depth: depth - 1, using: &random)) }))
    }
  }

  private static func text(using random: inout SplitMix) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<8, using: &random) {
      let limit: UInt32 = [0x30, 0x100, 0x2070, 0x11_0000].randomElement(using: &random) ?? 0x80
      let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random))
      text.unicodeScalars.append(scalar ?? "x")
    }
    return text
  }
}

@Suite struct JSONRoundTripTests {
  @Test func anyValueReadsBackTheSame() throws {
    var random = SplitMix(state: 3)
    for _ in 0..<3_000 {
      let value = JSONValue.random(depth: 4, using: &random)
      #expect(try JSONValue(parsing: value.serialized()) == value)
      #expect(try JSONValue(parsing: value.serialized(pretty: true)) == value)
    }
  }

  @Test func aLineStaysALine() {
    let text = JSONValue.string("a\n\u{7F}\u{9B}\u{2028}\u{202E}\u{2066}\u{1B}").serialized()
    #expect(text == #""a\n\u007f\u009b\u2028\u202e\u2066\u001b""#)
  }

  @Test func numbersWithoutJSONAreWords() {
    let list: JSONValue = [.number(.nan), .number(.infinity), .number(-.infinity), 3.0, 1e300]
    #expect(list.serialized() == #"["NaN","Infinity","-Infinity",3.0,1e+300]"#)
  }

  @Test func prettyTextIsIndented() {
    let value: JSONValue = ["a": [1], "b": [:], "c": []]
    #expect(value.serialized(pretty: true) == "{\n  \"a\": [\n    1\n  ],\n  \"b\": {},\n  \"c\": []\n}")
  }
}
