internal import RunModel

/// When the console of a run, and each of its outputs, had which length, thinned where there are many.
struct ConsoleTimes {
  private static let limit = 8_192

  /// Of the file of standard output, of that of standard error, and of both together.
  private var output: [ConsoleTime] = []
  private var error: [ConsoleTime] = []
  private var both: [ConsoleTime] = []

  /// Those that belong to the bytes of an index.
  func times(of index: ConsoleIndex) -> [ConsoleTime] {
    switch index.stream {
    case .output: output
    case .error: error
    case nil: index.marks == nil ? output : both
    }
  }

  mutating func note(_ sample: ResourceSample, at time: WallTime) {
    guard let bytes = sample.consoleBytes else { return }
    Self.note(bytes, at: time, in: &output)
    guard let errorBytes = sample.consoleErrorBytes else { return }
    Self.note(errorBytes, at: time, in: &error)
    Self.note(bytes &+ errorBytes, at: time, in: &both)
  }

  private static func note(_ bytes: Int64, at time: WallTime, in times: inout [ConsoleTime]) {
    if let last = times.last, last.wallTime >= time || last.byteOffset > bytes { times = [] }
    if times.count > 1, times.suffix(2).allSatisfy({ $0.byteOffset == bytes }) { times.removeLast() }
    times.append(ConsoleTime(wallTime: time, byteOffset: bytes))
    if times.count > limit { times = stride(from: 0, to: times.count, by: 2).map { times[$0] } }
  }
}
