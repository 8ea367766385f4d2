/// Where one is on the evaluation screen.
public struct EvaluationState: Equatable, Sendable {
  /// Which panel has the focus, in the order they are shown.
  public var focus = 0
  public var isMaximised = false
  /// nil: that of use.
  public var threshold: Double?
  /// The class that is looked at among several; nil: all.
  public var className: String?
  /// Which of the worst confusions and of the error measures is selected.
  var worst = 0
  var measure = 0
  /// The place in the confusion matrix.
  public var cursor = ConfusionMatrixModel.Place(actual: 0, predicted: 0)

  public init() {}
}
