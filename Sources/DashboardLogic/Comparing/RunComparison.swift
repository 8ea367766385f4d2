public import RunModel

/// What tells runs apart: the settings in which they differ, and their metrics beside those of a reference.
public struct RunComparison: Sendable {
  /// A line of the comparison.
  public enum Row: Equatable, Sendable {
    /// - Parameter differing: how many of `count` hyperparameters are not the same in all runs.
    case parametersHeading(differing: Int, count: Int)
    case parameter(name: String)
    case metricsHeading(count: Int)
    case metric(name: MetricName, Value)

    /// Which value of a metric stands in a line.
    public enum Value: Equatable, Sendable { case last, best }

    /// Headings are passed over.
    public var isSelectable: Bool {
      switch self {
      case .parametersHeading, .metricsHeading: false
      case .parameter, .metric: true
      }
    }

    public var metric: MetricName? { if case .metric(let name, _) = self { name } else { nil } }
  }

  /// The first is the reference.
  public let runs: [RunSnapshot]
  public let rows: [Row]
  /// Points behind it do not count; nil: all do.
  public let until: Step?

  /// - Parameter filter: for the names of metrics.
  public init(of runs: [RunSnapshot], filter: NameFilter = .everything, until: Step? = nil) {
    (self.runs, self.until) = (runs, until)
    let parameters = Self.parameters(of: runs)
    let metrics = Self.metrics(of: runs).filter { filter.matches(in: $0.rawValue) != nil }
    rows =
      [.parametersHeading(differing: parameters.differing.count, count: parameters.count)]
      + parameters.differing.map { .parameter(name: $0) } + [.metricsHeading(count: metrics.count)]
      + metrics.flatMap { name -> [Row] in
        let hasBest = MetricDirection(measure: MetricRole(of: name).measure) != nil
        return hasBest ? [.metric(name: name, .last), .metric(name: name, .best)] : [.metric(name: name, .last)]
      }
  }

  /// The names of the hyperparameters in which any two runs differ, by first appearance, and how many there are at all.
  private static func parameters(of runs: [RunSnapshot]) -> (differing: [String], count: Int) {
    var order: [String] = []
    var values: [String: [Hyperparameter.Value]] = [:]
    for run in runs {
      for parameter in run.hyperparameters {
        if values[parameter.name] == nil { order.append(parameter.name) }
        values[parameter.name, default: []].append(parameter.value)
      }
    }
    let differing = order.filter { name in
      guard let found = values[name], let first = found.first else { return false }
      return found.count < runs.count || found.contains { $0 != first }
    }
    return (differing, order.count)
  }

  /// Of all runs, those that tell which way is better first, splits of one measure side by side.
  private static func metrics(of runs: [RunSnapshot]) -> [MetricName] {
    var known: Set<MetricName> = []
    var metrics: [RunSnapshot.Metric] = []
    for run in runs { metrics += run.metrics.filter { known.insert($0.name).inserted } }
    let groups = MetricGroup.groups(of: metrics)
    let ordered = groups.filter { $0.direction != nil } + groups.filter { $0.direction == nil }
    return ordered.flatMap { $0.members.map(\.name) }
  }

  // MARK: Cells

  /// How a value compares with that of the reference.
  public enum Judgement: Equatable, Sendable {
    /// `alike`: they differ, but by no more than the digits shown, or than either changes from point to point at its end.
    case better, worse, same, alike, unknown
  }

  public struct Cell: Equatable, Sendable {
    /// What is shown; `–` for a run that has none.
    public var value: String
    /// Against the reference, with its sign; empty for the reference, and where either value is missing.
    public var delta = ""
    public var judgement = Judgement.unknown
    /// Whether no run has a better one.
    public var isBest = false
  }

  public static let missing = "–"

  /// One cell for each of the runs asked for.
  ///
  /// - Parameter columns: the widest that a metric's value, and its difference with the sign, may be.
  public func cells(_ row: Row, of indices: [Int], columns: Int = 12) -> [Cell] {
    switch row {
    case .parametersHeading, .metricsHeading: []
    case .parameter(let name): parameterCells(name, indices)
    case .metric(let name, let value): metricCells(name, value, indices, columns)
    }
  }

  /// With as many digits as tell different values apart.
  private func parameterCells(_ name: String, _ indices: [Int]) -> [Cell] {
    let values = runs.map { run in run.hyperparameters.first { $0.name == name }?.value }
    let numbers = values.compactMap { value -> Double? in if case .number(let number) = value { number } else { nil } }
    let distinct = Set(numbers)
    let digits = (4...17).first { digits in
      Set(distinct.map { NumberFormat.significant($0, digits: digits) }).count == distinct.count
    }
    return indices.map { index in
      guard let value = values[index] else { return Cell(value: Self.missing) }
      if case .number(let number) = value { return Cell(value: NumberFormat.significant(number, digits: digits ?? 17)) }
      return Cell(value: value.words)
    }
  }

