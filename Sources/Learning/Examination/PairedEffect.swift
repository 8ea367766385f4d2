internal import Specification
internal import SpecifiedData
internal import Statistics
internal import StudyModel

/// What a change of the chosen settings gains or loses, paired over folds that both were judged on.
///
/// The tests and thresholds are those by which the study compares its finalists (`Comparisons`).
struct PairedEffect: Sendable {
  enum Verdict: String, Sendable {
    case better, worse, same, undecided
  }

  /// Of the changed settings; nil where the metric is undefined on a fold, or a model could not be trained.
  var scores: [Double]?
  /// Of the changed settings over the unchanged ones, a fold each; above 0 is better.
  var gains: [Double] = []
  var gain: Double?
  /// Corrected resampled t (Nadeau and Bengio 2003); nil over windows of time.
  var bounds: Bounds?
  var pValue: Double?
  /// After all comparisons that were asked together: Holm (1979).
  var adjustedPValue: Double?
  /// That the difference is too small to matter: Benavoli and others (2017).
  var equivalenceProbability: Double?
  var verdict = Verdict.undecided

  static let level = 0.95

  /// One a change, all asked together.
  /// - Parameters:
  ///   - base: of the unchanged settings, a score a fold.
  ///   - rope: what counts as the same.
  static func all(
    _ changed: [[Double?]], base: [Double?], in context: StudyContext, rows: (training: Double, test: Double),
    rope: Double
  ) -> [PairedEffect] {
    let whole = base.compactMap(\.self)
    var effects = changed.map { scores in
      PairedEffect(
        scores.compactMap(\.self), over: whole.count == base.count ? whole : [], rows: rows, rope: rope,
        isMaximized: context.panel.primary.isMaximized, isTemporal: context.splits.kind == .temporal)
    }
    let adjusted = PairedTests.holm(effects.map(\.pValue))
    for index in effects.indices {
      effects[index].adjustedPValue = adjusted[index]
      effects[index].judge(rope: rope, isTemporal: context.splits.kind == .temporal)
    }
    return effects
  }

  private init(
    _ changed: [Double], over base: [Double], rows: (training: Double, test: Double), rope: Double, isMaximized: Bool,
    isTemporal: Bool
  ) {
    guard changed.count == base.count, !base.isEmpty else { return }
    let sign = isMaximized ? 1.0 : -1
    let (first, second) = (changed.map { sign * $0 }, base.map { sign * $0 })
    scores = changed
    gains = zip(first, second).map { $0 - $1 }
    gain = FoldIntervals.mean(gains)
    guard !isTemporal else { return }
    let test = PairedTests.corrected(
      first, second, trainingRows: rows.training, testRows: rows.test, level: Self.level)
    (pValue, bounds) = (test?.pValue, test?.bounds)
    equivalenceProbability =
      PairedTests.equivalence(
        first, second, rope: rope, trainingRows: rows.training, testRows: rows.test)?.equivalent
  }

  private mutating func judge(rope: Double, isTemporal: Bool) {
    guard let gain else { return }
    if isTemporal { return judgeWindows(rope: rope) }
    if let equivalenceProbability, equivalenceProbability >= Self.level {
      verdict = .same
    } else if let adjustedPValue, adjustedPValue < 1 - Self.level {
      verdict = gain > 0 ? .better : .worse
    }
  }

  /// Windows of time are no sample: they are counted, and all must agree.
  private mutating func judgeWindows(rope: Double) {
    if gains.allSatisfy({ abs($0) <= rope }) {
      verdict = .same
    } else if gains.count > 1, gains.allSatisfy({ $0 > 0 }) {
      verdict = .better
    } else if gains.count > 1, gains.allSatisfy({ $0 < 0 }) {
      verdict = .worse
    }
  }

  /// In how many folds the change lost, such as `4 of 5`.
  var lossesInWords: String? { gains.isEmpty ? nil : "\(gains.count { $0 < 0 }) of \(gains.count)" }
  var gainsInWords: String? { gains.isEmpty ? nil : "\(gains.count { $0 > 0 }) of \(gains.count)" }
}

// MARK: Words

extension PairedEffect {
  /// A gain beside which the interval is a thousand times as wide is rounding.
  private static let nothing = 0.001

  /// Of the metric itself: changed less unchanged.
  func bounds(of metric: MetricPanel.Metric) -> Bounds? {
    bounds.map { metric.isMaximized ? $0 : Bounds(low: -$0.high, high: -$0.low) }
  }

  /// Such as `AUC 0.0058 lower (-0.0080 to -0.0036)`.
  /// - Parameters:
  ///   - open: said of an interval that holds 0.
  ///   - untested: said where there is no interval.
  func words(_ metric: MetricPanel.Metric, open: String = "", untested: String = "") -> String {
    let title = MetricWords.title(metric.name)
    guard let gain else { return "\(title) not known" }
    let width = bounds.map { $0.high - $0.low } ?? 0
    if gain == 0 || abs(gain) < Self.nothing * width { return "\(title) the same" }
    let direction = (gain > 0) == metric.isMaximized ? "higher" : "lower"
    let interval = bounds(of: metric).map {
      " (\(NumberText.significant($0.low, digits: 2)) to \(NumberText.significant($0.high, digits: 2))"
        + "\($0.contains(0) ? open : ""))"
    }
    return "\(title) \(NumberText.significant(abs(gain), digits: 2)) \(direction)\(interval ?? untested)"
  }
}

extension StudyContext {
  /// What counts as the same in the primary metric: as in the study's comparisons, where it follows from the
  /// specification or from what a metric can be; else a hundredth of a score.
  func rope(near score: Double?) -> Double {
    StudyMetrics.rope(specification, primary: panel.primary.name) ?? abs(score ?? 1) / 100
  }
}
