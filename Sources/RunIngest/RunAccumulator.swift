internal import RunFormats
internal import RunModel

/// Makes metrics and their companions out of what decoders read; one for each group of files that belong together.
struct RunAccumulator {
  private(set) var metrics: [RunSnapshot.Metric] = []
  /// Of each tensor, in the order of first appearance.
  private(set) var histograms: [HistogramSeries] = []
  private(set) var hyperparameters = KeyedList<String, Hyperparameter>()
  private(set) var progress: Progress?
  /// The highest one; where a metric has gone back, as after a training began again, the highest since then.
  private(set) var latestStep: Step?
  /// The newest of a kind, split and class.
  private(set) var tables = KeyedList<EvaluationTable.Key, EvaluationTable>()
  /// Drift reports that newer ones have replaced, oldest first, without distributions and windows.
  private(set) var earlierDrift: [DriftReport] = []
  private var earlierDriftValues = 0
  private(set) var notes: [Note] = []
  private(set) var approvalRequest: ApprovalRequest?
  private(set) var end: TrainingEnd?
  /// The newest record of each path, and how many checkpoint records came before it.
  private var newestCheckpoints: [String: (order: Int, checkpoint: Checkpoint)] = [:]
  private var checkpointRecordCount = 0
  private var indices: [MetricName: Int] = [:]
  private var histogramIndices: [MetricName: Int] = [:]
  private var progressions: [Progression] = []

  /// Where a metric's steps are.
  private struct Progression {
    /// The step written last, which is not the greatest after a step back.
    var newest = Int64.min
    /// Where the steps went back to, until they go on from there: steps that only ever descend are no resumption.
    var wentBackTo: Int64?
    /// Whether the present attempt has recorded nothing of it yet. `newest` is then the greatest there is: any first
    /// point takes the way of those that go back, and all others are spared the question.
    var isOfEarlierAttempt = false
  }

  /// The greatest step of the attempts before, until the present one has shown where it goes on.
  private var earlierEnd: Int64?
  /// When attempts began that have not been reached, ascending.
  private var attemptTimes: ArraySlice<Double> = []
  /// About the newest of any point: of the last one of each batch.
  private(set) var newestWallTime = -Double.infinity

  /// Where a file's metrics lie here, by its decoder's index.
  struct Mapping {
    fileprivate var indices: [Int] = []
  }

  /// Takes in a batch of one file, in the file's order.
  mutating func take(_ batch: borrowing RecordBatch, of file: inout Mapping) {
    for name in batch.metricNames.dropFirst(file.indices.count) { file.indices.append(index(of: name)) }
    var (taken, takenHistograms) = (0, 0)
    for (index, entry) in batch.records.enumerated() {
      take(batch.points, taken..<entry.precedingPoints, file)
      taken = max(taken, entry.precedingPoints)
      let before = batch.histograms[takenHistograms...].prefix { $0.precedingRecords <= index }
      take(before)
      takenHistograms += before.count
      take(entry.record)
    }
    take(batch.points, taken..<batch.points.count, file)
    take(batch.histograms[takenHistograms...])
  }

  /// Of tensors beyond the limit nothing is kept.
  private mutating func take(_ entries: ArraySlice<RecordBatch.HistogramEntry>) {
    for entry in entries {
      if histogramIndices[entry.name] == nil, histograms.count < Self.tensorLimit {
        histogramIndices[entry.name] = histograms.count
        histograms.append(HistogramSeries(name: entry.name))
      }
      guard let index = histogramIndices[entry.name] else { continue }
      histograms[index].record(entry.histogram, wallTime: entry.wallTime)
    }
  }

  private mutating func index(of name: MetricName) -> Int {
    if let index = indices[name] { return index }
    indices[name] = metrics.count
    metrics.append(RunSnapshot.Metric(name: name, series: MetricSeries()))
    progressions.append(Progression())
    return metrics.count - 1
  }

  /// Attempts that begin with the first point at or after these times, which ascend.
  mutating func addLaterAttempts(at times: [Double]) { attemptTimes += times }

