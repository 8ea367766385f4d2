import RunModel

/// How the drift of one feature went over time.
public struct DriftHistory: Equatable, Sendable {
  /// What each value is of, such as a month; as many as values.
  public var labels: [String]
  /// NaN where it is not known.
  public var values: [Double]

  public var isEmpty: Bool { values.isEmpty }

  /// The windows of the newest report, else the reports that followed each other, this one last. Empty for a single
  /// one. Costs a look at each earlier report, where features keep their places.
  /// - Parameter index: of the feature in the report.
  init(of index: Int, in report: DriftReport, earlier: [DriftReport]) {
    let feature = report.features[index]
    if !feature.history.isEmpty, feature.history.count == report.windows.count {
      (labels, values) = (report.windows, feature.history)
      return
    }
    let reports = earlier.filter { $0.origin.split == report.origin.split } + [report]
    let found = reports.compactMap { report -> (String, Double)? in
      let isSame = { (other: DriftReport.Feature) in other.name == feature.name && other.measure == feature.measure }
      let there = report.features.indices.contains(index) ? report.features[index] : nil
      let same = there.flatMap { isSame($0) ? $0 : nil } ?? report.features.first(where: isSame)
      return same.map { (report.window ?? report.current, $0.value ?? .nan) }
    }
    (labels, values) = found.count > 1 ? (found.map(\.0), found.map(\.1)) : ([], [])
  }

  var series: MetricSeries {
    var series = MetricSeries()
    for (index, value) in values.enumerated() {
      series.record(step: Step(Int64(index)), wallTime: .nan, value: value)
    }
    return series
  }
}
