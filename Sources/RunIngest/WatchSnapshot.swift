public import RunModel

/// Everything known about the runs below the watched roots at one moment: a value, cheap to copy.
public struct WatchSnapshot: Sendable {
  /// Newest first, by when they were created or, where that is not said, by the age of their files when first seen.
  /// Behind each run come the runs inside it, in the same order. Ids are unique.
  public var runs: [RunSnapshot] = []
  public var problems: [WatchProblem] = []
  /// Whether everything that was there at the start has been read.
  public var isInitialScanDone = false
  /// When the newest byte of any run was written; nil while there is none.
  public var newestByte: WallTime?
  /// The clock when this was published: what a running training's silence is measured against.
  public var readAt: WallTime?
  /// Grows with each publication.
  public var generation: UInt64 = 0

  public init() {}
}

/// Something that could not be looked at.
public struct WatchProblem: Hashable, Sendable {
  public var path: String
  /// What is wrong and what to do, as a sentence without a full stop.
  public var sentence: String

  public init(path: String, sentence: String) { (self.path, self.sentence) = (path, sentence) }
}

/// Why runs cannot be read at all.
public enum ReadError: Error, Equatable, Sendable, CustomStringConvertible {
  case missing(path: String)
  /// `reason` is the operating system's.
  case unreadable(path: String, reason: String)

  public var description: String {
    switch self {
    case .missing(let path): "there is no \(path); name a run directory, a directory above runs, or a metric file"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    }
  }
}
