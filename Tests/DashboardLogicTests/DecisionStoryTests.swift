import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

/// Someone goes through what waits and what was decided, over all runs.
@Suite struct DecisionStoryTests {
  private struct Absent: Error {}

  private func decision(_ id: String, of run: String, at time: Double, _ verdict: Verdict) throws -> Decision {
    Decision(
      id: id, wallTime: try #require(WallTime(time)), verdict: verdict, runID: run, checkpoint: "c-\(id)",
      sha256: String(repeating: "d", count: 64), by: "ada@lab", reason: "reason \(id)", previous: "0")
  }

  /// a: decided twice, b: nothing, c and d: wait.
  private func story() throws -> DashboardStory {
    var decided = SampleRun.launched("a", .finished)
    decided.decisions = [
      try decision("1", of: "a", at: 1_795_224_000, .hold), try decision("3", of: "a", at: 1_795_226_000, .approve),
    ]
    var asking = SampleRun.waiting("d")
    asking.approvalRequest?.gates = [
      .init(name: "auc at least 0.8", hasPassed: true, evidence: "0.84"),
      .init(name: "recall at least 0.9", hasPassed: false),
      .init(name: "fair by sex", hasPassed: nil, evidence: "too few rows"),
    ]
    asking.approvalRequest?.askedBy = "nightly@ci"
    asking.decisions = [try decision("2", of: "d", at: 1_795_225_000, .reject)]
    var story = DashboardStory([decided, SampleRun.recorded("b"), SampleRun.waiting("c"), asking])
    story.press("j", "9")
    return story
  }

  private func model(_ story: DashboardStory) throws -> DecisionsModel {
    guard case .decisions(let model) = DashboardModel(story.state).body else { throw Absent() }
    return model
  }

  private func rows(_ model: DecisionsModel) -> [[String]] {
    model.table.page(columns: 300, rows: 20).rows.map { row in
      row.cells.map { cell in if case .text(let text) = cell { text.spans.map(\.text).joined() } else { "" } }
    }
  }

  private func text(_ model: DecisionsModel) -> [String] { model.detail.map { $0.spans.map(\.text).joined() } }

  @Test func whatWaitsComesFirstThenWhatWasDecidedTheNewestFirst() throws {
    let model = try model(try story())
    let rows = rows(model)
    #expect(rows.map { $0[1] } == ["c", "d", "a", "d", "a"])
    #expect(rows.map { $0[0] } == ["● waits", "● waits", "✔ approved", "✘ rejected", "‖ on hold"])
    #expect(rows.map { $0[3] } == ["", "✘ 1 of 3 failed", "", "", ""])
    #expect(rows.map { $0[2] } == ["final.ubj", "final.ubj", "c-3", "c-2", "c-1"])
    #expect(rows.last?[4] == "reason 1")
    #expect(model.summary.spans.map(\.text).joined() == "● 2 wait for you  3 decided")
    #expect(model.table.selection == 0, "the selected run has none, so the first")
  }

  @Test func whoHasOnlyLookedFindsTheSameRunSelected() throws {
    var story = try story()
    #expect(story.state.selectedRun?.id == "c")
    story.press("2")
    #expect(story.state.selectedRun?.id == "b")
    story.press("9", "j", "2")
    #expect(story.state.selectedRun?.id == "d")
  }

  @Test func whatWasPutOffIsOneLineBehindWhatWaits() throws {
    var held = SampleRun.waiting("c")
    let request = try #require(held.approvalRequest)
    for (id, time) in [("1", 1_795_223_000.0), ("2", 1_795_224_000.0)] {
      var hold = try decision(id, of: "c", at: time, .hold)
      (hold.checkpoint, hold.sha256) = (request.checkpoint, request.sha256 ?? "")
      held.decisions.append(hold)
    }
    var story = DashboardStory([held, SampleRun.waiting("d")])
    story.press("9")
    let model = try model(story)
    #expect(rows(model).map { $0[0] } == ["● waits", "‖ waits, on hold", "‖ on hold"])
    let line = rows(model)[1]
    #expect([line[1], line[3], line[4], line[5]] == ["c", "reason 2", "since 2026-11-21 01:20", "ada@lab"])
    #expect(model.summary.spans.map(\.text).joined() == "● 1 waits for you  ‖ 1 on hold  1 decided")
    #expect(DashboardModel(story.state).header.counts.map(\.word) == ["waits for you", "on hold"])
    #expect(text(model).first?.hasPrefix("‖ put on hold by ada@lab on 2026-11-21 01:20: reason 2") == true)
    #expect(model.keys.isEmpty == false, "it can still be decided")
    // Elsewhere the run has the same sign and word.
    story.press("1")
    let listed = RunsModel(story.state, visibleRows: 9)
    #expect(listed.row(0)?.sign == StatusSign(Verdict.hold) && listed.row(1)?.sign.word == "approval")
    story.press("/")
    story.type("state:\"on hold\"")
    #expect(story.state.runs.listed.map(\.id) == ["c"])
  }

  /// The run's open request is decided about, and the watcher sees it.
  private func decide(_ id: String, _ verdict: Verdict, in story: inout DashboardStory) throws {
    let all = story.state.runs.watched.runs
    let runs = try all.map { run -> RunSnapshot in
      guard run.id == id else { return run }
      var run = run
      let request = try #require(run.approvalRequest)
      var made = try decision("now-\(id)", of: id, at: 1_795_230_000 + Double(run.decisions.count), verdict)
      (made.checkpoint, made.sha256) = (request.checkpoint, request.sha256 ?? "")
      run.decisions.append(made)
      return run
    }
    story.see(runs)
  }

