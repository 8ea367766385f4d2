import DashboardLogic
import JSONText
import TerminalModel
import Testing

/// Views are named, opened, forgotten and kept; commands are found by a few letters.
@Suite struct SavedViewStoryTests {
  @Test func aViewIsSavedUnderANameAndOpenedFromAList() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("5", "w")
    story.type("drift check")
    story.press("enter")
    #expect(story.effects == [.saveViews])
    #expect(story.notice.contains("drift check"))
    story.press("2", "w")
    story.type("zoomed")
    story.press("enter", "1", "v")
    guard case .dialog(let list) = DashboardModel(story.state).overlay else {
      Issue.record("no list")
      return
    }
    #expect(list.body.map { $0.spans.map(\.text).joined() } == ["▸ drift check  Drift", "  zoomed       Curves"])
    story.press("down", "up", "enter")
    #expect(story.state.screen == .drift && story.state.overlay == nil)
    #expect(story.notice.hasPrefix("View drift check is open"))
  }

  @Test func aViewKeepsTheZoomAndTheMarkedRunsAlsoForTheNextSession() throws {
    var story = DashboardStory([SampleRun.recorded("a"), SampleRun.recorded("b")])
    story.press("space", "space", "2", "z", "i", "w")
    story.type("both")
    story.press("enter")
    let zoom = story.state.curves.zoom
    #expect(zoom != CurveZoom() && story.state.runs.marked == ["a", "b"])
    let stored = try StoredViews(json: story.state.storedViews.json())
    #expect(stored == story.state.storedViews)
    var next = DashboardStory([SampleRun.recorded("a"), SampleRun.recorded("b")])
    next.state.namedViews = stored.named
    next.state.open(view: "both")
    #expect(next.state.curves.zoom == zoom && next.state.runs.marked == ["a", "b"])
  }

  @Test func aViewIsForgottenFromTheSameList() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("w", "enter")
    #expect(DashboardModel(story.state).footer.prompt?.complaint?.spans.first?.text == "a view needs a name")
    story.type("x")
    story.press("enter", ":")
    story.type("forget a saved")
    story.press("enter", "enter")
    #expect(story.state.namedViews.isEmpty && story.effects == [.saveViews, .saveViews])
    #expect(story.notice == "View x forgotten")
  }

  private func found(_ query: String, _ story: DashboardStory) -> [String] {
    var story = story
    story.press(":")
    story.type(query)
    guard case .palette(let palette) = DashboardModel(story.state).overlay else { return [] }
    return palette.rows.map { $0.summary.spans.map(\.text).joined() }
  }

  @Test func wordsAreFoundAsTheyStandOrByOthersThatMeanTheSame() {
    let story = DashboardStory([SampleRun.recorded("a")])
    #expect(found("smooth", story).allSatisfy { $0.lowercased().contains("smooth") })
    #expect(found("not a number", story).contains { $0.contains("NaN") })
    #expect(found("spike", story).contains { $0.hasPrefix("Show what is wrong with the trainings") })
    #expect(found("dark", story).contains { $0.contains("theme") })
    #expect(found("save picture", story).first?.hasPrefix("Write this screen to a file") == true)
    let replay = found("replay", story)
    #expect(replay.allSatisfy { $0.contains("this is no replay") } && !replay.isEmpty)
    #expect(found("overlay", story).allSatisfy { !$0.contains("replay") })
  }

  @Test func theHelpBeginsWithThisScreenAndSearchesAll() {
    var story = DashboardStory([SampleRun.recorded("a")])
    func lines() -> [String] {
      guard case .help(let help) = DashboardModel(story.state).overlay else { return [] }
      return help.lines.map { line in
        switch line {
        case .blank: ""
        case .heading(let text): text
        case .remark(let text): text.spans.map(\.text).joined()
        case .command(let keys, let summary): (keys.spans + summary.spans).map(\.text).joined(separator: " ")
        }
      }
    }
    story.press("?")
    #expect(lines().first == "On this screen: Runs" && lines().contains("Without a key: : finds them"))
    #expect(!lines().contains { $0.contains("threshold") } && !lines().contains("Replay"))
    #expect(lines().contains { $0.hasPrefix("○ silent another program's run") })
    story.press("/")
    story.type("threshold")
    #expect(lines().first == "On other screens" && lines().contains { $0.contains("on Evaluation") })
    story.press("esc")
    #expect(lines().first == "On this screen: Runs", "the search is left first")
    story.press("esc")
    #expect(story.state.overlay == nil)
    story.press("6", "?")
    #expect(lines().contains("★ chosen the study's model has the settings of this trial"))
  }

  @Test func withoutASavedViewThereIsNothingToOpen() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("v")
    #expect(story.notice.contains("no view has been saved yet"))
    story.press("u")
    #expect(story.notice.contains("no change of the view to undo"))
  }

  @Test func whatIsKeptIsReadBackAndWhatIsMissingIsAsAtTheFirstStart() throws {
    let views = StoredViews(
      current: ViewSettings(), theme: "light",
      named: ["check": SavedView(screen: .drift, settings: ViewSettings())])
    #expect(try StoredViews(json: views.json()) == views)
    #expect(try StoredViews(json: ["theme": "light", "roots": ["x"]]).theme == "light")
    let partial: JSONValue = ["named": ["old": ["screen": "curves"]]]
    #expect(try StoredViews(json: partial).named["old"] == SavedView(screen: .curves, settings: ViewSettings()))
    #expect(throws: JSONFieldError.self) { try StoredViews(json: ["named": ["old": ["screen": "nowhere"]]]) }
  }

  @Test func thePaletteFindsACommandByLettersOfItsWordsAndByItsKey() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press(":")
    story.type("nextthe")
    story.press("enter")
    #expect(story.effects == [.useTheme("light")])
    story.press(":")
    story.type("q")
    story.press("enter")
    #expect(story.effects.last == .quit)
  }

  @Test func aCommandOfAnotherScreenIsSaidToBeThereAndGoesThere() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("5", ":")
    story.type("chart alone")
    guard case .palette(let palette) = DashboardModel(story.state).overlay else {
      Issue.record("no palette")
      return
    }
    #expect(palette.rows.first?.summary.spans.last?.text.contains("on Runs, Curves") == true)
    story.press("enter")
    #expect(story.state.curves.isMaximised)
  }
}
