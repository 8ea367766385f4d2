internal import HyperparameterSearch
public import StudyModel

// What a study asks about the model that it has chosen.
extension StudySpecification {
  public struct Examination: Equatable, Sendable {
    /// nil: all that apply.
    public var topics: [TopicReport.Topic]?
    /// Features that a person expects to matter, the most important first.
    public var importance: [String] = []
    /// Features that the ablation leaves out together.
    public var groups: [Group] = []
    /// Share of the rows that a prediction set or interval is to hold.
    public var coverage = 0.9
    /// What a person could change about a row.
    public var mutable: [Mutable] = []

    public init() {}
  }

  public struct Group: Equatable, Sendable {
    public var name: String
    public var columns: [String]

    public init(name: String, columns: [String]) { (self.name, self.columns) = (name, columns) }
  }

  public struct Mutable: Equatable, Sendable {
    public var column: String
    /// The most that a number can be changed by, in its own unit; nil: to any value or level that occurs.
    public var by: Double?

    public init(column: String, by: Double? = nil) { (self.column, self.by) = (column, by) }
  }

  /// Each group of rows with the same values of `by` must reach every limit.
  public struct RequiredSegments: Equatable, Sendable {
    public struct Limit: Equatable, Sendable {
      public var metric: String
      public var value: Double

      public init(metric: String, value: Double) { (self.metric, self.value) = (metric, value) }
    }

    public var by: [String]
    public var min: [Limit]
    public var max: [Limit]

    public init(by: [String], min: [Limit] = [], max: [Limit] = []) { (self.by, self.min, self.max) = (by, min, max) }
  }

  /// What each outcome of a yes-or-no decision about a row is worth: gains above 0, losses below.
  public struct Payoff: Equatable, Sendable {
    public var truePositive = 0.0
    public var falsePositive = 0.0
    public var trueNegative = 0.0
    public var falseNegative = 0.0
    /// Such as `EUR`; nil: none is named.
    public var unit: String?

    public init() {}
  }

  /// Limits between the groups of a sensitive column.
  public struct Fairness: Equatable, Sendable {
    /// Lowest selection rate over the highest. The four-fifths rule of the US Uniform Guidelines (1978).
    public var minSelectionRatio = 0.8
    /// Of true and of false positive rates.
    public var maxDifference = 0.1

    public init() {}
  }

  public enum Augmentation: String, CaseIterable, Sendable {
    case oversample, undersample, noise, mixup
  }
}

// MARK: Reading

extension StudySpecification {
  mutating func readExamination(_ reader: inout SpecificationReader) {
    examination.topics = reader.choiceList("examination.topics")?.compactMap(TopicReport.Topic.init)
    examination.importance = reader.textList("examination.importance") ?? []
    examination.groups = reader.sectionPaths("examination.groups").map { path in
      Group(name: reader.text(path.key("name")) ?? "", columns: reader.textList(path.key("columns")) ?? [])
    }
    examination.coverage = reader.number("examination.coverage") ?? examination.coverage
    examination.mutable = reader.sectionPaths("examination.mutable").map { path in
      Mutable(column: reader.text(path.key("column")) ?? "", by: reader.number(path.key("by")))
    }
    segments = reader.sectionPaths("segments").map { Self.readSegments($0, &reader) }
    payoff = Self.readPayoff(&reader)
    fairness.minSelectionRatio = reader.number("fairness.min_selection_ratio") ?? fairness.minSelectionRatio
    fairness.maxDifference = reader.number("fairness.max_difference") ?? fairness.maxDifference
    augmentation = (reader.choiceList("augmentation") ?? []).compactMap(Augmentation.init)
    ignoredEscalations = (reader.choiceList("escalations.ignore") ?? []).compactMap(EscalationSummary.Kind.init)
  }

