import TerminalModel
import RunModel

/// What waits for a decision, and what was decided about the selected run.
public struct DecisionsModel: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    public var sign: StatusSign
    public var time: String
    public var run: String
    public var checkpoint: String
    /// The first twelve digits.
    public var digest: String
    public var by: String
    public var reason: String
  }
  public struct Pending: Equatable, Sendable {
    public var question: String
    public var checkpoint: String
    /// Whole; nil when the run did not record it.
    public var sha256: String?
    public var evidence: [String]
    /// Such as `a approve   r reject   o hold`.
    public var keys: [FooterModel.Hint]
  }
  /// nil when nothing about the selected run waits.
  public var pending: Pending?
  /// Names of other runs that wait.
  public var alsoWaiting: [String]
  /// The decisions about the selected run, newest first.
  public var rows: [Row]
  public var scroll: Int
  public var runName: String

  init?(_ state: DashboardState) {
    guard let run = state.selectedRun else { return nil }
    runName = run.name
    pending = run.openApprovalRequest.map { request in
      Pending(
        question: request.question, checkpoint: request.checkpoint, sha256: request.sha256, evidence: request.evidence,
        keys: [Command.approve, .reject, .hold].map { command in
          let spec = CommandTable.spec(of: command)
          return FooterModel.Hint(key: spec.keys.first?.label ?? "", label: spec.hint)
        })
    }
    alsoWaiting = state.runs.watched.runs.filter { $0.id != run.id && $0.openApprovalRequest != nil }.map(\.name)
    rows = run.decisions.reversed().map { decision in
      Row(
        sign: StatusSign(decision.verdict),
        time: ClockTime.dateAndTime(decision.wallTime, secondsFromUTC: state.secondsFromUTC), run: run.name,
        checkpoint: decision.checkpoint, digest: String(decision.sha256.prefix(12)), by: decision.by,
        reason: decision.reason)
    }
    scroll = state.scroll[.decisions] ?? 0
  }
}
