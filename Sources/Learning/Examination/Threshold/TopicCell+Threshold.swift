internal import Statistics
internal import StudyModel

extension TopicCell {
  /// `nobody` where it calls no row positive.
  init(threshold: Double?) {
    self = threshold.map(ThresholdCurve.isNobody) == true ? .text("nobody") : TopicCell(threshold)
  }
}
