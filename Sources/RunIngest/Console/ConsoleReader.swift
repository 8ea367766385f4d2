internal import FileAccess
internal import Glibc
public import RunModel

/// Reads parts of a console on demand, with the index that the watcher made of it. Each call opens the file anew and
/// holds nothing but what it returns.
public struct ConsoleReader: Sendable {
  /// What is read for one page at most: a bar that is redrawn for hours without a new line is one line.
  static let pageLimit: Int64 = 64 << 20

  private let files: ConsoleFiles
  let index: ConsoleIndex

  /// - Parameter runPath: of a native run's directory.
  public init(runPath: String, index: ConsoleIndex) {
    (files, self.index) = (ConsoleFiles(directory: runPath, stream: index.stream), index)
  }

  /// Why a console cannot be read, as a sentence.
  public struct Failure: Error, Sendable {
    public var sentence: String
  }

  /// These lines, fewer where the file has not so many. Costs what lies between two entries of the index.
  /// - Throws: also when that is more than a page may cost.
  public func lines(_ wanted: Range<Int>) throws(Failure) -> [String] {
    try lines(wanted, limit: Self.pageLimit)
  }

  func lines(_ wanted: Range<Int>, limit: Int64) throws(Failure) -> [String] {
    guard !wanted.isEmpty else { return [] }
    let entry = index.entry(before: wanted.lowerBound)
    let end = min(index.byteCount, entry.byteOffset + limit)
    var rows = ConsoleRows(firstLine: entry.line, kept: .range(wanted))
    var isComplete = end == index.byteCount
    try read(from: entry.byteOffset, to: end) { bytes, stream in
      rows.turn(to: stream)
      rows.append(bytes)
      if rows.firstChanging >= wanted.upperBound { isComplete = true }
      return rows.firstChanging < wanted.upperBound
    }
    guard isComplete else {
      throw Failure(sentence: "a line here goes on for more than \(limit >> 20) MiB and is not shown")
    }
    return rows.lines
  }

  /// The lines with these numbers, ascending.
  public func lines(at numbers: [Int]) throws(Failure) -> [Int: String] {
    var lines: [Int: String] = [:]
    for part in parts(of: numbers) {
      let start = part.first ?? 0
      let found = try self.lines(start..<(part.last ?? start) + 1)
      for number in part where found.indices.contains(number - start) { lines[number] = found[number - start] }
    }
    return lines
  }

  /// How many bytes the console had when lines with these numbers, ascending, had ended; without those that still go on,
  /// and those that a page does not reach.
  public func ends(of numbers: [Int]) throws(Failure) -> [Int: Int64] {
    var ends: [Int: Int64] = [:]
    for part in parts(of: numbers) {
      guard let first = part.first, let last = part.last else { continue }
      let entry = index.entry(before: first)
      var scanner = ConsoleScanner(from: entry, endsOf: first..<last + 1)
      try read(from: entry.byteOffset, to: min(index.byteCount, entry.byteOffset + Self.pageLimit)) { bytes, stream in
        scanner.turn(to: stream)
        scanner.append(bytes)
        // A bar further down may still be redrawn in a line above it.
        return scanner.line <= last + ConsoleCursor.reach
      }
      for number in part { ends[number] = scanner.ends[number] }
    }
    return ends
  }

  /// What one entry of the index leads to is read once.
  private func parts(of numbers: [Int]) -> [ArraySlice<Int>] {
    var parts: [ArraySlice<Int>] = []
    var at = 0
    while at < numbers.count {
      let entry = index.entry(before: numbers[at])
      var end = at + 1
      while end < numbers.count, index.entry(before: numbers[end]) == entry { end += 1 }
      parts.append(numbers[at..<end])
      at = end
    }
    return parts
  }

  /// The line that was being written when the console was so many bytes long.
  public func line(atByte offset: Int64) throws(Failure) -> Int {
    let entry = index.entry(beforeByte: offset)
    var scanner = ConsoleScanner(from: entry)
    try read(from: entry.byteOffset, to: min(offset, index.byteCount)) { bytes, stream in
      scanner.turn(to: stream)
      scanner.append(bytes)
      return true
    }
    return scanner.line
  }

  /// Hands the bytes between two offsets to `use`, block by block and with what they come from, until it returns false.
  func read(
    from start: Int64, to end: Int64, use: (UnsafeBufferPointer<UInt8>, ConsoleStream?) -> Bool
  ) throws(Failure) {
    var at = start
    var source = try Self.files { () throws(FileError) in try ConsoleBytes(files, marks: index.marks) }
    if let inode = index.inode, let found = source.inode, found != inode {
      throw Failure(sentence: "another console has come in the place of this one")
    }
    while at < end {
      let (bytes, stream) = try Self.files { () throws(FileError) in try source.read(from: at, to: end) }
      guard !bytes.isEmpty else { return }
      at += Int64(bytes.count)
      guard bytes.withUnsafeBufferPointer({ use($0, stream) }) else { return }
    }
  }

  private static func files<Value>(_ body: () throws(FileError) -> Value) throws(Failure) -> Value {
    do { return try body() } catch { throw Failure(sentence: error.message) }
  }

  /// The stretches between two entries, the last first.
  var stretches: [(entry: ConsoleIndex.Entry, end: Int64)] {
    var end = index.byteCount
    return index.entries.reversed().compactMap { entry in
      defer { end = entry.byteOffset }
      return entry.byteOffset < end ? (entry, end) : nil
    }
  }
}
