import RunFormats
import RunModel
import TestSupport
import Testing

@Suite struct TensorBoardTests {
  @Test func aPurgeIsARestart() throws {
    let decoded = try Decoded("tensorboard", try Samples.bytes("torch-purged.tfevents"))
    #expect(decoded.batch.records == [.init(precedingPoints: 0, record: .restart(6))])
  }

  @Test func hyperparametersAreRead() throws {
    let decoded = try Decoded("tensorboard", try Samples.bytes("torch-hparams.tfevents"))
    let settings = [
      Hyperparameter(name: "layers", value: .number(3)), Hyperparameter(name: "lr", value: .number(0.1)),
      Hyperparameter(name: "name", value: .text("adam\u{202E}")),
      // Torch writes a flag as a number.
      Hyperparameter(name: "nesterov", value: .number(1)),
    ]
    #expect(decoded.records == [.hyperparameters(settings)])
  }

  @Test func aFlippedByteCostsOneRecordAndSaysWhere() throws {
    let bytes = try Samples.bytes("torch-old.tfevents")
    let whole = try Decoded("tensorboard", bytes)
    // The first record is the file's version: 12 bytes of header, its data, 4 of checksum.
    let second = 16 + Int(bytes[0])
    var flipped = bytes
    flipped[second + 14] ^= 1
    let decoded = try Decoded("tensorboard", flipped)
    #expect(decoded.points == Array(whole.points.dropFirst()))
    #expect(
      decoded.batch.damage
        == [.init(byteOffset: Int64(second), reason: "a record does not fit its checksum and was skipped")])
  }

  @Test func aFlippedLengthEndsTheFile() throws {
    var bytes = try Samples.bytes("torch-old.tfevents")
    let second = 16 + Int(bytes[0])
    bytes[second] ^= 1
    let decoded = try Decoded("tensorboard", bytes)
    #expect(decoded.points == [])
    #expect(
      decoded.error
        == .untrustworthy(
          byteOffset: Int64(second), reason: "the length of a record does not fit its checksum"))
  }

  @Test(arguments: [1, 7, nil])
  func aTailOfZerosIsNotYetARecord(chunkLength: Int?) throws {
    let bytes = try Samples.bytes("tensorboardx.tfevents")
    let padded = try Decoded("tensorboard", bytes + [UInt8](repeating: 0, count: 100), chunkLength: chunkLength)
    #expect(padded.error == nil && padded.used == bytes.count && padded.points.count == 15)
    let hole = try Decoded("tensorboard", bytes + [UInt8](repeating: 0, count: 100) + bytes)
    #expect(hole.error != nil)
  }

  @Test(arguments: [1, 7, nil])
  func aFileThatBeginsWithZerosIsDamage(chunkLength: Int?) throws {
    let decoded = try Decoded("tensorboard", [UInt8](repeating: 0, count: 100), chunkLength: chunkLength)
    #expect(decoded.error == .untrustworthy(byteOffset: 0, reason: "it begins with zeros, not with a record"))
  }

  @Test func wallTimesAreKept() throws {
    let decoded = try Decoded("tensorboard", try Samples.bytes("torch-old.tfevents"))
    #expect(decoded.batch.points.wallTime.allSatisfy { $0 > 1.7e9 })
  }
}
