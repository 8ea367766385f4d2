import RunModel

extension MetricGroup {
  /// One run's curves: a measure on its splits.
  func lines(of run: RunSnapshot) -> [LineChartModel.Line] {
    let hasFolds = members.contains { run.isOverFolds($0.name) }
    let isStudy = run.studyMeasure != nil
    return members.map { member in
      var line = LineChartModel.Line(
        label: members.count > 1 ? (member.split.label.isEmpty ? "train" : member.split.label) : "",
        style: member.split.seriesStyle, series: run.metrics[member.index].series,
        goal: member == decisive ? direction : nil, id: SeriesID(run: run.id, metric: member.name))
      line.isScattered = hasFolds && member.split == .fold
      // What all folds come to, and what a study's chosen model is worth on the test rows: neither is one of the steps.
      let isTest = isStudy && member.split == .test
      line.isLevel = (hasFolds && !line.isScattered || isTest) && line.series.count == 1
      // The level lies close to it where the choice was a good one.
      line.isStrong = isStudy && !line.isLevel
      return line
    }
  }
}
