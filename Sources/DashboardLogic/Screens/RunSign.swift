public import RunModel
public import TerminalModel

/// How a run's state looks: a sign, a word and a colour; never colour alone.
public struct RunSign: Equatable, Sendable {
  public var glyph: String
  public var ascii: String
  public var word: String
  public var style: StyleRole

  public func text(_ glyphs: GlyphSet) -> String { glyphs == .ascii ? ascii : glyph }

  public init(_ state: RunState?) {
    switch state {
    case nil: self.init("·", ".", "recorded", .textDim)
    case .queued: self.init("◌", "o", "queued", .textDim)
    case .running: self.init("▶", ">", "running", .statusRunning)
    case .pausing: self.init("‖", "=", "pausing", .statusPaused)
    case .paused: self.init("‖", "=", "paused", .statusPaused)
    case .frozen: self.init("✱", "#", "frozen", .statusPaused)
    case .waiting: self.init("●", "@", "waits for you", .statusWaiting)
    case .stopping: self.init("■", "-", "stopping", .statusPaused)
    case .stopped: self.init("■", "-", "stopped", .textDim)
    case .finished: self.init("✔", "+", "finished", .statusFinished)
    case .failed: self.init("✘", "x", "failed", .statusFailed)
    case .lost: self.init("?", "?", "lost", .statusLost)
    }
  }

  private init(_ glyph: String, _ ascii: String, _ word: String, _ style: StyleRole) {
    (self.glyph, self.ascii, self.word, self.style) = (glyph, ascii, word, style)
  }
}

/// How a verdict looks.
public struct VerdictSign: Equatable, Sendable {
  public var glyph: String
  public var ascii: String
  public var word: String
  public var style: StyleRole

  public func text(_ glyphs: GlyphSet) -> String { glyphs == .ascii ? ascii : glyph }

  public init(_ verdict: Verdict) {
    switch verdict {
    case .approve: (glyph, ascii, word, style) = ("✔", "+", "approved", .statusFinished)
    case .reject: (glyph, ascii, word, style) = ("✘", "x", "rejected", .statusFailed)
    case .hold: (glyph, ascii, word, style) = ("‖", "=", "on hold", .statusPaused)
    }
  }
}
