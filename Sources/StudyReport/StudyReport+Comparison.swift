internal import StudyModel

extension StudyReport {
  /// The finalists side by side, the best mean first.
  var comparison: ReportPage.Section? {
    guard !records.candidates.isEmpty else { return nil }
    let ordered = orderedCandidates
    let decimals = ordered.compactMap { primary($0) }.map { EstimateText.decimals(of: $0) }.max() ?? 3
    let calibration = calibrationMetric
    var table = ReportPage.Table(
      columns(calibration: calibration), rows: ordered.map { row($0, decimals: decimals, calibration: calibration) },
      stressed: ordered.firstIndex { $0.name == records.choice?.candidate })
    table.legend = legend(calibration)
    return ReportPage.Section("Comparison \(howEvaluated)", [.table(table.withoutEmptyColumns())])
  }

  var orderedCandidates: [CandidateSummary] {
    func score(_ candidate: CandidateSummary) -> Double {
      primary(candidate)?.value.map { isMaximized ? $0 : -$0 } ?? -.infinity
    }
    return records.candidates.enumerated()
      .sorted { (score($0.element), $1.offset) > (score($1.element), $0.offset) }.map(\.element)
  }

  private func columns(calibration: String?) -> [ReportPage.Column] {
    [
      .init("model"), .init(metricTitle, isNumeric: true), .init(intervalTitle, sacrifice: 1),
      .init(isChosen ? "vs. chosen" : "vs. best", isKept: true),
      .init(calibration.map(MetricWords.title) ?? "", isNumeric: true, sacrifice: 3),
      .init("row ms", isNumeric: true, sacrifice: 2), .init("size", isNumeric: true, sacrifice: 4),
      .init("train", isNumeric: true, sacrifice: 5), .init(Self.interpretabilityTitle, sacrifice: 6),
      .init("seeds", isNumeric: true, sacrifice: 7), .init("run"),
    ]
  }

  private func row(_ candidate: CandidateSummary, decimals: Int, calibration: String?) -> [String] {
    let estimate = primary(candidate)
    let calibrated = calibration.flatMap { metric in
      candidate.estimates.first { $0.metric == metric }?.value
    }
    return [
      candidate.name + (candidate.isParetoOptimal ? " *" : ""),
      estimate?.value.map { NumberText.fixed($0, decimals: decimals) } ?? NumberText.unknown,
      estimate?.interval.map {
        "\(NumberText.fixed($0.low, decimals: decimals)) to \(NumberText.fixed($0.high, decimals: decimals))"
      } ?? "-",
      standing(candidate), calibrated.map { NumberText.fixed($0, decimals: 3) } ?? "-",
      candidate.rowLatency.map(Self.latency) ?? "-", candidate.modelBytes.map(NumberText.bytes) ?? "-",
      candidate.trainingSeconds.map(NumberText.seconds) ?? "-", candidate.interpretability.rawValue,
      candidate.seedDeviation.map { NumberText.fixed($0, decimals: decimals) } ?? "-",
      tags.tag(candidate.run),
    ]
  }

  private static func latency(_ latency: CandidateSummary.Latency) -> String {
    func text(_ value: Double) -> String {
      value < 0.005 ? "<0.01" : NumberText.fixed(value, decimals: value < 0.995 ? 2 : value < 9.95 ? 1 : 0)
    }
    return "\(text(latency.median))/\(text(latency.percentile99))"
  }

  /// How it stands to the subject, in a word or two.
  private func standing(_ candidate: CandidateSummary) -> String {
    guard let subject else { return "-" }
    let isExcluded = !candidate.exclusions.isEmpty
    if candidate.name == subject.name { return isChosen ? "chosen" : isExcluded ? "best, excluded" : "best" }
    if isExcluded { return "excluded" }
    guard let comparison = records.comparison(candidate.name, subject.name, metric: primaryMetric) else { return "-" }
    let isFirst = comparison.first == candidate.name
    let p = comparison.adjustedPValue.map { " p\(Self.compact($0))" } ?? ""
    switch comparison.verdict {
    case .better: return (isFirst ? "better" : "worse") + p
    case .worse: return (isFirst ? "worse" : "better") + p
    case .equivalent: return "same"
    case .indistinguishable: return "tied\(p)"
    case .undecided: return wins(candidate, over: subject).map { "wins \($0)" } ?? "untested"
    }
  }

