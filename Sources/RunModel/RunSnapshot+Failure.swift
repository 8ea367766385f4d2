/// Why a run failed or was lost, as far as anything says.
public struct RunFailure: Equatable, Sendable {
  /// Of who watched it: an exit status, a signal, or what became of its supervisor; empty when nothing is known.
  public var reason: String
  /// What the training recorded itself, else the last line of its console: hostile text, with its SGR sequences. nil of a
  /// lost run, whose console says nothing about its end.
  public var lastWords: String?
}

extension RunSnapshot {
  /// nil unless it failed or was lost. O(lines of its console that are at hand).
  public var failure: RunFailure? {
    switch state {
    case .lost: RunFailure(reason: stateReason)
    case .failed: RunFailure(reason: reasonWithExit, lastWords: recordedReason ?? console.lastWords)
    default: nil
    }
  }

  /// The reason of its state, and how its process ended where that is something else.
  private var reasonWithExit: String {
    let exit = status?.exit.map { exit in
      switch exit {
      case .code(let code): "exit code \(code)"
      case .signal(let number): "signal \(number)"
      }
    }
    return [stateReason, exit.flatMap { stateReason.contains($0) ? nil : $0 } ?? ""].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  /// Where nobody else gave a reason, the state has this one already.
  private var recordedReason: String? {
    end?.reason.flatMap { $0.isEmpty || stateReason.contains($0) ? nil : $0 }
  }
}
