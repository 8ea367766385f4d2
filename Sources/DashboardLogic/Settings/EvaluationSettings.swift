/// How evaluations are shown.
public struct EvaluationSettings: Codable, Equatable, Sendable {
  /// What the cells of a confusion matrix say.
  public enum Cells: String, CaseIterable, Codable, Sendable {
    case counts
    /// Of the actual class.
    case rowShares = "row-shares"
    /// Of the predicted class.
    case columnShares = "column-shares"

    var next: Cells { Self.allCases[((Self.allCases.firstIndex(of: self) ?? 0) + 1) % Self.allCases.count] }
    public var title: String {
      switch self {
      case .counts: "counts"
      case .rowShares: "% of actual"
      case .columnShares: "% of predicted"
      }
    }
  }

  public var cells = Cells.counts
  /// The rows that were asked for, where the run has such; nil: the test rows before others.
  public var split: String?

  public init() {}
}
