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
  /// nil: the runs, or where `metric` or `savedView` is shown.
  var screen: Screen?
  /// The metric whose chart to show alone.
  var metric: String?
  /// The name of a saved view to open.
  var savedView: String?
  var theme: String?
  var glyphs: GlyphSet?
  var colorDepth: ColorDepth?
}

/// The dashboard on a terminal, from its opening to its end.
enum DashboardProgram {
  static func run(_ options: DashboardOptions) throws {
    let paths = options.paths.isEmpty ? RunRoots.standard : options.paths
    try RunRoots.check(paths)
    let configuration = try Configuration.load()
    let store = ViewStore(roots: paths)
    let (views, problem) = store.load()
    if let name = options.savedView, views.named[name] == nil { throw Self.noSuchView(name, views) }
    let theme = try ThemeSelection.theme(options.theme ?? views.theme ?? configuration.theme)
    let ending = try MainActor.assumeIsolated {
      do {
        let loop = try DashboardLoop(
          options, paths: paths, theme: theme, configuration: configuration, store: store, views: views)
        if let problem { loop.say(problem) }
        return try loop.run()
      } catch let error as TerminalError {
        throw CommandFailure(error == .notATerminal ? .usage : .serviceMissing, "\(error)")
      }
    }
    // A program that was asked to end by a signal says so to whoever started it.
    if case .signal(let number) = ending { Glibc.exit(128 + number) }
  }

  private static func noSuchView(_ name: String, _ views: StoredViews) -> CommandFailure {
    let known = views.named.keys.sorted().joined(separator: ", ")
    return CommandFailure(
      .noInput,
      "no view is saved as \(name) for these runs; " + (known.isEmpty ? "none is saved" : "there are \(known)"))
  }
}

/// The loop of the main thread: wait, update, draw.
@MainActor
private final class DashboardLoop {
  /// While data flow: as fast as figures can be read, and kind to slow lines. What comes after a pause is shown at once.
  private static let frameInterval: Duration = .milliseconds(200)

  private let session: TerminalSession
  private let events: EventLoop
  private let watcher: RunWatcher
  private let worker: EffectWorker
  private let consoles: ConsoleWorker
  private var theme: Theme
  private var state: DashboardState
  private var wanted: WantedPlace
  private let store: ViewStore
  private let storedViews: StoredViews
  private var shownGeneration: UInt64?
  private var lastFrame: ContinuousClock.Instant?

  init(
    _ options: DashboardOptions, paths: [String], theme: Theme, configuration: Configuration, store: ViewStore,
    views: StoredViews
  ) throws {
    session = try TerminalSession(
      options: TerminalSession.Options(glyphs: options.glyphs, colorDepth: options.colorDepth))
    events = try EventLoop(session)
    let waker = events.waker
    watcher = RunWatcher(roots: paths)
    worker = EffectWorker { waker.wake() }
    consoles = ConsoleWorker { waker.wake() }
    self.theme = theme
    (self.store, storedViews) = (store, views)
    wanted = WantedPlace(run: options.run, metric: options.metric)
    var themes = ThemeChoice(names: ThemeSelection.names, current: theme.name)
    themes.isChosen = views.theme != nil
    state = DashboardState(
      size: session.size, rootLabel: paths.joined(separator: " "),
      themes: themes, glyphs: session.glyphs, secondsFromUTC: LocalTime.secondsFromUTC, keys: configuration.keys,
      views: views)
    if let name = options.savedView { state.open(view: name) }
    state.screen = options.screen ?? state.screen
    watcher.start { waker.wake() }
  }

  /// - Returns: nil when the person has quit.
  /// - Throws: when the views could not be kept for the next session.
  func run() throws -> Ending? {
    let ending = runUntilEnd()
    watcher.stop()
    session.close()
    if state.storedViews != storedViews { try store.save(state.storedViews) }
    return ending
  }

  func say(_ problem: String) { _ = state.update(.reported(Notice(problem, level: .warning))) }

  private func runUntilEnd() -> Ending? {
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
      wanted.find(in: &state)
      isNew = true
    }
    for answer in worker.takeAnswers() + consoles.takeAnswers() {
      _ = perform(state.update(answer))
      isNew = true
    }
    return isNew
  }

  /// - Returns: whether the dashboard is to end.
  private func perform(_ effects: [Effect]) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return true
      case .useTheme(let name): use(theme: name)
      case .saveViews: saveViews()
      case .request, .decide: worker.perform(effect)
      case .console(let request): consoles.answer(request)
      case .cancelConsoleSearch: consoles.cancelSearch()
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

  private func saveViews() {
    do {
      try store.save(state.storedViews)
    } catch {
      say("the view is not kept for the next session: \(error)")
    }
  }
}

/// Where the dashboard was asked to begin, until it is there.
private struct WantedPlace {
  var run: String?
  var metric: String?

  /// Goes there as soon as the watcher has seen it.
  mutating func find(in state: inout DashboardState) {
    if let name = run {
      guard let found = RunLookup(state.runs.watched.runs).matches(name).first else { return }
      state.runs.reveal(found.id)
      state.judgeRuns()
      run = nil
    }
    if let metric, state.showMetric(named: metric) { self.metric = nil }
  }
}
