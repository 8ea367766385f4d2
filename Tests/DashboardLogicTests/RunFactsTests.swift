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
    #expect(facts(false).map(\.last) == ["0.07000", "0.07000", "0.07"])
    #expect(facts(false).map(\.best) == ["0.03226", "0.03226", ""])
    #expect(facts(true).map(\.name) == ["train/loss", "val/loss"] && facts(true).allSatisfy { $0.last.isEmpty })
    let table = RunFactsModel(run, secondsFromUTC: 0, metricRows: 9).metricTable(columns: 34, rows: 3)
    #expect(table?.columns.map(\.title) == ["1-2 of 3", "last", "best"] && table?.rowCount == 2)
  }

  @Test func normsOfLayersAreCountedAndHealthIsNotCut() {
    var run = SampleRun.recorded("run", metrics: ["val/loss"] + (0..<4).map { MetricName("grad_norm/block\($0)") })
    run.hyperparameters = [Hyperparameter(name: "note", value: .text(String(repeating: "long ", count: 40)))]
    let health = "overfitting since step 151"
    let model = RunFactsModel(run, secondsFromUTC: 0, health: health, metricRows: 9)
    func texts(_ table: TableModel?) -> [String] {
      table?.page(columns: 24, rows: 30).rows.map { row in
        row.cells.map { if case .text(let text) = $0 { text.spans.map(\.text).joined() } else { "" } }
          .joined(separator: "|")
      } ?? []
    }
    #expect(texts(model.metricTable(columns: 34, rows: 9)) == ["val/loss|0.07000|0.03226", "+4 per layer"])
    let facts = texts(model.table(columns: 24, rows: 5))
    #expect(facts[0] == "health|overfitting " && facts[1] == "|since step 151", "\(facts)")
    #expect(facts.last?.hasPrefix("note|long long") == true && facts.count <= 5)
  }
}
