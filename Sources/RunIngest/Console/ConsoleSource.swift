internal import RunModel

/// Which output the bytes of a console come from, as they are read.
struct ConsoleSource {
  private(set) var stream: ConsoleStream?

  /// - Returns: whether another output spoke before: a line that it has begun ends.
  mutating func turn(to next: ConsoleStream?) -> Bool {
    defer { stream = next }
    return stream != nil && next != stream
  }
}
