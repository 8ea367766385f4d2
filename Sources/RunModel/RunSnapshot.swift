/// Everything known about one run at one moment: a value, cheap to copy.
public struct RunSnapshot: Sendable, Identifiable {
  /// The run's own id, or its path below the watched root where it has none.
  public var id: String
  public var name: String
  /// Absolute path of the run's directory, or of its file where one file is the run.
  public var path: String
  /// The formats its files are in, such as `pitwall-run` or `tensorboard`.
  public var formats: [String]
  /// The run whose directory holds this one's, as a study holds its trials; nil for a run of its own.
  public var parent: Parent?
  /// The state that is true now; nil for runs of others, which do not say.
  public var state: RunState?
  /// A sentence about the state; empty when there is nothing to say.
  public var stateReason: String
  public var identity: RunIdentity?
  public var status: RunStatus?
  /// The training's own last word; nil while it has spoken none.
  public var end: TrainingEnd?
  /// In the order of first appearance.
  public var metrics: [Metric]
  /// How the values of tensors lay over the steps, such as the gradients of layers; in the order of first appearance.
  public var histograms: [HistogramSeries] = []
  /// The highest step; behind it after a training began again, until it is there once more.
  public var latestStep: Step?
  public var hyperparameters: [Hyperparameter]
  public var progress: Progress?
  public var checkpoints: [Checkpoint]
  /// The newest of each kind, split and class.
  public var tables: [EvaluationTable]
  /// Drift reports that newer ones of the same split have replaced, oldest first, without distributions and windows; the newest
  /// two hundred of a file, fewer where they have many features.
  public var earlierDrift: [DriftReport] = []
  public var notes: [Note]
  /// The newest request; answered when a decision with another verdict than hold names its checkpoint.
  public var approvalRequest: ApprovalRequest?
  public var decisions: [Decision]
  public var console: ConsoleTail
  /// The same, each output for itself; nil where they are not apart.
  public var consoleStreams: ConsoleStreams?
  /// The newest sample of its supervisor.
  public var resources: ResourceSample?
  /// All of its supervisor's samples as curves.
  public var resourceHistory: ResourceHistory
  public var damage: DamageReport
  /// When the newest byte of it was written.
  public var updated: WallTime?
  /// Of a run that does not say its state: whether its newest data are so young that more are to be expected.
  public var isGrowing = false
  /// Of such a run: whether no more came than that, within the last day. It may have ended, or hang.
  public var isSilent = false

  public struct Parent: Equatable, Sendable {
    public var id: String
    /// Its qualified name.
    public var name: String

    public init(id: String, name: String) { (self.id, self.name) = (id, name) }
  }

  public struct Metric: Sendable {
    public var name: MetricName
    public var series: MetricSeries

    public init(name: MetricName, series: MetricSeries) { (self.name, self.series) = (name, series) }
  }

  public init(id: String, name: String, path: String, formats: [String] = []) {
    (self.id, self.name, self.path, self.formats) = (id, name, path, formats)
    (metrics, hyperparameters, checkpoints, tables, notes, decisions) = ([], [], [], [], [], [])
    (console, damage, stateReason) = (ConsoleTail(), DamageReport(), "")
    resourceHistory = ResourceHistory()
  }

  /// How far it has come, as far as anything says.
  public var newestStep: Step? { latestStep ?? progress?.step ?? metrics.compactMap { $0.series.last?.step }.max() }

  /// The name with those of the runs around it: `telco / t012 boosting`.
  public var qualifiedName: String { parent.map { "\($0.name) / \(name)" } ?? name }

  /// The request that still waits for a person, if any.
  public var openApprovalRequest: ApprovalRequest? {
    guard let request = approvalRequest else { return nil }
    let verdict = request.newestAnswer(among: decisions)?.verdict
    return verdict == nil || verdict == .hold ? request : nil
  }
}

extension ApprovalRequest {
  /// The newest decision about the bytes that the request is about; the oldest of `decisions` comes first.
  public func newestAnswer(among decisions: [Decision]) -> Decision? {
    decisions.last { $0.checkpoint == checkpoint && (sha256 ?? $0.sha256) == $0.sha256 }
  }
}

/// What could not be read.
public struct DamageReport: Equatable, Sendable {
  public struct Entry: Equatable, Sendable {
    /// Relative to the run.
    public var file: String
    public var byteOffset: Int64
    public var reason: String

    public init(file: String, byteOffset: Int64, reason: String) {
      (self.file, self.byteOffset, self.reason) = (file, byteOffset, reason)
    }
  }
  /// All of it, also where `entries` keeps only the first.
  public var count: Int
  /// The first hundred.
  public var entries: [Entry]

  public init(count: Int = 0, entries: [Entry] = []) { (self.count, self.entries) = (count, entries) }
}
