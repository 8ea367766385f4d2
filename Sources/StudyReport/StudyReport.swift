public import RunModel
public import StudyModel

/// A study's report: what is known, put in order. `text`, `markdown` and `json` write it down.
public struct StudyReport: Equatable, Sendable {
  /// The run that the records come from.
  public struct Run: Equatable, Sendable {
    public var id: String
    public var path: String
    /// nil: the directory says nothing about it.
    public var state: RunState?
    /// Why it is in that state; empty: not said.
    public var reason: String
    /// The specification's name; nil: not known.
    public var name: String?
    /// The last line of its console; nil: it said nothing.
    public var lastWords: String?
    /// What a person decided about it; nil while nobody has.
    public var decision: Decision?
    /// What it asks a person; nil: nothing, or it was answered.
    public var request: ApprovalRequest?
    /// How commands are told which run this is.
    public var arguments: [String]
    /// The zone in which moments are told.
    public var secondsFromUTC: Int

    public init(
      id: String, path: String, state: RunState?, reason: String = "", name: String? = nil, lastWords: String? = nil,
      decision: Decision? = nil, request: ApprovalRequest? = nil, arguments: [String]? = nil, secondsFromUTC: Int = 0
    ) {
      (self.id, self.path, self.state, self.reason) = (id, path, state, reason)
      (self.name, self.lastWords, self.decision) = (name, lastWords, decision)
      (self.request, self.arguments, self.secondsFromUTC) = (request, arguments ?? [path], secondsFromUTC)
    }
  }

  /// One of the numbers on the first page.
  public struct Number: Equatable, Sendable {
    public var label: String
    public var estimate: Estimate
    /// What it is, in a sentence.
    public var meaning: String
    /// Tag of the run it comes from; nil: there is no such number.
    public var run: String?
  }

  public var run: Run
  public var records: StudyRecords

  public init(run: Run, records: StudyRecords) { (self.run, self.records) = (run, records) }

  /// The first page names so many warnings, the details all.
  static let foremostWarningCount = 3
}

extension StudyReport {
  var tags: RunTags { RunTags(records) }
  var isMaximized: Bool { records.header?.direction != .minimize }
  var progress: SearchProgress { SearchProgress(records.trials, isMaximized: isMaximized) }

  var primaryMetric: String {
    records.header?.primaryMetric ?? records.candidates.first?.estimates.first?.metric ?? "metric"
  }

  /// The model that was chosen, else the best one so far; nil when none is evaluated.
  var subject: CandidateSummary? {
    if let name = records.choice?.candidate, let chosen = records.candidates.first(where: { $0.name == name }) {
      return chosen
    }
    let scored = records.candidates.compactMap { candidate in
      primary(candidate)?.value.map { (candidate: candidate, score: isMaximized ? $0 : -$0) }
    }
    return scored.max { $0.score < $1.score }?.candidate
  }

  var isChosen: Bool { records.choice?.candidate != nil }

  func primary(_ candidate: CandidateSummary) -> Estimate? {
    candidate.estimates.first { $0.metric == primaryMetric }
  }

  /// Such as `95 % interval`; all intervals of a study have one level.
  var intervalTitle: String {
    let level = records.candidates.lazy.flatMap(\.estimates).compactMap(\.interval?.level).first ?? 0.95
    return "\(NumberText.shortest((level * 1000).rounded() / 10)) % interval"
  }

  /// The split that finalists are judged on.
  var evaluationSplit: SplitSummary? { records.splits.first { $0.name == "evaluation" } }

  /// Such as `by 5-fold cross-validation`, or `in windows of time`.
  var howEvaluated: String {
    guard let split = evaluationSplit else { return "by cross-validation" }
    if split.kind == "temporal" { return "in \(NumberText.count(split.folds, of: "window")) of time" }
    if split.folds == 1 { return "on one held-out part" }
    let repeats = split.repeats > 1 ? ", \(split.repeats) times" : ""
    return "by \(split.folds)-fold cross-validation\(repeats)"
  }
}
