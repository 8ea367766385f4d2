import RunModel

extension MetricGroup {
  /// One run's curves: a measure on its splits.
  func lines(of run: RunSnapshot) -> [LineChartModel.Line] {
    members.map { member in
      LineChartModel.Line(
        label: members.count > 1 ? (member.split.label.isEmpty ? "train" : member.split.label) : "",
        style: member.split.seriesStyle, series: run.metrics[member.index].series,
        goal: member == decisive ? direction : nil, id: SeriesID(run: run.id, metric: member.name))
    }
  }
}
