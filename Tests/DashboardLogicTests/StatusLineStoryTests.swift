import DashboardLogic
import RunModel
import TerminalModel
import TestSupport
import Testing

/// What the line below the tabs says where it is narrow.
@Suite struct StatusLineStoryTests {
  private var story: DashboardStory {
    let states: [RunState] = [.running, .running, .paused, .lost, .failed, .stopped, .finished]
    var runs = [SampleRun.waiting("w"), SampleRun.recorded("r"), TrainingRuns.broken("sick")]
    runs += states.enumerated().map { SampleRun.launched("\($0)", $1) }
    return DashboardStory(runs)
  }

  private func words(_ columns: Int) -> [String] {
    let line = DashboardModel(story.state).header.statusLine
    return line.fitting(columns: columns).map { $0.spans.map(\.text).joined() }
  }

  @Test func whatMattersMostStaysAndWhatIsLeftOutIsCounted() throws {
    let all = words(300)
    #expect(all.first == "● 1 waits for you" && all.allSatisfy { !$0.hasPrefix("+") })
    let critical = try #require(all.last { $0.contains("critical") })
    #expect(all.contains { $0.contains("recorded") } && all.contains { $0.contains("finished") })
    let narrow = words(84)
    #expect(narrow.joined(separator: "  ").count <= 84)
    #expect(narrow.contains(critical) && narrow.contains("✘ 1 failed") && narrow.contains("▶ 2 running"))
    let left = all.filter { !narrow.contains($0) }
    #expect(narrow.last == "+\(left.count)" && left.contains { $0.contains("finished") })
    #expect(narrow.dropLast() == all.filter(narrow.contains), "in the usual order")
    #expect(words(22) == ["● 1 waits for you", "+\(all.count - 1)"])
    #expect(words(5) == ["● 1 waits for you"], "that is cut")
  }

  @Test func withoutImportanceWhatStandsBehindIsLeftOut() {
    let line = StatusLineModel(leading: ["abc", "", "defg", "h"])
    #expect(line.fitting(columns: 12) == ["abc", "defg", "h"])
    #expect(line.fitting(columns: 11) == ["abc", "defg"])
    #expect(line.fitting(columns: 8) == ["abc"] && line.fitting(columns: 0) == ["abc"])
  }
}
