public import RunModel

/// Actual against predicted classes, and what follows from them.
public struct ConfusionMatrixModel: Equatable, Sendable {
  public var title: String
  public var matrix: ConfusionMatrix
  /// The first class shown, in both directions.
  public var offset: Int
  public var isFocused: Bool

  public init(_ matrix: ConfusionMatrix, title: String = "confusion", offset: Int = 0, isFocused: Bool = false) {
    (self.matrix, self.title, self.offset, self.isFocused) = (matrix, title, offset, isFocused)
  }

  public var labels: [String] { matrix.labels }
  /// The score from which a row counts as positive; nil when there is none.
  public var threshold: Double? { matrix.threshold }
  public var classCount: Int { matrix.labels.count }

  /// 0 where the matrix has no such place.
  public func count(actual: Int, predicted: Int) -> Int64 {
    guard matrix.counts.indices.contains(actual), matrix.counts[actual].indices.contains(predicted) else { return 0 }
    return matrix.counts[actual][predicted]
  }

  private func sum(_ counts: some Sequence<Int64>) -> Double { counts.reduce(0) { $0 + Double($1) } }

  /// Share of an actual class' rows that were predicted so; nil when the class has no rows.
  public func rowShare(actual: Int, predicted: Int) -> Double? {
    guard matrix.counts.indices.contains(actual) else { return nil }
    return ratio(Double(count(actual: actual, predicted: predicted)), sum(matrix.counts[actual]))
  }

  /// nil without any row.
  public var accuracy: Double? {
    ratio(sum((0..<classCount).map { count(actual: $0, predicted: $0) }), sum(matrix.counts.joined()))
  }

  /// Of two classes the second is the positive one. nil where it would be 0 / 0.
  public var precision: Double? {
    ratio(Double(count(actual: 1, predicted: 1)), sum([0, 1].map { count(actual: $0, predicted: 1) }))
  }
  public var recall: Double? {
    ratio(Double(count(actual: 1, predicted: 1)), sum([0, 1].map { count(actual: 1, predicted: $0) }))
  }
  /// 2 tp / (2 tp + fp + fn).
  public var f1: Double? {
    let hits = 2 * Double(count(actual: 1, predicted: 1))
    return ratio(hits, hits + Double(count(actual: 0, predicted: 1)) + Double(count(actual: 1, predicted: 0)))
  }

  private func ratio(_ part: Double, _ whole: Double) -> Double? { whole == 0 ? nil : part / whole }

  /// `accuracy 0.930`, and for two classes precision, recall and F1 of the positive one.
  public var scores: [String] {
    let words = { (name: String, value: Double?) in
      "\(name) " + (value.map { NumberFormat.fixed($0, decimals: 3) } ?? "not defined")
    }
    let overall = [words("accuracy", accuracy)]
    guard classCount == 2 else { return overall }
    return overall + [words("precision", precision), words("recall", recall), words("F1", f1)]
  }

  /// The classes shown when `room` fit.
  public func visible(room: Int) -> Range<Int> {
    let fitting = Swift.min(Swift.max(room, 0), classCount)
    let start = Swift.min(Swift.max(offset, 0), classCount - fitting)
    return start..<start + fitting
  }
}
