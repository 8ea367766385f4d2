public import RunModel

/// The trials of a study or of a search, and what each was worth. Read off their runs.
public struct StudyTrials: Sendable {
  public struct Trial: Sendable {
    /// Of its run.
    public var id: String
    public var number: Int
    /// What was tried, such as `boosting`; empty where the trials do not say.
    public var candidate: String
    public var outcome: Outcome
    /// nil while it is not known, and for a trial that was given up.
    public var objective: Double?
    /// The mean over the folds there are, for a trial without an objective; it flatters or harms.
    public var partial: Double?
    /// One standard deviation over the folds; nil for fewer than two.
    public var spread: Double?
    public var foldCount: Int
    public var settings: [Hyperparameter]

    public func setting(_ name: String) -> Hyperparameter.Value? { settings.first { $0.name == name }?.value }
    /// Its objective, else what is known of it.
    var value: Double? { objective ?? partial }
  }

  public enum Outcome: Equatable, Sendable { case underWay, done, pruned, failed }

  /// Of the study, or of the folder that holds the search.
  public var name: String
  /// What the trials are judged by; nil before the first has a value.
  public var metric: MetricName?
  public var direction: MetricDirection?
  /// By number.
  public var trials: [Trial]
  /// How many folds a whole trial has.
  public var foldCount: Int
  /// The number of the trial whose settings the study's model has; nil before it is chosen, and where no trial's are.
  public var chosenNumber: Int?
  /// What is not there though it should be, in words; empty for nothing.
  public var missing: String

  /// The trials around the selected run: those inside it, or its siblings where it is one of them; nil for a run that has
  /// to do with no trials. O(runs).
  public init?(around run: RunSnapshot, among runs: [RunSnapshot]) {
    let inside = runs.filter { $0.parent?.id == run.id }
    if !inside.isEmpty {
      self.init(name: run.name, study: run, trials: inside)
    } else if let parent = run.parent {
      let study = runs.first { $0.id == parent.id }
      self.init(name: study?.name ?? parent.name, study: study, trials: runs.filter { $0.parent?.id == parent.id })
    } else if let folder = run.searchFolder {
      let name = folder.split(separator: "/").last.map(String.init) ?? folder
      self.init(name: name, study: nil, trials: runs.filter { $0.searchFolder == folder })
    } else {
      return nil
    }
  }

  private init(name: String, study: RunSnapshot?, trials runs: [RunSnapshot]) {
    self.name = name
    missing = study.map { $0.identity == nil ? "run.json is missing" : "" } ?? ""
    metric = Self.metric(of: study, runs)
    chosenNumber = study?.checkpoints.last { $0.reason == "final" }.map { Int($0.step.rawValue) }
    direction = metric.flatMap { MetricDirection(measure: MetricRole(of: $0).measure) }
    let metric = metric
    trials = runs.enumerated().map { Trial($1, metric: metric, place: runs.count - $0) }
    trials.sort { $0.number < $1.number }
    foldCount = trials.map(\.foldCount).max() ?? 0
  }

  /// What a study says its trials are judged by; nil where it does not.
  static func metric(of study: RunSnapshot) -> MetricName? {
    study.studyMeasure.map { MetricName("val/\($0)") }
  }

