internal import Glibc
internal import HyperparameterSearch
internal import ModelSelection
internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// Labels that a plain model, trained without the row, finds least likely: to re-check, never to delete.
///
/// Confident learning by self-confidence: Northcutt, Jiang and Chuang (2021). A row is suspect when the probability of its
/// label is below that of another class whose rows are, on average, given less.
enum LabelNoise {
  /// The name of its finding.
  static let check = "label-noise"
  /// A plain model finds one row in ten unlikely also where all labels are right.
  static let worryingShare = 0.25

  /// A model whose area under the ROC curve is not shown to be above this knows too little to doubt a label.
  static let leastArea = 0.55
  private static let areaSeed = 5900

  private struct Ranking: Codable, Sendable {
    /// Rows of the data, the most suspect first.
    var suspects: [Int]
    /// Rows that a model has judged: not those of the first window of time.
    var judged: Int
    /// Share of those whose label is not the likeliest: of all, and of the fifth that the model is surest about.
    var errors: Double
    var surestErrors: Double
    /// Of the model that doubts them.
    var area: Estimate?
  }

  /// The finding with the most suspect rows first; nil for a regression and where nothing is suspect. A step of its own.
  static func finding(in context: StudyContext) throws(LearningError) -> StudyJournal.Entry<Finding>? {
    guard case .classes(let codes, let names) = context.data.target else { return nil }
    let candidate = StudyCandidate(
      name: "label-check", source: .builtIn(LinearLearner()), isBaseline: true, space: SearchSpace([]),
      fixed: Assignment(),
      portfolio: [])
    let folds = context.splits.search
    let entry = try context.journal.step("labels") { () throws(LearningError) in
      let outcomes = try context.inParallel(Array(folds.indices)) { index throws(LearningError) in
        try context.outcome(
          of: candidate, settings: Assignment(), on: folds[index], seed: context.seed(fold: index), scoring: .primary)
      }
      let rows = zip(outcomes, folds).flatMap { outcome, fold in
        outcome.failure == nil
          ? judged(.init(outputCount: context.data.outputCount, values: outcome.predictions), rows: fold.test) : []
      }
      let errors = errors(rows, codes: codes)
      return Ranking(
        suspects: suspects(rows, codes: codes, classCount: names.count).map(\.row), judged: rows.count,
        errors: errors.all, surestErrors: errors.surest, area: area(rows, in: context))
    }
    let ranking = entry.value
    guard !ranking.suspects.isEmpty else { return nil }
    let rows = ranking.suspects.map { context.source.rowNumbers[$0] }
    let share = Double(rows.count) / Double(ranking.judged)
    let useless = uselessness(ranking.area, classCount: names.count)
    let finding = Finding(
      check: check, severity: share > worryingShare && useless == nil ? .warning : .info,
      columns: [context.specification.data.target], rows: rows,
      evidence:
        "\(NumberText.count(rows.count, of: "row")) (\(EvidenceText.percent(rows.count, of: ranking.judged))) with a label that a linear model, "
        + "trained without it, finds unlikely; the most suspect first."
        + (useless.map { " It knows too little for that to mean anything: \($0)." } ?? ""),
      advice: useless == nil ? "Look at them again; none was removed." : "Do not judge labels by it; none was removed.")
    return .init(value: finding, finished: entry.finished, seconds: entry.seconds)
  }

  /// The ranking in numbers, and the suspect rows; nil before it was made and for a regression.
  static func evidence(in context: StudyContext) throws(LearningError) -> (labels: DataIssues.Labels, rows: [Int])? {
    guard case .classes(let codes, let names) = context.data.target,
      let ranking = try context.journal.entry("labels", of: Ranking.self)?.value, ranking.judged > 0
    else { return nil }
    let development = context.splits.development
    let counts = names.indices.map { code in development.count { codes[$0] == code } }
    let labels = DataIssues.Labels(
      suspects: ranking.suspects.count, judged: ranking.judged, errors: ranking.errors,
      surestErrors: ranking.surestErrors, majority: Double(counts.max() ?? 0) / Double(development.count))
    return (labels, ranking.suspects)
  }

  /// A row of the data and what a model that has not learned from it says of its classes.
  typealias JudgedRow = (row: Int, probabilities: [Double])

  static func judged(_ predictions: Predictions, rows: [Int]) -> [JudgedRow] {
    rows.enumerated().map { ($1, predictions.classProbabilities($0)) }
  }

