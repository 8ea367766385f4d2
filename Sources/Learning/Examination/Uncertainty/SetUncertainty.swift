internal import Specification
internal import Statistics
internal import StudyModel

/// Sets of classes for each row, of which one is to be the true one.
struct SetUncertainty {
  /// How limits are set.
  enum Kind: String, CaseIterable, Sendable {
    case marginal = "one limit"
    case byClass = "by class"
  }

  /// Of one promise and kind.
  struct Judged {
    var promised: Double
    var kind: Kind
    var limits: [Double]
    var outcome: CoverageOutcome
  }

  private let examination: Examination
  private let names: [String]
  private let held: JudgedClasses
  private let calibrating: JudgedClasses
  private let judged: [Judged]
  private let survey: CoverageSurvey

  /// nil without rows to set limits by.
  init?(_ examination: Examination) {
    let context = examination.context
    guard case .classes(_, let names) = context.data.target,
      let held = JudgedClasses(examination.held, context.data),
      let calibrating = JudgedClasses(UncertaintyTopic.calibrating(examination), context.data)
    else { return nil }
    (self.examination, self.names, self.held, self.calibrating) = (examination, names, held, calibrating)
    let promises = UncertaintyTopic.promises(context)
    judged = promises.flatMap { promised in
      Kind.allCases.map { Self.judge(promised, $0, calibrating: calibrating, held: held) }
    }
    let segments = RowSegments(context, rows: held.rows, development: calibrating.rows)
    let classes = names.indices.map { code in
      RowSegment(name: names[code], places: held.codes.indices.filter { held.codes[$0] == code })
    }
    survey = CoverageSurvey(
      promised: promises[0], judged[0].outcome, remedy: judged[1].outcome,
      classes: classes.filter { !$0.places.isEmpty },
      segments: segments.all, weights: held.weights)
  }

  private static func judge(
    _ promised: Double, _ kind: Kind, calibrating: JudgedClasses, held: JudgedClasses
  ) -> Judged {
    let make = kind == .marginal ? ConformalSets.marginal : ConformalSets.byClass
    let sets = make(
      calibrating.codes, calibrating.classCount, calibrating.probabilities, 1 - promised, calibrating.weights)
    let width = held.classCount
    let outcome = CoverageOutcome(
      covers: held.codes.enumerated().map { place, code in
        sets.contains(code, probability: held.probability(place, code))
      },
      sizes: held.codes.indices.map { Double(sets.size(held.probabilities[$0 * width..<($0 + 1) * width])) })
    return Judged(promised: promised, kind: kind, limits: sets.limits, outcome: outcome)
  }

  var report: TopicReport {
    let words = CoverageWords(
      survey: survey, things: "Sets of classes", truth: "true class", rowsText: examination.heldText,
      target: examination.context.specification.data.target, isTemporal: examination.context.splits.kind == .temporal,
      calibratingRows: calibrating.codes.count)
    var sentences = [words.calibration]
    sentences += remedy.map { [$0] } ?? []
    let size = NumberText.fixed(WeightedRows.mean(judged[0].outcome.sizes, held.weights) ?? .nan, decimals: 2)
    let alone = share { $0 == 1 }
    sentences.append("A set holds \(size) classes on average; \(alone) of the rows get a single one.")
    return TopicReport(
      .uncertainty, finding: words.finding, severity: words.severity, sentences: sentences,
      tables: [sets, words.classTable, words.segmentTable].compactMap(\.self))
  }

  private func share(_ isCounted: (Double) -> Bool) -> String {
    let found = WeightedRows.mean(judged[0].outcome.sizes.map { isCounted($0) ? 1 : 0 }, held.weights)
    return "\(NumberText.fixed((found ?? .nan) * 100, decimals: 0)) %"
  }

  /// nil where no class falls below the promise.
  private var remedy: String? {
    guard let worst = survey.below.first(where: { group in survey.classes.contains { $0.segment == group.segment } }),
      let remedied = worst.remedied, let sizes = survey.overall, let before = sizes.size, let after = sizes.remediedSize
    else { return nil }
    return
      "A limit for each class by itself holds the true class for \(CoverageWords.percent(remedied)) of the rows with "
      + "\(worst.segment.name) instead of \(CoverageWords.percent(worst.coverage)), with "
      + "\(NumberText.fixed(after, decimals: 2)) instead of \(NumberText.fixed(before, decimals: 2)) classes a set."
  }

  private var sets: TopicTable {
    let rows = judged.map { judged -> [TopicCell] in
      let all = Array(held.codes.indices)
      let share = WeightedRows.share(of: all, weights: held.weights) { judged.outcome.covers[$0] }
      let lowest = names.indices.compactMap { code in
        WeightedRows.share(of: all.filter { held.codes[$0] == code }, weights: held.weights) {
          judged.outcome.covers[$0]
        }?
        .value
      }.min()
      func part(_ isCounted: (Double) -> Bool) -> TopicCell {
        TopicCell(WeightedRows.mean(judged.outcome.sizes.map { isCounted($0) ? 1 : 0 }, held.weights))
      }
      return [
        TopicCell(judged.promised), .text(judged.kind.rawValue),
        judged.kind == .marginal ? TopicCell(judged.limits[0]) : .missing, TopicCell(share?.value),
        TopicCell(share?.bounds), TopicCell(lowest), TopicCell(WeightedRows.mean(judged.outcome.sizes, held.weights)),
        part { $0 == 1 }, part { $0 == 0 },
      ]
    }
    return TopicTable(
      "conformal_sets", title: "Sets of classes on \(examination.heldText)",
      columns: [
        .init("promised", "promised", .share), .init("limits", "limits", .text),
        .init("limit", "limit", sacrifice: 4), .init("coverage", "coverage", .share),
        .init("interval", "95 % interval", .interval, sacrifice: 1),
        .init("lowest_class", "lowest class", .share, sacrifice: 2), .init("size", "classes"),
        .init("single", "single", .share, sacrifice: 3), .init("empty", "empty", .share, sacrifice: 5),
      ], rows: rows,
      notes: [
        "A class is in the set where 1 - its probability is at most the limit (LAC); the limit is the k-th smallest of n development rows, k = ceil((n + 1)(1 - alpha)). By class: each class has a limit of its own rows (Mondrian).",
        "classes: in a set on average. single and empty: rows whose set holds one class or none.",
      ])
  }
}
