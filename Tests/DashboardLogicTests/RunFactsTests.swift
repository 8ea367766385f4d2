import RunModel
import Testing

@testable import DashboardLogic

/// What is said of a run beside its charts.
@Suite struct RunFactsTests {
  @Test func besideTheChartsStandWhatMetricsHaveComeToOfAGrowingRunTheBestAlone() {
    let run = SampleRun.recorded("run")
    let facts = { (isGrowing: Bool) in
      RunFactsModel(run, secondsFromUTC: 0, isGrowing: isGrowing, metricRows: 9).metrics
    }
    // 1 / 50 + 0.05 at the end; 1 / 31 before values rise by 0.05. The rate says not which way is better.
    #expect(facts(false).map(\.last) == ["0.07", "0.07", "0.07"])
    #expect(facts(false).map(\.best) == ["0.03226", "0.03226", ""])
    #expect(facts(true).map(\.name) == ["train/loss", "val/loss"] && facts(true).allSatisfy { $0.last.isEmpty })
    let table = RunFactsModel(run, secondsFromUTC: 0, metricRows: 9).metricTable(columns: 34, rows: 3)
    #expect(table?.columns.map(\.title) == ["1-2 of 3", "last", "best"] && table?.rowCount == 2)
  }
}
