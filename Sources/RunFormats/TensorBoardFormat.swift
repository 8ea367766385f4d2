internal import RunModel

extension RunFormat {
  /// TensorBoard's event files; see `docs/formats/tensorboard.md`.
  static let tensorBoard = RunFormat(
    name: "tensorboard", claims: { name, _ in name.contains("tfevents") },
    makeDecoder: { _ in TensorBoardDecoder() })
}

/// Decodes event files: records of `u64 length | u32 masked crc of it | data | u32 masked crc of the data`, all
/// little-endian (`tensorflow/core/lib/io/record_writer.h`).
struct TensorBoardDecoder: RunDecoder {
  /// Larger records hold pictures or graphs, never scalars alone; they are stepped over without being kept.
  static let maximumRecordLength = 64 << 20
  /// No event is this long: the length cannot be meant.
  private static let absurdLength: UInt64 = 1 << 40
  private static let headerLength = 12
  private static let trailerLength = 4

  private var reader = EventReader()
  /// Bytes of a record too long to keep that are still to be stepped over.
  private var bytesToSkip = 0

  init() {}

  mutating func decode(
    _ bytes: Span<UInt8>, at byteOffset: Int64, into batch: inout RecordBatch
  ) throws(DecodeError) -> Int {
    try bytes.withUnsafeBufferPointer { (buffer) throws(DecodeError) in
      try decode(buffer, at: byteOffset, into: &batch)
    }
  }

  private mutating func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at byteOffset: Int64, into batch: inout RecordBatch
  ) throws(DecodeError) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var at = min(bytesToSkip, bytes.count)
    bytesToSkip -= at
    while bytes.count - at >= TensorBoardDecoder.headerLength {
      let offset = byteOffset + Int64(at)
      let header = UnsafeRawPointer(base + at)
      let length = header.loadUnaligned(as: UInt64.self).littleEndian
      let lengthCRC = header.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian
      guard CRC32C.masked(base + at, count: 8) == lengthCRC, length < TensorBoardDecoder.absurdLength else {
        // A file made larger in advance, or one whose last blocks never reached the disk, ends in zeros. One that begins
        // with them holds nothing: should that change, whoever follows the file reads it anew.
        if bytes[at...].allSatisfy({ $0 == 0 }) {
          guard offset == 0 else { return at }
          throw .untrustworthy(byteOffset: 0, reason: "it begins with zeros, not with a record")
        }
        throw .untrustworthy(byteOffset: offset, reason: "the length of a record does not fit its checksum")
      }
      let dataStart = at + TensorBoardDecoder.headerLength
      let whole = Int(length) + TensorBoardDecoder.headerLength + TensorBoardDecoder.trailerLength
      if length > UInt64(TensorBoardDecoder.maximumRecordLength) {
        batch.append(damageAt: offset, "a record of \(length) bytes is too long and was skipped")
        bytesToSkip = max(0, whole - (bytes.count - at))
        at = min(bytes.count, at + whole)
        continue
      }
      guard bytes.count - at >= whole else { return at }
      let data = WireReader.Stretch(start: dataStart, end: dataStart + Int(length))
      let dataCRC = UnsafeRawPointer(base + data.end).loadUnaligned(as: UInt32.self).littleEndian
      if CRC32C.masked(base + dataStart, count: Int(length)) == dataCRC {
        readEvent(base, data, at: offset, into: &batch)
      } else {
        batch.append(damageAt: offset, "a record does not fit its checksum and was skipped")
      }
      at += whole
    }
    return at
  }

  @inline(__always)
  private mutating func readEvent(
    _ base: UnsafePointer<UInt8>, _ data: WireReader.Stretch, at offset: Int64, into batch: inout RecordBatch
  ) {
    let pointCount = batch.points.count
    let (recordCount, histogramCount) = (batch.records.count, batch.histograms.count)
    do {
      try reader.read(base, data, into: &batch)
    } catch {
      batch.points.truncate(to: pointCount)
      batch.records.removeLast(batch.records.count - recordCount)
      batch.histograms.removeLast(batch.histograms.count - histogramCount)
      batch.append(damageAt: offset, "a record is not an event: \(error.reason)")
    }
  }
}
