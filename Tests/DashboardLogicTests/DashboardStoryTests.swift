import DashboardLogic
import RunModel
import TerminalModel
import Testing

/// What a person does, and what comes of it.
@Suite struct DashboardStoryTests {
  @Test func everyCommandIsDescribedAndNoKeyMeansTwoOnOneScreen() throws {
    _ = try KeyMap(changes: [:])
    #expect(CommandTable.all.allSatisfy { !$0.summary.isEmpty && !$0.hint.isEmpty && !$0.command.name.isEmpty })
    #expect(CommandTable.all.allSatisfy { $0.command.name.allSatisfy { $0.isLowercase || $0 == "-" } })
  }

  @Test func aKeyOfAPersonsOwnTakesThePlaceOfTheCommandsKeys() throws {
    let quit = try #require(CommandTable.command(named: "quit"))
    let help = try #require(CommandTable.command(named: "help"))
    let keys = try KeyMap(changes: [quit: [KeyStroke(.character("x"), control: true)], help: []])
    #expect(keys.command(for: KeyStroke(.character("x"), control: true), on: .runs) == quit)
    #expect(keys.command(for: .character("q"), on: .runs) == nil)
    #expect(keys.label(of: help).isEmpty)
    #expect(throws: KeyConflict.self) { try KeyMap(changes: [quit: [.character("?")]]) }
  }

  @Test func theFirstRunIsSelectedAndTheSelectionFollowsItsRun() {
    var story = DashboardStory([SampleRun.recorded("a"), SampleRun.recorded("b")])
    #expect(story.state.selectedRun?.id == "a")
    story.press("j")
    #expect(story.state.selectedRun?.id == "b")
    story.see([SampleRun.recorded("new"), SampleRun.recorded("a"), SampleRun.recorded("b")])
    #expect(story.state.selectedRun?.id == "b")
    story.see([SampleRun.recorded("new"), SampleRun.recorded("a")])
    #expect(story.state.selectedRun?.id == "a")
  }

