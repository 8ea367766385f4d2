import DashboardLogic
import DashboardViews
import FileAccess
import NcursesTerminal
import RunIngest
import RunModel
import Specification
import TerminalModel

/// The loop of the main thread: wait, update, draw.
@MainActor
final class DashboardLoop {
  /// While data flow: as fast as figures can be read, and kind to slow lines. What comes after a pause is shown at once.
  private static let frameInterval: Duration = .milliseconds(225)
  /// While a replay goes on.
  private static let replayInterval: Duration = .milliseconds(100)

  let session: TerminalSession
  var theme: Theme
  /// The theme to go back to while others are only looked at; nil while none is.
  var themeBefore: Theme?
  var state: DashboardState
  var follower: BackgroundFollower?
  var meter = LineMeter()
  var recorder: ScreenRecorder?
  var recordingBegan = ContinuousClock.now
  private let events: EventLoop
  /// Nil where recorded runs are replayed.
  private let watcher: RunWatcher?
  let worker: EffectWorker
  private let consoles: ConsoleWorker
  /// What is wrong with the configuration, a sentence each.
  private var configurationProblems: [String]
  /// Whether the command line or the environment names the theme.
  private let isThemeGiven: Bool
  private var wanted: WantedPlace
  private let store: ViewStore
  private let storedViews: StoredViews
  private var shownGeneration: UInt64?
  private var lastFrame: ContinuousClock.Instant?
  /// Until when a replay has been shown.
  private var lastTick = ContinuousClock.now

  /// - Parameter theme: nil: by the terminal's background.
  init(
    _ options: DashboardOptions, paths: [String], theme: Theme?, configuration: Configuration, store: ViewStore,
    views: StoredViews
  ) throws {
    session = try TerminalSession(
      options: TerminalSession.Options(glyphs: options.glyphs, colorDepth: options.colorDepth))
    do {
      events = try EventLoop(session)
    } catch {
      session.close()
      throw error
    }
    let waker = events.waker
    watcher = options.replay == nil ? RunWatcher(roots: paths) : nil
    worker = EffectWorker { waker.wake() }
    consoles = ConsoleWorker { waker.wake() }
    configurationProblems = configuration.problems
    isThemeGiven = options.theme != nil || ThemeSelection.named != nil
    // While the terminal answers, the runs are being read.
    watcher?.start { waker.wake() }
    follower = theme == nil ? BackgroundFollower(session) : nil
    self.theme = theme ?? follower?.theme ?? .dark
    (self.store, storedViews) = (store, views)
    wanted = WantedPlace(run: options.run, metric: options.metric)
    var themes = ThemeChoice(
      names: ThemeSelection.names, current: self.theme.name, searched: ThemeSelection.directories)
    themes.isChosen = views.theme != nil
    state = DashboardState(
      size: session.size, rootLabel: paths.joined(separator: " "),
      themes: themes, glyphs: session.glyphs, secondsFromUTC: LocalTime.secondsFromUTC, keys: configuration.keys,
      views: views)
    if let name = options.savedView { state.open(view: name) }
    state.screen = options.screen ?? state.screen
    state.notifications = configuration.notifications(chosen: views.notifications)
    do {
      try show(options)
    } catch {
      // What is wrong is said on the person's own screen.
      session.close()
      watcher?.stop()
      throw error
    }
  }

  /// What was asked for about showing it to others.
  private func show(_ options: DashboardOptions) throws {
    state.isPresenting = options.showing.isPresentation
    if options.showing.showsBytes { state.lineRate = 0 }
    if let replay = options.replay {
      state.begin(replay)
      wanted.find(in: &state)
    }
    if let path = options.showing.recording { try record(to: path) }
  }

  /// - Returns: nil when the person has quit.
  /// - Throws: when the views could not be kept for the next session.
  func run() throws -> Ending? {
    let ending = runUntilEnd()
    session.close()
    watcher?.stop()
    for sentence in worker.finish() { StandardStreams.printError("pitwall: \(sentence)") }
    if state.storedViews != storedViews { try store.save(state.storedViews) }
    return ending
  }

  func say(_ problem: String) { _ = state.update(.reported(Notice(problem, level: .warning))) }

  private func runUntilEnd() -> Ending? {
    var isStale = true
    var isAwaited = true
    while true {
      if isStale, nextFrame == nil, session.isReady(forKey: isAwaited) {
        draw()
        (isStale, isAwaited) = (false, false)
      }
      let wakeup = events.wait(until: due(isStale: isStale))
      if let ending = wakeup.ending { return ending }
      if passTime() { isStale = true }
      if wakeup.isWoken, takeNews() { isStale = true }
      if wakeup.isBackgroundKnown, followBackground() { isStale = true }
      for event in wakeup.events {
        // A key is answered at once; only data waits for the next frame.
        (isStale, isAwaited, lastFrame) = (true, true, nil)
        // Whoever goes somewhere is not pulled away when what was asked for at first appears.
        if case .key = event { wanted = WantedPlace() }
        if perform(state.update(.input(event))) { return nil }
      }
    }
  }

