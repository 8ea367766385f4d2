public import RunModel
public import TerminalModel

/// How something looks at a glance: a sign, a word and a colour; never colour alone.
public struct StatusSign: Equatable, Sendable {
  /// One column wide; `GlyphSet.showable` knows its ASCII stand-in.
  public var glyph: String
  public var word: String
  public var style: StyleRole

  /// The sign of a run's state; nil is a run that does not say.
  public init(_ state: RunState?) {
    switch state {
    case nil: self.init("·", "recorded", .textDim)
    case .queued: self.init("◌", "queued", .statusQueued)
    case .running: self.init("▶", "running", .statusRunning)
    case .pausing: self.init("‖", "pausing", .statusPaused)
    case .paused: self.init("‖", "paused", .statusPaused)
    case .frozen: self.init("✱", "frozen", .statusFrozen)
    case .waiting: self.init("●", "waits for you", .statusWaiting)
    case .stopping: self.init("■", "stopping", .statusPaused)
    case .stopped: self.init("■", "stopped", .statusStopped)
    case .finished: self.init("✔", "finished", .statusFinished)
    case .failed: self.init("✘", "failed", .statusFailed)
    case .lost: self.init("?", "lost", .statusLost)
    }
  }

  /// The sign of a run; of one that waits it says for what, or that this was put off.
  init(_ run: RunSnapshot) {
    self.init(run.state)
    if run.isGrowing { self = .growing }
    if run.isSilent { self = .silent }
    if run.state == .waiting { word = run.openQuestion ?? (run.isAnswered ? "decided" : word) }
    if run.isOnHold { self = Self(.hold) }
  }

  /// The sign of a run that does not say its state, but still gets data.
  static let growing = StatusSign("↑", "growing", .statusRunning)

  /// The sign of one that got some today, and no more.
  static let silent = StatusSign("○", "silent", .textDim)

  /// The sign of one decision: on the way an alternative is chosen, only at the end something is approved.
  init(_ decision: Decision) {
    self.init(decision.verdict)
    if decision.verdict == .approve, decision.alternative != nil { word = "chosen" }
  }

  /// The sign of what was decided.
  public init(_ verdict: Verdict) {
    switch verdict {
    case .approve: self.init("✔", verdict.word, .statusFinished)
    case .reject: self.init("✘", verdict.word, .statusFailed)
    case .hold: self.init("‖", verdict.word, .statusPaused)
    }
  }

  /// The sign of a feature's drift.
  public init(_ status: DriftReport.Status) {
    switch status {
    case .ok: self.init("✔", "ok", .success)
    case .warning: self.init("▲", "warning", .warning)
    case .drift: self.init("✘", "drift", .error)
    }
  }

  init(_ glyph: String, _ word: String, _ style: StyleRole) {
    (self.glyph, self.word, self.style) = (glyph, word, style)
  }
}
