import RunModel
import Testing

/// Why a run failed, as its state, its process and the training itself say.
@Suite struct RunFailureTests {
  private func failure(
    _ state: RunState, _ reason: String, exit: RunModel.ExitStatus? = nil, end: String? = nil, console: [String] = []
  ) -> RunFailure? {
    var run = RunSnapshot(id: "run", name: "run", path: "/run")
    (run.state, run.stateReason, run.console.lines) = (state, reason, console)
    run.status = RunStatus(state: state, since: nil, reason: reason, exit: exit)
    run.end = end.map { TrainingEnd(outcome: .failed, reason: $0) }
    return run.failure
  }

  @Test func theTrainingsOwnReasonGoesBeforeTheLastLineOfItsConsole() {
    let plain = failure(.failed, "exit code 1", exit: .code(1), console: ["a", "ValueError: b", ""])
    #expect((plain?.reason, plain?.lastWords) == ("exit code 1", "ValueError: b"))
    let said = failure(.failed, "exit code 1", exit: .code(1), end: "the loss is NaN", console: ["bye"])
    #expect((said?.reason, said?.lastWords) == ("exit code 1", "the loss is NaN"))
    let unwatched = failure(.failed, "the loss is NaN", end: "the loss is NaN")
    #expect((unwatched?.reason, unwatched?.lastWords) == ("the loss is NaN", nil))
  }

  @Test func howItsProcessEndedIsSaidOnce() {
    #expect(failure(.failed, "", exit: .signal(9))?.reason == "signal 9")
    #expect(failure(.failed, "out of patience", exit: .code(3))?.reason == "out of patience, exit code 3")
    #expect(
      failure(.failed, "killed by signal 11 (SIGSEGV)", exit: .signal(11))?.reason == "killed by signal 11 (SIGSEGV)")
  }

  @Test func onlyWhatFailedOrWasLostHasOne() {
    #expect(failure(.lost, "its supervisor is gone", console: ["step 3"])?.lastWords == nil)
    #expect(failure(.lost, "its supervisor is gone")?.reason == "its supervisor is gone")
    for state in RunState.allCases where state != .failed && state != .lost { #expect(failure(state, "so") == nil) }
  }
}
