public import RunModel

/// What a column of the list of runs says. The run's name always comes first and is none of these, but for sorting.
public enum RunColumn: Hashable, Sendable {
  case name, state, health, step, progress, ends
  /// Of the metric that stands for a run, which may be another one for each.
  case headlineName, headlineCurve, headlineLast, headlineBest
  case newestData, started, format, tags, decision
  case curve(MetricName), last(MetricName), best(MetricName)
  case hyperparameter(String)

  /// What is said of a metric.
  public enum Aspect: String, CaseIterable, Sendable { case curve, last, best }

  /// The column of a metric of that name.
  public init(_ aspect: Aspect, of metric: MetricName) {
    switch aspect {
    case .curve: self = .curve(metric)
    case .last: self = .last(metric)
    case .best: self = .best(metric)
    }
  }

  /// Those that do not depend on what a run recorded, in the order of the chooser.
  static let general: [RunColumn] = [
    .state, .health, .progress, .ends, .step, .headlineName, .headlineCurve, .headlineLast, .headlineBest, .newestData,
    .started,
    .format, .tags, .decision,
  ]

  private static let names: [(RunColumn, String)] = [
    (.name, "name"), (.state, "state"), (.health, "health"), (.step, "step"), (.progress, "progress"), (.ends, "ends"),
    (.headlineName, "metric"), (.headlineCurve, "curve"), (.headlineLast, "last"), (.headlineBest, "best"),
    (.newestData, "newest-data"), (.started, "started"), (.format, "format"), (.tags, "tags"), (.decision, "decision"),
  ]

  /// Whether it has values of the metric that stands for a run.
  var isOfHeadline: Bool { [.headlineCurve, .headlineLast, .headlineBest].contains(self) }

  /// As settings keep it: `state`, `best:val/auc` or `set:lr`.
  public var key: String {
    switch self {
    case .curve(let metric): "curve:\(metric)"
    case .last(let metric): "last:\(metric)"
    case .best(let metric): "best:\(metric)"
    case .hyperparameter(let name): "set:\(name)"
    default: Self.names.first { $0.0 == self }?.1 ?? ""
    }
  }

  /// nil for a key that is none.
  public init?(key: String) {
    if let column = Self.names.first(where: { $0.1 == key })?.0 {
      self = column
      return
    }
    guard let colon = key.firstIndex(of: ":") else { return nil }
    let name = String(key[key.index(after: colon)...])
    switch key[..<colon] {
    case "curve": self = .curve(MetricName(name))
    case "last": self = .last(MetricName(name))
    case "best": self = .best(MetricName(name))
    case "set": self = .hyperparameter(name)
    default: return nil
    }
  }

  /// The heading.
  public var title: String {
    switch self {
    case .name: "run"
    case .newestData: "newest data"
    case .curve(let metric): metric.rawValue
    case .last(let metric): metric.rawValue
    case .best(let metric): "best \(metric)"
    case .hyperparameter(let name): name
    default: key
    }
  }

  /// What the chooser calls it.
  var description: String {
    switch self {
    case .health: "health: what the rules found"
    case .progress: "progress bar"
    case .ends: "expected end"
    case .headlineName: "main metric"
    case .headlineCurve: "main metric: curve"
    case .headlineLast: "main metric: last value"
    case .headlineBest: "main metric: best value"
    case .curve(let metric): "\(metric): curve"
    case .last(let metric): "\(metric): last value"
    case .best(let metric): "\(metric): best value"
    case .hyperparameter(let name): "hyperparameter \(name)"
    case .newestData: "age of the newest data"
    case .started: "start time"
    case .decision: "decision: who, when and why"
    default: title
    }
  }

  /// Whether the first press of the sorting key puts small values on top.
  var sortsAscendingFirst: Bool {
    switch self {
    case .last(let metric), .best(let metric):
      MetricDirection(measure: MetricRole(of: metric).measure) == .lowerIsBetter
    case .step, .progress, .newestData, .started, .headlineLast, .headlineBest: false
    default: true
    }
  }

  /// Whether it has an order at all: a curve sorts as the last value beside it.
  var isNumber: Bool {
    switch self {
    case .step, .headlineLast, .headlineBest, .last, .best: true
    default: false
    }
  }
}

extension RunColumn: Codable {
  public init(from decoder: any Decoder) throws {
    let key = try decoder.singleValueContainer().decode(String.self)
    guard let column = RunColumn(key: key) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(key) is no column of the list of runs"))
    }
    self = column
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(key)
  }
}
