import RunModel

/// What a run is sorted by.
enum RunSortKey: Sendable {
  case number(Double)
  /// In lower case.
  case text(String)
  /// Not known: last, whichever way the list is sorted. So is NaN.
  case missing

  init(_ number: Double?) { self = number.map { $0.isNaN ? .missing : .number($0) } ?? .missing }
  init(_ text: String) { self = text.isEmpty ? .missing : .text(text.lowercased()) }

  init(_ value: Hyperparameter.Value?) {
    guard let value else {
      self = .missing
      return
    }
    self = value.number.map { RunSortKey($0) } ?? RunSortKey(value.text)
  }

  /// Whether this comes before another one; numbers before texts.
  func precedes(_ other: RunSortKey, isAscending: Bool) -> Bool {
    switch (self, other) {
    case (.number(let a), .number(let b)): isAscending ? a < b : a > b
    case (.text(let a), .text(let b)): isAscending ? a < b : a > b
    case (.number, .text): isAscending
    case (.text, .number): !isAscending
    case (.missing, _): false
    case (_, .missing): true
    }
  }
}

extension RunColumn {
  /// - Parameter values: remembers what was looked for.
  func sortKey(of run: RunSnapshot, values: inout RunValues) -> RunSortKey {
    switch self {
    case .name: RunSortKey(run.qualifiedName)
    case .state: RunSortKey(Double(Self.rank(of: run.state)))
    case .health: RunSortKey(values.verdicts[run.id].map { Double($0.rawValue) })
    case .step: RunSortKey(run.newestStep.map { Double($0.rawValue) })
    case .progress: RunSortKey(run.fractionDone)
    case .ends: RunSortKey(run.expectedEnd?.secondsSince1970)
    case .headlineName: RunSortKey(values.headline(of: run)?.name.rawValue ?? "")
    case .headlineLast: RunSortKey(run.chosenEstimate ?? values.headline(of: run)?.series.last?.value)
    case .headlineCurve: RunSortKey(values.headline(of: run)?.series.last?.value)
    case .headlineBest: RunSortKey(values.headline(of: run).flatMap { values.best(of: $0, in: run)?.value })
    case .newestData: RunSortKey(run.updated?.secondsSince1970)
    case .started: RunSortKey(run.identity?.created?.secondsSince1970)
    case .format: RunSortKey(run.formats.joined(separator: "+"))
    case .tags: RunSortKey(run.tags.joined(separator: " "))
    case .decision: RunSortKey(run.standingDecision?.wallTime.secondsSince1970)
    case .curve(let metric), .last(let metric): RunSortKey(run.metric(named: metric.rawValue)?.series.last?.value)
    case .best(let metric):
      RunSortKey(run.metric(named: metric.rawValue).flatMap { values.best(of: $0, in: run)?.value })
    case .hyperparameter(let name): RunSortKey(run.hyperparameters.first { $0.name == name }?.value)
    }
  }

  /// In the order in which runs want attention.
  private static func rank(of state: RunState?) -> Int {
    let order: [RunState?] = [
      .waiting, .running, .queued, .pausing, .paused, .frozen, .stopping, .lost, .failed, .stopped, .finished, nil,
    ]
    return order.firstIndex(of: state) ?? order.count
  }
}
