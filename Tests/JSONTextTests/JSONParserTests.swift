import JSONText
import Testing

@Suite struct JSONParserTests {
  @Test func readsEveryKindOfValue() throws {
    let value = try JSONValue(parsing: #" {"a":[1,-2.5,1e3,true,false,null],"b":{"c":"x"}} "#)
    #expect(value == ["a": [1, -2.5, 1000.0, true, false, nil], "b": ["c": "x"]])
  }

  @Test func keepsDuplicatesAndAnswersWithTheLast() throws {
    let value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#)
    let object = try #require(value.objectValue)
    #expect(object["a"] == 3)
    #expect(object.keys == ["a", "b", "a"])
  }

  @Test func settingKeepsOrderAndRemovesDuplicates() throws {
    let value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3,"c":4}"#)
    var object = try #require(value.objectValue)
    object["a"] = 9
    #expect(object == ["a": 9, "b": 2, "c": 4])
    object["b"] = nil
    #expect(object == ["a": 9, "c": 4])
    object["d"] = nil
    object["e"] = .null
    #expect(object == ["a": 9, "c": 4, "e": nil])
  }

  @Test(arguments: [
    (#""\u00e9\n\t\"\\\/""#, "é\n\t\"\\/"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"),
    (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83dA""#, "\u{FFFD}A"), (#""\u0000""#, "\0"),
  ])
  func decodesEscapes(text: String, expected: String) throws {
    #expect(try JSONValue(parsing: text) == .string(expected))
  }

  @Test func readsBareWords() throws {
    let value = try JSONValue(parsing: "[NaN,Infinity,-Infinity]")
    let numbers = (value.arrayValue ?? []).compactMap(\.doubleValue)
    try #require(numbers.count == 3)
    #expect(numbers[0].isNaN && numbers[1] == .infinity && numbers[2] == -.infinity)
  }

  @Test(arguments: [
    ("", 0), ("{", 1), ("[1,]", 3), (#"{"a" 1}"#, 5), (#"{"a":1,}"#, 7), (#"{a:1}"#, 1), ("01", 1), ("1.", 2),
    ("1e", 2), ("-", 1), ("tru", 0), ("[1 2]", 3), ("1 2", 2), (#""ab"#, 3), (#""\x""#, 2), (#""\u12g4""#, 5),
    ("\"a\nb\"", 2), ("[}", 1), ("nul", 0), ("+1", 0), (".5", 0), ("{\"a\":}", 5),
  ])
  func reportsTheByteThatIsWrong(text: String, offset: Int) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    do { _ = try JSONValue(parsing: text) } catch { #expect(error.byteOffset == offset, "\(text): \(error)") }
  }

  @Test func limitsDepth() throws {
    let deep = { (n: Int) in String(repeating: "[", count: n) + String(repeating: "]", count: n) }
    _ = try JSONValue(parsing: deep(64))
    #expect(throws: JSONError(byteOffset: 64, reason: "nested deeper than 64")) { try JSONValue(parsing: deep(65)) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: deep(200_000)) }
  }

  @Test func convertsOnAccess() {
    #expect(JSONValue.number(3).integerValue == 3)
    #expect(JSONValue.number(3.5).integerValue == nil)
    #expect(JSONValue.string("-Infinity").doubleValue == -.infinity)
    #expect(JSONValue.string("3").doubleValue == nil)
    #expect(JSONValue.integer(2).doubleValue == 2)
  }
}
