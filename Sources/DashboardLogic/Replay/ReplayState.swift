/// Recorded runs being shown as if they were live.
public struct ReplayState: Sendable {
  /// How much faster than life it may go.
  static let speeds: ClosedRange<Double> = 0.125...65536

  let recording: RunRecording
  /// The moment that is shown, within the recording's span.
  public private(set) var position: Double
  /// Seconds, or steps, a second.
  public private(set) var speed: Double
  public internal(set) var isPaused = false

  /// - Parameter position: nil: the beginning.
  public init(_ recording: RunRecording, speed: Double, from position: Double? = nil) {
    self.recording = recording
    self.speed = min(max(speed, Self.speeds.lowerBound), Self.speeds.upperBound)
    self.position = recording.span.lowerBound
    if let position { go(to: position) }
  }

  public var isAtEnd: Bool { position >= recording.span.upperBound }
  /// Whether time goes on.
  public var isPlaying: Bool { !isPaused && !isAtEnd }
  /// 0...1.
  public var fraction: Double { length > 0 ? (position - recording.span.lowerBound) / length : 1 }
  private var length: Double { recording.span.upperBound - recording.span.lowerBound }

  /// How long it takes to its end at this speed.
  public var secondsLeft: Double { (recording.span.upperBound - position) / speed }

  mutating func go(to position: Double) {
    self.position = min(max(position, recording.span.lowerBound), recording.span.upperBound)
  }

  mutating func go(toFraction fraction: Double) { go(to: recording.span.lowerBound + fraction * length) }
  mutating func advance(bySeconds seconds: Double) { go(to: position + seconds * speed) }

  mutating func multiplySpeed(by factor: Double) {
    speed = min(max(speed * factor, Self.speeds.lowerBound), Self.speeds.upperBound)
  }

  /// Seconds of the recording, or steps, that have passed and that there are.
  var passed: (now: Double, all: Double) { (position - recording.span.lowerBound, length) }
}

extension DashboardState {
  /// Shows recorded runs from now on.
  public mutating func begin(_ replay: ReplayState) {
    self.replay = replay
    showReplay()
    refreshCurves()
  }

  /// Time has passed for the person who watches.
  mutating func pass(seconds: Double) {
    guard replay?.isPlaying == true else { return }
    replay?.advance(bySeconds: seconds)
    showReplay()
  }

  /// At the end it begins anew.
  mutating func pauseOrPlay() {
    if replay?.isAtEnd == true {
      replay?.go(toFraction: 0)
      replay?.isPaused = false
    } else {
      replay?.isPaused.toggle()
    }
    showReplay()
  }

  mutating func seek(by fraction: Double) { seek(to: (replay?.fraction ?? 0) + fraction) }

  mutating func seek(to fraction: Double) {
    replay?.go(toFraction: fraction)
    showReplay()
  }

  private mutating func showReplay() {
    guard let replay else { return }
    see(WatchedRuns(runs: replay.recording.runs(at: replay.position)))
  }
}
