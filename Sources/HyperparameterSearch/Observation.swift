/// What a trial gave.
public struct Observation: Equatable, Sendable {
  public var assignment: Assignment
  /// nil: failed; so is a value that is not finite. Pruned trials carry the mean of the folds they saw.
  public var value: Double?
  /// Standard error of the value, if known.
  public var deviation: Double?
  public var isPruned: Bool

  public init(_ assignment: Assignment, value: Double?, deviation: Double? = nil, isPruned: Bool = false) {
    (self.assignment, self.value, self.deviation, self.isPruned) = (assignment, value, deviation, isPruned)
  }

  /// nil: failed.
  var finiteValue: Double? { value.flatMap { $0.isFinite ? $0 : nil } }
}

/// Why a trial was suggested.
public enum SearchStage: String, Codable, Sendable {
  /// A setting known to be good elsewhere.
  case portfolio
  /// A point of a quasi-random sequence.
  case broad
  /// Where the model expects the largest improvement.
  case bayesian
  /// As in `bayesian`, near the best trial so far.
  case local
}

public struct Suggestion: Equatable, Sendable {
  public var assignment: Assignment
  public var stage: SearchStage
}
