internal import FileAccess
internal import Glibc
internal import RunFormats

/// Memory that all reads of one thread share.
struct ReadBuffer: ~Copyable {
  /// The size of an ordinary read.
  static let blockSize = 1 << 20
  /// A record that is longer than this is given up.
  static let maximumSize = 256 << 20

  private(set) var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 16)

  deinit { bytes.deallocate() }

  mutating func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count * 2, alignment: 16)
    bytes.deallocate()
    bytes = larger
  }

  mutating func shrink() {
    guard bytes.count > Self.blockSize else { return }
    bytes.deallocate()
    bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockSize, alignment: 16)
  }
}

/// What a file was when it was last looked at.
struct FileStamp: Equatable {
  var device: UInt64
  var inode: UInt64
  var byteCount: Int64
  var modifiedSeconds: Int
  var modifiedNanoseconds: Int

  /// Of an open file; nil when it is no regular file.
  init?(of descriptor: Int32) {
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
    (device, inode) = (UInt64(information.st_dev), UInt64(information.st_ino))
    byteCount = Int64(information.st_size)
    (modifiedSeconds, modifiedNanoseconds) = (information.st_mtim.tv_sec, information.st_mtim.tv_nsec)
  }

  var modified: Double { Double(modifiedSeconds) + Double(modifiedNanoseconds) / 1e9 }
}

/// Reads one file as it grows, and notices when it is no longer the file it was.
///
/// What has been used up is remembered by its first and last bytes. A file that is shorter, or whose remembered bytes
/// differ, was rewritten: everything read from it is void, and it is read again from the start. Growth, and a new
/// file with the same contents under the name, just continue.
struct FileFollower {
  enum Outcome: Equatable {
    /// Nothing new.
    case unchanged
    case read(hasMore: Bool)
    /// The file is another one: `restart` it, with everything that was made of it.
    case replaced
    case missing
    case failed(FileError)
  }

  private static let headLimit = 1024
  private static let tailLimit = 256

  let path: String
  /// How many bytes are used up.
  private(set) var offset: Int64 = 0
  private(set) var stamp: FileStamp?
  /// Everything up to the stamp's size has been looked at.
  private var isCaughtUp = false
  /// The first and the last bytes that are used up, and those at a place that could not be passed.
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var obstacle: [UInt8]?
  /// Up to here, from the first byte that is not used up, the file was found to hold only zeros.
  private var zeroEnd: Int64 = 0

  init(path: String) { self.path = path }

  /// Forgets what was read.
  mutating func restart() { self = FileFollower(path: path) }

  /// Leaves out what comes before a byte offset; only before the first read.
  mutating func skip(to offset: Int64) { self.offset = offset }

  /// Reads what is new, at most about `limit` bytes, and hands it to `use` in blocks of bytes and their offset; `use`
  /// returns how many bytes are used up, or nil when nothing from here on can be.
  /// - Parameter end: what lies behind it is left for later.
  mutating func advance(
    limit: Int = .max, upTo end: Int64 = .max, buffer: inout ReadBuffer, use: (Span<UInt8>, Int64) -> Int?
  ) -> Outcome {
    let file: FileDescriptor
    do {
      file = try FileDescriptor(opening: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
    } catch {
      return error.isMissing ? .missing : .failed(error)
    }
    guard let now = FileStamp(of: file.rawValue) else {
      return .failed(FileError(operation: "read", path: path, code: EINVAL))
    }
    do throws(FileError) {
      if let stamp {
        if stamp == now, isCaughtUp { return .unchanged }
        if stamp != now, try isReplaced(file, now, before: stamp) { return .replaced }
      }
      stamp = now
      if obstacle != nil { return .unchanged }
      defer { if end < now.byteCount { isCaughtUp = false } }
      return .read(hasMore: try read(file, upTo: min(now.byteCount, end), limit: limit, buffer: &buffer, use: use))
    } catch {
      return .failed(error)
    }
  }

  private func isReplaced(_ file: FileDescriptor, _ now: FileStamp, before: FileStamp) throws(FileError) -> Bool {
    if now.byteCount < offset { return true }
    if try file.read(count: head.count, at: 0, path: path) != head { return true }
    if try file.read(count: tail.count, at: offset - Int64(tail.count), path: path) != tail { return true }
    if let obstacle, try file.read(count: obstacle.count, at: offset, path: path) != obstacle { return true }
    return false
  }

  private mutating func read(
    _ file: FileDescriptor, upTo end: Int64, limit: Int, buffer: inout ReadBuffer, use: (Span<UInt8>, Int64) -> Int?
  ) throws(FileError) -> Bool {
    isCaughtUp = false
    let start = offset
    while offset < end {
      if offset - start >= limit { return true }
      let wanted = Int(min(end - offset, Int64(buffer.bytes.count)))
      let count = pread(file.rawValue, buffer.bytes.baseAddress, wanted, off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(operation: "read", path: path, code: errno) }
      if count == 0 { break }
      let block = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])
      let used = use(block.bindMemory(to: UInt8.self).span, offset)
      guard let used else {
        obstacle = Array(block.prefix(64))
        break
      }
      remember(UnsafeRawBufferPointer(rebasing: block[..<used]))
      offset += Int64(used)
      if used > 0 { continue }
      // Either the rest is one record that is not yet whole, or a record that is longer than the buffer, or a file
      // that was made larger in advance: of its zeros none needs to be kept.
      if count < buffer.bytes.count || buffer.bytes.count >= ReadBuffer.maximumSize { break }
      if Self.isZero(block), try isZero(file, from: offset + Int64(count), to: end, buffer: buffer) { break }
      buffer.grow()
    }
    buffer.shrink()
    isCaughtUp = true
    return false
  }

  /// Whether the file holds only zeros from one offset to another. What was found to be zeros before is not read
  /// again: a writer fills them from the front. Leaves the buffer's contents undefined.
  private mutating func isZero(
    _ file: FileDescriptor, from start: Int64, to end: Int64, buffer: borrowing ReadBuffer
  ) throws(FileError) -> Bool {
    var at = max(start, zeroEnd)
    while at < end {
      let wanted = Int(min(end - at, Int64(buffer.bytes.count)))
      let count = pread(file.rawValue, buffer.bytes.baseAddress, wanted, off_t(at))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(operation: "read", path: path, code: errno) }
      if count == 0 { break }
      guard Self.isZero(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])) else { return false }
      at += Int64(count)
      zeroEnd = at
    }
    return true
  }

  private static func isZero(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = bytes.baseAddress, !bytes.isEmpty else { return true }
    // Equal to itself one byte on, and zero at the start: zero everywhere.
    return bytes[0] == 0 && memcmp(first, first + 1, bytes.count - 1) == 0
  }

  private mutating func remember(_ used: UnsafeRawBufferPointer) {
    if head.count < Self.headLimit, offset == Int64(head.count) {
      head += used.prefix(Self.headLimit - head.count)
    }
    if used.count >= Self.tailLimit {
      tail = Array(used.suffix(Self.tailLimit))
    } else {
      tail = Array((tail + used).suffix(Self.tailLimit))
    }
  }
}
