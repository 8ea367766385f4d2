extension Duration {
  /// For `poll(2)`: rounded up, so that a wait never ends a moment too soon; never negative.
  public var pollMilliseconds: Int32 {
    let parts = components
    guard parts.seconds >= 0, parts.attoseconds >= 0 else { return 0 }
    let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
    let fraction = (parts.attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
    return Int32(min(parts.seconds, 86_400) * 1000 + fraction)
  }
}
