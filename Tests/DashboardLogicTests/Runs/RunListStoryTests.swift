import JSONText
import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

/// A person arranges the list of runs: press, and see what is listed.
@Suite struct RunListStoryTests {
  private var runs: [RunSnapshot] {
    [("vit-a", 0.001, 0.7), ("resnet-b", 0.01, 0.9), ("vit-c", 0.01, 0.8), ("mlp-d", 0.1, 0.6)].map { name, lr, auc in
      var run = SampleRun.launched(name, .running)
      run.hyperparameters = [
        .init(name: "lr", value: .number(lr)), .init(name: "seed", value: .number(1)),
        .init(name: "model", value: .text(String(name.dropLast(2)))),
      ]
      var series = MetricSeries()
      for step in 0..<3 { series.record(step: Step(Int64(step)), wallTime: .nan, value: auc + Double(step) / 100) }
      run.metrics = [.init(name: "val/auc", series: series)]
      return run
    }
  }

  private func model(_ story: DashboardStory) -> RunsModel? {
    if case .runs(let list, _) = DashboardModel(story.state).body { list } else { nil }
  }

  /// The lines of the list; of a group its title.
  private func lines(_ story: DashboardStory) -> [String] {
    guard let list = model(story) else { return [] }
    return (0..<list.rowCount).map { index in
      list.row(index)?.name ?? list.runs.rows[index].group.map { list.title(of: $0) } ?? ""
    }
  }

  private func headings(_ story: DashboardStory) -> [String] { model(story)?.table.columns.map(\.title) ?? [] }

  /// Presses `l` until the cursor is on the column.
  private func go(to title: String, in story: inout DashboardStory) {
    for _ in 0..<30 where story.state.runs.columns.all.isEmpty || heading(story) != title { story.press("l") }
    #expect(heading(story) == title)
  }

  private func heading(_ story: DashboardStory) -> String {
    headings(story)[story.state.runs.columnCursor + 1]
  }

