import RunModel

extension DashboardState {
  mutating func pauseOrResume() -> [Effect] {
    guard let run = selectedRun else { return [] }
    if run.state == .running { return request(.pause(.checkpoint), reason: "paused from the dashboard") }
    // What is frozen or about to pause goes on in memory.
    let startsProcess = run.state != .frozen && run.state != .pausing
    guard startsProcess, run.wouldStartOver else { return request(.resume, reason: Self.resumeReason) }
    confirm(.resume)
    return []
  }

  private static let resumeReason = "resumed from the dashboard"

  mutating func request(_ action: ControlRequest.Action, reason: String) -> [Effect] {
    guard let run = selectedRun else { return [] }
    return [.request(action, runPath: run.path, reason: reason)]
  }

  mutating func confirm(_ action: ControlRequest.Action) {
    guard let run = selectedRun else { return }
    let (question, consequence, reason) =
      switch action {
      case .kill: ("Kill \(run.qualifiedName) at once?", run.consequenceOfKilling, "asked from the dashboard")
      case .resume: ("Resume \(run.qualifiedName)?", run.consequenceOfStartingOver, Self.resumeReason)
      default: ("Stop \(run.qualifiedName)?", run.consequenceOfStopping, "asked from the dashboard")
      }
    overlay = .confirmation(
      Confirmation(
        action: action, runPath: run.path, question: question, consequence: consequence, reason: reason))
  }

  mutating func startDecision(_ verdict: Verdict) {
    guard let run = runToDecide, let subject = TrainingAvailability.decisionSubject(of: run) else { return }
    overlay = .decision(DecisionDialog(verdict: verdict, run: run, request: subject))
  }
}

extension RunSnapshot {
  private var hasCheckpoint: Bool { !checkpoints.isEmpty || status?.checkpoint != nil }

  /// Whether it begins again when it is resumed. A study goes on from what it has finished, without a checkpoint too.
  fileprivate var wouldStartOver: Bool { !hasCheckpoint && studyMeasure == nil }

  fileprivate var consequenceOfStopping: String {
    if wouldStartOver { return "It is asked to end. It has no checkpoint: resumed, it starts from the beginning." }
    return "It is asked to end. It can be resumed from its last \(hasCheckpoint ? "checkpoint" : "finished step")."
  }

  fileprivate var consequenceOfKilling: String {
    if wouldStartOver { return "It has no checkpoint: all its work is lost; resumed, it starts from the beginning." }
    return "Work since the last \(hasCheckpoint ? "checkpoint" : "finished step") is lost."
  }

  /// A training that nobody watches may still run: then it is only watched again.
  fileprivate var consequenceOfStartingOver: String {
    "There is no checkpoint: \(state == .lost ? "unless it still runs, " : "")it starts from the beginning, "
      + "and what it has recorded so far is replaced."
  }
}
