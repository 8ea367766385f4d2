import RunHealth
import RunModel
public import TerminalModel

/// The top two lines: tabs, counts of runs, the time of the newest data.
public struct HeaderModel: Equatable, Sendable {
  public struct Count: Equatable, Sendable {
    public var sign: StatusSign
    public var number: Int
    /// Such as `running`.
    public var word: String
    public var style: StyleRole
    var kind: Kind

    init(_ kind: Kind, _ sign: StatusSign, _ number: Int, word: String? = nil) {
      (self.kind, self.sign, self.number, self.word, style) = (kind, sign, number, word ?? sign.word, sign.style)
    }
  }

  /// What is counted, the most important first: where the line is narrow, the last are left out.
  enum Kind: Int, Sendable {
    case waiting, failed, lost, critical, held, warning, unread, frozen, paused, running, growing, decided, stopped
    case silent, recorded, finished
  }

  public var title: String
  public var counts: [Count]
  /// What is watched.
  public var root: String
  /// Such as `newest data 14:03:22`; empty without data.
  public var newest: String
  /// What could not be read, in a few words; empty when all could.
  public var warning: String
  /// In place of the counts; nil unless recorded runs are replayed.
  var replayLine: StatusLineModel?

  init(_ state: DashboardState) {
    let watched = state.runs.watched
    title = "Pitwall"
    root = state.rootLabel
    counts = Self.counts(of: watched.runs) + Self.sick(state)
    replayLine = state.replay?.statusLine(state)
    let rate = state.lineRate.map { "\(NumberFormat.bytes(Int64($0)))/s" }
    // A clock time alone says something of what goes on.
    let isLive = state.replay != nil || watched.runs.contains(where: \.isLive)
    let time = watched.newestData.map {
      let offset = state.secondsFromUTC
      return "newest data "
        + (isLive ? ClockTime.time($0, secondsFromUTC: offset) : ClockTime.dateAndTime($0, secondsFromUTC: offset))
    }
    newest = [rate, time].compactMap(\.self).joined(separator: "  ")
    let damage = watched.runs.reduce(0) { $0 + $1.damage.count }
    let parts =
      (damage == 0 ? [] : ["\(damage) damaged record\(damage == 1 ? "" : "s")"])
      + (watched.problems.isEmpty ? [] : ["\(watched.problems.count) problem\(watched.problems.count == 1 ? "" : "s")"])
    let key = state.keys.label(of: .showProblems)
    warning = parts.joined(separator: ", ") + (parts.isEmpty || key.isEmpty ? "" : " (\(key))")
  }

  /// The runs that a rule of health fired for.
  private static func sick(_ state: DashboardState) -> [Count] {
    [(Kind.critical, HealthVerdict.critical), (.warning, .warning)].compactMap { kind, verdict in
      let number = state.health.counts[verdict] ?? 0
      return number == 0 ? nil : Count(kind, StatusSign(verdict), number)
    }
  }

  /// Of the runs of their own, in the order in which they want attention; states without a run are left out.
  private static func counts(of runs: [RunSnapshot]) -> [Count] {
    let answered = runs.count { $0.parent == nil && $0.isAnswered }
    let held = runs.count { $0.parent == nil && $0.isOnHold }
    let kinds: [(kind: Kind, sign: RunState?, states: [RunState?])] = [
      (.waiting, .waiting, [.waiting]), (.running, .running, [.running, .queued]),
      (.paused, .paused, [.pausing, .paused]), (.frozen, .frozen, [.frozen]), (.lost, .lost, [.lost]),
      (.failed, .failed, [.failed]), (.stopped, .stopped, [.stopping, .stopped]),
      (.finished, .finished, [.finished]), (.recorded, nil, [nil]),
    ]
    let counts = kinds.compactMap { kind -> Count? in
      let number = runs.count {
        $0.parent == nil && kind.states.contains($0.state) && !$0.isAnswered && !$0.isOnHold && !$0.isGrowing
          && !$0.isSilent
      }
      guard number > 0 else { return nil }
      return Count(
        kind.kind, StatusSign(kind.sign), number, word: kind.kind == .waiting && number > 1 ? "wait for you" : nil)
    }
    let growing = runs.count { $0.parent == nil && $0.isGrowing }
    let silent = runs.count { $0.parent == nil && $0.isSilent }
    return (growing > 0 ? [Count(.growing, .growing, growing)] : [])
      + (silent > 0 ? [Count(.silent, .silent, silent)] : []) + counts
      + (held > 0 ? [Count(.held, StatusSign(.hold), held)] : [])
      + (answered > 0 ? [Count(.decided, StatusSign(RunState.waiting), answered, word: "decided")] : [])
  }
}

/// The bottom line: a question being answered, else what just happened, else the keys that matter here.
public struct FooterModel: Equatable, Sendable {
  public var prompt: PromptModel?
  public var notice: Notice?
  public var hints: KeyHintBarModel

  /// - Parameter isEmpty: whether the screen has nothing to show.
  init(_ state: DashboardState, isEmpty: Bool) {
    if case .prompt(let prompt) = state.overlay { self.prompt = PromptModel(prompt, state) }
    notice = state.notice
    let hints = Self.commands(state, isEmpty: isEmpty).compactMap { command, label -> KeyHint? in
      let spec = CommandTable.spec(of: command)
      guard spec.availability(in: state) == .enabled, !state.keys.label(of: command).isEmpty else { return nil }
      return state.keys.hint(command, label, priority: [.openHelp, .quit, .openPalette].contains(command) ? 0 : 1)
    }
    self.hints = KeyHintBarModel(hints)
  }

