/// The last lines of a run's console, and how to find all others.
public struct ConsoleTail: Equatable, Sendable {
  /// As written but for what a terminal would not show any more: hostile text, with the program's SGR sequences,
  /// and `ConsoleStream.errorMark` before what came from standard error where both outputs are shown.
  public var lines: [String]
  /// How many lines came before the first of `lines`; 0 while they are being counted.
  public var omittedLineCount: Int
  /// Whether the last line goes on: nothing has ended it.
  public var hasOpenLine = false
  public var index: ConsoleIndex
  /// When the console had which length, ascending; empty where nobody noted it.
  public var times: [ConsoleTime]

  public init(
    lines: [String] = [], omittedLineCount: Int = 0, index: ConsoleIndex = ConsoleIndex(), times: [ConsoleTime] = []
  ) {
    (self.lines, self.omittedLineCount, self.index, self.times) = (lines, omittedLineCount, index, times)
  }

  public var lineCount: Int { omittedLineCount + lines.count }
  /// Whether `omittedLineCount` is known.
  public var isCounted: Bool { index.countedBytes >= index.byteCount }

  /// When what ends at a byte was first seen written, and how many seconds it may have been there by then; nil where
  /// nobody noted it. The first note is made soon after the beginning. O(log times).
  public func moment(ofByte offset: Int64) -> (wallTime: WallTime, uncertainty: Double)? {
    let at = ConsoleIndex.firstIndex(times.count) { times[$0].byteOffset >= offset }
    guard at < times.count else { return nil }
    let time = times[at].wallTime
    return (time, at == 0 ? 0 : time.secondsSince1970 - times[at - 1].wallTime.secondsSince1970)
  }
}

/// Where the lines of a console are in its file.
public struct ConsoleIndex: Equatable, Sendable {
  /// A line that begins at a known place, and that nothing behind it changes any more.
  public struct Entry: Equatable, Sendable {
    public var byteOffset: Int64
    /// Counts from 0.
    public var line: Int

    public init(byteOffset: Int64, line: Int) { (self.byteOffset, self.line) = (byteOffset, line) }
  }

  /// Ascending; the first is the file's beginning.
  public var entries: [Entry]
  /// Up to where lines have been counted.
  public var countedBytes: Int64
  /// How long the file is.
  public var byteCount: Int64
  /// Another file has come under the name, or the file was begun anew, each time this changes.
  public var generation: Int
  /// The file's number in its file system; nil: not known.
  public var inode: UInt64?
  /// The output whose lines these are; nil for all that was written.
  public var stream: ConsoleStream?
  /// How the two outputs lie in each other; nil where there is one file.
  public var marks: ConsoleMarks?

  public init(
    entries: [Entry] = [Entry(byteOffset: 0, line: 0)], countedBytes: Int64 = 0, byteCount: Int64 = 0,
    generation: Int = 0, inode: UInt64? = nil, stream: ConsoleStream? = nil, marks: ConsoleMarks? = nil
  ) {
    (self.entries, self.countedBytes, self.byteCount, self.generation) = (entries, countedBytes, byteCount, generation)
    (self.inode, self.stream, self.marks) = (inode, stream, marks)
  }

  /// The last entry at or before a line. O(log entries).
  public func entry(before line: Int) -> Entry {
    let at = Self.firstIndex(entries.count) { entries[$0].line > line }
    return at == 0 ? Entry(byteOffset: 0, line: 0) : entries[at - 1]
  }

  /// The last entry at or before a byte offset. O(log entries).
  public func entry(beforeByte offset: Int64) -> Entry {
    let at = Self.firstIndex(entries.count) { entries[$0].byteOffset > offset }
    return at == 0 ? Entry(byteOffset: 0, line: 0) : entries[at - 1]
  }

  /// The bytes between the entries around a line.
  public func stretch(around line: Int) -> Range<Int64> {
    let next = Self.firstIndex(entries.count) { entries[$0].line > line }
    let start = entry(before: line).byteOffset
    return start..<max(start, next < entries.count ? entries[next].byteOffset : byteCount)
  }

  /// The first of `count` indices for which a condition holds that holds from there on.
  static func firstIndex(_ count: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// How long a console was at a moment.
public struct ConsoleTime: Equatable, Sendable {
  public var wallTime: WallTime
  public var byteOffset: Int64

  public init(wallTime: WallTime, byteOffset: Int64) { (self.wallTime, self.byteOffset) = (wallTime, byteOffset) }
}
