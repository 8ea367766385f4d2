/// How far each feature of one sample has moved from those of another.
public struct DriftReport: Equatable, Sendable {
  public enum Status: String, Sendable { case ok, warning, drift }

  /// How a feature's values lie in the two samples.
  public struct Distribution: Equatable, Sendable {
    public enum Bins: Equatable, Sendable {
      /// Ascending edges, one more than there are bins.
      case edges([Double])
      /// A name for each bin.
      case levels([String])

      public var count: Int {
        switch self {
        case .edges(let edges): max(edges.count - 1, 0)
        case .levels(let levels): levels.count
        }
      }
    }

    public var bins: Bins
    /// One count a bin, both.
    public var reference: [Int64]
    public var current: [Int64]
    /// Rows without a value.
    public var missingReference: Int64
    public var missingCurrent: Int64

    public init(
      bins: Bins, reference: [Int64], current: [Int64], missingReference: Int64 = 0, missingCurrent: Int64 = 0
    ) {
      (self.bins, self.reference, self.current) = (bins, reference, current)
      (self.missingReference, self.missingCurrent) = (missingReference, missingCurrent)
    }
  }

  public struct Feature: Equatable, Sendable {
    public var name: String
    /// Such as `psi`.
    public var measure: String
    /// nil when it could not be computed.
    public var value: Double?
    /// From here on it counts as drift.
    public var threshold: Double
    public var status: Status
    /// When it began, in the run's own words; nil when not known or not drifting.
    public var since: String?
    /// One value for each of the report's windows, NaN where it is not known; empty without windows.
    public var history: [Double]
    public var distribution: Distribution?

    public init(
      name: String, measure: String, value: Double?, threshold: Double, status: Status, since: String? = nil,
      history: [Double] = [], distribution: Distribution? = nil
    ) {
      (self.name, self.measure, self.value) = (name, measure, value)
      (self.threshold, self.status, self.since) = (threshold, status, since)
      (self.history, self.distribution) = (history, distribution)
    }
  }

  public var origin: TableOrigin
  /// Names of the two samples.
  public var reference: String
  public var current: String
  /// How the status follows from the value, in one sentence.
  public var rule: String
  /// Parts of the current sample in the order of time, such as its months; empty where it was not divided.
  public var windows: [String]
  /// The time that the whole current sample is of, for reports that follow each other; nil when it was not said.
  public var window: String?
  public var features: [Feature]

  public init(
    origin: TableOrigin = TableOrigin(), reference: String, current: String, rule: String, windows: [String] = [],
    window: String? = nil, features: [Feature]
  ) {
    (self.origin, self.reference, self.current) = (origin, reference, current)
    (self.rule, self.windows, self.window, self.features) = (rule, windows, window, features)
  }
}
