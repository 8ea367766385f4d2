import RunModel

/// The columns of the list of runs behind the run's name.
struct RunColumns: Equatable, Sendable {
  private(set) var all: [RunColumn] = []
  /// The metric that stands for every run, where it is the same for all; else nil.
  private(set) var sharedHeadline: MetricName?
  /// Digits behind the point of the columns of values, for each metric in them, so that these line up.
  private var decimals: [RunColumn: [MetricName: Int]] = [:]
  /// The values between which the small curves of each metric are drawn.
  private(set) var curveRanges: [MetricName: ClosedRange<Double>] = [:]

  init() {}

  /// Those that were chosen, else what there is to say about these runs. O(runs × hyperparameters).
  init(_ settings: RunListSettings, runs: [RunSnapshot], values: inout RunValues) {
    var headlines: Set<MetricName> = []
    for run in runs where run.parent == nil {
      if let metric = values.headline(of: run) { headlines.insert(metric.name) }
    }
    sharedHeadline = headlines.count == 1 ? headlines.first : nil
    all = settings.columns ?? Self.suiting(runs, hasOneHeadline: headlines.count <= 1, values)
    align(runs, &values)
    scaleCurves(of: runs, &values)
  }

  /// Of the metrics whose curves a column shows.
  private mutating func scaleCurves(of runs: [RunSnapshot], _ values: inout RunValues) {
    let names = all.compactMap { if case .curve(let name) = $0 { name } else { nil } }
    var samples: [MetricName: [[Double]]] = [:]
    let showsHeadlines = all.contains(.headlineCurve)
    for run in runs {
      let headline = showsHeadlines ? values.headline(of: run) : nil
      let others = names.filter { $0 != headline?.name }.compactMap { run.metric(named: $0.rawValue) }
      for metric in [headline].compactMap({ $0 }) + others {
        samples[metric.name, default: []].append(values.sample(of: metric, in: run))
      }
    }
    curveRanges = samples.compactMapValues { SparklineRange.shared(by: $0) }
  }

  private mutating func align(_ runs: [RunSnapshot], _ values: inout RunValues) {
    for column in all {
      var numbers: [MetricName: [Double]] = [:]
      for run in runs {
        guard let metric = Self.metric(of: column, in: run, &values) else { continue }
        let number: Double? =
          switch column {
          case .headlineLast: run.chosenEstimate ?? metric.series.last?.value
          case .last: metric.series.last?.value
          default: values.best(of: metric, in: run)?.value
          }
        if let number { numbers[metric.name, default: []].append(number) }
      }
      decimals[column] = numbers.compactMapValues { NumberFormat.sharedDecimals($0) }
    }
  }

  /// The metric whose values a column shows of a run; nil where it shows none, or the run has none of that name.
  private static func metric(
    of column: RunColumn, in run: RunSnapshot, _ values: inout RunValues
  ) -> RunSnapshot.Metric? {
    switch column {
    case .headlineLast, .headlineBest: values.headline(of: run)
    case .last(let name), .best(let name): run.metric(named: name.rawValue)
    default: nil
    }
  }

  /// A value of a metric as the others of its column are written.
  func text(_ value: Double, of metric: MetricName?, in column: RunColumn) -> String {
    NumberFormat.lined(value, decimals: metric.flatMap { decimals[column]?[$0] })
  }

  /// As many hyperparameters are shown without being asked for.
  private static let mostSettings = 8

  /// State; the main metric, its values first, so that also a narrow screen shows a score; health where a rule fired, and
  /// progress; the hyperparameters that differ; where it comes from.
  private static func suiting(_ runs: [RunSnapshot], hasOneHeadline: Bool, _ values: RunValues) -> [RunColumn] {
    let outer = runs.filter { $0.parent == nil }
    let hasTotal = outer.contains { $0.progress?.total != nil }
    let canEnd = outer.contains { $0.expectedEnd != nil }
    let around = Set(runs.compactMap(\.parent?.id))
    let settings = differing(outer.filter { !around.contains($0.id) }).prefix(mostSettings)
    let hasTags = outer.contains { !$0.tags.isEmpty }
    // Where one metric stands for all, its curve has the name as a heading.
    let headline: [RunColumn] =
      hasOneHeadline
      ? [.headlineCurve, .headlineLast, .headlineBest] : [.headlineName, .headlineLast, .headlineBest, .headlineCurve]
    return [.state] + headline
      + (values.isAnySick ? [.health] : []) + (hasTotal ? [.progress] : [.step]) + (canEnd ? [.ends] : [])
      + settings.map { .hyperparameter($0) } + (hasTags ? [.tags] : []) + [.newestData]
      + (hasTotal ? [.step] : []) + [.format]
      + (runs.contains(where: \.isDecided) ? [.decision] : [])
  }

