/// What each outcome of a decision about one row earns; losses are negative. To call a row positive is to treat it.
public struct Payoffs: Equatable, Sendable {
  public var truePositive: Double
  public var falsePositive: Double
  public var trueNegative: Double
  public var falseNegative: Double

  public init(truePositive: Double, falsePositive: Double, trueNegative: Double = 0, falseNegative: Double = 0) {
    (self.truePositive, self.falsePositive) = (truePositive, falsePositive)
    (self.trueNegative, self.falseNegative) = (trueNegative, falseNegative)
  }

  public func earned(isPositive: Bool, isTreated: Bool) -> Double {
    switch (isPositive, isTreated) {
    case (true, true): truePositive
    case (true, false): falseNegative
    case (false, true): falsePositive
    case (false, false): trueNegative
    }
  }

  /// Of a row; nil without rows.
  public func mean(_ confusion: BinaryConfusion) -> Double? {
    let counts = [
      (confusion.truePositives, truePositive), (confusion.falsePositives, falsePositive),
      (confusion.trueNegatives, trueNegative), (confusion.falseNegatives, falseNegative),
    ]
    return weightedMean(counts.count, counts.map(\.0)) { counts[$0].1 }
  }

  /// The probability from which on treating a row earns more, if the probabilities are right: c / (b + c), where b is
  /// what treating a positive row gains over leaving it and c what treating a negative one loses: Elkan (2001), The
  /// Foundations of Cost-Sensitive Learning. 0 where treating never loses; infinite where it never gains; nil where
  /// treating gains on negative rows and loses on positive ones, so that low probabilities should be treated, and where
  /// it makes no difference.
  public var threshold: Double? {
    let (gain, loss) = (truePositive - falseNegative, trueNegative - falsePositive)
    switch (gain, loss) {
    case _ where gain > 0 && loss > 0: return loss / (gain + loss)
    case _ where gain >= 0 && loss <= 0 && gain > loss: return 0
    case _ where gain <= 0 && loss >= 0 && loss > gain: return .infinity
    default: return nil
    }
  }
}
