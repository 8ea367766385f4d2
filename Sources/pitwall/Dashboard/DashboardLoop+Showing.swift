import DashboardLogic
import Glibc
import NcursesTerminal
import RunModel
import TerminalModel

extension ScreenExport {
  @MainActor
  init(_ loop: DashboardLoop) {
    let run = loop.state.selectedRun.map { ": \($0.name)" } ?? ""
    self.init(theme: loop.theme, glyphs: loop.session.glyphs, title: "Pitwall\(run)")
  }
}

extension DashboardLoop {
  func use(theme name: String) {
    (follower, themeBefore) = (nil, nil)
    if show(theme: name) { _ = state.update(.reported(Notice("Theme \(name)"))) }
  }

  func look(atTheme name: String) {
    themeBefore = themeBefore ?? theme
    show(theme: name)
  }

  func showThemeBefore() {
    theme = themeBefore ?? theme
    themeBefore = nil
  }

  /// - Returns: whether it could be read.
  @discardableResult
  private func show(theme name: String) -> Bool {
    do {
      theme = try ThemeSelection.theme(name)
      return true
    } catch {
      report(error)
      return false
    }
  }

  /// A terminal that was slow to say what its background is still gets the theme for it. True when it is another.
  func followBackground() -> Bool {
    // Whoever looks at other themes must not be shown this one instead.
    guard state.themeBefore == nil, let late = follower?.change(in: session) else { return false }
    theme = late
    state.themes.current = late.name
    follower = nil
    return true
  }

  func copy(_ text: String, what: String) {
    let size = "\(text.utf8.count) byte\(text.utf8.count == 1 ? "" : "s")"
    guard let sequence = TerminalSignal.copy(text, through: Self.multiplexer) else {
      say("the \(what) is too long for a terminal's clipboard (\(size)); e writes it to a file")
      return
    }
    session.send(sequence)
    _ = state.update(.reported(Notice("Sent the \(what) to the terminal's clipboard, \(size)", level: .success)))
  }

  func notify(_ text: String, style: TerminalSignal.NotificationStyle) {
    session.send(TerminalSignal.notify(text, title: "Pitwall", style: style, through: Self.multiplexer))
  }

  private static var multiplexer: Multiplexer? {
    Multiplexer { Environment[$0] }
  }

  func export(_ format: ExportFormat) {
    let (export, buffer, screen, runs) = (ScreenExport(self), frame(), state.screen, state.runs.watched.runs)
    worker.write {
      let path = try ScreenExport.path(for: screen, suffix: format.suffix, runs: runs)
      try export.write(buffer, format, to: path)
      return Notice("Written to \(path)", level: .success)
    }
  }

  /// Begins or ends a recording that was asked for by a key.
  func record(_ isWanted: Bool) {
    do {
      if isWanted {
        try record(to: ScreenExport.path(for: state.screen, suffix: "cast", runs: state.runs.watched.runs))
        _ = state.update(.reported(Notice("Recording to \(recorder?.path ?? ""); e ends it", level: .success)))
      } else {
        let path = recorder?.path ?? ""
        (recorder, state.isRecording) = (nil, false)
        _ = state.update(.reported(Notice("Recorded to \(path)", level: .success)))
      }
    } catch {
      report(error)
    }
  }

  func record(to path: String) throws {
    recorder = try ScreenRecorder(
      path: path, size: session.size, title: ScreenExport(self).title, theme: theme, glyphs: session.glyphs,
      timestamp: time(nil))
    recordingBegan = .now
    state.isRecording = true
  }

  func record(_ buffer: CellBuffer) {
    guard let recorder else { return }
    let (seconds, attoseconds) = (ContinuousClock.now - recordingBegan).components
    do {
      try recorder.take(buffer, theme: theme, at: Double(seconds) + Double(attoseconds) / 1e18)
    } catch {
      (self.recorder, state.isRecording) = (nil, false)
      report(error)
    }
  }

  private func report(_ error: any Error) {
    _ = state.update(.reported(Notice((error as? CommandFailure)?.message ?? "\(error)", level: .failure)))
  }
}

/// The theme by the terminal's background, until it is known.
@MainActor
struct BackgroundFollower {
  /// A terminal near by answers sooner; one that is far away, or says nothing, is not worth a blank screen: its answer
  /// is followed when it comes.
  private static let patience: Duration = .milliseconds(60)

  let theme: Theme

  init(_ session: TerminalSession) {
    self.init(on: session.awaitBackground(for: Self.patience))
  }

  /// - Parameter background: nil where it is not known, or not yet.
  init(on background: Color?) {
    theme = Self.theme(on: background)
  }

  /// The theme for a background that has become known since; nil when it is the same, or still not known.
  func change(in session: TerminalSession) -> Theme? {
    guard let background = session.background else { return nil }
    let wanted = Self.theme(on: background)
    return wanted == theme ? nil : wanted
  }

  /// Without its file, the light theme is the dark one.
  private static func theme(on background: Color?) -> Theme {
    do { return try ThemeSelection.theme(ThemeSelection.name(on: background)) } catch { return .dark }
  }
}

/// Bytes a second that go to the terminal.
struct LineMeter {
  /// Less is what the display of the rate itself costs: counting that, it would never come to rest.
  private static let least = 100

  private var since = ContinuousClock.now
  private var count = 0
  private var last = 0

  /// When the next measurement is to be made; nil when nothing has been written and nothing was.
  func due(_ byteCount: Int) -> ContinuousClock.Instant? {
    byteCount == count && last == 0 ? nil : since + .seconds(1)
  }

  /// The rate, once a second; nil in between.
  mutating func rate(_ byteCount: Int) -> Int? {
    let (seconds, attoseconds) = (ContinuousClock.now - since).components
    let passed = Double(seconds) + Double(attoseconds) / 1e18
    guard passed >= 1 else { return nil }
    let rate = Int(Double(byteCount - count) / passed)
    (since, count, last) = (.now, byteCount, rate < Self.least ? 0 : rate)
    return last
  }
}
