import DashboardLogic
import Glibc
import RunModel
import TerminalModel

/// Fixed models that show what each view has to show.
enum SampleCharts {
  static func series(
    _ count: Int64, every interval: Int64 = 1, nan: Set<Int64> = [], _ value: (Double) -> Double
  ) -> MetricSeries {
    var series = MetricSeries()
    for index in 0..<count {
      let step = index * interval
      series.record(step: Step(step), wallTime: .nan, value: nan.contains(step) ? .nan : value(Double(step)))
    }
    return series
  }

  static func loss(crosshair: Step? = nil) -> LineChartModel {
    let train = series(200, every: 25) { 0.3 + 600 / (1_000 + $0 * 2) }
    var validation = series(40, every: 125, nan: [3_000]) { 0.33 + 560 / (1_000 + $0 * 2) }
    validation.markResume(at: 2_000)
    return LineChartModel(
      title: "loss",
      lines: [
        .init(label: "train", style: .series1, series: train),
        .init(label: "val", style: .series2, series: validation, goal: .lowerIsBetter),
      ], crosshair: crosshair)
  }

  static func importance() -> BarListModel {
    BarListModel(
      title: "importance", measure: "permutation",
      items: [
        .init(name: "tenure_months", value: 0.12, deviation: 0.004),
        .init(name: "monthly_charges", value: 0.081, deviation: 0.003),
        .init(name: "contract_is_month_to_month_or_not_known", value: 0.0402, deviation: 0.003),
        .init(name: "age", value: 0.003, deviation: 0.001), .init(name: "region", value: -0.011, deviation: 0.002),
      ])
  }

  static func confusion() -> ConfusionMatrixModel {
    ConfusionMatrixModel(
      ConfusionMatrix(labels: ["stays", "churns"], counts: [[1_204, 92], [143, 361]], threshold: 0.42),
      title: "confusion test")
  }

  static func roc() -> CurveChartModel {
    let rates = (0...50).map { Double($0) / 50 }
    return CurveChartModel(
      ROCCurve(
        falsePositiveRate: rates, truePositiveRate: rates.map { 1 - (1 - $0) * (1 - $0) * (1 - $0) },
        thresholds: rates.map { 1 - $0 }, areaUnderCurve: 0.75), threshold: 0.8)
  }

  /// Two of its bins have few rows, of which one lies far off the others.
  static func calibration() -> CurveChartModel {
    CurveChartModel(
      CalibrationCurve(
        binning: .equalWidth, meanPredicted: [0.04, 0.15, 0.34, 0.55, 0.74, 0.95],
        fractionPositive: [0.05, 0.14, 1, 0.5, 0.4, 0.93], counts: [310, 80, 2, 40, 5, 120]))
  }

  static func runs() -> TableModel {
    let columns: [TableModel.Column] = [
      .init("run", minimum: 10, isFlexible: true), .init("state"), .init("trend", priority: 2),
      .init("val/auc", alignment: .right), .init("age", alignment: .right, priority: 3),
    ]
    let curve = series(60) { 0.5 + $0 / 150 }
    let broken = series(60, nan: [50]) { 0.9 - $0 / 150 }
    return TableModel(
      columns: columns,
      rows: [
        [
          .text("churn-a3f2"), .text("▶ running", .statusRunning), .sparkline(SparklineModel(series: curve)),
          .text("0.871"),
          .text("now", .textDim),
        ],
        [
          .text("bank-t04-depth-8-eta-0.1"), .text("▲ diverging", .statusFlagged),
          .sparkline(SparklineModel(series: broken)), .text("0.501"), .text("4 m ago", .textDim),
        ],
        [.text("日本-1"), .text("✔ finished", .statusFinished), .text(""), .text("not known", .textDim)],
      ], selection: 1, sort: .init(column: 3, isAscending: false))
  }

  static func dialog() -> DialogModel {
    DialogModel(
      title: "Approve churn-9c1d",
      body: [
        [TextSpan("The training asks: "), TextSpan("ship this checkpoint?", .textStrong)], "",
        "AUC rose from 0.861 to 0.868 on the test split; two features drift slightly.",
      ],
      input: .init(prompt: "reason", text: "better", cursor: 6),
      hints: [KeyHint("enter", "approve"), KeyHint("esc", "cancel", priority: 0)],
      problem: "a reason needs at least three words")
  }

  static let hints = KeyHintBarModel([
    KeyHint("p", "pause"), KeyHint("a", "approve", isEnabled: false), KeyHint("/", "filter", priority: 2),
    KeyHint("?", "help", priority: 0),
  ])
  static let status = StatusLineModel(
    leading: [StyledText("▶ 3 running", .statusRunning), StyledText("▲ 2 flagged", .statusFlagged)],
    trailing: StyledText("data 0.2 s old", .textDim))
}
