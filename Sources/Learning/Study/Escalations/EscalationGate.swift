internal import Approvals
internal import FileAccess
internal import JSONText
internal import ModelSelection
internal import RunModel
internal import StudyModel

/// Where a study stops until a person has decided: what is asked is a file of the run directory, so that the answer in
/// the ledger is about its bytes.
struct EscalationGate {
  let summary: EscalationSummary
  private let journal: StudyJournal
  private let runDirectory: String

  init(_ summary: EscalationSummary, _ context: StudyContext, runDirectory: String) {
    (self.summary, journal, self.runDirectory) = (summary, context.journal, runDirectory)
  }

  var path: String { "escalations/\(summary.kind.rawValue).json" }

  /// The same whenever the study comes here.
  var bytes: [UInt8] {
    get throws(LearningError) {
      do throws(JSONFieldError) {
        return Array((try JSONValue(encoding: summary, keys: .snakeCase).serialized() + "\n").utf8)
      } catch {
        throw .checkpoint(path: path, reason: error.description)
      }
    }
  }

  /// The question as everybody is asked it.
  func request(sha256: String, at time: Double) -> ApprovalRequest {
    let alternatives = summary.alternatives.map {
      Escalation.Alternative(name: $0.name, what: $0.what, cost: $0.cost, effect: $0.effect, ends: $0.ends)
    }
    return ApprovalRequest(
      checkpoint: path, sha256: sha256, question: summary.question, evidence: summary.evidence,
      escalation: Escalation(kind: summary.kind.rawValue, alternatives: alternatives), wallTime: WallTime(time))
  }

  func alternative(of ruling: EscalationSummary.Ruling) -> EscalationSummary.Alternative? {
    summary.alternatives.first { $0.name == ruling.alternative }
  }

  /// What was decided; nil while nobody has, or somebody has put it off.
  ///
  /// What the study goes on with is a step from then on: whatever the ledger says later, this study took this way. An end
  /// is none, so that a person may think better of it.
  func ruling(on request: ApprovalRequest) throws(LearningError) -> EscalationSummary.Ruling? {
    let key = "ruling-\(summary.kind.rawValue)"
    if let known = try journal.entry(key, of: EscalationSummary.Ruling.self) { return known.value }
    guard let decision = try answer(to: request), decision.verdict != .hold else { return nil }
    let ruling = EscalationSummary.Ruling(
      alternative: request.choice(of: decision), by: decision.by, reason: decision.reason,
      decided: decision.wallTime.secondsSince1970)
    guard ruling.alternative == nil || alternative(of: ruling) != nil else {
      throw .checkpoint(
        path: "\(runDirectory)/decisions.jsonl", reason: "there is no alternative \(ruling.alternative ?? "")")
    }
    guard alternative(of: ruling)?.ends == false else { return ruling }
    return try journal.store(key, ruling, seconds: 0).value
  }

  /// Of a ledger that can be trusted.
  private func answer(to request: ApprovalRequest) throws(LearningError) -> Decision? {
    let (directory, report) = try LearningError.files { () throws(FileError) in
      let ledger = try Ledger(runDirectory: runDirectory)
      return (ledger, try ledger.verify())
    }
    if let issue = report.issues.first {
      throw .checkpoint(
        path: report.path, reason: "it cannot be trusted, so nothing is decided by it: \(issue.message)")
    }
    return try LearningError.files { () throws(FileError) in request.newestAnswer(among: try directory.decisions()) }
  }
}
