public import RunHealth
import TerminalModel

/// What the rules of health say of a run in a word, the gravest first.
public enum HealthVerdict: Int, CaseIterable, Sendable {
  case critical, warning, healthy
  /// No rule could look, or none has yet.
  case unjudged

  public init(_ report: HealthReport?) {
    switch report?.worst?.severity {
    case .critical: self = .critical
    case .warning: self = .warning
    case nil: self = report?.isJudged == true ? .healthy : .unjudged
    }
  }

  /// Whether a rule fired.
  var isSick: Bool { self == .critical || self == .warning }

  public var word: String {
    switch self {
    case .critical: "critical"
    case .warning: "warning"
    case .healthy: "healthy"
    case .unjudged: "not judged"
    }
  }

  /// What `health:` of the filter calls it; a beginning will do.
  var names: [String] {
    switch self {
    case .critical, .warning: [word]
    case .healthy: [word, "ok"]
    case .unjudged: [word, "unjudged"]
    }
  }
}

extension StatusSign {
  init(_ verdict: HealthVerdict) {
    switch verdict {
    case .critical: self.init("✘", verdict.word, .error)
    case .warning: self.init("▲", verdict.word, .warning)
    case .healthy: self.init("✔", verdict.word, .success)
    case .unjudged: self.init("·", verdict.word, .textDim)
    }
  }

  /// The sign of a run's health; nil: it has not been judged.
  init(_ report: HealthReport?) { self.init(HealthVerdict(report)) }

  init(_ severity: HealthSeverity) { self.init(severity == .critical ? HealthVerdict.critical : .warning) }
}
