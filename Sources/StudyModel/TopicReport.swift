public import Statistics

/// What the examination of the chosen model found on one topic: a section of the report.
public struct TopicReport: Codable, Equatable, Sendable {
  /// In the order of the report.
  public enum Topic: String, Codable, CaseIterable, Sendable {
    case explanation, ablation, segments, labels, calibration, uncertainty, threshold, robustness, fairness
    case augmentation, architecture
  }

  public var topic: Topic
  /// In one sentence, with its numbers.
  public var finding: String
  /// From a warning on the finding is among the report's warnings.
  public var severity: Finding.Severity
  /// What else was found, the most important first.
  public var sentences: [String]
  public var tables: [TopicTable]
  /// A drawing in ASCII, shown as it is below the sentences; lines of at most 74 columns. nil: none.
  public var diagram: [String]?
  /// Where the numbers come from, relative to the study's run directory.
  public var run: String
  /// How limits of the specification stand, of the topic that judges them: a broken one makes the study ask.
  public var verdicts: [FairnessVerdict]?

  public init(
    _ topic: Topic, finding: String, severity: Finding.Severity = .info, sentences: [String] = [],
    tables: [TopicTable] = [], run: String = "."
  ) {
    (self.topic, self.finding, self.severity) = (topic, finding, severity)
    (self.sentences, self.tables, self.run) = (sentences, tables, run)
  }
}

/// Numbers of a topic: as measured for programs, with units from which a page can round them.
public struct TopicTable: Codable, Equatable, Sendable {
  public enum Unit: String, Codable, CaseIterable, Sendable {
    case text
    case count
    /// A whole number that names something, such as a line.
    case ordinal
    case number
    /// With its sign.
    case difference
    /// Between 0 and 1; a page shows percent.
    case share
    /// A p value.
    case probability
    case interval
    case milliseconds
    case bytes
  }

  public struct Column: Codable, Equatable, Sendable {
    /// For programs, in `snake_case`.
    public var name: String
    public var title: String
    public var unit: Unit
    /// Where a page is too narrow, columns go in this order, the highest first; 0: never.
    public var sacrifice: Int

    public init(_ name: String, _ title: String, _ unit: Unit = .number, sacrifice: Int = 0) {
      (self.name, self.title, self.unit, self.sacrifice) = (name, title, unit, sacrifice)
    }
  }

  /// For programs, in `snake_case`.
  public var name: String
  /// A caption: what is counted, on which rows.
  public var title: String
  public var columns: [Column]
  /// As many cells as columns.
  public var rows: [[TopicCell]]
  /// What its columns and words mean, a sentence each.
  public var notes: [String]

  public init(_ name: String, title: String, columns: [Column], rows: [[TopicCell]], notes: [String] = []) {
    (self.name, self.title, self.columns, self.rows, self.notes) = (name, title, columns, rows, notes)
  }
}

/// A text, a number, an interval, or nothing known; in JSON a string, a number, a list of two numbers or null. What is
/// not finite is not known.
public enum TopicCell: Equatable, Sendable {
  case text(String)
  case number(Double)
  case interval(low: Double, high: Double)
  case missing

  public init(_ value: Double?) {
    if let value, value.isFinite { self = .number(value) } else { self = .missing }
  }

  public init(_ value: Int) { self = .number(Double(value)) }

  public init(_ bounds: Bounds?) {
    if let bounds, bounds.low.isFinite, bounds.high.isFinite {
      self = .interval(low: bounds.low, high: bounds.high)
    } else {
      self = .missing
    }
  }

  public init(_ interval: ConfidenceInterval?) { self.init(interval.map { Bounds(low: $0.low, high: $0.high) }) }
}

extension TopicCell: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .missing
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let number = try? container.decode(Double.self) {
      self.init(number)
    } else {
      let bounds = try container.decode([Double].self)
      guard bounds.count == 2 else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "an interval has two bounds")
      }
      self.init(Bounds(low: bounds[0], high: bounds[1]))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number) where number.isFinite: try container.encode(number)
    case .interval(let low, let high) where low.isFinite && high.isFinite: try container.encode([low, high])
    case .number, .interval, .missing: try container.encodeNil()
    }
  }
}
