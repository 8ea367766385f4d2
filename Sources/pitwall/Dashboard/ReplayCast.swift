import DashboardLogic
import DashboardViews
import RunModel
import TerminalModel

/// A whole replay as a cast, made without a terminal and without waiting.
struct ReplayCast {
  private static let framesPerSecond = 10.0
  /// An hour.
  private static let mostFrames = 36_000.0

  private let options: DashboardOptions
  private let replay: ReplayState
  private let size: Size

  init(_ options: DashboardOptions, _ replay: ReplayState, size: Size) {
    (self.options, self.replay, self.size) = (options, replay, size)
  }

  func write() throws {
    guard let path = options.showing.recording else { return }
    let (seconds, theme) = (replay.secondsLeft, try ThemeSelection.theme(options.theme))
    guard seconds * Self.framesPerSecond <= Self.mostFrames else {
      throw CommandFailure(
        .usage,
        "at this speed the replay takes \(NumberFormat.duration(seconds: seconds)); give a higher --speed than \(replay.speed)"
      )
    }
    let glyphs = options.glyphs ?? .braille
    var state = DashboardState(
      size: size, rootLabel: options.paths.joined(separator: " "), glyphs: glyphs,
      secondsFromUTC: LocalTime.secondsFromUTC)
    state.begin(replay)
    options.place(&state)
    let recorder = try ScreenRecorder(
      path: path, size: size, title: "Pitwall: \(state.selectedRun?.name ?? "")", theme: theme, glyphs: glyphs,
      timestamp: nil)
    var frame = 0.0
    while true {
      var buffer = CellBuffer(size: size)
      DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: glyphs)
      try recorder.take(buffer, theme: theme, at: frame / Self.framesPerSecond)
      guard state.replay?.isPlaying == true else { break }
      frame += 1
      _ = state.update(.elapsed(seconds: 1 / Self.framesPerSecond))
    }
    StandardStreams.printLine("\(path): \(NumberFormat.duration(seconds: frame / Self.framesPerSecond))")
  }
}