  /// What is most likely wanted next, first.
  private static func commands(_ state: DashboardState, isEmpty: Bool) -> [(Command, String?)] {
    let isRunning = state.selectedRun?.state == .running
    var commands: [(Command, String?)] = []
    if let replay = state.replay {
      commands += [(.replayPause, replay.isPlaying ? "pause" : replay.isAtEnd ? "again" : "go on"), (.replayBack, nil)]
      commands += [(.replayForward, nil), (.replaySlower, nil), (.replayFaster, nil), (.nextScreen, "next screen")]
    }
    // Deciding is what the screens of all runs are for; on the others their own keys have the room.
    let waits = state.runToDecide?.openApprovalRequest != nil
    let deciding: [(Command, String?)] = waits ? [(.approve, nil), (.reject, nil), (.hold, nil)] : []
    let isDecidingFirst = [.runs, .decisions].contains(state.screen)
    if isDecidingFirst { commands += deciding }
    switch state.screen {
    case _ where isEmpty && [.study, .decisions, .health].contains(state.screen): commands += [(.show(.runs), "runs")]
    case .compare where state.comparedRuns.count < 2: commands += [(.show(.runs), "runs")]
    case .runs where state.runs.selectedGroup != nil: commands += [(.toggleInner, "open or close")]
    case .runs:
      if state.runs.marked.count > 1 { commands += [(.show(.compare), "compare")] }
      commands += [
        (.open, "curves"), (.markRun, nil), (.toggleInner, nil), (.filterRuns, nil), (.sortRuns, nil),
        (.chooseColumns, nil), (.groupRuns, nil),
      ]
    case .study:
      commands += [(.open, "curves"), (.moveRight, "hyperparameter"), (.nextStudyChart, nil), (.sortTrials, nil)]
    case .curves where state.curves.isMaximised:
      commands +=
        state.curves.crosshair == nil
        ? [(.moveLeft, "crosshair"), (.bestPoint, nil)] : [(.markA, nil), (.markB, nil), (.nextExtreme, "next turn")]
      commands += [(.zoomIn, nil), (.moreSmoothing, nil), (.back, nil)]
    case .health:
      commands += [
        (.open, state.focusedFinding.flatMap { $0.metric == nil ? $0.screen.title.lowercased() : nil } ?? "curve"),
        (.moveRight, "next finding"),
      ]
    case .gradients: commands += [(.nextNorm, nil), (.open, "curve"), (.moveRight, "crosshair")]
    case .console:
      let isSearching = state.console.search != nil
      commands += [(.searchConsole, nil)] + (isSearching ? [(.nextMatch, nil), (.previousMatch, nil)] : [])
      commands += [(.filterConsole, nil), (.consoleStream, nil), (.wrapConsole, nil), (.jumpToTime, nil)]
    case .resources: commands += [(.open, state.resources.isMaximised ? "all charts" : "maximise")]
    case .curves:
      commands += [(.open, "maximise"), (.filterMetrics, nil), (.zoomIn, nil), (.moreSmoothing, nil)]
      commands += [(.togglePin, nil), (.toggleSection, nil), (.nextValueScale, nil)]
      if state.hasOverlay { commands += [(.toggleDimming, nil), (.cycleBand, nil)] }
    case .compare:
      commands += [(.open, "curves"), (.makeReference, nil), (.compareAtCommonStep, nil), (.filterComparison, nil)]
    case .evaluation:
      commands += [(.nextPanel, nil), (.thresholdUp, nil), (.thresholdOfUse, nil), (.nextClass, nil)]
      commands += [(.maximisePanel, nil), (.cycleCells, nil), (.nextSplit, nil)]
    case .features:
      commands += [(.nextMeasure, nil), (.sortFeatures, nil), (.filterFeatures, nil), (.compareFeatures, nil)]
    case .drift: commands += [(.acknowledge, nil), (.nextSample, nil), (.sortDrift, nil), (.filterDrift, nil)]
    case .decisions: commands += [(.open, DecisionsModel.readingLabel)]
    }
    if !isDecidingFirst { commands += deciding }
    commands += [(.pauseOrResume, isRunning ? "pause" : "resume")]
    if state.screen != .runs { commands += [(.nextRun, nil)] }
    return commands + [(.openPalette, nil), (.openHelp, nil), (.quit, nil)]
  }
}

extension HeaderModel {
  /// The line below the tabs: counts of runs at the left, the newest data at the right.
  public var statusLine: StatusLineModel {
    if let replayLine { return replayLine }
    var leading = counts.map { count in
      StyledText([TextSpan("\(count.sign.glyph) ", count.style), TextSpan("\(count.number) \(count.word)")])
    }
    var kinds = counts.map(\.kind)
    if !warning.isEmpty {
      leading.append(StyledText("▲ \(warning)", .warning))
      kinds.append(.unread)
    }
    if leading.isEmpty { leading = [StyledText("no runs", .textDim)] }
    var line = StatusLineModel(leading: leading, trailing: StyledText(newest, .textDim))
    line.byImportance = kinds.indices.sorted { kinds[$0].rawValue < kinds[$1].rawValue }
    return line
  }
}
