import DashboardLogic
import DashboardViews
import Glibc
import NcursesTerminal
import RunIngest
import RunModel
import TerminalModel

/// What the dashboard is opened with.
struct DashboardOptions: Sendable {
  var paths: [String] = []
  /// Id, name or path of the run to select.
  var run: String?
  var screen = Screen.runs
  var theme: String?
  var glyphs: GlyphSet?
  var colorDepth: ColorDepth?
}

/// The dashboard on a terminal, from its opening to its end.
enum DashboardProgram {
  static func run(_ options: DashboardOptions) throws {
    let paths = options.paths.isEmpty ? RunRoots.standard : options.paths
    try RunRoots.check(paths)
    let theme = try ThemeSelection.theme(options.theme)
    let ending = try MainActor.assumeIsolated {
      do {
        return try DashboardLoop(options, paths: paths, theme: theme).run()
      } catch let error as TerminalError {
        throw CommandFailure(error == .notATerminal ? .usage : .serviceMissing, "\(error)")
      }
    }
    // A program that was asked to end by a signal says so to whoever started it.
    if case .signal(let number) = ending { Glibc.exit(128 + number) }
  }
}

/// The loop of the main thread: wait, update, draw.
@MainActor
private final class DashboardLoop {
  /// No faster than the eye, and kind to slow lines.
  private static let frameInterval: Duration = .milliseconds(100)

  private let session: TerminalSession
  private let events: EventLoop
  private let watcher: RunWatcher
  private let worker: EffectWorker
  private var theme: Theme
  private var state: DashboardState
  private var wantedRun: String?
  private var shownGeneration: UInt64?
  private var lastFrame: ContinuousClock.Instant?

  init(_ options: DashboardOptions, paths: [String], theme: Theme) throws {
    session = try TerminalSession(
      options: TerminalSession.Options(glyphs: options.glyphs, colorDepth: options.colorDepth))
    events = try EventLoop(session)
    let waker = events.waker
    watcher = RunWatcher(roots: paths)
    worker = EffectWorker { waker.wake() }
    self.theme = theme
    wantedRun = options.run
    state = DashboardState(
      size: session.size, rootLabel: paths.joined(separator: " "),
      themes: ThemeChoice(names: ThemeSelection.names, current: theme.name), glyphs: session.glyphs,
      secondsFromUTC: LocalTime.secondsFromUTC)
    state.screen = options.screen
    watcher.start { waker.wake() }
  }

  /// - Returns: nil when the person has quit.
  func run() -> Ending? {
    defer {
      watcher.stop()
      session.close()
    }
    var isStale = true
    while true {
      let due = isStale ? nextFrame : nil
      if isStale, due == nil {
        draw()
        isStale = false
      }
      let wakeup = events.wait(until: due)
      if let ending = wakeup.ending { return ending }
      if wakeup.isWoken, takeNews() { isStale = true }
      for event in wakeup.events {
        isStale = true
        // A key is answered at once; only data waits for the next frame.
        lastFrame = nil
        if perform(state.update(.input(event))) { return nil }
      }
    }
  }

  /// When the next frame may be drawn; nil when it may be now.
  private var nextFrame: ContinuousClock.Instant? {
    guard let lastFrame else { return nil }
    let next = lastFrame + Self.frameInterval
    return next > ContinuousClock.now ? next : nil
  }

  private func draw() {
    lastFrame = ContinuousClock.now
    var buffer = CellBuffer(size: session.size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: session.glyphs)
    session.present(buffer, theme: theme)
  }

  /// Takes in what the watcher and the worker have; false when there was nothing new.
  private func takeNews() -> Bool {
    var isNew = false
    let snapshot = watcher.snapshot()
    if snapshot.generation != shownGeneration {
      shownGeneration = snapshot.generation
      // The first sight of everything does not wait for its turn.
      if snapshot.isInitialScanDone, !state.runs.watched.isInitialScanDone { lastFrame = nil }
      _ = perform(state.update(.runsChanged(WatchedRuns(snapshot))))
      selectWantedRun()
      isNew = true
    }
    for answer in worker.takeAnswers() {
      _ = perform(state.update(answer))
      isNew = true
    }
    return isNew
  }

  private func selectWantedRun() {
    guard let wanted = wantedRun, let run = RunLookup(state.runs.watched.runs).matches(wanted).first else { return }
    state.runs.reveal(run.id)
    wantedRun = nil
  }

  /// - Returns: whether the dashboard is to end.
  private func perform(_ effects: [Effect]) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return true
      case .useTheme(let name): use(theme: name)
      case .request, .decide: worker.perform(effect)
      }
    }
    return false
  }

  private func use(theme name: String) {
    do {
      theme = try ThemeSelection.theme(name)
      _ = state.update(.reported(Notice("Theme \(name)")))
    } catch {
      _ = state.update(.reported(Notice("\((error as? CommandFailure)?.message ?? "\(error)")", level: .failure)))
    }
  }
}
