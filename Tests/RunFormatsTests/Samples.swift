import Glibc
import JSONText
import RunFormats
import RunModel
import TestSupport
import Testing

/// One point, comparable to the bit.
struct ExpectedPoint: Equatable, Comparable, CustomStringConvertible {
  var metric: String
  var step: Int64
  var bits: UInt64

  init(_ metric: String, _ step: Int64, _ value: Double) {
    // Which NaN it is does not matter.
    (self.metric, self.step, bits) = (metric, step, value.isNaN ? Double.nan.bitPattern : value.bitPattern)
  }

  var description: String { "\(metric.debugDescription)@\(step)=\(Double(bitPattern: bits))" }
  static func < (a: ExpectedPoint, b: ExpectedPoint) -> Bool {
    (a.metric, a.step, a.bits) < (b.metric, b.step, b.bits)
  }
}

enum Samples {
  static let folder = #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Samples"

  static func bytes(_ name: String) throws -> [UInt8] {
    let file = try #require(fopen("\(folder)/\(name)", "r"), "\(name) cannot be opened")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  /// What an independent reader found in the sample.
  static func points(_ name: String) throws -> [ExpectedPoint] {
    try String(decoding: bytes("\(name).points"), as: UTF8.self).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t")
      let name = try JSONValue(parsing: String(parts[0]))
      let metric = try #require(name.stringValue)
      return ExpectedPoint(metric, try #require(Int64(parts[1])), try #require(Double(parts[2])))
    }
  }
}

/// What decoding gave, also when it ended in an error.
struct Decoded {
  var batch = RecordBatch()
  var used = 0
  var error: DecodeError?

  init(_ format: String, _ bytes: [UInt8], chunkLength: Int? = nil) throws {
    let runFormat = try #require(FormatRegistry.formats.first { $0.name == format })
    var decoder = runFormat.makeDecoder(FileContext(fileName: "sample"))
    do { used = try ScriptedBytes(bytes, chunkLength: chunkLength).decode(with: &decoder, into: &batch) } catch {
      self.error = error
    }
  }

  init(_ format: String, _ text: String, chunkLength: Int? = nil) throws {
    try self.init(format, Array(text.utf8), chunkLength: chunkLength)
  }

  var points: [ExpectedPoint] {
    let points = batch.points
    #expect(points.metric.count == points.count && points.step.count == points.count)
    #expect(points.wallTime.count == points.count)
    return points.value.indices.map {
      ExpectedPoint(batch.metricNames[Int(points.metric[$0])].rawValue, points.step[$0], points.value[$0])
    }
  }
  var records: [RunRecord] { batch.records.map(\.record) }
}
