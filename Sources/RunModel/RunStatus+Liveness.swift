extension RunStatus {
  /// The state that is true now, and a sentence about it.
  ///
  /// A state that needs a supervisor is believed only while that supervisor lives.
  /// - Parameters:
  ///   - now: lets the sentence say how old a state of another host is.
  ///   - isAlive: whether a process still runs; nil when it cannot be known, as on another host.
  public func effectiveState(
    at now: WallTime? = nil, isAlive: (ProcessIdentity) -> Bool?
  ) -> (state: RunState, reason: String) {
    // One about to start has no supervisor at first; one that it names and that is gone will not start it.
    guard state.needsSupervisor || (state == .queued && supervisor != nil) else { return (state, reason) }
    guard let supervisor else {
      return (.lost, "it was \(state.rawValue), but its state names no supervisor; \(fateOfTraining(isAlive))")
    }
    switch isAlive(supervisor) {
    case true?: return (state, reason)
    case false?:
      let process = "process \(supervisor.pid) on \(supervisor.host)"
      return (.lost, "it was \(state.rawValue), but its supervisor (\(process)) is gone; \(fateOfTraining(isAlive))")
    case nil:
      return (
        state,
        [reason, "last said by \(supervisor.host)\(age(at: now)); not checked from here"]
          .filter { !$0.isEmpty }.joined(separator: "; ")
      )
    }
  }

  private func fateOfTraining(_ isAlive: (ProcessIdentity) -> Bool?) -> String {
    let remedy = "`pitwall resume RUN` re-adopts it"
    guard let training else { return "no training process is known; `pitwall resume RUN` starts it again" }
    switch isAlive(training) {
    case true?: return "the training (process \(training.pid)) still runs unwatched: \(remedy)"
    case false?: return "the training has ended too; `pitwall resume RUN` starts it again from its last checkpoint"
    case nil:
      return "whether the training (process \(training.pid) on \(training.host)) still runs is not known; \(remedy)"
    }
  }

  private func age(at now: WallTime?) -> String {
    guard let now, let since else { return "" }
    let seconds = now.secondsSince1970 - since.secondsSince1970
    // A clock that is behind the other host's says nothing; the cap keeps the conversion in range.
    guard seconds >= 0, seconds < 1e12 else { return "" }
    let whole = Int(seconds)
    switch whole {
    case ..<120: return " \(whole) s ago"
    case ..<7200: return " \(whole / 60) min ago"
    case ..<172_800: return " \(whole / 3600) h ago"
    default: return " \(whole / 86400) days ago"
    }
  }
}
