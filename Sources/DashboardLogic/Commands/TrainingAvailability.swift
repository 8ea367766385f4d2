import RunModel

/// When a training can be acted on, and the reason when it cannot.
enum TrainingAvailability {
  static let pauseOrResume: @Sendable (DashboardState) -> Availability = { state in
    launched(state) { run in
      switch run.state {
      case .running, .pausing, .paused, .frozen, .failed, .stopped, .lost: .enabled
      case .queued: .disabled(because: "the training has not started yet")
      case .stopping: .disabled(because: "the training is stopping")
      case .waiting, .finished: .disabled(because: "the training has finished")
      case nil: .disabled(because: "the run does not say its state")
      }
    }
  }

  static let freeze: @Sendable (DashboardState) -> Availability = { state in
    launched(state) { run in
      switch run.state {
      case .running, .pausing: .enabled
      case .frozen: .disabled(because: "it is frozen already; \(state.keys.label(of: .pauseOrResume)) resumes it")
      default: .disabled(because: "no process of it is running")
      }
    }
  }

  static let stop: @Sendable (DashboardState) -> Availability = { state in
    launched(state) { run in
      switch run.state {
      case .running, .pausing, .frozen, .paused, .stopping, .lost, .queued: .enabled
      default: .disabled(because: "the training has ended")
      }
    }
  }

  static func decide(_ verdict: Verdict) -> @Sendable (DashboardState) -> Availability {
    { state in
      guard let run = state.runToDecide else { return .disabled(because: "no run is selected") }
      guard state.showsSelectedRun else {
        return .disabled(because: "\(run.qualifiedName) is selected, which this screen does not show")
      }
      guard let subject = decisionSubject(of: run) else {
        return .disabled(because: "the run has no checkpoint to decide about")
      }
      if run.isTooEarly(toDecideAbout: subject.checkpoint) {
        return .disabled(because: "the run has not ended; it asks when it has")
      }
      guard let standing = subject.decision(among: run.decisions, barring: verdict) else { return .enabled }
      return .disabled(because: "decided already: \(standing.sentence(secondsFromUTC: state.secondsFromUTC))")
    }
  }

  /// What a decision would be about: the open request, else the newest final checkpoint, else the newest of all.
  static func decisionSubject(of run: RunSnapshot) -> ApprovalRequest? {
    if let request = run.openApprovalRequest ?? run.approvalRequest { return request }
    guard let checkpoint = run.checkpoints.last(where: { $0.reason == "final" }) ?? run.checkpoints.last else {
      return nil
    }
    return ApprovalRequest(
      checkpoint: checkpoint.path, sha256: checkpoint.sha256,
      question: "The training asked nothing; this decision is yours.")
  }

  private static func launched(_ state: DashboardState, _ then: (RunSnapshot) -> Availability) -> Availability {
    guard let run = state.selectedRun else { return .disabled(because: "no run is selected") }
    guard run.status != nil else { return .disabled(because: "the run was not launched by Pitwall") }
    return then(run)
  }
}
