import RunModel
import Testing

@Suite struct RunStatusLivenessTests {
  private let supervisor = ProcessIdentity(host: "gpu1", boot: "b", pid: 10, start: 1)
  private let training = ProcessIdentity(host: "gpu1", boot: "b", pid: 11, start: 2)

  private func status(_ state: RunState) -> RunStatus {
    RunStatus(
      state: state, since: WallTime(1_000), reason: "launched", attempt: 1, supervisor: supervisor, training: training)
  }

  @Test(arguments: RunState.allCases) func aLivingSupervisorIsBelieved(state: RunState) {
    let (effective, reason) = status(state).effectiveState { _ in true }
    #expect(effective == state && reason == "launched")
  }

  @Test(arguments: RunState.allCases) func withoutItsSupervisorARunIsLost(state: RunState) {
    let (effective, reason) = status(state).effectiveState { $0 == training }
    #expect(effective == (state.needsSupervisor || state == .queued ? .lost : state))
    if state.needsSupervisor { #expect(reason.contains("still runs") && reason.contains("pitwall resume RUN")) }
  }

  @Test func theReasonSaysWhenTheTrainingHasEndedToo() {
    let (effective, reason) = status(.running).effectiveState { _ in false }
    #expect(effective == .lost && reason.contains("ended too") && reason.contains("10"))
  }

  @Test func aStateWithoutSupervisorIsLost() {
    var status = status(.frozen)
    status.supervisor = nil
    #expect(status.effectiveState { _ in true }.state == .lost)
  }

  @Test(arguments: [(60.0, "60 s ago"), (3_600.0, "60 min ago"), (7_200.0, "2 h ago"), (864_000.0, "10 days ago")])
  func aStateOfAnotherHostIsShownWithItsAge(seconds: Double, age: String) {
    let (effective, reason) = status(.running).effectiveState(at: WallTime(1_000 + seconds)) { _ in nil }
    #expect(effective == .running && reason.contains("gpu1") && reason.contains(age))
  }

  @Test func aClockThatIsBehindSaysNoAge() {
    let (_, reason) = status(.running).effectiveState(at: WallTime(5)) { _ in nil }
    #expect(!reason.contains("ago"))
  }
}
