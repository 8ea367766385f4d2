public import StudyModel

/// What a model must not exceed to be chosen; nil: no limit.
public struct Limits: Equatable, Sendable {
  /// 99th percentile for one row.
  public var latencyMilliseconds: Double?
  public var modelBytes: Int?
  public var memoryBytes: Int?
  public var trainingSeconds: Double?
  /// Only models whose every prediction can be followed by hand.
  public var requiresInterpretability: Bool

  public init(
    latencyMilliseconds: Double? = nil, modelBytes: Int? = nil, memoryBytes: Int? = nil,
    trainingSeconds: Double? = nil, requiresInterpretability: Bool = false
  ) {
    (self.latencyMilliseconds, self.modelBytes, self.memoryBytes) = (latencyMilliseconds, modelBytes, memoryBytes)
    (self.trainingSeconds, self.requiresInterpretability) = (trainingSeconds, requiresInterpretability)
  }
}

/// Which limits a candidate breaks.
public enum Constraints {
  /// Why the candidate may not be chosen, each with the measured number; empty: it may. What was not measured does
  /// not exclude: see `unmeasured`.
  public static func exclusions(_ candidate: CandidateSummary, _ limits: Limits) -> [String] {
    var reasons = checks(candidate, limits).compactMap { check -> String? in
      guard let limit = check.limit, let measured = check.measured, !(measured <= limit) else { return nil }
      return "\(check.what) \(check.text(measured)), at most \(check.text(limit)) allowed"
    }
    if limits.requiresInterpretability, candidate.interpretability != .high {
      reasons.append("interpretability \(candidate.interpretability.rawValue), high required")
    }
    return reasons
  }

  /// The limits that nothing was measured against, such as `peak memory`.
  public static func unmeasured(_ candidate: CandidateSummary, _ limits: Limits) -> [String] {
    checks(candidate, limits).filter { $0.limit != nil && $0.measured == nil }.map(\.what)
  }

  /// Whether a limit on what was measured excludes it.
  static func breaksMeasured(_ candidate: CandidateSummary, _ limits: Limits) -> Bool {
    checks(candidate, limits).contains { check in
      guard let limit = check.limit, let measured = check.measured else { return false }
      return !(measured <= limit)
    }
  }

  /// The limits, each as high as what was measured of the candidate asks.
  static func relaxed(_ limits: Limits, for candidate: CandidateSummary) -> Limits {
    func higher<Value: Comparable>(_ limit: Value?, _ measured: Value?) -> Value? {
      limit.map { max($0, measured ?? $0) }
    }
    return Limits(
      latencyMilliseconds: higher(limits.latencyMilliseconds, candidate.rowLatency?.percentile99),
      modelBytes: higher(limits.modelBytes, candidate.modelBytes),
      memoryBytes: higher(limits.memoryBytes, candidate.peakMemoryBytes),
      trainingSeconds: higher(limits.trainingSeconds, candidate.trainingSeconds),
      requiresInterpretability: limits.requiresInterpretability)
  }

  private struct Check {
    var what: String
    var measured: Double?
    var limit: Double?
    var text: (Double) -> String
  }

  private static func checks(_ candidate: CandidateSummary, _ limits: Limits) -> [Check] {
    func bytes(_ value: Double) -> String { NumberText.bytes(Int(value)) }
    return [
      Check(
        what: "99th percentile of a row's latency", measured: candidate.rowLatency?.percentile99,
        limit: limits.latencyMilliseconds, text: NumberText.milliseconds),
      Check(
        what: "model size", measured: candidate.modelBytes.map(Double.init), limit: limits.modelBytes.map(Double.init),
        text: bytes),
      Check(
        what: "peak memory", measured: candidate.peakMemoryBytes.map(Double.init),
        limit: limits.memoryBytes.map(Double.init), text: bytes),
      Check(
        what: "training time", measured: candidate.trainingSeconds, limit: limits.trainingSeconds,
        text: NumberText.seconds),
    ]
  }
}
