internal import FileAccess
internal import Glibc
internal import JSONText
internal import RunFormats
internal import RunModel

/// What the documents of a native run say, read again where they changed.
struct RunDocuments {
  private(set) var identity: RunIdentity?
  private(set) var status: RunStatus?
  private(set) var resources = ResourceLog()
  private(set) var decisions: [Decision] = []
  /// All but the first, in the order in which they were started.
  private(set) var laterAttempts: [AttemptStart] = []
  private var console: ConsoleFile
  /// Each output for itself, where both have said something.
  private var streams: (output: ConsoleFile, error: ConsoleFile)?
  /// By document.
  private(set) var damage: [String: DamageReport] = [:]
  private(set) var problems: [String: String] = [:]
  private var stamps: [String: FileStamp] = [:]
  private var eventsFollower: FileFollower
  /// Whether the rest of an event that is too long is to be passed over.
  private var isSkippingEvent = false
  private let directory: String

  /// What one turn reads of `events.jsonl` at most, and counts of a console.
  private static let sliceSize = 4 << 20
  /// A document that is longer is not one.
  private static let sizeLimit = 64 << 20
  /// Longer lines are damage, as in `metrics.jsonl`.
  private static let lineLimit = 1 << 20

  init(directory: String) {
    self.directory = directory
    console = ConsoleFile(ConsoleFiles(directory: directory))
    eventsFollower = FileFollower(path: "\(directory)/events.jsonl")
  }

  var modified: Double? {
    (stamps.values.map(\.modified) + [console.modified, eventsFollower.stamp?.modified].compactMap { $0 }).max()
  }

  var consoleTail: ConsoleTail { timed(console.tail) }

  /// nil where the outputs are not apart.
  var consoleStreams: ConsoleStreams? {
    guard console.isApart else { return nil }
    return ConsoleStreams(
      output: timed(streams?.output.tail ?? console.tail), error: timed(streams?.error.tail ?? ConsoleTail()))
  }

  private func timed(_ tail: ConsoleTail) -> ConsoleTail {
    var tail = tail
    tail.times = resources.consoleTimes.times(of: tail.index)
    return tail
  }

  /// Whether lines of the console are left to be counted, for when there is nothing else to do.
  var hasUncountedLines: Bool {
    console.hasUncounted || streams.map { $0.output.hasUncounted || $0.error.hasUncounted } ?? false
  }

  /// What came of a look at a document.
  struct Refreshed {
    var isChanged: Bool
    var hasMore = false
  }

  /// Reads what is new of the console.
  /// - Parameter isSupervised: whether there is somebody who notes the order of its two outputs.
  mutating func refreshConsole(isSupervised: Bool, buffer: inout ReadBuffer) -> Refreshed {
    var refreshed = refreshed(
      ConsoleFiles.output, console.advance(isSupervised: isSupervised, &buffer), isMissingNews: false)
    guard console.isApart else {
      streams = nil
      return refreshed
    }
    if streams == nil, Files.status("\(directory)/\(ConsoleFiles.error)")?.byteCount ?? 0 > 0 {
      streams = (
        ConsoleFile(ConsoleFiles(directory: directory, stream: .output)),
        ConsoleFile(ConsoleFiles(directory: directory, stream: .error))
      )
    }
    let output = streams?.output.advance(isSupervised: true, &buffer)
    let error = streams?.error.advance(isSupervised: true, &buffer)
    for case .some(let outcome) in [output, error] where outcome == .replaced || outcome == .read(hasMore: false) {
      refreshed.isChanged = true
    }
    return refreshed
  }

  /// Reads one document, or on in one that grows, if it changed.
  mutating func refresh(_ name: String, buffer: inout ReadBuffer) -> Refreshed {
    switch name {
    case "events.jsonl": return refreshEvents(&buffer)
    default: return Refreshed(isChanged: refreshDocument(name))
    }
  }

  /// Counts on in the console, a slice of it.
  mutating func countConsoleLines() {
    do throws(FileError) {
      try console.count(limit: Self.sliceSize)
      try streams?.output.count(limit: Self.sliceSize)
      try streams?.error.count(limit: Self.sliceSize)
    } catch {
      problems[ConsoleFiles.output] = error.message
      console.stopCounting()
      streams?.output.stopCounting()
      streams?.error.stopCounting()
    }
  }

  private mutating func refreshed(
    _ name: String, _ outcome: FileFollower.Outcome, isMissingNews: Bool
  ) -> Refreshed {
    switch outcome {
    case .unchanged: return Refreshed(isChanged: problems.removeValue(forKey: name) != nil)
    case .read(let hasMore):
      problems[name] = nil
      return Refreshed(isChanged: true, hasMore: hasMore)
    case .replaced: return Refreshed(isChanged: true, hasMore: true)
    case .missing: return Refreshed(isChanged: isMissingNews)
    case .failed(let error):
      defer { problems[name] = error.message }
      return Refreshed(isChanged: problems[name] != error.message)
    }
  }

