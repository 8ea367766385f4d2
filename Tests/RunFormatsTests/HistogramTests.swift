import RunModel
import TestSupport
import Testing

@testable import RunFormats

/// How tensors lie, of event files.
@Suite struct HistogramTests {
  private func close(_ a: Double, _ b: Double, within: Double) -> Bool { abs(a - b) <= within }

  @Test(arguments: [1, 7, nil])
  func bothEncodingsAreRead(chunkLength: Int?) throws {
    let decoded = try Decoded("tensorboard", try Samples.bytes("histograms.tfevents"), chunkLength: chunkLength)
    #expect(decoded.error == nil && decoded.batch.damage.isEmpty && decoded.points.count == 3)
    let entries = decoded.batch.histograms
    #expect(
      entries.count == 10
        && Set(entries.map(\.name.rawValue)) == ["grad/fc1", "fc1.weight", "gradients/fc2", "grad/same"])
    #expect(entries.allSatisfy { $0.wallTime > 1.7e9 })
    for (name, size, exact) in [("grad/fc1", 1.0, true), ("fc1.weight", 0.1, true), ("gradients/fc2", 2.0, false)] {
      let own = entries.filter { $0.name.rawValue == name }.map(\.histogram)
      #expect(own.map(\.step.rawValue) == [0, 1, 2])
      for histogram in own {
        let end = size * Double(histogram.step.rawValue + 1)
        #expect(close(histogram.total, 1_001, within: 1e-6))
        // 1,001 even values of -a...a: the sum of squares is a² · 1001 · 1002 / 3000.
        let norm = end * (1_001.0 * 1_002 / 3_000).squareRoot()
        #expect(close(histogram.norm, norm, within: norm * (exact ? 1e-6 : 0.01)), "\(name)")
        #expect(close(histogram.quantile(0.5), 0, within: end * 0.02))
        #expect(close(histogram.quantile(0.95), end * 0.9, within: end * 0.05))
        #expect(close(histogram.edges[0], -end, within: end * 1e-6))
        #expect(histogram.counts.count <= TensorHistogram.binLimit && histogram.edges == histogram.edges.sorted())
      }
    }
    let same = try #require(entries.first { $0.name.rawValue == "grad/same" }?.histogram)
    #expect(same.total == 7 && close(same.quantile(0.5), 0.25, within: 0.01))
  }

  @Test func aFileThatIsCutShortIsNotYetOver() throws {
    let bytes = try Samples.bytes("histograms.tfevents")
    for end in stride(from: 0, to: bytes.count, by: 1_009) {
      let decoded = try Decoded("tensorboard", Array(bytes[..<end]))
      #expect(decoded.error == nil && decoded.batch.histograms.count <= 10)
    }
  }

  /// The wire leaves out what is 0: here the least value, the greatest and the sum of squares, as of a dead layer.
  @Test func zerosThatAreNotWrittenAreZeros() throws {
    func double(_ field: UInt8, _ value: Double) -> [UInt8] {
      [field] + withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
    func packed(_ field: UInt8, _ values: [Double]) -> [UInt8] {
      [field, UInt8(values.count * 8)] + values.flatMap { double(0, $0).dropFirst() }
    }
    let dead = packed(0x32, [1e-12]) + packed(0x3A, [64])
    let positive = double(0x11, 2) + double(0x29, 16) + packed(0x32, [1, 2]) + packed(0x3A, [0, 4])
    for (bytes, total, norm, greatest) in [(dead, 64.0, 0.0, 0.0), (positive, 4, 4, 2)] {
      let made = try bytes.withUnsafeBufferPointer { buffer in
        let base = try #require(buffer.baseAddress)
        let bins = read(base, WireReader.Stretch(start: 0, end: buffer.count), isTabled: false)
        return bins.flatMap { TensorHistogram(step: 0, bins: $0.bins, norm: $0.norm) }
      }
      let histogram = try #require(made)
      #expect(histogram.total == total && histogram.norm == norm)
      #expect(close(histogram.quantile(1), greatest, within: 1e-9))
    }
  }

  @Test func whatIsNoHistogramCostsNothingButItself() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      // Often the beginning of a real one.
      if Bool.random(using: &random) { bytes = [0x09] + bytes }
      if Bool.random(using: &random) { bytes = [0x32, UInt8(bytes.count / 2)] + bytes }
      bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        let whole = WireReader.Stretch(start: 0, end: buffer.count)
        for isTabled in [false, true] {
          let found = read(base, whole, isTabled: isTabled)
          let made = found.flatMap { TensorHistogram(step: 0, bins: $0.bins, norm: $0.norm) }
          #expect(made.map { $0.edges.allSatisfy(\.isFinite) && $0.total > 0 } ?? true)
        }
      }
    }
  }

  /// nil also where the bytes are no message at all.
  private func read(
    _ base: UnsafePointer<UInt8>, _ whole: WireReader.Stretch, isTabled: Bool
  ) -> HistogramContent.Bins? {
    do {
      return isTabled ? try HistogramContent.tabled(base, whole) : try HistogramContent.bucketed(base, whole)
    } catch {
      return nil
    }
  }
}
