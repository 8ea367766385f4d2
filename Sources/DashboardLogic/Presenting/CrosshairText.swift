import RunModel

extension DashboardState {
  /// What stands under the crosshair: in a few words, and as lines of metric, step and exact value, separated by tabs.
  /// Nil where there is no crosshair.
  var crosshairText: (words: String, table: String)? {
    guard screen == .curves, let step = curves.crosshair, let run = chartedRun, let group = focusedGroup else {
      return nil
    }
    let points = group.members.compactMap { member -> (String, MetricPoint)? in
      guard let series = run.series(of: member.name, hint: member.index) else { return nil }
      return series.index(nearest: step).map { (member.name.rawValue, series[$0]) }
    }
    guard let first = points.first else { return nil }
    let more = points.count > 1 ? " and \(points.count - 1) more" : ""
    return (
      "\(first.0) \(first.1.value) at step \(first.1.step.rawValue)\(more)",
      points.map { "\($0.0)\t\($0.1.step.rawValue)\t\($0.1.value)" }.joined(separator: "\n")
    )
  }
}