  private mutating func refreshEvents(_ buffer: inout ReadBuffer) -> Refreshed {
    let name = "events.jsonl"
    var follower = eventsFollower
    let outcome = follower.advance(limit: Self.sliceSize, buffer: &buffer) { bytes, offset in
      bytes.withUnsafeBufferPointer { takeEvents($0, at: offset) }
    }
    eventsFollower = follower
    let hadSomething = eventsFollower.stamp != nil
    if outcome == .replaced || (outcome == .missing && hadSomething) {
      eventsFollower.restart()
      (resources, laterAttempts, damage[name], isSkippingEvent) = (ResourceLog(), [], nil, false)
    }
    return refreshed(name, outcome, isMissingNews: hadSomething)
  }

  /// Returns how many bytes were whole lines, or passed over.
  private mutating func takeEvents(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) -> Int {
    let name = "events.jsonl"
    var start = 0
    if isSkippingEvent {
      guard let newline = bytes.firstIndex(of: 0x0A) else { return bytes.count }
      (isSkippingEvent, start) = (false, newline + 1)
    }
    guard let end = bytes.lastIndex(of: 0x0A), end >= start else {
      guard bytes.count - start > Self.lineLimit else { return start }
      noteLongLine(name, at: offset + Int64(start))
      isSkippingEvent = true
      return bytes.count
    }
    let whole = Array(bytes[start...end])
    for event in lines(of: whole, from: offset + Int64(start), name, { try RunEvent.read(line: $0) }) {
      switch event?.kind {
      case .resources(let sample): resources.add(sample, at: event?.wallTime)
      case .attempt(let number, _, _, _, let metricsByteCount) where number > 1:
        laterAttempts.append(AttemptStart(wallTime: event?.wallTime, metricsByteCount: metricsByteCount))
      default: break
      }
    }
    return end + 1
  }

  private mutating func noteLongLine(_ name: String, at offset: Int64) {
    damage[name, default: DamageReport()].add(
      DamageReport.Entry(file: name, byteOffset: offset, reason: "the line is longer than 1 MiB"))
  }

  private mutating func refreshDocument(_ name: String) -> Bool {
    let path = "\(directory)/\(name)"
    do throws(FileError) {
      let file = try FileDescriptor(opening: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
      guard let stamp = FileStamp(of: file.rawValue) else {
        throw FileError(operation: "read", path: path, code: EINVAL)
      }
      guard stamps[name] != stamp else { return false }
      let bytes = try file.read(count: Int(min(stamp.byteCount, Int64(Self.sizeLimit))), at: 0, path: path)
      (stamps[name], problems[name], damage[name]) = (stamp, nil, nil)
      take(bytes, name)
      return true
    } catch {
      if error.isMissing { return forget(name) }
      defer { problems[name] = error.message }
      return problems[name] != error.message
    }
  }

  private mutating func forget(_ name: String) -> Bool {
    problems[name] = nil
    guard stamps.removeValue(forKey: name) != nil else { return false }
    damage[name] = nil
    switch name {
    case "run.json": identity = nil
    case "state.json": status = nil
    default: decisions = []
    }
    return true
  }

  /// What cannot be understood leaves what was understood before in place: a writer may be at work.
  private mutating func take(_ bytes: [UInt8], _ name: String) {
    switch name {
    case "run.json":
      identity = decoded(bytes[...], at: 0, name) { try RunIdentity(json: JSONValue(parsing: $0)) } ?? identity
    case "state.json":
      status = decoded(bytes[...], at: 0, name) { try RunStatus(json: JSONValue(parsing: $0)) } ?? status
    default:
      decisions = lines(of: bytes, from: 0, name) { try Decision.read(line: $0) }
    }
  }

  private mutating func lines<Document>(
    of bytes: [UInt8], from start: Int64, _ name: String, _ make: (ArraySlice<UInt8>) throws -> Document
  ) -> [Document] {
    var (documents, at) = ([Document](), 0)
    // A line without its newline is not yet a record.
    while let end = bytes[at...].firstIndex(of: 0x0A) {
      defer { at = end + 1 }
      let line = bytes[at..<end]
      if line.count > Self.lineLimit {
        noteLongLine(name, at: start + Int64(at))
        continue
      }
      let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
      if !isBlank, let document = decoded(line, at: start + Int64(at), name, make) { documents.append(document) }
    }
    return documents
  }

  private mutating func decoded<Document>(
    _ bytes: ArraySlice<UInt8>, at offset: Int64, _ name: String, _ make: (ArraySlice<UInt8>) throws -> Document
  ) -> Document? {
    do {
      return try make(bytes)
    } catch {
      damage[name, default: DamageReport()].add(DamageReport.Entry(file: name, byteOffset: offset, reason: "\(error)"))
      return nil
    }
  }
}
