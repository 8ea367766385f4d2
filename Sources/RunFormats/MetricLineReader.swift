internal import JSONText
internal import RunModel

/// Reads objects of metrics: the part that native runs and JSON lines of others share.
///
/// Makes no `String` and no value a number: keys are known by their bytes, most of them at their expected place.
struct MetricLineReader: Sendable {
  enum Outcome { case metrics, otherKind }

  private enum Role: Sendable { case metric, step(Int), wallTime(Int), kind, settings }
  private struct Key: Sendable {
    var role: Role
    /// Names joined with `/`.
    var name: String
    /// Index in the batch; -1 until the first point.
    var metric: Int32 = -1
  }
  /// A number under a key that may be an axis, kept until the whole object is known.
  private struct Candidate: Sendable {
    var record = -1
    var key: Int32 = -1
    var number = DecimalNumber(.nan)
  }

  /// Whether `kind` names the kind of a record.
  let knowsKinds: Bool
  private var interner = ByteInterner()
  private var keys: [Key] = []
  private var steps = Array(repeating: Candidate(), count: AxisKeys.steps.count)
  private var wallTimes = Array(repeating: Candidate(), count: AxisKeys.wallTimes.count)
  /// Step keys that held something else than whole numbers once.
  private var isDemoted = Array(repeating: false, count: AxisKeys.steps.count)
  /// Counts objects; tells a candidate of this one from an older one.
  private var record = 0
  private var hasCandidates = false
  /// How many records had points: the step of a record that does not say.
  private var ordinal: Int64 = 0
  private var newestSettings: [UInt8] = []

  init(knowsKinds: Bool) { self.knowsKinds = knowsKinds }

  /// Reads the object at the cursor and appends its points. `otherKind` leaves the batch as it was and the cursor
  /// somewhere inside the object.
  /// - Throws: when it is not JSON; the batch is left as it was.
  mutating func read(_ cursor: inout JSONCursor, into batch: inout RecordBatch) throws(JSONError) -> Outcome {
    let count = batch.points.count
    let recordCount = batch.records.count
    record += 1
    hasCandidates = false
    interner.beginRecord()
    do {
      guard try readMembers(&cursor, parent: -1, depth: 0, into: &batch) else {
        batch.points.truncate(to: count)
        return .otherKind
      }
    } catch {
      batch.points.truncate(to: count)
      batch.records.removeLast(batch.records.count - recordCount)
      throw error
    }
    finish(from: count, &batch)
    return .metrics
  }

  /// Returns false as soon as the object turns out to be of another kind.
  private mutating func readMembers(
    _ cursor: inout JSONCursor, parent: Int32, depth: Int, into batch: inout RecordBatch
  ) throws(JSONError) -> Bool {
    guard depth < JSONCursor.depthLimit else {
      throw JSONError(byteOffset: cursor.position, reason: "nested deeper than \(JSONCursor.depthLimit)")
    }
    cursor.position += 1
    cursor.skipWhitespace()
    if cursor.take(UInt8(ascii: "}")) { return true }
    repeat {
      let raw = try cursor.scanKey()
      let id = interner.id(parent: parent, cursor.base + raw.start, raw.end - raw.start)
      if Int(id) == keys.count { keys.append(key(cursor.text(of: raw), parent: parent)) }
      switch cursor.byte {
      case UInt8(ascii: "\""):
        let text = try cursor.scanString()
        if case .kind = keys[Int(id)].role {
          if cursor.text(of: text) != "metric" { return false }
        } else if let number = NumericText.number(cursor.base, from: text.start, to: text.end) {
          record(number, of: id, into: &batch)
        }
      case UInt8(ascii: "{"):
        if case .settings = keys[Int(id)].role {
          try readSettings(&cursor, into: &batch)
        } else if try !readMembers(&cursor, parent: id, depth: depth + 1, into: &batch) {
          return false
        }
      case UInt8(ascii: "["), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
        try cursor.skipValue(depth: depth + 1)
      default:
        record(try cursor.scanNumber(), of: id, into: &batch)
      }
    } while try cursor.scanSeparator(close: UInt8(ascii: "}"))
    return true
  }

  private func key(_ name: String, parent: Int32) -> Key {
    guard parent < 0 else { return Key(role: .metric, name: "\(keys[Int(parent)].name)/\(name)") }
    if knowsKinds && name == "kind" { return Key(role: .kind, name: name) }
    if ["config", "hparams", "hyperparameters"].contains(name) { return Key(role: .settings, name: name) }
    return switch AxisKeys.role(of: name) {
    case .metric: Key(role: .metric, name: name)
    case .step(let rank): Key(role: .step(rank), name: name)
    case .wallTime(let rank): Key(role: .wallTime(rank), name: name)
    }
  }

  @inline(__always)
  private mutating func record(_ number: DecimalNumber, of id: Int32, into batch: inout RecordBatch) {
    switch keys[Int(id)].role {
    case .step(let rank):
      steps[rank] = Candidate(record: record, key: id, number: number)
      hasCandidates = true
    case .wallTime(let rank):
      wallTimes[rank] = Candidate(record: record, key: id, number: number)
      hasCandidates = true
    case .metric, .kind, .settings:
      appendPoint(number.double, of: id, into: &batch)
    }
  }

  /// Appends metric and value; step and wall time follow when the object is complete.
  @inline(__always)
  private mutating func appendPoint(_ value: Double, of id: Int32, into batch: inout RecordBatch) {
    if keys[Int(id)].metric < 0 { keys[Int(id)].metric = batch.index(of: MetricName(keys[Int(id)].name)) }
    batch.points.metric.append(keys[Int(id)].metric)
    batch.points.value.append(value)
  }

  private mutating func finish(from start: Int, _ batch: inout RecordBatch) {
    var step: Int64?
    var wallTime = Double.nan
    if hasCandidates {
      for rank in steps.indices where steps[rank].record == record {
        let number = steps[rank].number
        if step == nil && !isDemoted[rank] {
          if let whole = number.wholeValue {
            step = whole
            continue
          }
          if number.double.isFinite { isDemoted[rank] = true }
        }
        appendPoint(number.double, of: steps[rank].key, into: &batch)
      }
      for rank in wallTimes.indices where wallTimes[rank].record == record {
        guard let plausible = AxisKeys.plausibleWallTime(wallTimes[rank].number.double) else {
          appendPoint(wallTimes[rank].number.double, of: wallTimes[rank].key, into: &batch)
          continue
        }
        if wallTime.isNaN { wallTime = plausible }
      }
    }
    let added = batch.points.value.count - start
    guard added > 0 else { return }
    for _ in 0..<added {
      batch.points.step.append(step ?? ordinal)
      batch.points.wallTime.append(wallTime)
    }
    ordinal += 1
  }

  /// Some programs repeat their whole configuration on every line: only a change of it is a record.
  private mutating func readSettings(_ cursor: inout JSONCursor, into batch: inout RecordBatch) throws(JSONError) {
    let start = cursor.position
    var end = cursor
    try end.skipValue(depth: 1)
    let text = UnsafeBufferPointer(start: cursor.base + start, count: end.position - start)
    guard !text.elementsEqual(newestSettings) else { return cursor.position = end.position }
    if case .object(let settings) = try cursor.parseValue() {
      newestSettings = Array(text)
      // The points of this object are not complete yet, and belong behind its settings.
      batch.records.append(
        RecordBatch.Entry(
          precedingPoints: batch.points.step.count, record: .hyperparameters(Hyperparameter.flattened(settings))))
    }
  }
}