  @Test func aChartIsMaximisedAndReadAtTheCrosshair() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("enter", "enter")
    #expect(story.state.screen == .curves)
    #expect(story.state.curves.isMaximised)
    story.press("h")
    #expect(story.state.curves.crosshair == 49)
    story.press("h", "left")
    #expect(story.state.curves.crosshair == 47)
    story.press("x")
    #expect(story.state.curves.crosshair == 30)
    story.press("home")
    #expect(story.state.curves.crosshair == 0)
    story.press("esc")
    #expect(story.state.curves.crosshair == nil)
    story.press("esc")
    #expect(!story.state.curves.isMaximised)
    story.press("esc")
    #expect(story.state.screen == .runs)
  }

  @Test func pausingARunningTrainingAsksForACheckpointAndResumingAsksToGoOn() {
    var story = DashboardStory([SampleRun.launched("a", .running)])
    story.press("p")
    #expect(
      story.effects == [
        .request(.pause(.checkpoint), runPath: "/runs/a", reason: "paused from the dashboard")
      ])
    story.effects = []
    var paused = SampleRun.launched("a", .paused)
    paused.checkpoints = [Checkpoint(step: 3, path: "c")]
    story.see([paused])
    story.press("p")
    #expect(story.effects == [.request(.resume, runPath: "/runs/a", reason: "resumed from the dashboard")])
  }

  @Test func aRunOfOthersCannotBePausedAndTheReasonIsSaid() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("p")
    #expect(story.effects.isEmpty)
    #expect(story.notice == "pause: not possible, the run was not launched by Pitwall")
  }

  @Test func aDecisionThatIsNotRecordedKeepsItsDialogueAndSaysWhy() {
    let run = SampleRun.waiting("a")
    var story = DashboardStory([run])
    story.press("a")
    story.type("q")
    story.press("enter")
    let sent = story.effects
    story.type("ignored while it is recorded")
    story.answer(Notice("a decision needs a reason", level: .failure))
    guard case .decision(let dialog) = story.state.overlay else {
      Issue.record("the dialogue has gone")
      return
    }
    #expect(dialog.complaint == "a decision needs a reason" && dialog.reason.text == "q")
    story.type(" is fine here")
    story.press("enter")
    func decided(_ number: Int, _ reason: String) -> [Effect] {
      run.approvalRequest.map { [.decide(.approve, number: number, runPath: "/runs/a", request: $0, reason: reason)] }
        ?? []
    }
    #expect(sent == decided(1, "q") && story.effects == sent + decided(2, "q is fine here"))
    story.recorded()
    #expect(story.state.overlay == nil && story.notice == "recorded")
  }

  /// Whoever leaves a dialogue while its decision is recorded goes on to others.
  @Test func anAnswerToADecisionLeavesTheDialogueOfAnotherOpen() {
    var story = DashboardStory([SampleRun.waiting("a"), SampleRun.waiting("b")])
    func dialog() -> DecisionDialog? {
      if case .decision(let dialog) = story.state.overlay { dialog } else { nil }
    }
    story.press("a")
    story.type("good")
    story.press("enter", "esc", "j", "a")
    story.type("fine")
    story.press("enter")
    #expect(story.sentNumber == 2)
    story.recorded(1)
    #expect(dialog()?.runPath == "/runs/b" && story.notice == "recorded")
    story.answer(Notice("it has gone", level: .failure), to: 1)
    #expect(dialog()?.complaint == nil && story.notice == "it has gone")
    story.type("ignored while it is recorded")
    #expect(dialog()?.reason.text == "fine")
    story.answer(Notice("too short", level: .failure), to: 2)
    #expect(dialog()?.complaint == "too short")
    story.recorded(2)
    #expect(dialog() != nil, "that one was answered before")
    story.press("enter")
    story.recorded()
    #expect(dialog() == nil)
  }

  @Test func whatIsReadIsWhatWouldBeDecided() {
    func page(_ story: DashboardStory) -> String? {
      guard case .dialog(let dialog) = DashboardModel(story.state).overlay else { return nil }
      return dialog.body.map { $0.spans.map(\.text).joined() + "\n" }.joined()
    }
    var story = DashboardStory([SampleRun.waiting("a")])
    story.press("9", "enter")
    var run = SampleRun.waiting("a")
    run.metrics = []
    story.see([run])
    #expect(page(story)?.contains("Deploy it?") == true, "the question is the same")
    run.approvalRequest?.question = "Deploy the other?"
    story.see([run])
    #expect(page(story) == nil && story.notice.hasPrefix("What was being read has changed"))
    story.press("enter")
    #expect(page(story)?.contains("Deploy the other?") == true)
    story.see([SampleRun.waiting("b")])
    #expect(page(story) == nil, "it is another run")
  }

  @Test func theKeysOfWhatWaitsAreThoseOfTheCommands() throws {
    var story = DashboardStory([SampleRun.waiting("a")])
    story.press("9")
    guard case .decisions(let model) = DashboardModel(story.state).body else {
      Issue.record("no decisions")
      return
    }
    let keys = model.keys
    #expect(keys.map(\.key) == ["a", "r", "o", "enter"])
    #expect(keys.map(\.label) == ["approve", "reject", "hold", "read all"])
    #expect(DashboardModel(story.state).footer.hints.hints.map(\.label).starts(with: keys.map(\.label)))
    story.press("enter")
    guard case .dialog(let page) = DashboardModel(story.state).overlay else {
      Issue.record("nothing to read")
      return
    }
    #expect(page.hints.map(\.label) == ["approve", "reject", "hold", "back"])
  }

  @Test func decidingComesFirstOnlyWhereOneDecides() throws {
    var story = DashboardStory([SampleRun.waiting("a"), SampleRun.waiting("b"), SampleRun.recorded("c")])
    func labels() -> [String] { DashboardModel(story.state).footer.hints.hints.map(\.label) }
    let keys = ["approve", "reject", "hold"]
    #expect(labels().starts(with: keys))
    for (key, own) in [("2", "y scale"), ("0", "next finding")] {
      story.press(key)
      let decide = try #require(labels().firstIndex(of: "approve"))
      let last = try #require(labels().firstIndex(of: own), "\(labels())")
      #expect(last < decide && Array(labels()[decide..<decide + 3]) == keys, "on screen \(key)")
    }
    story.press("9")
    #expect(labels().starts(with: keys))
  }

  @Test func onlyARunThatTheComparisonPointsAtIsDecidedAboutThere() {
    var story = DashboardStory([SampleRun.waiting("a"), SampleRun.waiting("b"), SampleRun.recorded("c")])
    func offers() -> Bool { DashboardModel(story.state).footer.hints.hints.contains { $0.label == "approve" } }
    story.press("-")
    #expect(story.state.screen == .compare && offers(), "nothing is marked, the selected run is the reference")
    story.press("1", "A", "space", "k", "-")
    #expect(!offers(), "others are marked")
    story.press("a")
    #expect(story.state.overlay == nil)
    #expect(story.notice == "approve: not possible, a is selected, which this screen does not show")
    story.press("1", "X", "A", "-")
    #expect(offers(), "the reference is the selected run")
    story.press("l")
    #expect(!offers(), "the cursor is on another")
    story.press("h", "r")
    #expect(story.state.overlay != nil)
  }

  @Test func enterOnlyReadsAndDecidingStaysOnItsOwnKeys() {
    var story = DashboardStory([SampleRun.waiting("a")], size: Size(columns: 60, rows: 12))
    story.press("9", "enter")
    guard case .reading = story.state.overlay, case .dialog(let page) = DashboardModel(story.state).overlay else {
      Issue.record("nothing to read")
      return
    }
    #expect(page.body.contains { $0.spans.map(\.text).joined().hasSuffix(" " + String(repeating: "a", count: 64)) })
    #expect(page.input == nil && story.effects.isEmpty)
    story.press("r")
    guard case .decision(let dialog) = story.state.overlay else {
      Issue.record("no dialogue")
      return
    }
    #expect(dialog.verdict == .reject && dialog.reason.text.isEmpty)
    story.press("esc", "enter", "enter", "x")
    #expect(story.state.overlay == nil && story.effects.isEmpty)
  }

  @Test func whatWasDecidedIsNotAskedAgain() throws {
    var run = SampleRun.waiting("a")
    let moment = try #require(WallTime(1_795_224_700))
    run.decisions = [
      Decision(
        id: "1", wallTime: moment, verdict: .reject, runID: "a", checkpoint: "checkpoints/final.ubj",
        sha256: String(repeating: "a", count: 64), by: "ada@lab", reason: "drift", previous: "0")
    ]
    var story = DashboardStory([run])
    let refusal = "not possible, decided already: rejected by ada@lab on 2026-11-21 01:31: drift"
    for (key, word) in [("a", "approve"), ("r", "reject"), ("o", "hold")] {
      story.press(key)
      #expect(story.state.overlay == nil && story.notice == "\(word): \(refusal)")
    }
    guard case .runs(let list, _) = DashboardModel(story.state).body else { return }
    #expect(list.row(0)?.sign.word == "decided", "it has not taken it up yet")
    var escalated = SampleRun.escalated("a")
    escalated.state = .stopped
    escalated.decisions = run.decisions
    escalated.decisions[0].checkpoint = "escalations/data_issues.json"
    escalated.decisions[0].sha256 = String(repeating: "b", count: 64)
    story.see([escalated])
    story.press("r")
    #expect(story.state.overlay == nil)
    story.press("a")
    #expect(story.state.overlay != nil, "an end on the way can be thought better of")
  }

  @Test func allThatWaitsCanBeReadHoweverLowTheScreen() throws {
    var run = SampleRun.waiting("a")
    run.approvalRequest?.evidence = (0..<30).map { "finding \($0)" }
    for (columns, rows) in [(80, 24), (40, 10), (140, 42)] {
      var story = DashboardStory([run], size: Size(columns: columns, rows: rows))
      story.press("9", "enter")
      var seen: Set<String> = []
      for _ in 0..<40 {
        guard case .dialog(let page) = DashboardModel(story.state).overlay else { break }
        let layout = DialogLayout(page, in: Rect(story.state.size))
        for row in layout.visibleBody { seen.insert(layout.body[row].spans.map(\.text).joined()) }
        story.press("pgdn")
      }
      #expect(seen.isSuperset(of: (0..<30).map { "· finding \($0)" }), "\(columns)x\(rows)")
    }
  }

  @Test func anEscalationIsAnsweredByChoosingAnAlternative() {
    var story = DashboardStory([SampleRun.escalated("a")])
    let request = SampleRun.escalated("a").approvalRequest
    func decided(_ alternative: String?, _ verdict: Verdict = .approve, number: Int) -> [Effect] {
      request.map {
        [
          .decide(
            verdict, number: number, runPath: "/runs/a", request: $0, alternative: alternative, reason: "known")
        ]
      } ?? []
    }
    var number = 0
    for (keys, alternative) in [([], "leave-out"), (["down"], "go-on"), (["down", "down", "down", "up"], "go-on")] {
      story.press("a")
      for key in keys { story.press(key) }
      story.type("known")
      story.press("enter")
      number += 1
      #expect(story.effects == decided(alternative, number: number))
      story.recorded()
      story.effects = []
    }
    story.press("r", "down")
    story.type("known")
    story.press("enter")
    #expect(story.effects == decided(nil, .reject, number: 4), "there is nothing to choose")
  }

  @Test func whatARunWaitsForIsSaidInTheListAndAmongTheDecisions() {
    var story = DashboardStory([SampleRun.escalated("a"), SampleRun.launched("b", .running)])
    guard case .runs(let list, _) = DashboardModel(story.state).body else {
      Issue.record("no list")
      return
    }
    #expect(list.row(0)?.sign.word == "escalation: Data Issues" && list.row(0)?.reason.isEmpty == true)
    story.press("9")
    guard case .decisions(let decisions) = DashboardModel(story.state).body else {
      Issue.record("no decisions")
      return
    }
    let pending = decisions.detail.map { $0.spans.map(\.text).joined() }
    #expect(pending.first == "Data Issues")
    #expect(pending.contains("▸ leave-out  Leave out every copy. Recommended."))
    #expect(pending.contains("  Cost: None. Effect: Scores flatter."))
    #expect(pending.count { $0.hasPrefix("▸") } == 1, "one is marked")
    story.see([SampleRun.waiting("a")])
    story.press("1")
    guard case .runs(let last, _) = DashboardModel(story.state).body else { return }
    #expect(last.row(0)?.sign.word == "approval")
  }

  @Test func theEvidenceScrollsWhereTheScreenIsLow() {
    var story = DashboardStory([SampleRun.waiting("a")], size: Size(columns: 40, rows: 8))
    func shown(_ story: DashboardStory) -> [String] {
      guard case .dialog(let dialog) = DashboardModel(story.state).overlay else { return [] }
      let layout = DialogLayout(dialog, in: Rect(column: 0, row: 0, columns: 40, rows: 8))
      return layout.body[layout.visibleBody].map { $0.spans.map(\.text).joined() }
    }
    story.press("a")
    #expect(shown(story).first == "Deploy it?")
    story.press("pgdn", "pgdn", "down", "down", "down")
    #expect(shown(story).contains("· AUC 0.84"))
    story.press("pgup", "pgup", "pgup")
    #expect(shown(story).first == "Deploy it?", "no press beyond the end has to be taken back")
  }

  @Test func aDecisionCanBeLeftUndone() {
    var story = DashboardStory([SampleRun.waiting("a")])
    story.press("r")
    story.type("no")
    story.press("esc")
    #expect(story.effects.isEmpty)
    #expect(story.notice == "Nothing was decided.")
  }

  @Test func killingAsksFirst() {
    var story = DashboardStory([SampleRun.launched("a", .running)])
    story.press("K", "x", "n")
    #expect(story.effects.isEmpty)
    story.press("K", "y")
    #expect(story.effects == [.request(.kill, runPath: "/runs/a", reason: "asked from the dashboard")])
  }

  /// Resuming a training without a checkpoint costs what stopping it does.
  @Test func startingOverAsksFirst() {
    func consequence(_ story: DashboardStory) -> String? {
      if case .confirmation(let confirmation) = story.state.overlay { confirmation.consequence } else { nil }
    }
    let resume = Effect.request(.resume, runPath: "/runs/a", reason: "resumed from the dashboard")
    var story = DashboardStory([SampleRun.launched("a", .stopped)])
    story.press("p")
    #expect(story.effects.isEmpty)
    #expect(
      consequence(story)
        == "There is no checkpoint: it starts from the beginning, and what it has recorded so far is replaced.")
    story.press("n", "p", "y")
    #expect(story.effects == [resume] && story.state.overlay == nil)

    story = DashboardStory([SampleRun.launched("a", .lost)])
    story.press("p")
    #expect(consequence(story)?.contains("unless it still runs") == true)
    story = DashboardStory([SampleRun.launched("a", .frozen)])
    story.press("p")
    #expect(story.effects == [resume], "its memory is there")
    var saved = SampleRun.launched("a", .stopped)
    saved.checkpoints = [Checkpoint(step: 3, path: "c")]
    story = DashboardStory([saved])
    story.press("p")
    #expect(story.effects == [resume], "it goes on from its checkpoint")
    var study = SampleRun.launched("a", .stopped)
    study.hyperparameters = [Hyperparameter(name: "study/metric", value: .text("auc"))]
    story = DashboardStory([study])
    story.press("p")
    #expect(story.effects == [resume], "it goes on from its finished steps")
  }

  @Test func whatAKillCostsIsSaidAsItIs() {
    func consequence(_ run: RunSnapshot, _ key: String) -> String? {
      var story = DashboardStory([run])
      story.press(key)
      if case .confirmation(let confirmation) = story.state.overlay { return confirmation.consequence }
      return nil
    }
    var run = SampleRun.launched("a", .running)
    #expect(
      consequence(run, "K") == "It has no checkpoint: all its work is lost; resumed, it starts from the beginning.")
    #expect(consequence(run, "s")?.contains("no checkpoint") == true)
    run.checkpoints = [Checkpoint(step: 3, path: "c")]
    #expect(consequence(run, "K") == "Work since the last checkpoint is lost.")
    #expect(consequence(run, "s") == "It is asked to end. It can be resumed from its last checkpoint.")
  }

  @Test func thePaletteFindsACommandByItsWords() {
    var story = DashboardStory([SampleRun.launched("a", .running)])
    story.press(":")
    story.type("freeze")
    story.press("enter")
    #expect(story.effects == [.request(.pause(.freeze), runPath: "/runs/a", reason: "frozen from the dashboard")])
  }

  @Test func tabsAndRowsAnswerToTheMouse() {
    var story = DashboardStory([SampleRun.recorded("a"), SampleRun.recorded("b")])
    guard let tab = story.state.layout.tabs.first(where: { $0.screen == .drift }) else {
      Issue.record("no tab for drift")
      return
    }
    story.click(column: tab.area.column + 1, row: 0)
    #expect(story.state.screen == .drift)
    story.press("1")
    let rows = story.state.layout.runsTable
    story.click(column: 5, row: rows.row + 3)
    #expect(story.state.selectedRun?.id == "b")
  }

  @Test(arguments: GlyphSet.allCases) func aClickInAMaximisedChartPlacesTheCrosshair(glyphs: GlyphSet) {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.state.glyphs = glyphs
    story.press("2", "m")
    guard case .curves(let curves) = DashboardModel(story.state).body, let chart = curves.charts.first,
      let plot = LineChartLayout(chart.model, in: chart.area, glyphs: glyphs)?.picture
    else {
      Issue.record("no chart")
      return
    }
    for step in [0, 17, 49] {
      // Steps 0...49 share the columns evenly.
      story.click(column: plot.column + (2 * step + 1) * plot.columns / 100, row: plot.row + 3)
      #expect(story.state.curves.crosshair == Step(Int64(step)))
    }
    story.click(column: plot.column - 1, row: plot.row + 3)
    #expect(story.state.curves.crosshair == 49, "the axis is no step")
    #expect(story.state.curves.isMaximised)
  }

  @Test(arguments: [(1, 1), (40, 10), (200, 60), (0, 0)])
  func everyKeyIsSafeAtEverySize(columns: Int, rows: Int) {
    for runs in [
      [], [SampleRun.recorded("a", metrics: [])], [SampleRun.waiting("a"), SampleRun.launched("b", .running)],
    ] {
      var story = DashboardStory(runs, size: Size(columns: columns, rows: rows))
      for screen in Screen.allCases {
        for spec in CommandTable.all where spec.isFor(screen) && spec.command.name != "quit" {
          story.press(screen.key)
          for key in spec.keys { _ = story.state.update(.input(.key(key))) }
          _ = DashboardModel(story.state)
          story.press("esc")
          story.resize(columns, rows)
        }
      }
      #expect(story.state.overlay == nil)
    }
  }

  @Test func whatCouldNotBeReadIsListedRunByRun() {
    var damaged = SampleRun.recorded("a")
    damaged.damage = DamageReport(
      count: 3, entries: [.init(file: "metrics.jsonl", byteOffset: 1200, reason: "no object")])
    var story = DashboardStory([damaged, SampleRun.recorded("b")])
    #expect(DashboardModel(story.state).header.warning == "3 damaged records (f3)")
    story.press("f3")
    guard case .dialog(let dialog) = DashboardModel(story.state).overlay else {
      Issue.record("no list")
      return
    }
    let lines = dialog.body.map { $0.spans.map(\.text).joined() }
    #expect(lines.contains("▲ metrics.jsonl, byte 1,200: no object"))
    #expect(lines.contains("  and 2 more"))
    story.press("esc")
    story.see([SampleRun.recorded("b")])
    story.press("f3")
    #expect(story.notice.contains("everything could be read"))
  }

  @Test func aRefusedPauseNamesTheKeyThatFreezes() {
    var story = DashboardStory([SampleRun.launched("a", .running)])
    _ = story.state.update(
      .reported(Notice("this training does not handle SIGUSR1; \(ControlRequest.freezeAdvice)", level: .failure)))
    #expect(story.notice == "this training does not handle SIGUSR1; freeze it instead (f)")
  }

  @Test func driftWithoutDataNamesTheKeyOfTheSpecification() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("5")
    guard case .drift(let drift) = DashboardModel(story.state).body else { return #expect(Bool(false)) }
    #expect(drift.emptyText.contains("data.later"))
  }
}
