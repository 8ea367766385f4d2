internal import RunModel

/// When the console of a run, and each of its outputs, had which length, thinned where there are many.
struct ConsoleTimes {
  /// Of the file of standard output, of that of standard error, and of both together.
  private var output = Lengths()
  private var error = Lengths()
  private var both = Lengths()

  /// Those that belong to the bytes of an index.
  func times(of index: ConsoleIndex) -> [ConsoleTime] {
    switch index.stream {
    case .output: output.times
    case .error: error.times
    case nil: index.marks == nil ? output.times : both.times
    }
  }

  mutating func note(_ sample: ResourceSample, at time: WallTime) {
    guard time.secondsSince1970.isFinite, let bytes = sample.consoleBytes else { return }
    output.note(bytes, at: time)
    guard let errorBytes = sample.consoleErrorBytes else { return }
    error.note(errorBytes, at: time)
    both.note(bytes &+ errorBytes, at: time)
  }

  /// The lengths of one sequence of bytes. Where it grew, the notes around are as close as they came, or within `spacing`.
  private struct Lengths {
    private static let limit = 16_384
    /// Seconds. Two samples of five seconds each fit in, also where they come late.
    private static let firstSpacing = 12.0

    private(set) var times: [ConsoleTime] = []
    /// Seconds between two notes that need none between them; the same for all, old and new ones.
    private var spacing = 0.0

    mutating func note(_ bytes: Int64, at time: WallTime) {
      if let last = times.last, last.byteOffset > bytes { (times, spacing) = ([], 0) }
      // The clock was set back: what it reads again is not what it read.
      while let last = times.last, last.wallTime >= time { times.removeLast() }
      append(ConsoleTime(wallTime: time, byteOffset: bytes))
      if times.count > Self.limit { thin() }
    }

    /// The newest note always stays; the one before it only while it tells something.
    private mutating func append(_ time: ConsoleTime) {
      if times.count > 1 {
        let (before, last) = (times[times.count - 2], times[times.count - 1])
        let isFlat = before.byteOffset == last.byteOffset && last.byteOffset == time.byteOffset
        let seconds = time.wallTime.secondsSince1970 - before.wallTime.secondsSince1970
        if isFlat || seconds <= spacing { times.removeLast() }
      }
      times.append(time)
    }

    /// Until a quarter is free, so that this is rare.
    private mutating func thin() {
      while times.count > Self.limit / 4 * 3 {
        spacing = max(2 * spacing, Self.firstSpacing)
        let all = times
        times.removeAll(keepingCapacity: true)
        for time in all { append(time) }
      }
    }
  }
}
