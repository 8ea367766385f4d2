internal import FileAccess
internal import Glibc
internal import JSONText
internal import RunFormats
internal import RunModel

/// What the documents of a native run say, read again where they changed.
struct RunDocuments {
  private(set) var identity: RunIdentity?
  private(set) var status: RunStatus?
  private(set) var resources: ResourceSample?
  private(set) var decisions: [Decision] = []
  private(set) var console = ConsoleLines()
  /// By document.
  private(set) var damage: [String: DamageReport] = [:]
  private(set) var problems: [String: String] = [:]
  private var stamps: [String: FileStamp] = [:]
  private var consoleFollower: FileFollower
  private let directory: String

  /// How much of the end of `events.jsonl` is searched for the newest sample.
  private static let eventTailSize: Int64 = 64 << 10
  /// How much of a console's end certainly holds the lines that are kept.
  private static let consoleTailSize = Int64(ConsoleLines.lineLimit * ConsoleLines.lineByteLimit)
  /// A document that is longer is not one.
  private static let sizeLimit = 64 << 20

  init(directory: String) {
    self.directory = directory
    consoleFollower = FileFollower(path: "\(directory)/console.log")
  }

  var modified: Double? {
    (stamps.values.map(\.modified) + [consoleFollower.stamp?.modified].compactMap { $0 }).max()
  }

  /// Reads one document if it changed; returns whether it did.
  mutating func refresh(_ name: String, buffer: inout ReadBuffer) -> Bool {
    name == "console.log" ? refreshConsole(&buffer) : refreshDocument(name)
  }

  private mutating func refreshDocument(_ name: String) -> Bool {
    let path = "\(directory)/\(name)"
    do throws(FileError) {
      let file = try FileDescriptor(opening: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
      guard let stamp = FileStamp(of: file.rawValue) else {
        throw FileError(operation: "read", path: path, code: EINVAL)
      }
      guard stamps[name] != stamp else { return false }
      let start = name == "events.jsonl" ? max(0, stamp.byteCount - Self.eventTailSize) : 0
      let count = Int(min(stamp.byteCount - start, Int64(Self.sizeLimit)))
      let bytes = try file.read(count: count, at: start, path: path)
      (stamps[name], problems[name], damage[name]) = (stamp, nil, nil)
      take(bytes, from: start, name)
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
    case "events.jsonl": resources = nil
    default: decisions = []
    }
    return true
  }

  /// What cannot be understood leaves what was understood before in place: a writer may be at work.
  private mutating func take(_ bytes: [UInt8], from start: Int64, _ name: String) {
    switch name {
    case "run.json":
      identity = decoded(bytes[...], at: 0, name) { try RunIdentity(json: JSONValue(parsing: $0)) } ?? identity
    case "state.json":
      status = decoded(bytes[...], at: 0, name) { try RunStatus(json: JSONValue(parsing: $0)) } ?? status
    case "events.jsonl":
      let newest = lines(of: bytes, from: start, name) { try RunEvent.read(line: $0) }.compactMap { event in
        if case .resources(let sample) = event?.kind { sample } else { nil }
      }
      resources = newest.last ?? resources
    default:
      decisions = lines(of: bytes, from: start, name) { try Decision.read(line: $0) }
    }
  }

  private mutating func lines<Document>(
    of bytes: [UInt8], from start: Int64, _ name: String, _ make: (ArraySlice<UInt8>) throws -> Document
  ) -> [Document] {
    var (documents, at) = ([Document](), 0)
    // A window that begins inside the file begins inside a line.
    if start > 0 { at = bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count }
    // A line without its newline is not yet a record.
    while let end = bytes[at...].firstIndex(of: 0x0A) {
      let line = bytes[at..<end]
      let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
      if !isBlank, let document = decoded(line, at: start + Int64(at), name, make) { documents.append(document) }
      at = end + 1
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

  private mutating func refreshConsole(_ buffer: inout ReadBuffer) -> Bool {
    if consoleFollower.stamp == nil { startConsoleNearItsEnd(&buffer) }
    var lines = console
    // Lets go of the other copy, so that the lines are not copied.
    console = ConsoleLines()
    let outcome = consoleFollower.advance(limit: .max, buffer: &buffer) { bytes, _ in
      bytes.withUnsafeBufferPointer { lines.append($0) }
      return bytes.count
    }
    console = lines
    switch outcome {
    case .unchanged: return problems.removeValue(forKey: "console.log") != nil
    case .read:
      problems["console.log"] = nil
      return true
    case .replaced:
      consoleFollower.restart()
      console = ConsoleLines()
      _ = refreshConsole(&buffer)
      return true
    case .missing: return false
    case .failed(let error):
      defer { problems["console.log"] = error.message }
      return problems["console.log"] != error.message
    }
  }

  /// Of a long console only the number of lines is taken from all but its end.
  private mutating func startConsoleNearItsEnd(_ buffer: inout ReadBuffer) {
    let path = consoleFollower.path
    do throws(FileError) {
      let file = try FileDescriptor(opening: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
      guard let stamp = FileStamp(of: file.rawValue), stamp.byteCount > Self.consoleTailSize else { return }
      let start = stamp.byteCount - Self.consoleTailSize
      var (at, newlines) = (Int64(0), 0)
      while at < start {
        let wanted = Int(min(start - at, Int64(buffer.bytes.count)))
        let count = pread(file.rawValue, buffer.bytes.baseAddress, wanted, off_t(at))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        newlines += ConsoleLines.newlineCount(in: UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count]))
        at += Int64(count)
      }
      consoleFollower.skip(to: at)
      console.skip(lines: newlines)
    } catch {
      // The read that follows meets the same obstacle and reports it.
      return
    }
  }
}
