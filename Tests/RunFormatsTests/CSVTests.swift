import RunFormats
import TestSupport
import Testing

@Suite struct CSVTests {
  @Test(arguments: [1, 7, nil])
  func sparseColumnsAndWordsForNumbers(chunkLength: Int?) throws {
    let text = "\u{FEFF}step, loss ,acc,who\r\n1, 0.5,,me\r\n2,nan,NA,me\r\n3,-inf,1e-3,me\r\n"
    let decoded = try Decoded("csv", text, chunkLength: chunkLength)
    #expect(decoded.batch.damage == [])
    #expect(
      decoded.points == [
        ExpectedPoint("loss", 1, 0.5), ExpectedPoint("loss", 2, .nan), ExpectedPoint("loss", 3, -.infinity),
        ExpectedPoint("acc", 3, 1e-3),
      ])
  }

  @Test(arguments: [";", "\t", ","])
  func theHeaderTellsTheDelimiter(delimiter: String) throws {
    let text = "Epoch,\"a,;b\nc\"\"\"\n0,1\n1,2\n".replacing(",", with: delimiter)
    let name = "a\(delimiter);b\nc\"".replacing("\(delimiter);", with: "\(delimiter);")
    #expect(try Decoded("csv", text).points == [ExpectedPoint(name, 0, 1), ExpectedPoint(name, 1, 2)])
  }

  @Test(arguments: [1, 7, nil])
  func raggedRowsAreSkippedWithTheirPlace(chunkLength: Int?) throws {
    let decoded = try Decoded("csv", "step,a\n1,2\n3\n4,5,6\n\n7,8\n", chunkLength: chunkLength)
    #expect(decoded.points == [ExpectedPoint("a", 1, 2), ExpectedPoint("a", 7, 8)])
    #expect(
      decoded.batch.damage == [
        .init(byteOffset: 11, reason: "the row has 1 cells, the header 2"),
        .init(byteOffset: 13, reason: "the row has 3 cells, the header 2"),
      ])
  }

  @Test(arguments: [1, 7, nil])
  func aWordAmongNumbersIsDamage(chunkLength: Int?) throws {
    let text = "step,loss,who\n1,2,me\n2,x,me\n3,NA,you\n4,,-\n5,1,5,me\n6,0.5,me\n"
    let decoded = try Decoded("csv", text, chunkLength: chunkLength)
    #expect(decoded.points == [ExpectedPoint("loss", 1, 2), ExpectedPoint("loss", 6, 0.5)])
    #expect(
      decoded.batch.damage == [
        .init(byteOffset: 21, reason: "\"x\" in column loss is not a number"),
        .init(byteOffset: 42, reason: "the row has 4 cells, the header 3"),
      ])
  }

  @Test func aStepThatIsNotWholeMakesRowsCount() throws {
    let decoded = try Decoded("csv", "epoch,a\n0.5,1\n1,2\n")
    #expect(
      decoded.points == [
        ExpectedPoint("epoch", 0, 0.5), ExpectedPoint("a", 0, 1), ExpectedPoint("epoch", 1, 1),
        ExpectedPoint("a", 1, 2),
      ])
  }

  @Test func theBestStepColumnWinsAndTimeStampsAreWallTime() throws {
    let decoded = try Decoded("csv", "epoch,timestamp,Step,a\n1,1700000000,10,5\n1,1700000001,,6\n")
    #expect(
      decoded.points == [
        ExpectedPoint("epoch", 10, 1), ExpectedPoint("a", 10, 5), ExpectedPoint("epoch", 10, 1),
        ExpectedPoint("a", 10, 6),
      ])
    #expect(decoded.batch.points.wallTime == [1.7e9, 1.7e9, 1_700_000_001, 1_700_000_001])
  }

  @Test func aRepeatedHeaderIsReadAgain() throws {
    let decoded = try Decoded("csv", "epoch,a,b\n0,1,2\nepoch,b,a\n0,3,4\n")
    #expect(
      decoded.points == [
        ExpectedPoint("a", 0, 1), ExpectedPoint("b", 0, 2), ExpectedPoint("b", 0, 3), ExpectedPoint("a", 0, 4),
      ])
  }

  @Test func aQuoteWithoutEndCostsOneRow() throws {
    let text = "step,a\n1,\"2\n" + String(repeating: "3,4\n", count: 1 << 18)
    let decoded = try Decoded("csv", text)
    #expect(decoded.batch.damage == [.init(byteOffset: 7, reason: "the row is longer than 1 MiB")])
    #expect(decoded.points.count == 1 << 18)
  }
}
