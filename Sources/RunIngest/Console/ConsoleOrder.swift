internal import FileAccess
internal import Glibc
internal import RunFormats
internal import RunModel

/// Where the bytes of two outputs stand in the sequence that their marks make of them. Holds a block of marks at most,
/// however many there are.
struct ConsoleOrder {
  /// Bytes of one output that come one after another, from the one that was asked for.
  struct Stretch: Equatable {
    var stream: ConsoleStream
    /// In the output's own file.
    var byteOffset: Int64
    /// `.max` behind the last mark, where standard output goes on.
    var byteCount: Int64
    /// The mark that it comes before.
    var mark: Int
  }

  private static let blockSize = 256

  let path: String
  let marks: ConsoleMarks
  private var block: (first: Int, marks: [ConsoleMark]) = (0, [])
  /// The mark that the last stretch came before.
  private var current = 0

  /// - Parameter path: of the file with the supervisor's marks.
  init(path: String, marks: ConsoleMarks) { (self.path, self.marks) = (path, marks) }

  /// The stretch in which a byte of the sequence is. One read for hundreds of stretches in a row.
  mutating func stretch(at offset: Int64) throws(FileError) -> Stretch {
    if try !holds(current, offset) { current = try holds(current + 1, offset) ? current + 1 : mark(behind: offset) }
    let before = try mark(before: current)
    let inside = offset - before.byteCount
    guard current < marks.count else {
      return Stretch(stream: .output, byteOffset: before.outputBytes + inside, byteCount: .max, mark: current)
    }
    let mark = try mark(current)
    guard mark.follows(before) else { throw FileError(operation: "read", path: path, code: EBADMSG) }
    let output = mark.outputBytes - before.outputBytes
    if inside < output {
      return Stretch(
        stream: .output, byteOffset: before.outputBytes + inside, byteCount: output - inside, mark: current)
    }
    let start = before.errorBytes + inside - output
    return Stretch(stream: .error, byteOffset: start, byteCount: mark.errorBytes - start, mark: current)
  }

  /// The mark before which a byte stands. O(log marks).
  private mutating func mark(behind offset: Int64) throws(FileError) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if try mark(middle).byteCount > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private mutating func holds(_ index: Int, _ offset: Int64) throws(FileError) -> Bool {
    guard index <= marks.count, try mark(before: index).byteCount <= offset else { return false }
    if index == marks.count { return true }
    return try mark(index).byteCount > offset
  }

  private mutating func mark(before index: Int) throws(FileError) -> ConsoleMark {
    index == 0 ? ConsoleMark() : try mark(index - 1)
  }

  mutating func mark(_ index: Int) throws(FileError) -> ConsoleMark {
    if index >= marks.recorded { return marks.seen[index - marks.recorded] }
    if !(block.first..<block.first + block.marks.count).contains(index) {
      block.marks = try readMarks(from: index)
      block.first = index
    }
    guard !block.marks.isEmpty else { throw FileError(operation: "read", path: path, code: EBADMSG) }
    return block.marks[index - block.first]
  }

  private func readMarks(from index: Int) throws(FileError) -> [ConsoleMark] {
    let size = ConsoleMark.lineByteCount
    let count = min(Self.blockSize, marks.recorded - index)
    let bytes = try Files.read(path, from: Int64(index * size), count: count * size)
    var found: [ConsoleMark] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      guard let mark = ConsoleMark(line: bytes[start..<min(start + size, bytes.count)]) else { break }
      found.append(mark)
    }
    return found
  }
}