  /// The hyperparameters that have not the same value in all runs that have them, in the order in which they came.
  private static func differing(_ runs: [RunSnapshot]) -> [String] {
    var first: [String: Hyperparameter.Value] = [:]
    var names: [String] = []
    var differing: Set<String> = []
    for run in runs {
      for parameter in run.hyperparameters {
        guard let value = first[parameter.name] else {
          first[parameter.name] = parameter.value
          names.append(parameter.name)
          continue
        }
        if value != parameter.value { differing.insert(parameter.name) }
      }
    }
    return names.filter { differing.contains($0) && !RunSnapshot.isTag($0) }
  }

  /// What the line of a group says: the mean of the finite last values, and the best of the best ones.
  func summaries(of members: [RunSnapshot], values: inout RunValues) -> [RunColumn: Double] {
    var summaries: [RunColumn: Double] = [:]
    for column in all {
      switch column {
      case .headlineLast where sharedHeadline != nil:
        summaries[column] = Self.mean(members.map { values.headline(of: $0)?.series.last?.value })
      case .last(let name):
        summaries[column] = Self.mean(members.map { $0.metric(named: name.rawValue)?.series.last?.value })
      case .headlineBest:
        guard let name = sharedHeadline else { continue }
        summaries[column] = Self.best(name, of: members, values: &values)
      case .best(let name): summaries[column] = Self.best(name, of: members, values: &values)
      default: continue
      }
    }
    return summaries
  }

  /// Divided first, since a sum of huge values is not finite.
  private static func mean(_ values: [Double?]) -> Double? {
    let finite = values.compactMap { $0 }.filter(\.isFinite)
    return finite.isEmpty ? nil : finite.reduce(0) { $0 + $1 / Double(finite.count) }
  }

  private static func best(_ name: MetricName, of members: [RunSnapshot], values: inout RunValues) -> Double? {
    let all = members.compactMap { run in
      run.metric(named: name.rawValue).flatMap { values.best(of: $0, in: run)?.value }
    }
    let direction = MetricDirection(measure: MetricRole(of: name).measure)
    return direction == .lowerIsBetter ? all.min() : all.max()
  }

  /// Whether a column's values stand at its right end: numbers do.
  func isAlignedRight(_ column: RunColumn, runs: [RunSnapshot]) -> Bool {
    guard case .hyperparameter(let name) = column else { return column.isNumber || column == .ends }
    let value = runs.lazy.compactMap { run in run.hyperparameters.first { $0.name == name }?.value }.first
    return value?.number != nil
  }

  /// Everything that a column can say of these runs, for the chooser. O(runs × (metrics + hyperparameters)).
  static func available(_ runs: [RunSnapshot]) -> [RunColumn] {
    var metrics: [MetricName] = []
    var settings: [String] = []
    var seenMetrics: Set<MetricName> = []
    var seenSettings: Set<String> = []
    for run in runs {
      for metric in run.metrics where seenMetrics.insert(metric.name).inserted { metrics.append(metric.name) }
      for parameter in run.hyperparameters where seenSettings.insert(parameter.name).inserted {
        settings.append(parameter.name)
      }
    }
    return RunColumn.general + settings.map { .hyperparameter($0) }
      + metrics.flatMap { metric in RunColumn.Aspect.allCases.map { RunColumn($0, of: metric) } }
  }
}

extension RunSnapshot {
  /// The verdict about a run that has ended; nil while it has not, and while nobody has decided.
  var finalVerdict: Verdict? { state == .finished || state == nil ? standingDecision?.verdict : nil }

  /// Whether a person's word stands on it, at its end or on its way.
  var isDecided: Bool { finalVerdict != nil || (openEscalation != nil && standingDecision != nil) }
}