  /// Shares of rows whose label is not the likeliest: of all, and of the fifth with the highest probability of any class.
  static func errors(_ rows: [JudgedRow], codes: [Int]) -> (all: Double, surest: Double) {
    let judged = rows.map { row, probabilities in
      let sureness = probabilities.max() ?? 0
      return (row: row, sureness: sureness, isError: probabilities[codes[row]] < sureness)
    }
    let sorted = judged.sorted { ($1.sureness, $0.row) < ($0.sureness, $1.row) }
    func share(_ part: ArraySlice<(row: Int, sureness: Double, isError: Bool)>) -> Double {
      part.isEmpty ? 0 : Double(part.count(where: \.isError)) / Double(part.count)
    }
    return (share(sorted[...]), share(sorted.prefix(max(sorted.count / 5, min(1, sorted.count)))))
  }

  /// The area under the ROC curve, of more than two classes that of the class which is told best, with an interval that
  /// holds for all of them at once (Bonferroni); nil where it is undefined.
  static func area(_ rows: [JudgedRow], in context: StudyContext) -> Estimate? {
    guard case .classes(let codes, let names) = context.data.target else { return nil }
    return area(
      rows, codes: codes, classCount: names.count,
      weights: context.data.weights.map { weights in rows.map { weights[$0.row] } },
      draws: RowDraws(rows.map(\.row), in: context, seed: context.seed(fold: areaSeed)))
  }

  /// - Parameters:
  ///   - weights: one a judged row.
  ///   - draws: of the judged rows.
  static func area(
    _ rows: [JudgedRow], codes: [Int], classCount: Int, weights: [Double]?, draws: RowDraws
  ) -> Estimate? {
    let classes = classCount == 2 ? [1] : Array(0..<classCount)
    let level = 1 - 0.05 / Double(classes.count)
    let found = classes.compactMap { code -> (labels: [Bool], scores: [Double], plain: DeLong.Result)? in
      let (labels, scores) = (rows.map { codes[$0.row] == code }, rows.map { $0.probabilities[code] })
      return DeLong.interval(labels: labels, scores: scores, level: level).map { (labels, scores, $0) }
    }
    guard let (labels, scores, plain) = found.max(by: { $0.plain.bounds.low < $1.plain.bounds.low }) else { return nil }
    // DeLong's variance is that of independent rows that all count the same.
    if weights == nil, draws.areRowsIndependent {
      return Estimate(
        metric: "auc", value: plain.auc,
        interval: ConfidenceInterval(
          low: plain.bounds.low, high: plain.bounds.high, level: level, method: "DeLong, logit"))
    }
    func weighted(_ places: [Int]) -> Double? {
      BinaryScores.rocAUC(
        labels: places.map { labels[$0] }, scores: places.map { scores[$0] },
        weights: weights.map { weights in places.map { weights[$0] } })
    }
    return Estimate(
      metric: "auc", value: weighted(Array(rows.indices)), interval: draws.interval(level: level, weighted))
  }

  /// Why a model's doubts are worth nothing, such as `its AUC on rows it has not learned from is 0.52 (…), where 0.5 is
  /// guessing`; nil where it is shown to rank rows better than chance would. Without an interval the value decides.
  static func uselessness(_ area: Estimate?, classCount: Int) -> String? {
    guard let area, let value = area.value, (area.interval?.low ?? value) < leastArea else { return nil }
    return "its AUC on rows it has not learned from is \(EstimateText(area).full)\(classCount > 2 ? " at best" : ""), "
      + "where 0.5 is guessing"
  }

  /// Those whose label is less likely than it should be, the least likely first.
  static func suspects(_ rows: [JudgedRow], codes: [Int], classCount: Int) -> [JudgedRow] {
    var sums = [Double](repeating: 0, count: classCount)
    var counts = [Double](repeating: 0, count: classCount)
    for (row, probabilities) in rows {
      sums[codes[row]] += probabilities[codes[row]]
      counts[codes[row]] += 1
    }
    let thresholds = zip(sums, counts).map { $1 > 0 ? $0 / $1 : .infinity }
    let suspect = rows.filter { row, probabilities in
      let confident = probabilities.indices.filter { probabilities[$0] >= thresholds[$0] }
      guard let likeliest = confident.max(by: { probabilities[$0] < probabilities[$1] }) else { return false }
      return likeliest != codes[row]
    }
    return suspect.sorted { ($0.probabilities[codes[$0.row]], $0.row) < ($1.probabilities[codes[$1.row]], $1.row) }
  }
}