  /// `<0.001` and ` 0.41`, to follow a `p`.
  private static func compact(_ probability: Double) -> String {
    let text = NumberText.probability(probability)
    return text.hasPrefix("<") ? text : " \(text)"
  }

  /// Such as `4 of 5`: folds in which the first is better; nil without scores on the same folds.
  func wins(_ candidate: CandidateSummary, over subject: CandidateSummary) -> String? {
    guard let own = primary(candidate)?.scores, let other = primary(subject)?.scores, own.count == other.count,
      own.count > 1
    else { return nil }
    let won = zip(own, other).count { isMaximized ? $0 > $1 : $0 < $1 }
    return "\(won) of \(own.count)"
  }

  /// The first of these that a candidate has.
  private var calibrationMetric: String? {
    ["ece", "brier"].first { metric in
      metric != primaryMetric && records.candidates.contains { $0.estimates.contains { $0.metric == metric } }
    }
  }

  /// What the words and columns of the table mean, of the words those that are in it.
  private func legend(_ calibration: String?) -> [ReportPage.Meaning] {
    let standings = records.candidates.map(standing)
    func has(_ word: String) -> Bool { standings.contains { $0.hasPrefix(word) } }
    let rope = records.comparisons.first { $0.metric == primaryMetric }?.rope ?? 0
    let pairs = testedPairs > 1 ? "\(NumberText.count(testedPairs)) pairs" : nil
    let words: [(isUsed: Bool, meaning: String)] = [
      (records.candidates.contains(where: \.isParetoOptimal), "* \(Self.paretoMeaning)"),
      (has("tied"), "tied: chance may explain the difference" + (pairs.map { ", looking at all \($0) at once" } ?? "")),
      (has("same"), "same: within \(NumberText.shortest(rope, digits: 2)), too little to matter"),
      (
        has("tied") || has("better") || has("worse"),
        "p: how often chance alone makes such a difference" + (pairs.map { " among \($0)" } ?? "")
      ),
      (has("wins"), "wins: in how many windows it is better"),
    ]
    let columns = [
      (MetricWords.title("ece"), "ECE: how far probabilities lie from observed shares"),
      (MetricWords.title("brier"), "Brier score: mean squared error of the probabilities"),
      ("row ms", "row ms: milliseconds for one row, median/slowest hundredth"), ("train", "train: CPU time"),
      (Self.interpretabilityTitle, Self.interpretabilityMeaning),
      ("seeds", "seeds: deviation over seeds"),
    ]
    let baselines = Baseline.allCases.filter { baseline in
      records.candidates.contains { $0.isBaseline && $0.name == baseline.rawValue }
    }
    return baselines.map { .init(column: nil, text: "\($0.rawValue): \($0.meaning)") }
      + words.filter(\.isUsed).map { .init(column: nil, text: $0.meaning) }
      + columns.map { .init(column: $0.0, text: $0.1) }
  }
}

extension StudyReport {
  /// A short head for a column, and what it stands for.
  static let interpretabilityTitle = "interp"
  static let interpretabilityMeaning = "interp: interpretability, how well one can follow a prediction"

  /// Of the Pareto set.
  static let paretoMeaning =
    "none is as good in metric, latency, size, training time and interpretability and better in one"

  /// How many pairs the p-values are adjusted for; why they may be above that of a single comparison.
  private var testedPairs: Int {
    records.comparisons.count { $0.metric == primaryMetric && $0.adjustedPValue != nil }
  }
}

extension StudyRecords {
  /// In either order.
  func comparison(_ first: String, _ second: String, metric: String) -> ModelComparison? {
    comparisons.first {
      $0.metric == metric && ($0.first == first && $0.second == second || $0.first == second && $0.second == first)
    }
  }
}
