import RunFormats
import RunModel
import TestSupport
import Testing

@Suite struct JSONLinesTests {
  @Test func picksTheFirstWholeAxisAndKeepsTheOthersAsMetrics() throws {
    let decoded = try Decoded("jsonl", #"{"epoch":1,"loss":0.5,"global_step":20}"# + "\n")
    #expect(decoded.points == [ExpectedPoint("loss", 20, 0.5), ExpectedPoint("epoch", 20, 1)])
  }

  @Test func aFractionalAxisIsAMetricFromThenOn() throws {
    let decoded = try Decoded("jsonl", "{\"epoch\":0.5,\"a\":1}\n{\"epoch\":1.0,\"a\":2}\n")
    #expect(
      decoded.points == [
        ExpectedPoint("a", 0, 1), ExpectedPoint("epoch", 0, 0.5), ExpectedPoint("a", 1, 2),
        ExpectedPoint("epoch", 1, 1),
      ])
  }

  @Test func wallTimeMustBePlausible() throws {
    let decoded = try Decoded(
      "jsonl",
      """
      {"step":1,"a":1,"time":0.25}
      {"step":2,"a":1,"timestamp":1700000000.5}
      {"step":3,"a":1,"created_at":1700000000500}

      """)
    #expect(decoded.points.map(\.metric) == ["a", "time", "a", "a"])
    #expect(decoded.batch.points.wallTime[0].isNaN)
    #expect(decoded.batch.points.wallTime[2...] == [1_700_000_000.5, 1_700_000_000.5])
  }

  @Test func oddNumbersAreRead() throws {
    let decoded = try Decoded(
      "jsonl", #"{"step":"3","a":"8.527","b":NaN,"c":-Infinity,"d":"nan","e":"words","f":null,"g":true,"h":[1]}"#)
    #expect(
      decoded.points == [
        ExpectedPoint("a", 3, 8.527), ExpectedPoint("b", 3, .nan), ExpectedPoint("c", 3, -.infinity),
        ExpectedPoint("d", 3, .nan),
      ])
  }

  @Test(arguments: [1, 7, nil])
  func damageIsCountedWithItsPlaceAndTheRestIsRead(chunkLength: Int?) throws {
    let text =
      "\u{FEFF}{\"step\":1,\"a\":1}\r\n\r\n[1]\n{\"step\":2,\"a\":}\n{\"step\":3,\"a\":3} {\"step\":4,\"a\":4}\nx\n"
    let decoded = try Decoded("jsonl", text, chunkLength: chunkLength)
    #expect(decoded.points == [ExpectedPoint("a", 1, 1), ExpectedPoint("a", 3, 3), ExpectedPoint("a", 4, 4)])
    #expect(
      decoded.batch.damage == [
        .init(byteOffset: 23, reason: "the line is not a JSON object"),
        .init(byteOffset: 27, reason: "not JSON at byte 14 of the object: no value here"),
        .init(byteOffset: 77, reason: "the line is not a JSON object"),
      ])
  }

  @Test(arguments: [4_096, nil])
  func aLineOverOneMebibyteIsSteppedOver(chunkLength: Int?) throws {
    let text = "{\"a\":\"" + String(repeating: "x", count: 1 << 20) + "\"}\n{\"step\":1,\"a\":1}\n"
    let decoded = try Decoded("jsonl", text, chunkLength: chunkLength)
    #expect(decoded.points == [ExpectedPoint("a", 1, 1)])
    #expect(decoded.batch.damage == [.init(byteOffset: 0, reason: "the line is longer than 1 MiB")])
  }

  @Test func aClosedObjectAtTheEndNeedsNoNewline() throws {
    #expect(try Decoded("jsonl", #"{"step":1,"a":{"b":1}}"#).points == [ExpectedPoint("a/b", 1, 1)])
    #expect(try Decoded("jsonl", #"{"step":1,"a":{"b":1}"#).points == [])
    #expect(try Decoded("pitwall-run", #"{"step":1,"a":1}"#).points == [])
  }

  @Test func aRepeatedConfigurationIsOneRecord() throws {
    let line = #"{"training_iteration":1,"config":{"lr":0.1,"model":{"layers":2,"name":"x"}},"loss":1}"# + "\n"
    let decoded = try Decoded("jsonl", line + line)
    #expect(decoded.points.map(\.metric) == ["loss", "loss"])
    let settings = [
      Hyperparameter(name: "lr", value: .number(0.1)), Hyperparameter(name: "model/layers", value: .number(2)),
      Hyperparameter(name: "model/name", value: .text("x")),
    ]
    #expect(decoded.batch.records == [.init(precedingPoints: 0, record: .hyperparameters(settings))])
  }

  @Test func nestingWithoutEndIsDamage() throws {
    let text = String(repeating: "{\"a\":", count: 100_000) + "\n{\"step\":1,\"a\":1}\n"
    let decoded = try Decoded("jsonl", text)
    #expect(decoded.batch.damage.count == 1)
    #expect(decoded.points == [ExpectedPoint("a", 1, 1)])
  }
}
