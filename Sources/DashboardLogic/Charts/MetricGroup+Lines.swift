import RunModel

extension MetricGroup {
  /// One run's curves: a measure on its splits.
  func lines(of run: RunSnapshot) -> [LineChartModel.Line] {
    let hasFolds = members.contains { run.isOverFolds($0.name) }
    return members.map { member in
      var line = LineChartModel.Line(
        label: members.count > 1 ? (member.split.label.isEmpty ? "train" : member.split.label) : "",
        style: member.split.seriesStyle, series: run.metrics[member.index].series,
        goal: member == decisive ? direction : nil, id: SeriesID(run: run.id, metric: member.name))
      line.isScattered = hasFolds && member.split == .fold
      // What all folds come to.
      line.isLevel = hasFolds && !line.isScattered && line.series.count == 1
      return line
    }
  }
}
