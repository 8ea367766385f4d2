internal import JSONText
internal import RunModel

extension RunFormat {
  /// One JSON object a line, as many programs log; see `docs/formats/json-lines.md`.
  static let jsonLines = RunFormat(
    name: "jsonl", claims: JSONLinesIdentification.claims, makeDecoder: { _ in JSONLinesDecoder(isNative: false) })
}

/// Decodes lines of JSON objects: those of a native run, and those of others.
struct JSONLinesDecoder: TextDecoder {
  /// Longer lines are damage.
  static let maximumLineLength = 1 << 20

  private let isNative: Bool
  private var reader: MetricLineReader
  private var isSkippingLine = false

  init(isNative: Bool) {
    self.isNative = isNative
    reader = MetricLineReader(knowsKinds: isNative)
  }

  mutating func decodeText(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, at byteOffset: Int64, into batch: inout RecordBatch
  ) -> Int {
    var at = start
    while at < end {
      let newline = ByteSearch.first(0x0A, in: base, from: at, to: end)
      if isSkippingLine {
        guard let newline else { return end }
        isSkippingLine = false
        at = newline + 1
        continue
      }
      let lineEnd = newline ?? end
      if lineEnd - at > JSONLinesDecoder.maximumLineLength {
        batch.append(damageAt: byteOffset + Int64(at), "the line is longer than 1 MiB")
        isSkippingLine = newline == nil
        at = newline.map { $0 + 1 } ?? end
        continue
      }
      guard let newline else { return decodeTail(base, from: at, to: lineEnd, at: byteOffset, into: &batch) }
      decodeLine(base, from: at, to: newline, at: byteOffset, into: &batch)
      at = newline + 1
    }
    return at
  }

  /// The last line of others often has no newline; an object that is closed is whole all the same.
  private mutating func decodeTail(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, at byteOffset: Int64, into batch: inout RecordBatch
  ) -> Int {
    guard !isNative, base[end - 1] == UInt8(ascii: "}") else { return start }
    var probe = JSONCursor(base, count: end, position: start)
    probe.skipWhitespace()
    guard probe.byte == UInt8(ascii: "{") else { return start }
    do { try probe.skipValue() } catch { return start }
    decodeLine(base, from: start, to: probe.position, at: byteOffset, into: &batch)
    return probe.position
  }

  private mutating func decodeLine(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, at byteOffset: Int64, into batch: inout RecordBatch
  ) {
    var cursor = JSONCursor(base, count: end, position: start)
    cursor.skipWhitespace()
    while !cursor.isAtEnd {
      let objectStart = cursor.position
      guard cursor.byte == UInt8(ascii: "{") else {
        return batch.append(damageAt: byteOffset + Int64(objectStart), "the line is not a JSON object")
      }
      do {
        if try reader.read(&cursor, into: &batch) == .otherKind {
          cursor.position = objectStart
          try readRecord(&cursor, at: byteOffset + Int64(objectStart), into: &batch)
        }
      } catch {
        let place = error.byteOffset - objectStart
        return batch.append(
          damageAt: byteOffset + Int64(objectStart), "not JSON at byte \(place) of the object: \(error.reason)")
      }
      cursor.skipWhitespace()
    }
  }

  private func readRecord(
    _ cursor: inout JSONCursor, at byteOffset: Int64, into batch: inout RecordBatch
  ) throws(JSONError) {
    let json = try cursor.parseValue()
    do throws(DocumentError) {
      if let record = try RunRecord.read(json: json) { batch.append(record) }
    } catch {
      batch.append(damageAt: byteOffset, error.description)
    }
  }
}

/// What makes a file a log of JSON lines.
enum JSONLinesIdentification {
  private static let wellKnownNames: Set<String> = [
    "metrics.json", "scalars.json", "result.json", "progress.json", "trainer_log.jsonl",
  ]

  static func claims(fileName: String, prefix: ArraySlice<UInt8>) -> Bool {
    let name = fileName.lowercased()
    if ["events.jsonl", "decisions.jsonl"].contains(name) { return false }
    let isWellKnown = wellKnownNames.contains(name)
    guard isWellKnown || [".jsonl", ".ndjson", ".log", ".txt"].contains(where: { name.hasSuffix($0) }) else {
      return false
    }
    let start = ByteOrderMark.dropped(from: prefix)
    guard start.first == UInt8(ascii: "{") else { return false }
    guard let newline = start.firstIndex(of: 0x0A) else {
      // A first line longer than the prefix: only the name can say.
      if prefix.count >= FormatRegistry.prefixLength { return isWellKnown }
      return isLog(start, isWellKnown: isWellKnown)
    }
    return isLog(start[..<newline], isWellKnown: isWellKnown)
  }

  /// Whether the first object of the line looks like a record: it has an axis and a number, or mostly numbers.
  /// Data sets of texts have neither.
  private static func isLog(_ line: ArraySlice<UInt8>, isWellKnown: Bool) -> Bool {
    line.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var cursor = JSONCursor(base, count: bytes.count)
      let object: JSONObject
      do {
        guard let parsed = try cursor.parseValue().objectValue else { return false }
        object = parsed
      } catch {
        return false
      }
      let numeric = object.pairs.filter { hasNumber($0.value) }
      if numeric.isEmpty { return false }
      let hasAxis = numeric.contains { AxisKeys.role(of: $0.key) != .metric }
      return isWellKnown || hasAxis || numeric.count * 2 >= object.count
    }
  }

  private static func hasNumber(_ value: JSONValue) -> Bool {
    switch value {
    case .integer, .number: return true
    case .string(let text):
      return Array(text.utf8).withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { NumericText.number($0, from: 0, to: bytes.count) != nil } ?? false
      }
    case .object(let inner): return inner.pairs.contains { hasNumber($0.value) }
    case .null, .bool, .array: return false
    }
  }
}
