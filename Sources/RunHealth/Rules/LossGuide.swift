extension JudgedRun {
  /// The loss for a rule about its shape, or why there is nothing to judge.
  /// - Parameter points: how many the main curve needs.
  func lossToJudge(points: Int) -> Result<LossCurves, Reason> {
    if let lossIsNoGuide { return .failure(Reason(lossIsNoGuide)) }
    guard let loss else {
      return .failure(Reason(losses.isEmpty ? "no loss is logged" : "the loss begins at 0 or below"))
    }
    guard loss.main.count >= points else {
      return .failure(Reason("it needs \(points) values of the loss, and there are \(loss.main.count)"))
    }
    return .success(loss)
  }
}

/// Why a rule could not look.
struct Reason: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

extension Result where Success == LossCurves, Failure == Reason {
  /// What `rule` finds in the loss.
  func judged(_ rule: (LossCurves) -> HealthOutcome) -> HealthOutcome {
    switch self {
    case .success(let loss): rule(loss)
    case .failure(let reason): .unjudged(because: reason.text)
    }
  }
}
