public import JSONText
internal import Statistics

/// The reasons of one prediction, and what would make it another.
public struct RowExplanation: Codable, Equatable, Sendable {
  /// Of the study.
  public var study: String
  /// The candidate that was chosen.
  public var model: String
  /// The id, or the row's number.
  public var row: String
  /// From 1 below the header.
  public var rowNumber: Int
  /// The line that it begins on; nil: not known.
  public var line: Int?
  /// Whose line that is, where the study read several files.
  public var file: String?
  public var target: String
  public var task: StudyTask
  /// Negative and positive, or all; empty for numbers.
  public var classes: [String]
  /// As the file has it; nil: the row has no target.
  public var actual: String?
  /// Whether the model learned from the row: `development`, `test` or `other`.
  public var part: String
  /// The probability of the positive class, one of each class, or the value.
  public var prediction: [Double]
  /// Of two classes.
  public var threshold: Double?
  /// The class that is decided for; nil for numbers.
  public var decision: String?
  /// What the contributions add up to, in words: `log odds of yes`.
  public var unit: String
  /// Where they start, and whose mean that is.
  public var base: Double?
  public var background: String
  /// The largest first; empty where the score cannot be divided.
  public var contributions: [Contribution]
  /// What must be known to read them.
  public var notes: [String]
  /// nil: there is nothing to decide, or the threshold decides the same for every row.
  public var change: Change?
  /// Whether the threshold calls no row positive, whatever its probability.
  public var isNobody: Bool { threshold.map(ThresholdCurve.isNobody) ?? false }

  public struct Contribution: Codable, Equatable, Sendable {
    public var feature: String
    /// As text; nil: missing.
    public var value: String?
    public var contribution: Double
    /// From the base on, with all before.
    public var total: Double

    public init(feature: String, value: String?, contribution: Double, total: Double) {
      (self.feature, self.value, self.contribution, self.total) = (feature, value, contribution, total)
    }
  }

  /// The smallest change that flips a decision.
  public struct Change: Codable, Equatable, Sendable {
    public struct Step: Codable, Equatable, Sendable {
      public var feature: String
      /// nil: missing.
      public var from: String?
      public var to: String
      /// In standard deviations of the training rows; 1 for another level.
      public var distance: Double

      public init(feature: String, from: String?, to: String, distance: Double) {
        (self.feature, self.from, self.to, self.distance) = (feature, from, to, distance)
      }
    }

    /// Features that may change, and where that is from.
    public var searched: [String]
    public var isRestricted: Bool
    /// Pairs were tried for these alone; nil: for all.
    public var pairsAmong: [String]?
    /// Empty: nothing of up to two features flips it.
    public var steps: [Step]
    public var prediction: [Double]?
    public var decision: String?

    public init(
      searched: [String], isRestricted: Bool, pairsAmong: [String]? = nil, steps: [Step] = [],
      prediction: [Double]? = nil, decision: String? = nil
    ) {
      (self.searched, self.isRestricted, self.pairsAmong) = (searched, isRestricted, pairsAmong)
      (self.steps, self.prediction, self.decision) = (steps, prediction, decision)
    }
  }

  public init(
    study: String, model: String, row: String, rowNumber: Int, line: Int?, file: String? = nil, target: String,
    task: StudyTask, classes: [String], actual: String?, part: String, prediction: [Double], threshold: Double? = nil,
    decision: String? = nil, unit: String, base: Double? = nil, background: String,
    contributions: [Contribution] = [], notes: [String] = [], change: Change? = nil
  ) {
    (self.study, self.model, self.row, self.rowNumber) = (study, model, row, rowNumber)
    (self.line, self.file) = (line, file)
    (self.target, self.task, self.classes, self.actual, self.part) = (target, task, classes, actual, part)
    (self.prediction, self.threshold, self.decision) = (prediction, threshold, decision)
    (self.unit, self.base, self.background) = (unit, base, background)
    (self.contributions, self.notes, self.change) = (contributions, notes, change)
  }
}

extension RowExplanation {
  /// Keys in `snake_case`; what is nil has no key.
  public var json: JSONValue {
    do { return try JSONValue(encoding: self, keys: .snakeCase) } catch {
      preconditionFailure("an explanation that JSON cannot hold: \(error)")
    }
  }

  public init(json: JSONValue) throws(JSONFieldError) {
    self = try json.decode(RowExplanation.self, keys: .snakeCase)
  }
}
