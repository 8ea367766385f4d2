import RunModel

extension MetricSeries {
  /// The point nearest to a step; nil where that lies farther before the first or behind the last than the point beside
  /// it: there the run was not yet, or no longer.
  func point(near step: Step) -> MetricPoint? {
    guard let index = index(nearest: step) else { return nil }
    let point = self[index]
    guard index == 0 || index == count - 1 else { return point }
    let other = count > 1 ? self[index == 0 ? 1 : index - 1] : point
    return point.step.rawValue.isNear(step.rawValue, as: other.step.rawValue) ? point : nil
  }

  /// Without what comes behind a step. Points are shared.
  func ending(at step: Step) -> MetricSeries { prefix(indexRange(of: .min...step.rawValue).upperBound) }
}

extension Int64 {
  /// Whether a place is not farther away than a neighbour. Steps may be any, whose differences overflow.
  func isNear(_ place: Int64, as neighbour: Int64) -> Bool {
    (Double(self) - Double(place)).magnitude <= (Double(self) - Double(neighbour)).magnitude
  }
}
