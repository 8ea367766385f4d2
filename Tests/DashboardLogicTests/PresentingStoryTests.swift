import RunModel
import TerminalModel
import Testing

@testable import DashboardLogic

/// What is shown to others, taken along, and told to those who look elsewhere.
@Suite struct PresentingStoryTests {
  @Test func aThemeIsChosenByLookingAtIt() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.state.themes = ThemeChoice(names: ["dark", "light", "tol"], current: "light")
    story.press("f4", "down")
    #expect(story.effects == [.showTheme("tol")] && story.state.overlay != nil)
    story.press("up", "up", "up")
    #expect(story.effects.last == .showTheme("dark"))
    #expect(story.state.storedViews.theme == nil, "who quits now has chosen nothing")
    story.press("escape")
    #expect(story.effects.last == .showThemeBefore && story.state.themes.current == "light")
    #expect(story.state.overlay == nil && story.state.storedViews == StoredViews() && story.notice.isEmpty)
    story.press("f4", "G", "enter")
    #expect(story.effects.last == .useTheme("tol") && story.state.themes.current == "tol" && story.state.overlay == nil)
    #expect(story.state.storedViews.theme == "tol")
  }

  @Test func settingsThatAreReadAgainHoldAtOnceButForWhatWasChosenHere() throws {
    var story = DashboardStory([SampleRun.recorded("a")])
    _ = story.state.perform(.reloadSettings)
    let keys = try KeyMap(changes: [.quit: [.init(.character("x"), control: true)]])
    var read = ReadSettings(
      keys: keys, notifications: Notifications([.failed], by: .osc9),
      theme: .init("light", isConfigured: true, isDifferent: true))
    _ = story.state.update(.configured(read))
    #expect(story.notice == "config.yaml was read again, different: keys, notifications, theme")
    #expect(story.state.themes.current == "light" && story.state.notifications.style == .osc9)
    story.press("q")
    #expect(story.effects.isEmpty && story.notice.hasPrefix("q does nothing here"))
    read.theme?.isDifferent = false
    _ = story.state.update(.configured(read))
    #expect(story.notice == "config.yaml was read again, nothing is different")
    // A choice made in the dashboard goes before the configuration.
    story.press("t")
    _ = story.state.perform(.nextNotification)
    read.theme?.isDifferent = true
    _ = story.state.update(.configured(read))
    #expect(story.state.themes.current == "dark" && story.state.notifications.style == .osc777)
    #expect(
      story.notice
        == "config.yaml was read again, nothing is different; the theme stays dark, which was chosen here")
    read.theme?.isConfigured = false
    _ = story.state.update(.configured(read))
    #expect(story.notice == "config.yaml was read again, nothing is different", "it names no theme")
  }

  @Test func aMissingConfigurationWasNotReadAgain() throws {
    var story = DashboardStory([SampleRun.recorded("a")])
    let keys = try KeyMap(changes: [.quit: [.init(.character("x"), control: true)]])
    _ = story.state.update(.configured(ReadSettings(hasFile: false, keys: keys, notifications: .init([]), theme: nil)))
    #expect(story.notice == "There is no config.yaml, different: keys")
  }

  @Test func aThemeFileThatWasChangedIsDifferentUnderTheSameName() {
    var story = DashboardStory([SampleRun.recorded("a")])
    let theme = ReadSettings.WantedTheme("dark", isConfigured: true, isDifferent: true)
    _ = story.state.update(
      .configured(ReadSettings(keys: .standard, notifications: story.state.notifications, theme: theme)))
    #expect(story.notice == "config.yaml was read again, different: theme")
  }

  @Test func theScreenBehindTheThemesKeepsItsColours() {
    var story = DashboardStory([SampleRun.recorded("a")])
    func dims() -> Bool? {
      if case .dialog(let dialog) = DashboardModel(story.state).overlay { dialog.dimsScreen } else { nil }
    }
    story.press("f4")
    #expect(dims() == false)
    story.press("escape", "e")
    #expect(dims() == true)
  }

  /// A theme file may have the name of a theme in the list.
  @Test func leavingTheThemesBringsBackTheOneBeforeAlsoUnderItsOwnName() {
    var story = DashboardStory()
    story.press("f4", "down", "up", "escape")
    #expect(story.effects == [.showTheme("light"), .showTheme("dark"), .showThemeBefore])
  }

  @Test func theValueUnderTheCrosshairIsCopied() {
    var story = DashboardStory([SampleRun.recorded("a", metrics: ["train/loss", "val/loss"])])
    story.press("2", "enter", "G", "y", "v")
    // 1/50 and 0.05 from step 31 on.
    #expect(story.effects == [.copy("train/loss\t49\t0.07\nval/loss\t49\t0.07", what: "value")])
    #expect(story.state.overlay == nil)
  }

  @Test func withoutACrosshairThereIsNoValueToCopy() {
    var story = DashboardStory([SampleRun.recorded("a")])
    story.press("y", "v")
    #expect(story.effects.isEmpty && story.state.overlay != nil)
    story.press("p")
    #expect(story.effects == [.copy("/runs/a", what: "path")] && story.state.overlay == nil)
    story.press("y", "j", "j", "enter")
    #expect(story.effects.last == .copyScreen)
  }

  @Test func theScreenIsExportedInAnyForm() {
    var story = DashboardStory([SampleRun.recorded("a")])
    for (key, format) in [("s", ExportFormat.svg), ("t", .text), ("a", .ansi), ("c", .cast)] {
      story.press("e", key)
      #expect(story.effects.last == .export(format) && story.state.overlay == nil)
    }
    story.press("e", "r")
    #expect(story.effects.last == .record(true))
    story.state.isRecording = true
    story.press("e", "r")
    #expect(story.effects.last == .record(false))
  }

  @Test func aPresentationHasNothingAroundItsScreen() {
    var story = DashboardStory([SampleRun.recorded("a"), SampleRun.recorded("b")], size: Size(columns: 140, rows: 42))
    story.press("2")
    let before = story.state.layout
    #expect(!before.sidebar.isEmpty && !before.header.isEmpty && before.banner.isEmpty)
    story.press("f5")
    let layout = story.state.layout
    #expect(layout.header.isEmpty && layout.status.isEmpty && layout.sidebar.isEmpty && layout.facts.isEmpty)
    #expect(layout.footer.isEmpty && layout.titleLine.isEmpty && layout.banner.rows == 6)
    #expect(layout.body == Rect(column: 0, row: 6, columns: 140, rows: 36))
    story.press("escape")
    #expect(!story.state.isPresenting && story.state.screen == .curves && story.state.layout == before)
  }

  @Test func aPresentationStillSaysWhatMustBeSaid() {
    var story = DashboardStory([SampleRun.recorded("a")], size: Size(columns: 140, rows: 42))
    story.press("f5", "p")
    #expect(!story.notice.isEmpty && story.state.layout.footer.rows == 1)
    for (columns, rows) in [(1, 1), (20, 5), (59, 42), (140, 19), (60, 20)] {
      story.resize(columns, rows)
      #expect(story.state.layout.banner.rows == (columns >= 60 && rows >= 20 ? 6 : min(1, rows / 3)))
    }
  }

  @Test func aPersonWhoLooksElsewhereIsTold() {
    var story = DashboardStory([SampleRun.launched("a", .running), SampleRun.launched("b", .running)])
    story.see([SampleRun.launched("a", .finished), SampleRun.launched("b", .running)])
    #expect(story.effects.isEmpty, "only on request")
    story.state.notifications = Notifications([.failed, .waiting, .flagged])
    story.see([SampleRun.launched("a", .finished), SampleRun.launched("b", .failed), SampleRun.launched("c", .failed)])
    // c was not there before.
    #expect(story.effects == [.notify("b failed")])
    story.see([SampleRun.launched("a", .finished), SampleRun.launched("b", .failed), SampleRun.waiting("c")])
    #expect(story.effects.last == .notify("c waits for a decision"))
    var flagged = SampleRun.launched("a", .finished)
    flagged.notes = [Note(text: "fine", level: .info), Note(text: "NaN", level: .warning)]
    story.see([flagged, SampleRun.launched("b", .failed), SampleRun.waiting("c")])
    #expect(story.effects.last == .notify("a is flagged"))
    let count = story.effects.count
    story.see([flagged, SampleRun.launched("b", .failed), SampleRun.waiting("c")])
    #expect(story.effects.count == count)
  }

  @Test func manyNewsAreOneSentence() {
    let ids = ["a", "b", "c", "d", "e"]
    var story = DashboardStory(ids.map { SampleRun.launched($0, .running) })
    story.state.notifications = Notifications([.finished])
    story.see(ids.map { SampleRun.launched($0, .finished) })
    #expect(story.effects == [.notify("a finished and 4 more")])
  }

  @Test func theLineIsMeasuredOnlyOnRequest() {
    var story = DashboardStory([SampleRun.recorded("a")])
    _ = story.state.update(.lineRate(5000))
    #expect(story.state.lineRate == nil)
    story.press("f2")
    _ = story.state.update(.lineRate(2100))
    #expect(
      HeaderModel(story.state).newest.hasPrefix("2.1 kB/s") || HeaderModel(story.state).newest.hasPrefix("2.1 KB/s"))
    story.press("f2")
    #expect(story.state.lineRate == nil)
  }

  @Test(arguments: ["settings", "config", "keybindings"]) func whoLooksForTheSettingsIsToldWhereTheyAre(_ word: String)
  {
    var story = DashboardStory([SampleRun.launched("a", .running)])
    story.press(":")
    story.type(word)
    story.press("enter")
    #expect(story.notice.contains("pitwall/config.yaml"))
  }

  @Test func notificationsAreFoundInThePaletteSwitchedAndKept() throws {
    var story = DashboardStory([SampleRun.launched("a", .running)])
    func choose() {
      story.press(":")
      story.type("notif")
      story.press("enter")
    }
    #expect(story.state.storedViews.notifications == nil)
    for style in ["bell", "osc9", "osc777", "off"] {
      choose()
      #expect(story.state.storedViews.notifications == style)
    }
    #expect(story.notice == "Notifications: off" && story.effects.count == 3, "each way is shown once, off is silent")
    choose()
    #expect(story.notice == "Notifications: bell; of finished, failed, waiting")
    story.see([SampleRun.launched("a", .failed)])
    #expect(story.effects.last == .notify("a failed"))
    let stored = try StoredViews(json: story.state.storedViews.json())
    #expect(Notifications([.flagged], by: .osc9, chosen: stored.notifications).style == .bell)
    #expect(Notifications([], chosen: nil).style == nil && Notifications([.failed], by: .osc9).style == .osc9)
  }

  @Test func aChartAloneTakesTheRoomOfTheListOfRuns() {
    var story = DashboardStory([SampleRun.recorded("a")], size: Size(columns: 160, rows: 45))
    story.press("2")
    #expect(!story.state.layout.sidebar.isEmpty)
    story.press("m")
    #expect(story.state.layout.sidebar.isEmpty && story.state.layout.body.columns == 160)
    // Where there is nothing to show alone, the list stays.
    for screen in ["3", "7"] {
      story.press(screen, "enter")
      #expect(!story.state.layout.sidebar.isEmpty, "screen \(screen)")
    }
  }
}