  private static func readSegments(_ path: DocumentPath, _ reader: inout SpecificationReader) -> RequiredSegments {
    var limits: [[RequiredSegments.Limit]] = []
    for key in ["min", "max"] {
      let values = reader.assignment(path.key(key))?.pairs ?? []
      limits.append(
        values.compactMap { name, value in
          guard MetricNames.all.contains(name) else {
            let advice = NearestWord.find(name, among: MetricNames.all).map { "; did you mean \($0)?" } ?? ""
            reader.add(path.key(key).key(name), "there is no metric \(SpecificationReader.shortened(name))\(advice)")
            return nil
          }
          guard let number = value.number else {
            reader.add(path.key(key).key(name), "must be a number")
            return nil
          }
          return .init(metric: name, value: number)
        })
    }
    if !["min", "max"].contains(where: { reader.hasKeys(path.key($0)) }) {
      reader.add(path, "needs a metric's limit in min or max, such as min: {auc: 0.8}")
    }
    if reader.isEmptyList(path.key("by")) { reader.add(path.key("by"), "must name at least one column") }
    return RequiredSegments(by: reader.textList(path.key("by")) ?? [], min: limits[0], max: limits[1])
  }

  private static func readPayoff(_ reader: inout SpecificationReader) -> Payoff? {
    let isGiven = ["true_positive", "false_positive", "true_negative", "false_negative", "unit"]
      .contains { reader.has(DocumentPath("payoff").key($0)) }
    guard isGiven else { return nil }
    var payoff = Payoff()
    payoff.truePositive = reader.number("payoff.true_positive") ?? 0
    payoff.falsePositive = reader.number("payoff.false_positive") ?? 0
    payoff.trueNegative = reader.number("payoff.true_negative") ?? 0
    payoff.falseNegative = reader.number("payoff.false_negative") ?? 0
    payoff.unit = reader.text("payoff.unit")
    return payoff
  }

  /// The columns that the examination names, by the keys that do; those of `isFeature` must be features.
  public var examinedColumns: [(path: DocumentPath, columns: [String], isFeature: Bool)] {
    var result: [(path: DocumentPath, columns: [String], isFeature: Bool)] = [
      ("examination.importance", examination.importance, true)
    ]
    for (index, group) in examination.groups.enumerated() {
      result.append((DocumentPath("examination.groups").item(index).key("columns"), group.columns, true))
    }
    for (index, mutable) in examination.mutable.enumerated() {
      result.append((DocumentPath("examination.mutable").item(index).key("column"), [mutable.column], true))
    }
    for (index, segments) in segments.enumerated() {
      result.append((DocumentPath("segments").item(index).key("by"), segments.by, false))
    }
    return result
  }
}

// MARK: Writing

extension StudySpecification {
  func examinationYAML(_ path: String) -> YAMLValue? {
    switch path {
    case "examination.topics": examination.topics.map { .list($0.map { .plain($0.rawValue) }) } ?? .null
    case "examination.importance": YAMLValue(examination.importance)
    case "examination.groups":
      .items(examination.groups.map { .section([("name", .text($0.name)), ("columns", YAMLValue($0.columns))]) })
    case "examination.coverage": YAMLValue(examination.coverage)
    case "examination.mutable":
      .items(examination.mutable.map { .section([("column", .text($0.column)), ("by", YAMLValue($0.by))]) })
    case "segments": .items(segments.map(\.yaml))
    case "payoff.true_positive": YAMLValue(payoff?.truePositive)
    case "payoff.false_positive": YAMLValue(payoff?.falsePositive)
    case "payoff.true_negative": YAMLValue(payoff?.trueNegative)
    case "payoff.false_negative": YAMLValue(payoff?.falseNegative)
    case "payoff.unit": YAMLValue(payoff?.unit)
    case "fairness.min_selection_ratio": YAMLValue(fairness.minSelectionRatio)
    case "fairness.max_difference": YAMLValue(fairness.maxDifference)
    case "augmentation": .list(augmentation.map { .plain($0.rawValue) })
    case "escalations.ignore": .list(ignoredEscalations.map { .plain($0.rawValue) })
    default: nil
    }
  }
}

extension StudySpecification.RequiredSegments {
  fileprivate var yaml: YAMLValue {
    func section(_ limits: [Limit]) -> YAMLValue { .section(limits.map { ($0.metric, YAMLValue($0.value)) }) }
    let limits = [("min", min), ("max", max)].filter { !$0.1.isEmpty }.map { ($0.0, section($0.1)) }
    return .section([("by", YAMLValue(by))] + limits)
  }
}
