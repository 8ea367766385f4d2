internal import FileAccess
internal import JSONText
internal import RunFormats
internal import RunModel

/// Follows `metrics.jsonl` for the few records that a supervisor acts on, and passes over the points.
struct MetricsScan {
  /// The newest approval request.
  private(set) var approvalRequest: ApprovalRequest?
  /// The training's last word, and when it was said (nil where it does not say).
  private(set) var end: (word: TrainingEnd, time: WallTime?)?
  /// Paths of checkpoints relative to the run and when they were recorded, oldest first; the last hundred.
  private(set) var checkpoints: [(path: String, time: WallTime?)] = []
  /// How many checkpoints were recorded altogether.
  private(set) var checkpointCount = 0
  /// Lines that are no records; whoever shows the run shows where they are.
  private(set) var damagedLineCount = 0

  private let path: String
  private var offset: Int64 = 0
  /// The beginning of a line whose rest has not been written yet.
  private var unfinished: [UInt8] = []
  private static let chunkSize = 1 << 20
  private static let words = ["\"checkpoint\"", "\"approval_request\"", "\"end\""].map { Array($0.utf8) }

  init(path: String) { self.path = path }

  /// Reads what has been appended since the last time.
  mutating func advance() throws(FileError) {
    guard let status = Files.status(path) else { return }
    if status.byteCount < offset { (offset, unfinished) = (0, []) }
    while offset < status.byteCount {
      let chunk = try Files.read(path, from: offset, count: Self.chunkSize)
      if chunk.isEmpty { return }
      offset += Int64(chunk.count)
      take(unfinished + chunk)
    }
  }

  private mutating func take(_ bytes: [UInt8]) {
    var start = bytes.startIndex
    while let newline = bytes[start...].firstIndex(of: 0x0A) {
      let line = bytes[start..<newline]
      if Self.words.contains(where: { line.contains($0) }) { take(line: Array(line)) }
      start = newline + 1
    }
    // Longer than any record may be: damage, of which only the end is still of use.
    unfinished = Array(bytes[start...].suffix(2 * Self.chunkSize))
  }

  private mutating func take(line: [UInt8]) {
    do {
      guard let record = try JSONValue(parsing: line).objectValue else { return }
      take(record)
    } catch {
      damagedLineCount += 1
    }
  }

  private mutating func take(_ record: JSONObject) {
    let time = record["t"]?.doubleValue.flatMap { WallTime($0) }
    switch record["kind"]?.stringValue {
    case "checkpoint":
      guard let path = record["path"]?.stringValue else { return }
      checkpoints = checkpoints.suffix(99) + [(path, time)]
      checkpointCount += 1
    case "approval_request":
      // A request that is none is damage, which whoever shows the run shows.
      do {
        if case .approvalRequest(let request)? = try RunRecord.read(json: .object(record)) { approvalRequest = request }
      } catch {
        damagedLineCount += 1
      }
    case "end":
      guard let outcome = record["outcome"]?.stringValue.flatMap({ TrainingEnd.Outcome(rawValue: $0) })
      else { return }
      end = (TrainingEnd(outcome: outcome, reason: record["reason"]?.stringValue), time)
    default: break
    }
  }
}
