import RunModel

/// What takes looking for in runs, remembered: the best points of their series, and which metric stands for each.
struct RunValues: Sendable {
  private struct Key: Hashable {
    var run: String
    var metric: MetricName
  }
  /// What was found, and in which state of the series.
  private struct Entry {
    var seen: MetricSeries.Sight
    var best: MetricPoint?

    init(_ metric: RunSnapshot.Metric) {
      (seen, best) = (metric.series.sight, metric.direction?.best(of: metric.series))
    }

  }
  /// What a small curve of a series is judged by, and in which state of the series.
  private struct Sample {
    var seen: MetricSeries.Sight
    var values: [Double]
  }
  /// Where a run's main metric is, and of how many metrics and curves it was chosen.
  private struct Headline {
    var metricCount: Int
    var curveCount: Int
    var index: Int?
    var name: MetricName?
  }
  /// By run, of those that were judged.
  var verdicts: [String: HealthVerdict] = [:]
  /// What the trials of studies are judged by, by the study's id: one that was given up has no such value, and its folds
  /// do not stand for it.
  private var trialMetrics: [String: MetricName] = [:]
  private var entries: [Key: Entry] = [:]
  private var samples: [Key: Sample] = [:]
  private var headlines: [String: Headline] = [:]

  var isAnySick: Bool { verdicts.contains { $0.value.isSick } }

  /// The metric that stands for the run in a list; nil without metrics.
  mutating func headline(of run: RunSnapshot) -> RunSnapshot.Metric? {
    if let known = knownHeadline(of: run) { return known.index.map { run.metrics[$0] } }
    let index = headlineIndex(of: run)
    headlines[run.id] = Headline(
      metricCount: run.metrics.count, curveCount: run.curveCount, index: index,
      name: index.map { run.metrics[$0].name })
    return index.map { run.metrics[$0] }
  }

  /// The same, looked for anew where it is not known.
  func headlineMetric(of run: RunSnapshot) -> RunSnapshot.Metric? {
    (knownHeadline(of: run).map(\.index) ?? headlineIndex(of: run)).map { run.metrics[$0] }
  }

  private func headlineIndex(of run: RunSnapshot) -> Int? {
    if let name = run.parent.flatMap({ trialMetrics[$0.id] }) { return run.metrics.firstIndex { $0.name == name } }
    return run.headlineIndex
  }

  /// Learns what studies among the runs judge their trials by. O(runs × hyperparameters of those of their own).
  mutating func measureTrials(of runs: [RunSnapshot]) {
    let found = runs.compactMap { run in
      run.parent == nil ? StudyTrials.metric(of: run).map { (run.id, $0) } : nil
    }
    let metrics = Dictionary(found) { first, _ in first }
    if metrics != trialMetrics { (trialMetrics, headlines) = (metrics, [:]) }
  }

  private func knownHeadline(of run: RunSnapshot) -> Headline? {
    guard let known = headlines[run.id], known.metricCount == run.metrics.count, known.curveCount == run.curveCount,
      known.name == known.index.map({ run.metrics[$0].name })
    else { return nil }
    return known
  }

  /// nil where the metric's name does not tell which way is better, and where no value is finite.
  mutating func best(of metric: RunSnapshot.Metric, in run: RunSnapshot) -> MetricPoint? {
    guard metric.direction != nil else { return nil }
    let key = Key(run: run.id, metric: metric.name)
    if let entry = entries[key], entry.seen.isOf(metric.series) { return entry.best }
    let entry = Entry(metric)
    entries[key] = entry
    return entry.best
  }

  /// The same, looked for anew where it is not known.
  func bestPoint(of metric: RunSnapshot.Metric, in run: RunSnapshot) -> MetricPoint? {
    if let entry = entries[Key(run: run.id, metric: metric.name)], entry.seen.isOf(metric.series) { return entry.best }
    return metric.direction?.best(of: metric.series)
  }

  /// What the range of its small curve is judged by; see `SparklineRange`.
  mutating func sample(of metric: RunSnapshot.Metric, in run: RunSnapshot) -> [Double] {
    let key = Key(run: run.id, metric: metric.name)
    if let known = samples[key], known.seen.isOf(metric.series) { return known.values }
    let values = SparklineRange.sample(of: metric.series)
    samples[key] = Sample(seen: metric.series.sight, values: values)
    return values
  }

  /// Forgets runs that are gone, once they are many.
  mutating func keep(_ runs: [RunSnapshot]) {
    let most = 8 * runs.count + 64
    guard headlines.count > 2 * runs.count + 64 || entries.count > most || samples.count > most else { return }
    let ids = Set(runs.map(\.id))
    entries = entries.filter { ids.contains($0.key.run) }
    samples = samples.filter { ids.contains($0.key.run) }
    headlines = headlines.filter { ids.contains($0.key) }
  }
}

extension MetricSeries.Sight {
  /// Whether a series has no other points than those that were seen.
  fileprivate func isOf(_ series: MetricSeries) -> Bool { series.count == count && series.goesOn(from: self) }
}

extension RunSnapshot.Metric {
  /// nil when the name does not tell.
  var direction: MetricDirection? { MetricDirection(measure: MetricRole(of: name).measure) }
}

extension RunSnapshot {
  fileprivate var headlineIndex: Int? {
    MetricGroup.headline(among: MetricGroup.groups(of: metrics), metrics: metrics)?.decisive.index
  }

  /// How many metrics have more than one point: a curve goes before a single value.
  fileprivate var curveCount: Int { metrics.reduce(0) { $0 + ($1.series.count > 1 ? 1 : 0) } }
}