  /// What the study says; else what stands for most of the trials.
  private static func metric(of study: RunSnapshot?, _ runs: [RunSnapshot]) -> MetricName? {
    if let name = study.flatMap({ metric(of: $0) }) { return name }
    var counts: [MetricName: Int] = [:]
    for run in runs.prefix(200) {
      let groups = MetricGroup.groups(of: run.metrics)
      if let name = MetricGroup.headline(among: groups, metrics: run.metrics)?.decisive.name {
        counts[name, default: 0] += 1
      }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// Whether a value is better than another; nil and NaN are worse than any.
  public func isBetter(_ a: Double?, than b: Double?) -> Bool {
    guard let a, !a.isNaN else { return false }
    guard let b, !b.isNaN else { return true }
    return direction == .lowerIsBetter ? a < b : a > b
  }

  /// The place of the best whole trial; the earliest of equal ones.
  public var bestIndex: Int? {
    trials.indices.reduce(nil) { best, index in
      isBetter(trials[index].objective, than: best.flatMap { trials[$0].objective }) ? index : best
    }
  }

  var chosenIndex: Int? { chosenNumber.flatMap { number in trials.firstIndex { $0.number == number } } }

  /// Places of the trials that were better than every one before.
  public var steps: [Int] {
    var best: Double?
    return trials.indices.filter { index in
      guard isBetter(trials[index].objective, than: best) else { return false }
      best = trials[index].objective
      return true
    }
  }

  /// A kind whose trials differ in some hyperparameter: the wanted one, else that with most trials; the wanted one where
  /// there is none.
  func comparableCandidate(near wanted: String) -> String {
    guard varying(of: wanted).isEmpty else { return wanted }
    var counts: [String: Int] = [:]
    for trial in trials { counts[trial.candidate, default: 0] += 1 }
    let known = counts.filter { $0.value > 1 && !varying(of: $0.key).isEmpty }
    return known.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? wanted
  }

  /// The hyperparameters that trials of one kind differ in, in the order in which they came.
  public func varying(of candidate: String) -> [String] {
    var first: [String: Hyperparameter.Value] = [:]
    var names: [String] = []
    var varying: Set<String> = []
    for trial in trials where trial.candidate == candidate {
      for setting in trial.settings {
        if let value = first[setting.name] {
          if value != setting.value { varying.insert(setting.name) }
        } else {
          first[setting.name] = setting.value
          names.append(setting.name)
        }
      }
    }
    return names.filter { varying.contains($0) }
  }
}

extension StudyTrials.Trial {
  /// - Parameter place: its number where it does not say one.
  fileprivate init(_ run: RunSnapshot, metric: MetricName?, place: Int) {
    id = run.id
    (number, candidate) = Self.label(of: run, place: place)
    outcome = Self.outcome(of: run)
    settings = run.hyperparameters
    objective =
      outcome == .done || outcome == .underWay
      ? metric.flatMap { run.metric(named: $0.rawValue)?.series.last?.value } : nil
    let folds = Self.folds(of: run, metric: metric)
    foldCount = folds.count
    let mean = folds.isEmpty ? nil : folds.reduce(0) { $0 + $1 / Double(folds.count) }
    partial = objective == nil ? mean : nil
    spread = nil
    if folds.count > 1, let mean {
      let squares = folds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      spread = (squares / Double(folds.count - 1)).squareRoot()
    }
  }

  /// As many folds are read at most; nobody has more.
  private static let mostFolds = 200

  /// The scores of a study's folds, `fold/METRIC`.
  private static func folds(of run: RunSnapshot, metric: MetricName?) -> [Double] {
    guard let metric, let series = run.metric(named: "fold/\(MetricRole(of: metric).measure)")?.series else {
      return []
    }
    return (0..<min(series.count, mostFolds)).map { series[$0].value }.filter(\.isFinite)
  }

  private static func outcome(of run: RunSnapshot) -> StudyTrials.Outcome {
    switch run.state {
    case .finished, .waiting, nil: .done
    case .failed, .lost: .failed
    case .stopped: .pruned
    case .queued, .running, .pausing, .paused, .frozen, .stopping: .underWay
    }
  }

  /// `t012 boosting` is 12 and `boosting`; `search-lcuj trial 12` is 12.
  private static func label(of run: RunSnapshot, place: Int) -> (Int, String) {
    let words = run.name.split(separator: " ", maxSplits: 1)
    if let first = words.first, first.first == "t", let number = Int(first.dropFirst()) {
      return (number, words.count > 1 ? String(words[1]) : "")
    }
    let digits = run.name.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
    return (Int(String(digits)) ?? place, "")
  }
}

extension RunSnapshot {
  /// What a step of some metrics is: of a study a trial, of a study's trial a fold.
  func stepTitle(of group: MetricGroup) -> String {
    if studyMeasure != nil { return "trial" }
    return group.members.contains { isOverFolds($0.name) } ? "fold" : ChartXAxis.step.title
  }

  /// What a study's chosen model is worth on the test rows: the last word, where the main metric is about its trials. nil
  /// for other runs and before the test rows were opened.
  var chosenEstimate: Double? {
    studyMeasure.flatMap { metric(named: "test/\($0)")?.series.last?.value }
  }

  /// The folder of the search that this run is a trial of, as `pitwall search` makes it: `FOLDER/trial-0012`. nil for
  /// other runs.
  var searchFolder: String? {
    guard parent == nil, let slash = path.lastIndex(of: "/") else { return nil }
    let last = path[path.index(after: slash)...]
    guard last.hasPrefix("trial-"), last.count > 6, last.dropFirst(6).allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return String(path[..<slash])
  }
}
