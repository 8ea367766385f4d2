/// One of the two outputs of a program.
public enum ConsoleStream: String, CaseIterable, Codable, Sendable {
  case output
  case error

  /// What a line of standard error begins with where both outputs are shown together: a sequence that no line of a
  /// program holds, since all but those that choose colours are dropped.
  public static let errorMark = "\u{1B}[>2m"

  /// A line without the mark.
  public static func unmarked(_ line: String) -> Substring {
    guard line.utf8.starts(with: errorMark.utf8) else { return line[...] }
    return line[line.utf8.index(line.startIndex, offsetBy: errorMark.utf8.count)...]
  }
}

/// Up to where the order of two outputs is settled: so much of standard output, then so much of standard error, comes
/// before all that follows.
public struct ConsoleMark: Equatable, Sendable {
  public var outputBytes: Int64
  public var errorBytes: Int64

  public init(outputBytes: Int64 = 0, errorBytes: Int64 = 0) {
    (self.outputBytes, self.errorBytes) = (outputBytes, errorBytes)
  }

  /// Of both outputs.
  public var byteCount: Int64 { outputBytes + errorBytes }

  /// Whether it may come after another one: it exists because standard error has grown.
  public func follows(_ other: ConsoleMark) -> Bool {
    outputBytes >= other.outputBytes && errorBytes > other.errorBytes
  }
}

/// In which order the two outputs of a training are to be read.
public struct ConsoleMarks: Equatable, Sendable {
  /// How many of the supervisor's marks count.
  public var recorded: Int
  /// What a reader itself saw after them, where there was no supervisor.
  public var seen: [ConsoleMark]

  public init(recorded: Int = 0, seen: [ConsoleMark] = []) { (self.recorded, self.seen) = (recorded, seen) }

  public var count: Int { recorded + seen.count }
}

/// The two outputs of a run, each for itself.
public struct ConsoleStreams: Equatable, Sendable {
  public var output: ConsoleTail
  public var error: ConsoleTail

  public init(output: ConsoleTail, error: ConsoleTail) { (self.output, self.error) = (output, error) }
}
