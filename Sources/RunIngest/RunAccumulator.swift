internal import RunFormats
internal import RunModel

/// Makes metrics and their companions out of what decoders read; one for each group of files that belong together.
struct RunAccumulator {
  private(set) var metrics: [RunSnapshot.Metric] = []
  private(set) var hyperparameters: [Hyperparameter] = []
  private(set) var progress: Progress?
  /// Of the point read last.
  private(set) var latestStep: Step?
  private(set) var checkpoints: [Checkpoint] = []
  private(set) var tables: [EvaluationTable] = []
  private(set) var notes: [Note] = []
  private(set) var approvalRequest: ApprovalRequest?
  private(set) var end: TrainingEnd?
  private var indices: [MetricName: Int] = [:]
  /// The step each metric wrote last, which is not its greatest after a step back.
  private var newestStep: [Int64] = []

  /// Where a file's metrics lie here, by its decoder's index.
  struct Mapping {
    fileprivate var indices: [Int] = []
  }

  /// Takes in a batch of one file, in the file's order.
  mutating func take(_ batch: borrowing RecordBatch, of file: inout Mapping) {
    for name in batch.metricNames.dropFirst(file.indices.count) { file.indices.append(index(of: name)) }
    var taken = 0
    for entry in batch.records {
      take(batch.points, taken..<entry.precedingPoints, file)
      taken = max(taken, entry.precedingPoints)
      take(entry.record)
    }
    take(batch.points, taken..<batch.points.count, file)
  }

  private mutating func index(of name: MetricName) -> Int {
    if let index = indices[name] { return index }
    indices[name] = metrics.count
    metrics.append(RunSnapshot.Metric(name: name, series: MetricSeries()))
    newestStep.append(.min)
    return metrics.count - 1
  }

  private mutating func take(_ points: borrowing RecordBatch.Points, _ range: Range<Int>, _ file: Mapping) {
    if let last = range.last { latestStep = Step(points.step[last]) }
    for at in range {
      let metric = file.indices[Int(points.metric[at])]
      let step = points.step[at]
      if step < newestStep[metric], metrics[metric].series.resumes.count < Self.resumeLimit {
        metrics[metric].series.markResume(at: Step(step))
      }
      newestStep[metric] = step
      metrics[metric].series.record(step: Step(step), wallTime: points.wallTime[at], value: points.value[at])
    }
  }

  private mutating func take(_ record: RunRecord) {
    switch record {
    case .hyperparameters(let values): add(values)
    case .progress(let progress): self.progress = progress
    case .checkpoint(let checkpoint):
      checkpoints.removeAll { $0.path == checkpoint.path }
      checkpoints.append(checkpoint)
    case .table(let table): Self.add(table, to: &tables)
    case .note(let note):
      notes.append(note)
      if notes.count > Self.noteLimit { notes.removeFirst(notes.count - Self.noteLimit / 2) }
    case .restart(let step): restart(at: step)
    case .approvalRequest(let request): approvalRequest = request
    case .end(let end): self.end = end
    }
  }

  /// A file whose steps go back more often is not a run that was resumed, only one that is out of order.
  private static let resumeLimit = 1000
  /// A run that notes without end keeps the newest.
  private static let noteLimit = 4000

  private mutating func restart(at step: Step) {
    for index in metrics.indices {
      let hadLater = (metrics[index].series.last?.step).map { $0 >= step } ?? false
      metrics[index].series.removePoints(from: step)
      if hadLater || !metrics[index].series.isEmpty { metrics[index].series.markResume(at: step) }
      newestStep[index] = metrics[index].series.last?.step.rawValue ?? .min
    }
    end = nil
  }

  private mutating func add(_ values: [Hyperparameter]) {
    for value in values { Self.add(value, to: &hyperparameters) }
  }

  static func add(_ value: Hyperparameter, to values: inout [Hyperparameter]) {
    if let at = values.firstIndex(where: { $0.name == value.name }) { values[at] = value } else { values.append(value) }
  }

  /// The newest of a kind, split and class takes the place of the one before.
  static func add(_ table: EvaluationTable, to tables: inout [EvaluationTable]) {
    if let at = tables.firstIndex(where: { $0.key == table.key }) { tables[at] = table } else { tables.append(table) }
  }
}

extension EvaluationTable {
  struct Key: Hashable {
    var kind: String
    var split: String?
    var name: String?
  }

  /// Tables with the same key replace each other.
  var key: Key {
    switch self {
    case .confusion(let table): Key(kind: "confusion", split: table.origin.split)
    case .roc(let table): Key(kind: "roc", split: table.origin.split, name: table.className)
    case .precisionRecall(let table): Key(kind: "pr", split: table.origin.split, name: table.className)
    case .calibration(let table): Key(kind: "calibration", split: table.origin.split)
    case .importance(let table): Key(kind: "importance", split: table.origin.split, name: table.measure)
    case .drift(let table): Key(kind: "drift", split: table.origin.split)
    }
  }
}