  /// When something has to be done without anything happening; nil: never. A frame that the line has no room for waits
  /// for the line.
  private func due(isStale: Bool) -> ContinuousClock.Instant? {
    let frame = isStale ? nextFrame : nil
    let tick = state.replay?.isPlaying == true && !isStale ? lastTick + Self.replayInterval : nil
    let quiet = state.runs.watched.growthEnds.map {
      ContinuousClock.now + .seconds(max(0, $0.secondsSince1970 - Host.now().secondsSince1970))
    }
    return [frame, tick, quiet, state.lineRate == nil ? nil : meter.due(session.byteCount)].compactMap(\.self).min()
  }

  /// Lets a replay go on and measures the line. True when there is something new to show.
  private func passTime() -> Bool {
    let now = ContinuousClock.now
    var isNew = false
    if state.replay?.isPlaying == true {
      let (seconds, attoseconds) = (now - lastTick).components
      _ = perform(state.update(.elapsed(seconds: Double(seconds) + Double(attoseconds) / 1e18)))
      isNew = true
    }
    lastTick = now
    // The clock is looked at only when a run that grew has been silent for long enough.
    if let end = state.runs.watched.growthEnds, case let time = Host.now(), time >= end {
      _ = perform(state.update(.silence(until: time)))
      isNew = true
    }
    if let old = state.lineRate, let rate = meter.rate(session.byteCount), rate != old {
      _ = state.update(.lineRate(rate))
      isNew = true
    }
    return isNew
  }

  /// When the next frame may be drawn; nil when it may be now.
  private var nextFrame: ContinuousClock.Instant? {
    guard let lastFrame else { return nil }
    let next = lastFrame + (state.replay == nil ? Self.frameInterval : Self.replayInterval)
    return next > ContinuousClock.now ? next : nil
  }

  private func draw() {
    lastFrame = ContinuousClock.now
    let buffer = frame()
    session.present(buffer, theme: theme)
    record(buffer)
  }

  /// What is shown now.
  func frame() -> CellBuffer {
    var buffer = CellBuffer(size: session.size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: session.glyphs)
    return buffer
  }

  /// Takes in what the watcher and the worker have; false when there was nothing new.
  private func takeNews() -> Bool {
    var isNew = false
    if let snapshot = watcher?.snapshot(), snapshot.generation != shownGeneration {
      shownGeneration = snapshot.generation
      // The first sight of everything does not wait for its turn.
      if snapshot.isInitialScanDone, !state.runs.watched.isInitialScanDone { lastFrame = nil }
      _ = perform(state.update(.runsChanged(WatchedRuns(snapshot, and: configurationProblems))))
      wanted.find(in: &state)
      isNew = true
    }
    for answer in worker.takeAnswers() + consoles.takeAnswers() {
      // Lines that a key has asked for come as soon as the answer to the key would.
      if case .console(let answer) = answer, !answer.isProgress { lastFrame = nil }
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
      case .showTheme(let name): look(atTheme: name)
      case .showThemeBefore: showThemeBefore()
      case .reloadSettings: reloadSettings()
      case .saveViews: saveViews()
      case .copy(let text, let what): copy(text, what: what)
      case .copyScreen: copy(ScreenExport(self).content(frame(), .text), what: "screen")
      case .export(let format): export(format)
      case .record(let isWanted): record(isWanted)
      case .notify(let text): notify(text, style: state.notifications.style ?? .bell)
      case .request, .decide: worker.perform(effect)
      case .console(let request): consoles.answer(request)
      case .cancelConsoleSearch: consoles.cancelSearch()
      }
    }
    return false
  }

  /// Settings with a mistake are not used at all: those that hold are known to work.
  private func reloadSettings() {
    let read = Configuration.load()
    list(read.problems)
    if let first = read.problems.first {
      let more = read.problems.count > 1 ? " (the first of \(read.problems.count) mistakes)" : ""
      _ = state.update(.reported(Notice("The settings stay as they are: \(first)\(more)", level: .failure)))
      return
    }
    let byBackground = BackgroundFollower(on: session.background)
    let wanted = read.theme ?? byBackground.theme
    let named = ReadSettings.WantedTheme(
      wanted.name, isConfigured: read.theme != nil, isDifferent: wanted != theme)
    _ = state.update(
      .configured(
        ReadSettings(
          hasFile: read.hasFile, keys: read.keys, notifications: read.notifications(chosen: nil),
          theme: isThemeGiven ? nil : named)))
    guard !isThemeGiven, state.themes.current == wanted.name else { return }
    theme = wanted
    follower = read.theme == nil && !state.themes.isChosen ? byBackground : nil
  }

  /// What is wrong with the configuration is listed with what could not be read.
  private func list(_ problems: [String]) {
    guard problems != configurationProblems else { return }
    configurationProblems = problems
    if let snapshot = watcher?.snapshot() {
      _ = perform(state.update(.runsChanged(WatchedRuns(snapshot, and: problems))))
    }
  }

  private func saveViews() {
    let (store, views) = (store, state.storedViews)
    worker.write {
      do {
        try store.save(views)
        return nil
      } catch {
        return Notice("the view is not kept for the next session: \(error)", level: .warning)
      }
    }
  }
}