  private func metricCells(_ name: MetricName, _ kind: Row.Value, _ indices: [Int], _ columns: Int) -> [Cell] {
    let direction = MetricDirection(measure: MetricRole(of: name).measure)
    let values = runs.map { $0.value(kind, of: name, direction, until: until) }
    // Of all runs, so that the digits stay when other runs are on view.
    let decimals = decimals(of: name, columns)
    let span = Self.span(of: values.compactMap(\.self), columns)
    let finite = values.compactMap(\.self).filter(\.isFinite)
    let best = runs.count < 2 ? nil : direction.flatMap { $0 == .lowerIsBetter ? finite.min() : finite.max() }
    return indices.map { index in
      guard let value = values[index] else { return Cell(value: Self.missing) }
      var cell = Cell(value: Self.words(value, span, columns, decimals))
      cell.isBest = best == value
      guard index > 0, let reference = values[0], value.isFinite, reference.isFinite else { return cell }
      let delta = value - reference
      cell.judgement = Self.judgement(of: delta, direction)
      if cell.judgement != .same, isNoise(delta.magnitude, in: name, index, decimals) { cell.judgement = .alike }
      cell.delta = delta == 0 ? "=" : (delta > 0 ? "+" : "-") + Self.words(delta.magnitude, span, columns - 1, decimals)
      return cell
    }
  }

  /// - Parameter decimals: of all values of the metric; nil where they cannot have the same.
  private static func words(_ value: Double, _ span: Double, _ columns: Int, _ decimals: Int? = nil) -> String {
    let text = decimals.map { NumberFormat.fixed(value, decimals: $0, grouped: true) }
    // What is not 0 does not read as if it were.
    if let text, text.count <= columns, value == 0 || text.contains(where: { ("1"..."9").contains($0) }) { return text }
    let own = NumberFormat.value(value, span: span)
    return own.count <= columns ? own : NumberFormat.fitting(value, columns: columns)
  }

  /// How far values lie from each other, without those that stand as powers of ten anyway, as of a run that diverged.
  private static func span(of values: [Double], _ columns: Int) -> Double {
    let plain = values.filter { $0.isFinite && isPlain($0, columns) }
    return (plain.max() ?? 0) - (plain.min() ?? 0)
  }

  /// Whether the digits before the point have room.
  private static func isPlain(_ value: Double, _ columns: Int) -> Bool {
    value.magnitude < 1e9 && NumberFormat.fixed(value, decimals: 0, grouped: true).count <= columns
  }

  /// As many digits behind the point as any of the values of a metric needs, last and best, and as all have room for;
  /// values that stand as powers of ten have no say. nil where all are such. O(runs).
  private func decimals(of name: MetricName, _ columns: Int) -> Int? {
    let direction = MetricDirection(measure: MetricRole(of: name).measure)
    var all: [Double] = []
    var most: Int?
    for kind in [Row.Value.last, .best] {
      let values = runs.compactMap { $0.value(kind, of: name, direction, until: until) }
        .filter { $0.isFinite && Self.isPlain($0, columns) }
      let span = Self.span(of: values, columns)
      for value in values {
        let text = Self.words(value, span, columns)
        if text.contains(where: { "e#".contains($0) }) { continue }
        most = max(most ?? 0, text.split(separator: ".").dropFirst().first?.count ?? 0)
        all.append(value)
      }
    }
    return most.flatMap { most in
      (0...most).reversed().first { decimals in
        all.allSatisfy { NumberFormat.fixed($0, decimals: decimals, grouped: true).count <= columns }
      }
    }
  }

  /// Whether a difference from the reference says nothing: it rounds to 0, or is not larger than the typical change from
  /// one of the last values to the next, of either run.
  private func isNoise(_ delta: Double, in name: MetricName, _ index: Int, _ decimals: Int?) -> Bool {
    if let decimals, !NumberFormat.fixed(delta, decimals: decimals).contains(where: { ("1"..."9").contains($0) }) {
      return true
    }
    let changes = [0, index].compactMap { runs[$0].series(of: name)?.changeAtEnd(until: until) }
    return changes.contains { delta <= $0 }
  }

  private static func judgement(of delta: Double, _ direction: MetricDirection?) -> Judgement {
    if delta == 0 { return .same }
    guard let direction else { return .unknown }
    return (delta < 0) == (direction == .lowerIsBetter) ? .better : .worse
  }
}

extension RunSnapshot {
  /// nil where the run has no such metric.
  ///
  /// - Parameter hint: where the metric probably is: runs of one program record theirs in the same order.
  public func series(of name: MetricName, hint: Int = 0) -> MetricSeries? {
    if metrics.indices.contains(hint), metrics[hint].name == name { return metrics[hint].series }
    return metrics.first { $0.name == name }?.series
  }

  fileprivate func value(
    _ kind: RunComparison.Row.Value, of name: MetricName, _ direction: MetricDirection?, until step: Step?
  ) -> Double? {
    guard let series = series(of: name) else { return nil }
    let count = step.map { series.count(upTo: $0) } ?? series.count
    guard count > 0 else { return nil }
    guard kind == .best, let direction else { return series[count - 1].value }
    let whole = series.summary(of: 0..<count)
    guard whole.finiteCount > 0 else { return nil }
    return direction == .lowerIsBetter ? whole.min : whole.max
  }
}

extension MetricSeries {
  /// The root mean square of the changes between the last ten points, or those up to a step; nil where fewer than five
  /// of them are finite. A slope that is steady adds little to it.
  fileprivate func changeAtEnd(until step: Step?) -> Double? {
    let end = step.map { count(upTo: $0) } ?? count
    let last = (Swift.max(0, end - 10)..<end).map { self[$0].value }.filter(\.isFinite)
    guard last.count >= 5 else { return nil }
    let squares = zip(last, last.dropFirst()).map { ($1 - $0) * ($1 - $0) }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }

  /// How many points lie at a step or before it. O(log n).
  fileprivate func count(upTo step: Step) -> Int {
    guard let near = index(nearest: step) else { return 0 }
    return self[near].step <= step ? near + 1 : near
  }
}
