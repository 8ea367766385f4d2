import JSONText
import RunFormats
import RunModel
import TestSupport
import Testing

/// Files of real writers, against what independent readers find in them.
@Suite struct SampleTests {
  static let all: [(format: String, file: String, points: String)] = [
    ("tensorboard", "torch-old.tfevents", "torch-old"), ("tensorboard", "torch-new.tfevents", "torch-new"),
    ("tensorboard", "torch-purged.tfevents", "torch-purged"),
    ("tensorboard", "torch-not-finite.tfevents", "torch-not-finite"),
    ("tensorboard", "torch-hostile.tfevents", "torch-hostile"),
    ("tensorboard", "torch-hparams.tfevents", "torch-hparams"),
    ("tensorboard", "tensorboardx.tfevents", "tensorboardx"),
    ("tensorboard", "tensor-encodings.tfevents", "tensor-encodings"),
    ("tensorboard", "histograms.tfevents", "histograms"),
    ("csv", "lightning.csv", "lightning.csv"), ("csv", "keras.csv", "keras.csv"),
    ("jsonl", "random.jsonl", "random.jsonl"), ("pitwall-run", "random.jsonl", "random.jsonl"),
  ]

  @Test(arguments: all, [1, 7, nil])
  func everyPointIsRead(sample: (format: String, file: String, points: String), chunkLength: Int?) throws {
    let bytes = try Samples.bytes(sample.file)
    let decoded = try Decoded(sample.format, bytes, chunkLength: chunkLength)
    #expect(decoded.error == nil)
    #expect(decoded.batch.damage == [])
    #expect(decoded.used == bytes.count)
    #expect(decoded.points.sorted() == (try Samples.points(sample.points)).sorted())
  }

  @Test(arguments: all)
  func aFileCutAnywhereGivesAPrefix(sample: (format: String, file: String, points: String)) throws {
    let bytes = try Samples.bytes(sample.file)
    let whole = try Decoded(sample.format, bytes).points
    for length in stride(from: 0, to: bytes.count, by: bytes.count > 4_000 ? 13 : 1) {
      let cut = try Decoded(sample.format, Array(bytes[..<length]))
      #expect(cut.error == nil && cut.batch.damage.isEmpty, "\(sample.file) cut at \(length)")
      #expect(whole.starts(with: cut.points), "\(sample.file) cut at \(length)")
      #expect(cut.used <= length)
    }
  }

  @Test(arguments: all.filter { $0.format == "tensorboard" })
  func aFlippedByteIsFoundOut(sample: (format: String, file: String, points: String)) throws {
    let bytes = try Samples.bytes(sample.file)
    let whole = try Decoded(sample.format, bytes).points
    for place in stride(from: 0, to: bytes.count, by: bytes.count > 4_000 ? 13 : 1) {
      var flipped = bytes
      flipped[place] ^= 0x10
      let decoded = try Decoded(sample.format, flipped)
      #expect(decoded.error != nil || decoded.batch.damage.count == 1, "\(sample.file) at \(place)")
      let found = decoded.points
      #expect(found.count <= whole.count && found.allSatisfy { whole.contains($0) })
    }
  }

  @Test(arguments: all)
  func damageOfAnyKindIsSurvived(sample: (format: String, file: String, points: String)) throws {
    let bytes = try Samples.bytes(sample.file)
    var state: UInt64 = 42
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, limit)
    }
    for _ in 0..<250 {
      var mutated = bytes
      for _ in 0...random(4) {
        guard !mutated.isEmpty else { break }
        let place = random(mutated.count)
        switch random(4) {
        case 0: mutated[place] = UInt8(random(256))
        case 1: mutated.removeSubrange(place..<min(mutated.count, place + random(9)))
        case 2: mutated.insert(contentsOf: bytes[random(bytes.count)...].prefix(random(40)), at: place)
        default: mutated[place] = Array("\"{}[],:\\\n\r-.eN".utf8)[random(14)]
        }
      }
      let atOnce = try Decoded(sample.format, mutated)
      let inChunks = try Decoded(sample.format, mutated, chunkLength: 97)
      #expect(atOnce.points == inChunks.points)
      #expect(atOnce.batch.damage == inChunks.batch.damage)
      #expect(atOnce.error == inChunks.error)
    }
  }
}