  /// What is taken in from here on was recorded by another attempt: where its steps go back, it replaces what is there.
  mutating func beginAttempt() {
    earlierEnd = metrics.compactMap { $0.series.last?.step.rawValue }.max()
    for metric in metrics.indices where !metrics[metric].series.isEmpty {
      progressions[metric] = Progression(newest: .max, isOfEarlierAttempt: true)
    }
    end = nil
  }

  private mutating func take(_ points: borrowing RecordBatch.Points, _ range: Range<Int>, _ file: Mapping) {
    guard let last = range.last else { return }
    newestWallTime = max(newestWallTime, points.wallTime[last].isNaN ? newestWallTime : points.wallTime[last])
    var start = range.lowerBound
    while let time = attemptTimes.first, let at = (start...last).first(where: { points.wallTime[$0] >= time }) {
      record(points, start..<at, file)
      attemptTimes.removeFirst()
      beginAttempt()
      start = at
    }
    record(points, start..<range.upperBound, file)
  }

  private mutating func record(_ points: borrowing RecordBatch.Points, _ range: Range<Int>, _ file: Mapping) {
    var latest = latestStep?.rawValue ?? .min
    defer { if !range.isEmpty { latestStep = Step(latest) } }
    for at in range {
      let metric = file.indices[Int(points.metric[at])]
      let step = points.step[at]
      if step < progressions[metric].newest {
        if progressions[metric].isOfEarlierAttempt {
          if goOn(with: metric, at: Step(step)) { latest = greatestStep?.rawValue ?? .min }
        } else {
          progressions[metric].wentBackTo = step
          latest = step
        }
      } else if let start = progressions[metric].wentBackTo, step > start {
        progressions[metric].wentBackTo = nil
        markResume(of: metric, at: Step(start))
      }
      progressions[metric].newest = step
      latest = max(latest, step)
      metrics[metric].series.record(step: Step(step), wallTime: points.wallTime[at], value: points.value[at])
    }
  }

  private mutating func take(_ record: RunRecord) {
    switch record {
    case .hyperparameters(let values):
      for value in values { hyperparameters.set(value) }
    case .progress(let progress): self.progress = progress
    case .checkpoint(let checkpoint):
      newestCheckpoints[checkpoint.path] = (checkpointRecordCount, checkpoint)
      checkpointRecordCount += 1
    case .table(let table): take(table.thinned(to: Self.curvePointLimit, keeping: thresholds(of: table.key.split)))
    case .note(let note):
      notes.append(note)
      if notes.count > Self.noteLimit { notes.removeFirst(notes.count - Self.noteLimit / 2) }
    case .restart(let step): restart(at: step)
    case .approvalRequest(let request): approvalRequest = request
    case .end(let end): self.end = end
    }
  }

  /// Those in use, of one split.
  private func thresholds(of split: String?) -> [Double] {
    let recorded: [Double?] = [
      EvaluationTable.Key(kind: "confusion", split: split), .init(kind: "operating_point", split: split),
    ]
    .map { key in
      switch tables.value(for: key) {
      case .confusion(let table): table.threshold
      case .operatingPoint(let table): table.threshold
      default: nil
      }
    }
    return recorded.compactMap(\.self)
  }

  /// The newest of its key; a drift report that is replaced by another stays as history.
  private mutating func take(_ table: EvaluationTable) {
    let known = tables.value(for: table.key)
    guard known != nil || tables.values.count < Self.tableLimit, known != table else { return }
    if case .drift(var report)? = known {
      report.windows = []
      for index in report.features.indices {
        (report.features[index].distribution, report.features[index].history) = (nil, [])
      }
      keepEarlier(report)
    }
    tables.set(table)
  }

  private mutating func keepEarlier(_ report: DriftReport) {
    earlierDrift.append(report)
    earlierDriftValues += report.features.count
    while earlierDrift.count > Self.driftLimit || earlierDriftValues > Self.driftValueLimit {
      earlierDriftValues -= earlierDrift.removeFirst().features.count
    }
  }