  @Test func theColumnsSuitTheRuns() {
    // One metric stands for all: it is the heading of the curve. Only what differs is shown; the seed does not.
    #expect(
      headings(DashboardStory(runs)) == [
        "", "run", "state", "val/auc", "last", "best", "step", "lr", "model", "newest data", "format",
      ])
  }

  @Test func valuesOfOneMetricHaveTheSameDecimalsAlsoWhereRunsHaveOthers() {
    func run(_ id: String, _ name: MetricName, _ value: Double) -> RunSnapshot {
      var run = SampleRun.recorded(id, metrics: [name])
      run.metrics[0].series.record(step: 60, wallTime: .nan, value: value)
      return run
    }
    let story = DashboardStory([
      run("a", "val/accuracy", 0.93), run("b", "val/loss", 12.5), run("c", "val/accuracy", 0.9292),
    ])
    #expect(headings(story)[2...6] == ["state", "metric", "last", "best", "curve"], "a score is on the first page")
    let rows = model(story)?.table.page(columns: 200, rows: 5).rows.map { row -> String in
      if case .text(let text) = row.cells[4] { text.spans.map(\.text).joined() } else { "" }
    }
    #expect(rows == ["0.930", "12.5", "0.929"])
    let narrow = model(story)?.sidebarTable.page(columns: 60, rows: 5).rows.map { row -> String in
      if case .text(let text)? = row.cells.last { text.spans.map(\.text).joined() } else { "" }
    }
    #expect(narrow == ["↑ 1.00", "↓ 0.0323", "↑ 1.00"], "which way is better differs")
  }

  @Test func sortingByAColumnGoesBestFirstThenTheOtherWayThenNoLonger() {
    var story = DashboardStory(runs)
    go(to: "best", in: &story)
    story.press("S")
    #expect(lines(story) == ["resnet-b", "vit-c", "vit-a", "mlp-d"])
    #expect(model(story)?.table.sort == .init(column: 5, isAscending: false))
    story.press("S")
    #expect(lines(story) == ["mlp-d", "vit-a", "vit-c", "resnet-b"])
    story.press("S")
    #expect(lines(story) == ["vit-a", "resnet-b", "vit-c", "mlp-d"])
    #expect(model(story)?.table.sort == nil)
  }

  @Test func theSelectionStaysOnItsRunWhileTheListIsSorted() {
    var story = DashboardStory(runs)
    story.press("S")
    #expect(lines(story) == ["mlp-d", "resnet-b", "vit-a", "vit-c"])
    #expect(story.state.selectedRun?.id == "vit-a" && story.state.runs.selectedRow == 2)
  }

  @Test func theListFollowsTheFilterWhileItIsTypedAndKeepsTheLastOneThatCouldBeUnderstood() {
    var story = DashboardStory(runs)
    story.press("/")
    story.type("val/auc>0.75")
    #expect(lines(story) == ["resnet-b", "vit-c"])
    // Letter by letter the list would follow the words until then.
    _ = story.state.update(.input(.paste(" lr")))
    #expect(
      DashboardModel(story.state).footer.prompt?.complaint?.spans.first?.text
        == "no run is called lr; to compare lr, go on with < or >")
    #expect(lines(story) == ["resnet-b", "vit-c"])
    story.type("<=")
    #expect(lines(story) == ["resnet-b", "vit-c"])
    #expect(
      DashboardModel(story.state).footer.prompt?.complaint?.spans.first?.text == "a value is missing right behind lr<=")
    story.type("0.01 -res")
    #expect(lines(story) == ["vit-c"])
    story.press("enter")
    #expect(model(story)?.title == "runs  / val/auc>0.75 lr<=0.01 -res")
    story.press("u")
    #expect(lines(story).count == 4)
  }

  @Test func aRunThatIsAskedForIsShownWhateverFilterWasKept() {
    var story = DashboardStory(runs)
    story.press("/")
    story.type("mlp")
    story.press("enter")
    story.state.showRun("mlp-d")
    #expect(lines(story) == ["mlp-d"] && story.notice.isEmpty)
    story.state.showRun("vit-c")
    #expect(lines(story).count == 4 && story.state.selectedRun?.id == "vit-c")
    #expect(story.notice == "The filter mlp is taken away: it hid the run that was asked for.")
  }

  /// The charts below the list are those of the curves screen, and say what limits them.
  @Test func theListSaysWhatIsSetForTheChartsBelowIt() {
    var runs = runs
    for index in runs.indices { runs[index].metrics.append(.init(name: "lr", series: runs[index].metrics[0].series)) }
    var story = DashboardStory(runs, size: Size(columns: 140, rows: 42))
    func words() -> String? {
      if case .runs(_, preview: .some(let charts)) = DashboardModel(story.state).body { charts.pageText } else { nil }
    }
    #expect(words() == "")
    story.press("2", "/")
    story.type("auc")
    story.press("enter", "Y", "1")
    #expect(words() == "charts below: filter auc · log y")
  }

  @Test func leavingTheQuestionRestoresTheList() {
    var story = DashboardStory(runs)
    story.press("j", "j", "/")
    story.type("mlp")
    #expect(lines(story) == ["mlp-d"] && story.state.selectedRun?.id == "mlp-d")
    story.press("esc")
    #expect(lines(story).count == 4)
    #expect(story.state.selectedRun?.id == "vit-c")
  }

  @Test func halfAWordDoesNotEmptyTheListAndTheQuestionSaysWhatIsShown() {
    var story = DashboardStory(runs)
    func words() -> String {
      DashboardModel(story.state).footer.prompt?.complaint?.spans.map(\.text).joined() ?? ""
    }
    story.press("/")
    story.type("mlpq")
    #expect(lines(story) == ["mlp-d"] && words() == "no run answers mlpq; what is shown answers mlp")
    // A search that has found nothing yet may be kept: it may find something later.
    story.press("enter")
    #expect(model(story)?.emptyText.first == "No run answers mlpq" && story.state.overlay == nil)
    story.press("/", "ctrl-u")
    _ = story.state.update(.input(.paste("state:x")))
    #expect(lines(story).count == 4 && words().hasSuffix("; all is shown"))
  }

  @Test func leavingTheFilterOfMetricsLeadsBackToTheChart() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("2", "j", "m", "/")
    let place = (story.state.curves.focus, story.chartTitle)
    story.type("lr")
    #expect(story.chartTitle == "lr")
    story.type("xyz")
    #expect(story.chartTitle == "lr")
    story.press("esc")
    #expect(story.state.curves.isMaximised && story.state.curves.focus == place.0 && story.chartTitle == place.1)
  }

  @Test func whileRunsAreBeingFoundTheFirstIsSelectedUntilSomebodySelectsAnother() {
    var story = DashboardStory()
    func find(_ count: Int, isDone: Bool = false) {
      let found = WatchedRuns(runs: Array(runs.suffix(count)), isInitialScanDone: isDone)
      _ = story.state.update(.runsChanged(found))
    }
    story.state = DashboardState(size: Size(columns: 120, rows: 40), rootLabel: "runs")
    find(1)
    find(3)
    #expect(story.state.selectedRun?.id == "resnet-b")
    story.press("j")
    find(4, isDone: true)
    #expect(story.state.selectedRun?.id == "vit-c")
    // Later the selected run stays, whatever comes before it.
    story = DashboardStory(Array(runs.suffix(1)))
    story.see(runs)
    #expect(story.state.selectedRun?.id == "mlp-d")
  }

  @Test func aTrialThatWasGivenUpIsNotComparedByItsFolds() throws {
    var trials = SampleRun.study("s", trials: 2)
    trials[0].hyperparameters = [.init(name: "study/metric", value: .text("rmse"))]
    for index in 1...2 {
      var series = MetricSeries()
      series.record(step: 1, wallTime: .nan, value: 3)
      trials[index].metrics = [.init(name: "fold/rmse", series: series)]
      if index == 1 { trials[index].metrics.append(.init(name: "val/rmse", series: series)) }
    }
    var story = DashboardStory(trials)
    story.press("z")
    let list = try #require(model(story))
    #expect(lines(story).count == 3)
    #expect(list.row(1)?.metric == "val/rmse" && list.row(2)?.metric == nil)
  }

  @Test func theSelectedRunIsOnViewHoweverTheListIsArranged() throws {
    let many = (0..<100).map { index in
      var run = SampleRun.launched("r\(index)", .running)
      run.hyperparameters = [
        .init(name: "lr", value: .number(Double((index * 37) % 100))),
        .init(name: "optimizer", value: .text(index % 3 == 0 ? "sgd" : "adam")),
      ]
      return run
    }
    var story = DashboardStory(many)
    func isOnView() throws -> Bool {
      let (row, page) = (try #require(story.state.runs.selectedRow), story.state.layout.runsPage)
      let list = try #require(model(story))
      return row > page && list.table.visible(rows: page).contains(row) && list.scroll > 0
    }
    go(to: "lr", in: &story)
    story.press("S")
    #expect(story.state.selectedRun?.id == "r0" && story.state.runs.selectedRow == 0)
    story.press("G", "k", "S", "S")
    let selected = try #require(story.state.selectedRun?.id)
    #expect(try isOnView())
    story.press("S")
    #expect(try isOnView())
    go(to: "optimizer", in: &story)
    story.press("b")
    #expect(try isOnView() && story.state.runs.rows.count == 102)
    story.press("b", "/")
    story.type("optimizer=\(selected == "r0" ? "sgd" : "")")
    story.press("ctrl-u")
    story.type("lr>=0")
    #expect(try isOnView(), "also while a filter is typed")
    story.press("enter")
    #expect(try isOnView() && story.state.selectedRun?.id == selected)
  }

  @Test func runsOfOneNameAreToldApartByWhatDiffersInTheirIds() {
    var trials = ["2jr3", "60pf"].map { search in
      var run = SampleRun.recorded("2026-search-\(search)-0001")
      run.name = "trial 1"
      return run
    }
    #expect(lines(DashboardStory(trials)) == ["trial 1 2jr3", "trial 1 60pf"])
    trials[1].id = "2026-search-2jr3-0002"
    #expect(lines(DashboardStory(trials)) == ["trial 1 0001", "trial 1 0002"])
  }

  @Test func aFilterThatCannotBeUnderstoodIsNotTaken() {
    var story = DashboardStory(runs)
    story.press("/")
    story.type("state:walking")
    story.press("enter")
    #expect(story.state.overlay != nil)
    #expect(
      DashboardModel(story.state).footer.prompt?.complaint?.spans.first?.text.hasPrefix("walking is no state") == true)
    story.press("esc")
    #expect(story.state.settings.runs.filter.isEmpty)
  }

  @Test func smallCurvesOfOneMetricHaveOneScaleWhichADivergedRunDoesNotFlatten() throws {
    func run(_ id: String, end: Double) -> RunSnapshot {
      var run = SampleRun.recorded(id, metrics: [])
      var series = MetricSeries()
      for step in 0..<100 {
        series.record(step: Step(Int64(step)), wallTime: .nan, value: end + (step < 20 ? 2 : 0) + Double(step) / 1_000)
      }
      run.metrics = [.init(name: "val/loss", series: series)]
      return run
    }
    let ends = [0.1, 0.2, 0.3, 0.4, 0.5, 400]
    var story = DashboardStory(ends.map { run("loss \($0)", end: $0) })
    func curves() throws -> [SparklineModel] {
      try #require(model(story)).table.page(columns: 200, rows: 9).rows.compactMap { row in
        row.cells.compactMap { if case .sparkline(let curve) = $0 { curve } else { nil } }.first
      }
    }
    let lasts = try curves().map { $0.levels(columns: 10).last }
    #expect(lasts == [.height(1), .height(2), .height(3), .height(5), .height(6), .height(6)])
    #expect(try curves().map { $0.levels(columns: 10).first } == Array(repeating: .height(6), count: 6))
    #expect(try curves().map(\.style) == [.accent] + Array(repeating: .border, count: 5), "only the selected one")
    story.press("space")
    #expect(try curves().map(\.style).prefix(3) == [.series(0), .accent, .border])
  }

  @Test func aRunThatHasSettledStillShowsHowItGotThere() throws {
    var run = SampleRun.recorded("a", metrics: [])
    var series = MetricSeries()
    for (step, value) in [0.1, 0.6, 0.9, 1, 1, 1, 1, 1].enumerated() {
      series.record(step: Step(Int64(step)), wallTime: .nan, value: value)
    }
    run.metrics = [.init(name: "val/auc", series: series)]
    let row = try #require(model(DashboardStory([run]))).table.page(columns: 200, rows: 9).rows.first
    let curve = row?.cells.compactMap { if case .sparkline(let curve) = $0 { curve } else { nil } }.first
    let levels = curve?.levels(columns: 8)
    #expect(levels == Array(repeating: .height(0), count: 3) + Array(repeating: .height(3), count: 5))
  }

  @Test func aGroupIsMarkedAsAWhole() {
    var story = DashboardStory(runs)
    go(to: "lr", in: &story)
    story.press("j", "space", "b", "g", "j", "j")
    #expect(lines(story)[2] == "▾ lr 0.01  2 runs" && story.state.runs.marked == ["resnet-b"])
    story.press("space")
    #expect(story.state.runs.marked == ["resnet-b", "vit-c"], "those that are not marked yet")
    #expect(story.state.runs.selectedRow == 2, "to take it back at once")
    story.press("space")
    #expect(story.state.runs.marked.isEmpty)
  }

  @Test func groupsOpenAndCloseAndSayWhatTheirRunsAreWorth() {
    var story = DashboardStory(runs)
    go(to: "lr", in: &story)
    story.press("b")
    #expect(
      lines(story) == [
        "▾ lr 0.001  1 run", "vit-a", "▾ lr 0.01  2 runs", "resnet-b", "vit-c", "▾ lr 0.1  1 run", "mlp-d",
      ])
    #expect(story.state.selectedRun?.id == "vit-a")
    story.press("j", "z")
    #expect(lines(story)[2...3] == ["▸ lr 0.01  2 runs", "▾ lr 0.1  1 run"])
    #expect(story.state.selectedRun == nil && story.state.runs.selectedGroup?.value == "0.01")
    // 0.92 and 0.82 are the last values.
    #expect(story.state.runs.selectedGroup?.summaries[.headlineLast].map { ($0 * 100).rounded() } == 87)
    #expect(story.state.runs.selectedGroup?.summaries[.headlineBest] == 0.92)
    story.press("enter")
    #expect(lines(story).count == 7 && story.state.screen == .runs)
    // A group is no run: there is nothing to stop.
    story.press("s")
    #expect(story.state.overlay == nil && story.notice.contains("not possible"))
    // The neighbours of a group are runs.
    story.press("]")
    #expect(story.state.selectedRun?.id == "resnet-b")
    story.press("b")
    #expect(lines(story).count == 4)
  }

  @Test func elsewhereTheKeyAsksByWhichHyperparameterToGroup() {
    var story = DashboardStory(runs)
    story.press("b")
    story.type("mod")
    story.press("enter")
    #expect(
      lines(story).filter { $0.hasPrefix("▾") } == [
        "▾ model mlp  1 run", "▾ model resnet  1 run", "▾ model vit  2 runs",
      ])
    story.press("g", "b", "space")
    #expect(lines(story).count == 4)
  }

  @Test func columnsAreChosenHiddenAndMoved() {
    var story = DashboardStory(runs)
    story.press("c")
    story.type("seed")
    story.press("space", "enter")
    #expect(headings(story)[2...3] == ["state", "seed"], "where it is seen")
    #expect(heading(story) == "seed")
    story.press("u")
    go(to: "step", in: &story)
    story.press("d")
    #expect(!headings(story).contains("step") && heading(story) == "lr")
    story.press(">")
    #expect(headings(story)[6...7] == ["model", "lr"] && heading(story) == "lr")
    story.press("<", "<")
    #expect(headings(story)[5...7] == ["lr", "best", "model"])
    story.press("u", "u", "u", "u", "u")
    #expect(headings(story).contains("step") && !headings(story).contains("seed"))
  }

  @Test func inTheChooserAColumnMovesWithTheArrows() {
    var story = DashboardStory(runs)
    story.press("c", "down", "left")
    #expect(headings(story)[2...3] == ["val/auc", "state"])
    story.press("right", "right", "up", "space", "esc")
    #expect(headings(story)[2...4] == ["state", "val/auc", "best"])
  }

  @Test func theChooserHasTheOrderOfTheScreenAndCountsAllThatIsChosen() throws {
    var story = DashboardStory(runs, size: Size(columns: 60, rows: 24))
    func chooser() throws -> RunListChooserModel {
      guard case .chooser(let model) = DashboardModel(story.state).overlay else { throw NoChooser() }
      return model
    }
    func chosen() throws -> [String] {
      try chooser().rows.filter(\.isChosen).map { $0.text.spans.map(\.text).joined() }
    }
    story.press("G", "c")
    story.type("seed")
    #expect(try chooser().chosenCount == 9 && chosen().isEmpty)
    story.press("space", "backspace", "backspace", "backspace", "backspace")
    story.type("start")
    story.press("space")
    for _ in 0..<5 { story.press("backspace") }
    #expect(try chooser().chosenCount == 11)
    #expect(try Array(chosen().prefix(4)) == ["state", "hyperparameter seed", "start time", "main metric: curve"])
    #expect(heading(story) == "started" && headings(story)[2...4] == ["state", "seed", "started"])
    // Hidden by mistake, it comes back to where it was.
    story.type("seed")
    story.press("space", "space", "esc")
    #expect(headings(story)[2...4] == ["state", "seed", "started"])
    let table = try #require(model(story)).table
    let shown = table.page(columns: 56, rows: 10).placements.map { table.columns[$0.index].title }
    #expect(shown.contains("seed"), "it is on view")
  }
  private struct NoChooser: Error {}

  @Test func whatWasHiddenByMistakeComesBackToWhereItWas() {
    var story = DashboardStory(runs)
    let before = headings(story)
    story.press("c")
    for _ in 0..<before.count - 3 { story.press("down") }
    story.press("space")
    #expect(headings(story) == before.dropLast())
    story.press("space")
    #expect(headings(story) == before, "the last one too")
    story.press("space", "up", "space")
    #expect(headings(story) == before.dropLast(2))
    story.press("space")
    #expect(headings(story) == before.dropLast())
    story.press("down", "space")
    #expect(headings(story) == before)
  }

  @Test func aColumnIsAddedBehindTheStateWhereverThatStands() {
    var story = DashboardStory(runs)
    story.press("c", "right")
    #expect(headings(story)[2...4] == ["val/auc", "state", "last"])
    story.type("seed")
    story.press("space", "backspace", "backspace", "backspace", "backspace")
    story.type("start")
    story.press("space")
    #expect(headings(story)[2...6] == ["val/auc", "state", "seed", "started", "last"])
  }

  @Test func marksHaveColoursOfTheirOwnAndKeepThem() {
    var story = DashboardStory(runs)
    story.press("space", "space", "space")
    #expect(story.state.runs.marked == ["vit-a", "resnet-b", "vit-c"])
    #expect(["vit-a", "resnet-b", "vit-c"].map { story.state.runs.style(of: $0) } == [.series1, .series2, .series3])
    #expect(story.state.selectedRun?.id == "mlp-d")
    story.press("g", "space", "G", "space")
    // The colour that became free is given on; the others stay.
    #expect(story.state.runs.marked == ["resnet-b", "vit-c", "mlp-d"])
    #expect(["resnet-b", "vit-c", "mlp-d"].map { story.state.runs.style(of: $0) } == [.series2, .series3, .series1])
    story.press("X")
    #expect(story.state.runs.marked.isEmpty)
    story.press("/")
    story.type("vit")
    story.press("enter", "A")
    #expect(story.state.runs.marked == ["vit-a", "vit-c"])
  }

  @Test func columnsScrollUnderTheCursorAndTheNameStays() throws {
    var story = DashboardStory(runs, size: Size(columns: 60, rows: 24))
    func shown() throws -> [String] {
      let table = try #require(model(story)).table
      return table.page(columns: 56, rows: 10).placements.map { table.columns[$0.index].title }
    }
    // The step is too wide for what is left of 56 columns.
    let first = try shown()
    #expect(first == ["", "run", "state", "val/auc", "last", "best"])
    story.press("l", "l", "l", "l", "l", "l")
    #expect(try shown().contains("lr") && shown()[1] == "run")
    for _ in 0..<9 { story.press("l") }
    #expect(try shown().last == "format")
    // Back to the left the cursor moves first, and the columns only when it reaches their end.
    let before = try shown()
    story.press("h")
    #expect(try shown() == before)
  }

  @Test func howTheListIsArrangedIsKeptForTheNextSession() throws {
    var story = DashboardStory(runs)
    go(to: "lr", in: &story)
    story.press("S", "b", "d")
    let json = try story.state.storedViews.json()
    let back = try StoredViews(json: json)
    #expect(back == story.state.storedViews)
    var next = DashboardState(size: Size(columns: 120, rows: 40), rootLabel: "runs", views: back)
    _ = next.update(.runsChanged(WatchedRuns(runs: runs)))
    #expect(next.runs.rows.count == 7)
    #expect(RunColumn(key: "no-such-column") == nil)
    #expect(RunColumn(key: "set:a:b") == .hyperparameter("a:b"))
  }

  @Test func everyColumnIsReadBackByItsKey() {
    let columns = RunColumn.general + [.name] + RunColumn.Aspect.allCases.map { RunColumn($0, of: "val/auc") }
    for column in columns { #expect(RunColumn(key: column.key) == column) }
    #expect(Set(columns.map(\.key)).count == columns.count && !columns.map(\.key).contains(""))
  }
}
