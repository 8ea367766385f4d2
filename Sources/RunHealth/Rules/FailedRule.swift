import RunModel

/// A run that failed, or that nobody watches any more: however good its curves were, it came to no end.
enum FailedRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    guard let state = run.state else { return .unjudged(because: "the run does not say its state") }
    guard let failure = run.failure else { return .quiet }
    let reason = failure.reason.isEmpty ? "no reason is recorded" : failure.reason
    let known: Evidence = failure.lastWords.map { "\(reason): \(line: $0)" } ?? "\(reason)"
    return .fired(
      HealthFinding(
        .failed, .critical, metric: nil, step: run.newestStep, isOver: true,
        evidence: state == .lost ? "it is lost: \(known)" : known))
  }
}