  @Test func afterADecisionTheNextRequestStandsUnderTheCursor() throws {
    var story = DashboardStory(["a", "b", "c", "d"].map(SampleRun.waiting))
    func selected() throws -> [String] {
      let model = try model(story)
      return [rows(model)[try #require(model.table.selection)][0], model.runName, story.state.selectedRun?.id ?? ""]
    }
    story.press("9", "j")
    #expect(try selected() == ["● waits", "b", "b"])
    try decide("b", .approve, in: &story)
    #expect(try selected() == ["● waits", "c", "c"], "the place stays, and what has come up to it waits")
    // What was put off comes behind the others.
    try decide("c", .hold, in: &story)
    #expect(try selected() == ["● waits", "d", "d"])
    try decide("d", .reject, in: &story)
    #expect(try selected() == ["● waits", "a", "a"], "it was the last that waits now")
    try decide("a", .reject, in: &story)
    #expect(try selected() == ["‖ waits, on hold", "c", "c"])
    try decide("c", .approve, in: &story)
    #expect(try selected().first == "✔ approved", "nothing waits any more")
    // Who looks at what was decided stays there.
    story.press("j")
    let before = try selected()
    story.see([SampleRun.waiting("e")] + story.state.runs.watched.runs)
    #expect(try selected() == before)
  }

  @Test func aDecisionElsewhereMovesNoCursor() throws {
    var story = DashboardStory(["a", "b", "c"].map(SampleRun.waiting))
    story.press("9", "j")
    try decide("a", .approve, in: &story)
    #expect(try model(story).runName == "b" && story.state.selectedRun?.id == "b")
  }

  @Test func aStudyIsJudgedByTheNameOfItsChosenCandidate() throws {
    var study = SampleRun.waiting("s")
    study.checkpoints = [Checkpoint(step: 31, path: "checkpoints/final.ubj", reason: "final")]
    var booster = SampleRun.waiting("b")
    booster.checkpoints = study.checkpoints
    study.end = .choice(of: "linear-default")
    #expect(study.subject(of: "checkpoints/final.ubj") == "linear-default")
    #expect(study.subject(of: "checkpoints/round-10.ubj") == "round-10.ubj", "of another checkpoint nothing was chosen")
    #expect(booster.subject(of: "checkpoints/final.ubj") == "final.ubj, step 31")
    #expect(SampleRun.escalated("e").subject(of: "escalations/data_issues.json") == "Data Issues")
  }

  @Test func gatesAreSummedUpByTheWorstOfThem() {
    func summary(_ outcomes: [Bool?]) -> String {
      var request = ApprovalRequest(checkpoint: "c", sha256: nil, question: "Deploy it?")
      request.gates = outcomes.map { .init(name: "g", hasPassed: $0) }
      return request.gateSummary.spans.map(\.text).joined()
    }
    #expect(summary([]) == "" && summary([true]) == "✔ passed" && summary([true, true]) == "✔ all 2 passed")
    #expect(summary([true, nil, nil]) == "? 2 of 3 unclear" && summary([true, nil, false]) == "✘ 1 of 3 failed")
  }

  @Test func everythingAroundTheListIsAboutItsSelectedLineFromTheFirstFrame() throws {
    var story = try story()
    story.resize(140, 42)
    func shown() throws -> [String] {
      let model = DashboardModel(story.state)
      let line = model.titleLine?.leading.first?.spans.map(\.text).joined() ?? ""
      return [try self.model(story).runName, String(line.dropFirst(2).prefix(1)), story.state.selectedRun?.id ?? ""]
    }
    #expect(try shown() == ["c", "c", "c"])
    // b asks nothing: the next one is the next line's.
    story.press("]")
    #expect(try shown() == ["d", "d", "d"])
    // A filter may hide the run; what is said stays about the line.
    story.press("1", "/")
    story.type("b")
    story.press("enter", "9")
    #expect(try shown() == ["c", "c", "b"])
  }

  @Test func theSelectedLineSaysWhatIsJudgedWhoAsksAndWhichGatesFailed() throws {
    var story = try story()
    story.press("j")
    let lines = text(try model(story))
    #expect(lines.contains("sha256    " + String(repeating: "a", count: 64)))
    #expect(lines.contains { $0.hasPrefix("asked by  nightly@ci") })
    #expect(lines.contains("  ✔ auc at least 0.8  passed  0.84") && lines.contains("  ✘ recall at least 0.9  failed"))
    #expect(lines.contains("  ? fair by sex  cannot be told  too few rows"))
    #expect(story.state.selectedRun?.id == "d", "the selected run goes along")
    story.press("a")
    guard case .dialog(let dialog) = DashboardModel(story.state).overlay else { throw Absent() }
    #expect(dialog.title == "Approve d")
    #expect(dialog.body.map { $0.spans.map(\.text).joined() }.contains("  ✘ recall at least 0.9  failed"))
  }

  @Test func aDecisionIsAboutTheLineAndNotAboutTheRunBesideIt() throws {
    var story = try story()
    story.press("1", "j", "/")
    story.type("b")
    story.press("enter", "9")
    #expect(story.state.selectedRun?.id == "b")
    story.press("r")
    guard case .decision(let dialog) = story.state.overlay else { throw Absent() }
    #expect(dialog.runID == "c" && dialog.verdict == .reject)
    story.press("esc", "G")
    #expect(try model(story).keys.isEmpty && text(try model(story)).first?.contains("reason 1") == true)
  }

  @Test func whereNothingIsThereItSaysHowSomethingComes() throws {
    var story = DashboardStory([SampleRun.recorded("b")])
    story.press("9")
    guard case .empty(let lines) = DashboardModel(story.state).body else { throw Absent() }
    #expect(lines.first == "Nothing waits for a decision, and nothing has been decided.")
  }
}
