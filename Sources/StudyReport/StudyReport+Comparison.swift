internal import StudyModel

extension StudyReport {
  /// The finalists side by side, the best mean first; their costs are in the details.
  var comparison: ReportPage.Section? {
    guard !records.candidates.isEmpty else { return nil }
    let ordered = orderedCandidates
    let decimals = ordered.compactMap { primary($0) }.map { EstimateText.decimals(of: $0) }.max() ?? 3
    var table = ReportPage.Table(
      [
        .init("model"), .init(metricTitle, isNumeric: true), .init(intervalTitle, isNumeric: true),
        .init(isChosen ? "vs. chosen" : "vs. best", isKept: true), .init("run"),
      ], rows: ordered.map { row($0, decimals: decimals) },
      stressed: ordered.firstIndex { $0.name == records.choice?.candidate })
    table.legend = legend
    return ReportPage.Section("Comparison \(howEvaluated)", [.table(table.withoutEmptyColumns())])
  }

  var orderedCandidates: [CandidateSummary] {
    func score(_ candidate: CandidateSummary) -> Double {
      primary(candidate)?.value.map { isMaximized ? $0 : -$0 } ?? -.infinity
    }
    return records.candidates.enumerated()
      .sorted { (score($0.element), $1.offset) > (score($1.element), $0.offset) }.map(\.element)
  }

  private func row(_ candidate: CandidateSummary, decimals: Int) -> [String] {
    let estimate = primary(candidate)
    return [
      candidate.name, estimate?.value.map { NumberText.fixed($0, decimals: decimals) } ?? NumberText.unknown,
      estimate?.interval.map {
        "\(NumberText.fixed($0.low, decimals: decimals)) to \(NumberText.fixed($0.high, decimals: decimals))"
      } ?? "-", standing(candidate), tags.tag(candidate.run),
    ]
  }

  /// How it stands to the subject, in a word or two.
  private func standing(_ candidate: CandidateSummary) -> String {
    guard let subject else { return "-" }
    let isExcluded = !candidate.exclusions.isEmpty
    if candidate.name == subject.name { return isChosen ? "chosen" : isExcluded ? "best, excluded" : "best" }
    if isExcluded { return "excluded" }
    guard let comparison = records.comparison(candidate.name, subject.name, metric: primaryMetric) else { return "-" }
    let p = comparison.adjustedPValue.map { " p\(Self.compact($0))" } ?? ""
    let word = (comparison.first == candidate.name ? comparison : comparison.turned())
      .standing(isMaximized: isMaximized)
    switch word {
    case "better", "worse", "tied": return word + p
    case "untested": return wins(candidate, over: subject).map { "wins \($0)" } ?? word
    default: return word
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

  /// What the words of the table mean, of those that are in it.
  private var legend: [ReportPage.Meaning] {
    let standings = records.candidates.map(standing)
    func has(_ words: String...) -> Bool {
      standings.contains { standing in words.contains { standing.hasPrefix($0) } }
    }
    let rope = records.comparisons.first { $0.metric == primaryMetric }?.rope ?? 0
    let pairs = testedPairs > 1 ? "\(NumberText.count(testedPairs)) pairs" : nil
    let words: [(isUsed: Bool, meaning: String)] = [
      (has("same"), "same: within \(NumberText.shortest(rope, digits: 2)), too little to matter"),
      (has("tied"), "tied: chance may explain the difference" + (pairs.map { ", looking at all \($0) at once" } ?? "")),
      (
        has("behind", "ahead"),
        "behind, ahead: by more than chance explains in this one comparison, though all \(pairs ?? "pairs") at once do "
          + "not prove it"
      ),
      (
        has("tied", "better", "worse"),
        "p: how often chance alone makes such a difference" + (pairs.map { " among \($0)" } ?? "")
      ),
      (has("wins"), "wins: in how many windows it is better"),
    ]
    let baselines = Baseline.allCases.filter { baseline in
      records.candidates.contains { $0.isBaseline && $0.name == baseline.rawValue }
    }
    return baselines.map { .init(column: nil, text: "\($0.rawValue): \($0.meaning)") }
      + words.filter(\.isUsed).map { .init(column: nil, text: $0.meaning) }
  }
}

extension StudyReport {
  /// A short head for a column, and what it stands for.
  static let interpretabilityTitle = "interp"
  static let interpretabilityMeaning = "interp: interpretability, how well one can follow a prediction"

  /// Of the Pareto set.
  static let paretoMeaning =
    "no other is clearly better in one of metric, latency, size, training time and interpretability and no worse in "
    + "any; to be clear times have to differ by a factor of two, sizes by a tenth"

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
