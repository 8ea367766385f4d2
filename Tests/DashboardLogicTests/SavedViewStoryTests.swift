import DashboardLogic
import JSONText
import TerminalModel
import Testing

/// Views are named, opened, forgotten and kept; commands are found by a few letters.
@Suite struct SavedViewStoryTests {
  @Test func aViewIsSavedUnderANameAndOpenedByAPartOfIt() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("5", "w")
    story.type("drift check")
    story.press("enter")
    #expect(story.effects == [.saveViews])
    #expect(story.notice.contains("drift check"))
    story.press("1", "v")
    story.type("dch")
    story.press("enter")
    #expect(story.state.screen == .drift)
    #expect(story.state.overlay == nil)
  }

  @Test func aViewWithoutANameAndOneThatIsNotThereAreComplainedAbout() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("w", "enter")
    #expect(DashboardModel(story.state).footer.prompt?.remark.spans.first?.text == "a view needs a name")
    story.type("x")
    story.press("enter", "v")
    story.type("zzz")
    story.press("enter")
    #expect(DashboardModel(story.state).footer.prompt?.remark.spans.first?.text.contains("there are x") == true)
    story.press("esc")
    #expect(story.state.overlay == nil)
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
    story.type("nxthm")
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
