import RunModel

extension DashboardState {
  mutating func pauseOrResume() -> [Effect] {
    guard let run = selectedRun else { return [] }
    return run.state == .running
      ? request(.pause(.checkpoint), reason: "paused from the dashboard")
      : request(.resume, reason: "resumed from the dashboard")
  }

  mutating func request(_ action: ControlRequest.Action, reason: String) -> [Effect] {
    guard let run = selectedRun else { return [] }
    return [.request(action, runPath: run.path, reason: reason)]
  }

  mutating func confirm(_ action: ControlRequest.Action) {
    guard let run = selectedRun else { return }
    let isKill = action == .kill
    overlay = .confirmation(
      Confirmation(
        action: action, runPath: run.path,
        question: isKill ? "Kill \(run.qualifiedName) at once?" : "Stop \(run.qualifiedName)?",
        consequence: isKill
          ? "Work since the last checkpoint is lost."
          : "It is asked to end. "
            + (run.checkpoints.isEmpty
              ? "It has no checkpoint: resumed, it starts from the beginning."
              : "It can be resumed from its last checkpoint.")))
  }

  mutating func startDecision(_ verdict: Verdict) {
    guard let run = runToDecide, let subject = TrainingAvailability.decisionSubject(of: run) else { return }
    overlay = .decision(DecisionDialog(verdict: verdict, run: run, request: subject))
  }
}
