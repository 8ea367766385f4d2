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
  var showing = Showing()
  /// Recorded runs to show instead of those that are there now.
  var replay: ReplayState?
}

/// How the dashboard is shown to others.
struct Showing: Sendable {
  var isPresentation = false
  var showsBytes = false
  /// The file of a cast of all that is shown.
  var recording: String?
}

extension DashboardOptions {
  /// Brings a state with runs to the place that was asked for.
  func place(_ state: inout DashboardState) {
    if let run { state.showRun(run) }
    state.screen = screen ?? state.screen
    state.isPresenting = showing.isPresentation
    if let metric { _ = state.showMetric(named: metric) }
  }
}

/// The dashboard on a terminal, from its opening to its end.
enum DashboardProgram {
  static func run(_ options: DashboardOptions) throws {
    let paths = options.paths.isEmpty ? RunRoots.standard : options.paths
    try RunRoots.check(paths)
    let configuration = Configuration.load()
    let store = ViewStore(roots: paths)
    let (views, problem) = store.load()
    if let name = options.savedView, views.named[name] == nil { throw Self.noSuchView(name, views) }
    let named = options.theme ?? ThemeSelection.named ?? views.theme
    let theme = try named.map { try ThemeSelection.theme($0) } ?? configuration.theme
    let ending = try MainActor.assumeIsolated {
      do {
        let loop = try DashboardLoop(
          options, paths: paths, theme: theme, configuration: configuration, store: store, views: views)
        for problem in [problem, configuration.notice].compactMap(\.self) { loop.say(problem) }
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

/// Where the dashboard was asked to begin, until it is there.
struct WantedPlace {
  var run: String?
  var metric: String?

  /// Goes there as soon as the watcher has seen it.
  mutating func find(in state: inout DashboardState) {
    if let name = run {
      guard let found = RunLookup(state.runs.watched.runs).matches(name).first else { return }
      state.showRun(found.id)
      run = nil
    }
    if let metric, state.showMetric(named: metric) { self.metric = nil }
  }
}
