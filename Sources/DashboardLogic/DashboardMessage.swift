public import RunModel
public import TerminalModel

/// Everything that can happen to the dashboard.
public enum Message: Sendable {
  case input(InputEvent)
  /// What the watcher sees now.
  case runsChanged(WatchedRuns)
  /// Time has passed while a recorded run is replayed.
  case elapsed(seconds: Double)
  /// How many bytes went to the terminal in the last second.
  case lineRate(Int)
  /// What became of an effect: a sentence for the status line.
  case reported(Notice)
  /// What became of the decision that was sent off under this number.
  case decided(number: Int, Notice)
  case console(ConsoleAnswer)
  /// The configuration was read again.
  case configured(ReadSettings)
  /// It is so late, and nothing new has come: what was to come by now is missing.
  case silence(until: WallTime)
}

/// What the configuration says when it is read again.
public struct ReadSettings: Sendable {
  public struct WantedTheme: Sendable {
    public var name: String
    /// Whether the configuration names it, and not only the terminal's background asks for it.
    public var isConfigured: Bool
    /// Whether it looks other than the one in use, whatever their names.
    public var isDifferent: Bool

    public init(_ name: String, isConfigured: Bool, isDifferent: Bool) {
      (self.name, self.isConfigured, self.isDifferent) = (name, isConfigured, isDifferent)
    }
  }
  /// Without the file everything is as described where nothing is configured.
  public var hasFile: Bool
  public var keys: KeyMap
  /// As configured.
  public var notifications: Notifications
  /// nil: what the dashboard was opened with goes before it.
  public var theme: WantedTheme?

  public init(hasFile: Bool = true, keys: KeyMap, notifications: Notifications, theme: WantedTheme?) {
    (self.hasFile, self.keys, self.notifications, self.theme) = (hasFile, keys, notifications, theme)
  }
}

/// What the watcher sees: a value.
public struct WatchedRuns: Sendable {
  /// Behind each run come the runs inside it.
  public let runs: [RunSnapshot]
  /// A sentence each: what could not be looked at.
  public let problems: [String]
  public let isInitialScanDone: Bool
  /// When the newest byte of any run was written; nil while there is none.
  let newestData: WallTime?
  /// What a running training's silence is measured against: the watcher's clock; in a replay the newest data.
  let now: WallTime?
  /// Whether that is a clock, by which runs that do not say their state were judged.
  let hasClock: Bool

  /// When the next run that does not say its state counts as growing no more; nil while none grows.
  public let growthEnds: WallTime?

  /// - Parameter now: the clock when the runs were read; nil: the newest data, and no run counts as growing.
  public init(
    runs: [RunSnapshot], problems: [String] = [], isInitialScanDone: Bool = true, now: WallTime? = nil
  ) {
    var runs = runs
    growthEnds = RunSnapshot.judgeGrowth(of: &runs, at: now)
    (self.runs, self.problems, self.isInitialScanDone) = (runs, problems, isInitialScanDone)
    newestData = runs.compactMap(\.updated).max()
    (self.now, hasClock) = (now ?? newestData, now != nil)
  }

  /// The same at a later time.
  func later(_ now: WallTime) -> WatchedRuns {
    WatchedRuns(runs: runs, problems: problems, isInitialScanDone: isInitialScanDone, now: now)
  }
}

/// What the dashboard wants done outside itself. Its result comes back as files that the watcher reads.
public enum Effect: Equatable, Sendable {
  case request(ControlRequest.Action, runPath: String, reason: String)
  /// Answered with `Message.decided`.
  /// - Parameter number: comes back with the answer.
  /// - Parameter request: as it was shown.
  /// - Parameter alternative: of the escalation that is approved.
  case decide(
    Verdict, number: Int, runPath: String, request: ApprovalRequest, alternative: String? = nil, reason: String)
  case useTheme(String)
  /// Show a theme that is only being looked at: nothing is said of it.
  case showTheme(String)
  /// Show the theme again that there was before others were looked at. It may have no name by which it is found.
  case showThemeBefore
  /// Read the configuration again. Answered with `Message.configured`, or with why it is not used.
  case reloadSettings
  /// Put text on the clipboard of the person's own machine.
  /// - Parameter what: names it in the answer, as in "value".
  case copy(String, what: String)
  case copyScreen
  /// Write the screen to a file in the working directory.
  case export(ExportFormat)
  /// Begin to write every frame to a file, or end it.
  case record(Bool)
  /// Tell a person who looks elsewhere.
  case notify(String)
  /// Keep the views now, not only at the end.
  case saveViews
  /// Answered with `Message.console`.
  case console(ConsoleRequest)
  /// What is being looked for in a console is no longer wanted.
  case cancelConsoleSearch
  case quit
}

/// A sentence for the status line.
public struct Notice: Equatable, Sendable {
  public enum Level: Sendable { case information, success, warning, failure }
  public var text: String
  public var level: Level

  public init(_ text: String, level: Level = .information) { (self.text, self.level) = (text, level) }

  /// The way out that a supervisor names is a key here: `freeze it instead (f)`.
  func namingKeys(_ keys: KeyMap) -> Notice {
    let key = keys.label(of: .freeze)
    guard text.contains(ControlRequest.freezeAdvice), !key.isEmpty else { return self }
    return Notice(
      text.replacing(ControlRequest.freezeAdvice, with: "\(ControlRequest.freezeAdvice) (\(key))"), level: level)
  }
}
