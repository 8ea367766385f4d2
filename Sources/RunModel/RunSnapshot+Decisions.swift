extension RunSnapshot {
  /// The newest word of a person about the run: where it asked for one, about the bytes it asked about. How an
  /// escalation was answered is a word about the way, and counts while the run waits there or has ended by it.
  public var standingDecision: Decision? {
    guard let request = approvalRequest else { return decisions.last }
    guard request.escalation == nil || state == .waiting || state == .stopped else { return nil }
    return request.newestAnswer(among: decisions)
  }

  /// What the run has stopped for on its way; nil unless it still waits there.
  public var openEscalation: Escalation? { openApprovalRequest?.escalation }

  /// How the open request was put off, where that is the newest word about it.
  public var standingHold: Decision? { openApprovalRequest?.newestAnswer(among: decisions) }

  /// Whether it waits for a decision that somebody has put off.
  public var isOnHold: Bool { state == .waiting && standingHold != nil }

  /// What a decision about a checkpoint is about, in words that tell runs apart: the candidate that a study has chosen,
  /// what a training has stopped for, else the checkpoint's file and its step.
  public func subject(of checkpoint: String) -> String {
    if let request = approvalRequest, request.checkpoint == checkpoint, let title = request.escalation?.title {
      return title
    }
    let recorded = checkpoints.last { $0.path == checkpoint }
    if recorded?.reason == "final", let candidate = end?.chosenCandidate { return candidate }
    let file = checkpoint.split(separator: "/").last.map(String.init) ?? checkpoint
    return file + (recorded.map { ", step \($0.step.rawValue)" } ?? "")
  }

  /// Whether it waits though a person has decided: it has not taken that up yet.
  public var isAnswered: Bool { state == .waiting && approvalRequest != nil && openApprovalRequest == nil }

  /// Whether it may still come to another end, or to a question of its own; runs of others do not say.
  public var isUnderWay: Bool { state.map { $0 != .finished && $0 != .waiting } ?? false }

  /// Whether a decision about a checkpoint would come before the run asks: what the run ends with is not to be judged
  /// before it has ended. One on the way may be.
  public func isTooEarly(toDecideAbout checkpoint: String) -> Bool {
    guard isUnderWay, approvalRequest?.checkpoint != checkpoint else { return false }
    return checkpoints.last { $0.path == checkpoint }?.reason == "final"
  }

  /// What a person is asked: `escalation: Data Issues` where the run has stopped on its way, `approval` at its end; nil
  /// where nothing waits.
  public var openQuestion: String? {
    openApprovalRequest.map { request in request.escalation.map { "escalation: \($0.title)" } ?? "approval" }
  }
}

extension Decision {
  /// `approved by ada@laptop` or `leave-out chosen by ada@laptop`, `on 2026-11-21 14:03` and `: better than the last one`, the most important first.
  public func words(secondsFromUTC: Int) -> [String] {
    [
      "\(verdict == .hold ? "put " : "")\(alternative.map { "\($0) chosen" } ?? verdict.word) by \(by)",
      " on \(ClockTime.dateAndTime(wallTime, secondsFromUTC: secondsFromUTC))", reason.isEmpty ? "" : ": \(reason)",
    ]
  }

  /// `approved by ada@laptop on 2026-11-21 14:03: better than the last one`.
  public func sentence(secondsFromUTC: Int) -> String { words(secondsFromUTC: secondsFromUTC).joined() }
}

extension Verdict {
  /// What a run is after it.
  public var word: String {
    switch self {
    case .approve: "approved"
    case .reject: "rejected"
    case .hold: "on hold"
    }
  }
}

extension ConsoleTail {
  /// The last line that holds anything.
  public var lastWords: String? {
    lines.last { ConsoleStream.unmarked($0).contains { !$0.isWhitespace } }.map { String(ConsoleStream.unmarked($0)) }
  }
}
