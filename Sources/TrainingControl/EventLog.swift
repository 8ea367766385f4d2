internal import FileAccess
internal import JSONText
internal import RunFormats
internal import RunModel

/// What the supervisor did with a request.
public struct ControlAnswer: Equatable, Sendable {
  public var isAccepted: Bool
  /// A short sentence, also when it was accepted.
  public var reason: String

  public init(isAccepted: Bool, reason: String) { (self.isAccepted, self.reason) = (isAccepted, reason) }
}

/// `events.jsonl` of one run.
struct EventLog {
  var path: String

  func append(_ kind: RunEvent.Kind, sync: Bool = false) throws(FileError) {
    let line = RunEvent(wallTime: Host.now(), kind: kind).json.serialized()
    try Files.appendLine(path, line, sync: sync)
  }

  /// Every answer given so far, by the request's id. `from` may skip the file's beginning.
  func answers(from offset: Int64 = 0) throws(FileError) -> [String: ControlAnswer] {
    var answers: [String: ControlAnswer] = [:]
    for event in try events(holding: "\"answer\"", from: offset) {
      if case .answer(let request, let accepted, let reason) = event.kind {
        answers[request] = ControlAnswer(isAccepted: accepted, reason: reason)
      }
    }
    return answers
  }

  /// When an attempt was started; nil when that is not recorded.
  func startTime(ofAttempt wanted: Int) throws(FileError) -> WallTime? {
    for event in try events(holding: "\"attempt\"", from: 0).reversed() {
      if case .attempt(let number, _, _, _, _) = event.kind, number == wanted { return event.wallTime }
    }
    return nil
  }

  /// The events whose line holds a word; the thousands of resource samples of a long run are not parsed. Damaged
  /// lines are left to whoever shows the log.
  private func events(holding word: String, from offset: Int64) throws(FileError) -> [RunEvent] {
    guard Files.exists(path) else { return [] }
    let needle = Array(word.utf8)
    return try Files.read(path, from: offset).split(separator: 0x0A).compactMap { line in
      line.contains(needle) ? Self.event(line) : nil
    }
  }

  private static func event(_ line: ArraySlice<UInt8>) -> RunEvent? {
    do { return try RunEvent.read(line: line) } catch { return nil }
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes of `needle` occur in a row.
  func contains(_ needle: [UInt8]) -> Bool {
    guard let first = needle.first else { return true }
    return withUnsafeBufferPointer { bytes in
      var start = 0
      while start + needle.count <= bytes.count {
        if bytes[start] == first {
          var length = 1
          while length < needle.count, bytes[start + length] == needle[length] { length += 1 }
          if length == needle.count { return true }
        }
        start += 1
      }
      return false
    }
  }
}
