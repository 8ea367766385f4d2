internal import RunModel

extension SupervisionMachine {
  /// What a person asks, in whatever state: it is always answered.
  mutating func handle(_ request: ControlRequest, _ facts: RequestFacts) -> [SupervisionEffect] {
    switch request.action {
    case .pause(.checkpoint): pauseWithCheckpoint(request, facts)
    case .pause(.freeze): freeze(request)
    case .resume: resume(request, facts.approval)
    case .stop: stop(request)
    case .kill: kill(request)
    case .decided: decided(request, facts.approval)
    }
  }

  private func decline(_ request: ControlRequest, _ reason: String) -> [SupervisionEffect] {
    [.answer(request: request.id, accepted: false, reason: reason)]
  }

  private func accept(_ request: ControlRequest, _ reason: String) -> SupervisionEffect {
    .answer(request: request.id, accepted: true, reason: reason)
  }

  /// `waiting for the GPU (ada@laptop)`: the person's reason, or what was asked where none was given.
  private func words(_ request: ControlRequest, _ fallback: String) -> String {
    request.reason.isEmpty ? fallback : request.reason
  }

  private mutating func pauseWithCheckpoint(_ request: ControlRequest, _ facts: RequestFacts) -> [SupervisionEffect] {
    guard state == .running else { return decline(request, whyNoPause) }
    guard facts.handlesPauseSignal else {
      return decline(request, "this training does not handle SIG\(pauseSignal); \(ControlRequest.freezeAdvice)")
    }
    // A pause that was cancelled before and never followed is this one now.
    pauseCancelledBy = nil
    let record = move(to: .pausing, words(request, "asked to save a checkpoint and leave"), by: request.by)
    return [record, accept(request, "asked the training for a checkpoint"), .askForCheckpoint]
  }

  private mutating func freeze(_ request: ControlRequest) -> [SupervisionEffect] {
    guard state == .running else { return decline(request, whyNoPause) }
    let record = move(to: .frozen, words(request, "its processes are stopped; memory stays held"), by: request.by)
    return [record, accept(request, "stopped its processes where they stand"), .freeze]
  }

  private var whyNoPause: String {
    switch state {
    case .queued: "it has not started yet"
    case .running: "it is running"
    case .pausing: "it is already saving a checkpoint to pause; resume cancels that"
    case .paused: "it is already paused"
    case .frozen: "it is frozen; resume it first"
    case .waiting: "it waits for a decision; no process of it is running"
    case .stopping: "it is being stopped"
    case .finished: "it has finished"
    case .failed: "it has failed; there is nothing to pause"
    case .stopped: "it has been stopped; there is nothing to pause"
    case .lost: "it is lost; there is nothing to pause"
    }
  }

  private mutating func resume(_ request: ControlRequest, _ approval: ApprovalStanding) -> [SupervisionEffect] {
    switch state {
    case .frozen:
      return [move(to: .running, words(request, "continued"), by: request.by), accept(request, "continues"), .thaw]
    case .pausing:
      pauseCancelledBy = request.by
      let record = move(to: .running, words(request, "pause cancelled"), by: request.by)
      return [record, accept(request, "the pause is cancelled"), .withdrawPause]
    case .paused, .failed, .stopped, .lost:
      let place = checkpoint.map { "continues from \($0)" } ?? "starts from the beginning: there is no checkpoint"
      let record = move(to: .queued, words(request, "asked to continue"), by: request.by)
      return [record, accept(request, place), startEffect]
    case .queued: return decline(request, "it is about to start")
    case .running where hasJustAdopted: return [accept(request, "it runs, and is supervised again")]
    case .running: return decline(request, "it is running")
    case .waiting:
      switch approval {
      case .gateDecided(let decision): return goOn(request, decision)
      case .gateOpen(let title): return decline(request, "it \(Self.gateSentence(title)); approve or reject it")
      default: return decline(request, "it has nothing left to compute: it waits for a decision")
      }
    case .stopping: return decline(request, "it is being stopped; resume it when it has ended")
    case .finished: return decline(request, "it has finished")
    }
  }

  private mutating func stop(_ request: ControlRequest) -> [SupervisionEffect] {
    switch state {
    case .running, .pausing, .frozen:
      let isFrozen = state == .frozen
      endSentence = "stopped by \(request.by)"
      let record = move(to: .stopping, words(request, "asked to end"), by: request.by)
      return [record, accept(request, "asked the training to end")] + (isFrozen ? [.thaw] : [])
        + [.terminate, .grantGrace]
    case .queued, .paused: return giveUp(request)
    case .stopping: return decline(request, "it is already being stopped; kill ends it at once")
    case .waiting, .finished, .failed, .stopped, .lost: return decline(request, whyNoEnd)
    }
  }

  private mutating func kill(_ request: ControlRequest) -> [SupervisionEffect] {
    switch state {
    case .running, .pausing, .frozen, .stopping:
      endSentence = "killed by \(request.by)"
      let record = move(to: .stopping, words(request, "asked to end at once"), by: request.by)
      return [record, accept(request, "killed the training"), .kill, .lookAgain]
    case .queued, .paused: return giveUp(request)
    case .waiting, .finished, .failed, .stopped, .lost: return decline(request, whyNoEnd)
    }
  }

  /// There is no process: the word alone ends it.
  private mutating func giveUp(_ request: ControlRequest) -> [SupervisionEffect] {
    let sentence = state == .queued ? "stopped before it started" : "stopped while it was paused"
    return [move(to: .stopped, words(request, sentence), by: request.by), accept(request, sentence)]
  }

  private var whyNoEnd: String {
    switch state {
    case .waiting: "no process of it is running; approve or reject what it waits for"
    case .finished: "it has finished"
    case .failed: "it has already failed"
    case .stopped: "it has already been stopped"
    case .lost: "it is lost and none of its processes is left"
    case .queued, .running, .pausing, .paused, .frozen, .stopping: "it is \(state.rawValue)"
    }
  }

  private mutating func decided(_ request: ControlRequest, _ approval: ApprovalStanding) -> [SupervisionEffect] {
    guard state == .waiting else {
      return [accept(request, "noted; a decision changes nothing about a run that is \(state.rawValue)")]
    }
    switch approval {
    case .gateOpen(let title): return [accept(request, "it still \(Self.gateSentence(title))")]
    case .gateDecided(let decision): return goOn(request, decision)
    case .none, .open:
      return decline(request, "the ledger holds no decision about the checkpoint it waits for")
    case .decided(.hold, let by): return [accept(request, "held by \(by); it still waits")]
    case .decided(.approve, let by):
      return [move(to: .finished, "approved by \(by)", by: by), accept(request, "approved")]
    case .decided(.reject, let by):
      return [move(to: .finished, "rejected by \(by)", by: by), accept(request, "rejected")]
    }
  }

  /// The training itself does what was decided, also when that is to end.
  private mutating func goOn(_ request: ControlRequest, _ decision: GateDecision) -> [SupervisionEffect] {
    let record = move(to: .queued, decision.sentence, by: decision.by)
    return [record, accept(request, decision.sentence), startEffect]
  }
}
