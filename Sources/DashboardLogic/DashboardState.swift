public import RunModel
public import TerminalModel

/// All that the dashboard remembers. Only `update` changes it; views read what `DashboardModel` makes of it.
public struct DashboardState: Sendable {
  public var size: Size
  public var screen: Screen = .runs
  /// The screens from which somebody opened what is on view, the first one first: going back leads there.
  var trail: [Screen] = []
  public var runs = RunsState()
  public var curves = CurvesState()
  public var compare = CompareState()
  /// What is drawn of smoothed and placed series.
  var curveCache = CurveSeriesCache()
  public var evaluation = EvaluationState()
  public var features = FeaturesState()
  public var drift = DriftState()
  public var health = HealthState()
  var gradients = GradientsState()
  public var console = ConsoleState()
  public var resources = ResourcesState()
  public var study = StudyState()
  public var overlay: Overlay?
  /// What was set on the views.
  public var settings: ViewSettings
  var history = ViewHistory()
  var seenAlerts: SeenAlerts
  /// By name.
  public var namedViews: [String: SavedView]
  public var keys: KeyMap
  /// Decisions that were sent off; each has its number from 1.
  var decisionsSent = 0
  public var decisions = DecisionsState()
  public var notice: Notice?
  /// What is watched, as the title line says it.
  public var rootLabel: String
  public var themes: ThemeChoice
  /// Shown to an audience: a large title, and nothing around the screen.
  public var isPresenting = false
  /// The recorded runs that are shown as if they were live; nil where the runs are as they are now.
  public internal(set) var replay: ReplayState?
  /// Whether frames are written to a file as they are shown.
  public var isRecording = false
  /// What the terminal tells a person who looks elsewhere.
  public var notifications: Notifications
  /// Bytes a second that go to the terminal; nil while nobody wants to know.
  public var lineRate: Int?
  public var glyphs: GlyphSet
  /// Added to UTC for the clock times on screen.
  public var secondsFromUTC: Int

  public init(
    size: Size, rootLabel: String, themes: ThemeChoice = ThemeChoice(), glyphs: GlyphSet = .braille,
    secondsFromUTC: Int = 0, keys: KeyMap = .standard, views: StoredViews = StoredViews()
  ) {
    (self.keys, settings, namedViews, seenAlerts) = (keys, views.current, views.named, views.seen)
    (self.size, self.rootLabel, self.themes) = (size, rootLabel, themes)
    (self.glyphs, self.secondsFromUTC) = (glyphs, secondsFromUTC)
    notifications = Notifications(chosen: views.notifications)
  }

  public var selectedRun: RunSnapshot? { runs.selected }

  /// What is to be kept for the next session.
  public var storedViews: StoredViews {
    let themes = themeBefore ?? themes
    return StoredViews(
      current: settings, theme: themes.isChosen ? themes.current : nil,
      notifications: notifications.isChosen ? notifications.word : nil, named: namedViews, seen: seenAlerts)
  }

  /// The charts of the selected run.
  public var chartList: ChartList { curves.charts.list(for: self) ?? ChartList(for: self) }
}

/// What is shown of the curves.
public struct CurvesState: Equatable, Sendable {
  /// Which chart of the grid has the focus.
  public var focus = 0
  public var isMaximised = false
  /// The step under the crosshair, in all charts.
  public var crosshair: Step?
  public var zoom = CurveZoom()
  /// The two places that are compared.
  public var a: Step?
  public var b: Step?
  /// What the mouse is doing while a button is held.
  var drag: ChartDrag?
  /// The charts as they were worked out last.
  var charts = KnownCharts()

  public init() {}
}

/// The themes there are, and the one in use.
public struct ThemeChoice: Equatable, Sendable {
  public var names: [String]
  public var current: String
  /// Whether a person has chosen it in the dashboard, in this session or an earlier one.
  public var isChosen = false
  /// Directories in which themes were looked for.
  public var searched: [String]

  public init(names: [String] = ["dark"], current: String = "dark", searched: [String] = []) {
    (self.names, self.current, self.searched) = (names, current, searched)
  }

  /// Why there is nothing to choose from; nil where there is.
  var complaint: String? {
    if names.count > 1 { return nil }
    return "there is only one theme"
      + (searched.isEmpty ? "" : "; others were looked for in \(searched.joined(separator: ", "))")
  }

  var next: String {
    guard let index = names.firstIndex(of: current) else { return names.first ?? current }
    return names[(index + 1) % names.count]
  }
}

/// What lies over the screen and takes the keys.
public enum Overlay: Equatable, Sendable {
  case help(HelpState)
  case palette(PaletteState)
  case reading(DecisionReading)
  /// What could not be read, scrolled by so many rows.
  case problems(scroll: Int)
  case decision(DecisionDialog)
  case confirmation(Confirmation)
  case prompt(Prompt)
  case chooser(RunListChooser)
  case choice(Choice)
}

/// A line of the decisions screen, enlarged for reading.
public struct DecisionReading: Equatable, Sendable {
  let id: DecisionEntry.ID
  let request: ApprovalRequest?
  /// In rows.
  var scroll = 0

  init(_ entry: DecisionEntry) { (id, request) = (entry.id, entry.request) }
}

/// A decision being written: the dialogue of approve, reject and hold.
public struct DecisionDialog: Equatable, Sendable {
  public var verdict: Verdict
  public var runID: String
  public var runPath: String
  public var runName: String
  public var request: ApprovalRequest
  /// Who asks, as far as that is known.
  public var askedBy: String?
  /// What was decided about the same checkpoint before; nil when nothing was.
  public var earlier: Decision?
  public var reason = TextField()
  /// Why it could not be recorded as it stands.
  public var complaint: String?
  /// The number under which it was sent off; nil while no answer is awaited.
  var sentNumber: Int?
  /// How far what is judged is scrolled, in rows.
  public var scroll = 0
  /// Among the alternatives of an escalation, which an approval chooses from.
  public var choice = 0

  public init(verdict: Verdict, run: RunSnapshot, request: ApprovalRequest) {
    (self.verdict, self.request) = (verdict, request)
    (runID, runPath, runName) = (run.id, run.path, run.qualifiedName)
    askedBy = DecisionEntry(run: run).askedBy
    earlier = run.decisions.last { $0.checkpoint == request.checkpoint }
  }

  /// What an approval chooses from; empty where there is nothing to choose.
  var alternatives: [Escalation.Alternative] {
    verdict == .approve ? request.escalation?.alternatives ?? [] : []
  }

  /// It has been sent off, and the answer has not come yet.
  var isRecording: Bool { sentNumber != nil }

  /// The alternative that stands.
  var chosen: Escalation.Alternative? { alternatives.indices.contains(choice) ? alternatives[choice] : nil }
}

/// A question before something that cannot be undone.
public struct Confirmation: Equatable, Sendable {
  public var action: ControlRequest.Action
  public var runPath: String
  public var question: String
  public var consequence: String
  /// What the run's record is to say of it.
  public var reason: String
}