  /// A file whose steps go back more often is not a run that was resumed, only one that is out of order.
  private static let resumeLimit = 1000
  /// A run that notes without end keeps the newest.
  private static let noteLimit = 4000
  /// Four tables each of a thousand classes; keys beyond that are left out.
  private static let tableLimit = 4000
  /// More than a terminal has dots: every frame goes through them.
  private static let curvePointLimit = 2000
  private static let driftLimit = 200
  /// Of features of all earlier reports.
  private static let driftValueLimit = 100_000
  /// Each takes some 100 KB at most.
  private static let tensorLimit = 500

  private mutating func markResume(of metric: Int, at step: Step) {
    guard metrics[metric].series.resumes.count < Self.resumeLimit else { return }
    metrics[metric].series.markResume(at: step)
  }

  /// Where the present attempt goes on with a metric, there the attempts before end. The first metric that counts steps
  /// as the most do says so for all: others may come late, or never again. One that is far behind may count something
  /// else, such as epochs, and speaks for itself.
  ///
  /// Returns whether points of other metrics were dropped too.
  private mutating func goOn(with metric: Int, at step: Step) -> Bool {
    progressions[metric] = Progression()
    let last = metrics[metric].series.last?.step
    dropPoints(of: metric, from: step)
    guard let last, let end = earlierEnd, last.rawValue >= min(end, end / 2) else { return false }
    earlierEnd = nil
    guard last >= step else { return false }
    for other in metrics.indices where progressions[other].isOfEarlierAttempt { dropPoints(of: other, from: step) }
    for index in histograms.indices { histograms[index].restart(at: step) }
    if let known = progress, known.step > step { progress = nil }
    return true
  }

  private mutating func dropPoints(of metric: Int, from step: Step) {
    guard let last = metrics[metric].series.last?.step, last >= step else { return }
    metrics[metric].series.removePoints(from: step)
    markResume(of: metric, at: step)
  }

  private var greatestStep: Step? { metrics.compactMap { $0.series.last?.step }.max() }

  private mutating func restart(at step: Step) {
    earlierEnd = nil
    for index in metrics.indices {
      let hadLater = (metrics[index].series.last?.step).map { $0 >= step } ?? false
      metrics[index].series.removePoints(from: step)
      if hadLater || !metrics[index].series.isEmpty { markResume(of: index, at: step) }
      progressions[index] = Progression(newest: metrics[index].series.last?.step.rawValue ?? .min)
    }
    latestStep = greatestStep
    for index in histograms.indices { histograms[index].restart(at: step) }
    end = nil
  }

  /// The newest record of each path, oldest first. O(n log n).
  var checkpoints: [Checkpoint] { newestCheckpoints.values.sorted { $0.order < $1.order }.map(\.checkpoint) }
}

extension EvaluationTable {
  struct Key: Hashable {
    var kind: String
    var split: String?
    var name: String?
    var average: CurveAverage?
  }

  /// Tables with the same key replace each other.
  var key: Key {
    switch self {
    case .confusion(let table): Key(kind: "confusion", split: table.origin.split)
    case .roc(let table):
      Key(kind: "roc", split: table.origin.split, name: table.className, average: table.average)
    case .precisionRecall(let table):
      Key(kind: "pr", split: table.origin.split, name: table.className, average: table.average)
    case .calibration(let table): Key(kind: "calibration", split: table.origin.split, name: table.className)
    case .scores(let table): Key(kind: "scores", split: table.origin.split, name: table.className)
    case .operatingPoint(let table): Key(kind: "operating_point", split: table.origin.split)
    case .regression(let table): Key(kind: "regression", split: table.origin.split, name: table.target)
    case .shap(let table): Key(kind: "shap", split: table.origin.split, name: table.className)
    case .importance(let table): Key(kind: "importance", split: table.origin.split, name: table.measure)
    case .drift(let table): Key(kind: "drift", split: table.origin.split)
    }
  }
}
