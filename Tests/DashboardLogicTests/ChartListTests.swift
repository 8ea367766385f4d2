import RunModel
import Testing

@testable import DashboardLogic

/// Which charts there are, in which order and under which headings.
@Suite struct ChartListTests {
  private func list(
    _ names: [MetricName], isByMetric: Bool = false, _ change: (inout CurveSettings) -> Void = { _ in }
  ) -> ChartList {
    var settings = CurveSettings()
    change(&settings)
    let metrics = names.map { RunSnapshot.Metric(name: $0, series: MetricSeries()) }
    return ChartList(of: metrics, settings: settings, isByMetric: isByMetric)
  }

  private func titles(_ list: ChartList) -> [String: [String]] {
    Dictionary(uniqueKeysWithValues: list.sections.map { ($0.name, $0.charts.map(\.title)) })
  }

  private let names: [MetricName] = [
    "train/loss", "val/loss", "lr", "train/kl", "train/reward", "system/cpu", "system/memory", "val/auc",
  ]

  @Test func sectionsAreThePrefixesAndWhatStandsAloneJoinsTheRest() {
    let list = list(names)
    #expect(list.sections.map(\.name) == ["metrics", "train", "system"])
    #expect(
      titles(list) == [
        "metrics": ["loss", "lr", "val/auc"], "train": ["train/kl", "train/reward"],
        "system": ["system/cpu", "system/memory"],
      ])
  }

  @Test func severalRunsHaveAChartForEachMetric() {
    let list = list(names, isByMetric: true)
    #expect(titles(list)["train"] == ["train/loss", "train/kl", "train/reward"])
    #expect(titles(list)["val"] == ["val/loss", "val/auc"])
  }

  @Test func pinnedChartsComeFirstInTheirOrder() {
    let list = list(names) { $0.pins = ["system/memory", "val/loss", "gone"] }
    #expect(list.sections[0].isPinned && list.sections[0].charts.map(\.title) == ["system/memory", "loss"])
    #expect(titles(list)["system"] == ["system/cpu"] && titles(list)["metrics"] == ["lr", "val/auc"])
  }

  @Test func aFilterKeepsTheMetricsItMeansAndShowsWhere() {
    let list = list(names) { $0.filter = "/^(val|train).(l|kl)/" }
    #expect(list.sections.flatMap(\.charts).map(\.title) == ["loss", "train/kl"])
    #expect(list.omittedCount == 5)
    let validation = self.list(names) { $0.filter = "~val" }
    #expect(validation.sections.flatMap(\.charts).map(\.title) == ["val/loss", "val/auc"])
    #expect(validation.sections[0].charts[0].matches == [0, 1, 2])
    #expect(!validation.hasHeadings)
  }

  @Test func aCollapsedSectionIsOnePlaceUntilAFilterFindsSomethingInIt() {
    let list = list(names) { $0.collapsed = ["train"] }
    #expect(list.placeCount == 6 && list.chartCount == 7)
    #expect(list.place(3) == .heading(section: 1) && list.chart(4)?.title == "system/cpu" && list.place(6) == nil)
    #expect(list.place(of: "train/reward") == 3 && list.place(of: "system/memory") == 5 && list.place(of: "x") == nil)
    #expect((0..<6).map { list.section(ofPlace: $0) } == [0, 0, 0, 1, 2, 2])
    let found = self.list(names) {
      $0.collapsed = ["train"]
      $0.filter = "~train"
    }
    #expect(found.sections.allSatisfy { !$0.isCollapsed })
  }

  @Test func aFilterThatIsNoPatternIsRefusedAndOneThatWasKeptIsTakenAsWords() throws {
    #expect(throws: TextPattern.Mistake(reason: "a ( is not closed")) { try NameFilter("/(loss/") }
    #expect(NameFilter(kept: "~(loss") == .loosely("~(loss"))
    #expect(try NameFilter("  ") == .everything && NameFilter("/") == .everything)
    #expect(try NameFilter("/val\\//").matches(in: "val/loss") == [0, 1, 2, 3])
    #expect(try NameFilter("loss").matches(in: "train/loss") == [6, 7, 8, 9])
  }
}
