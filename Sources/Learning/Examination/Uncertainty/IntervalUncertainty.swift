internal import HyperparameterSearch
internal import Specification
internal import Statistics
internal import StudyModel

/// An interval for each row that is to hold the true number.
struct IntervalUncertainty {
  enum Kind: String, CaseIterable, Sendable {
    /// Prediction ± one width.
    case constant = "one width"
    /// Prediction ± a width in proportion to the error that is expected of such a row.
    case scaled = "scaled"
  }

  struct Judged {
    var promised: Double
    var kind: Kind
    var outcome: CoverageOutcome
  }

  private let examination: Examination
  private let weights: [Double]?
  private let judged: [Judged]
  private let survey: CoverageSurvey
  private let scale: ErrorScale?
  private let calibratingRows: Int

  /// nil without rows to set widths by.
  init?(_ examination: Examination) throws(LearningError) {
    let (context, held) = (examination.context, examination.held)
    let calibrating = UncertaintyTopic.calibrating(examination)
    guard case .numbers(let numbers) = context.data.target, !calibrating.rows.isEmpty, !held.rows.isEmpty else {
      return nil
    }
    let scale = try ErrorScale(examination.choosing, in: context)
    self.examination = examination
    weights = context.data.weights.map { all in held.rows.map { all[$0] } }
    (self.scale, calibratingRows) = (scale, calibrating.rows.count)
    let errors = calibrating.rows.indices.map {
      abs(numbers[calibrating.rows[$0]] - calibrating.predictions.values[$0])
    }
    let missed = held.rows.indices.map { abs(numbers[held.rows[$0]] - held.predictions.values[$0]) }
    let scales = try scale?.scales(of: held.rows, in: context)
    let promises = UncertaintyTopic.promises(context)
    judged = promises.flatMap { promised -> [Judged] in
      let reach =
        SplitConformal.quantile(
          errors, alpha: 1 - promised, weights: context.data.weights.map { all in calibrating.rows.map { all[$0] } })
        ?? .infinity
      var result = [Self.judge(promised, .constant, missed, reaches: missed.map { _ in reach })]
      if let scale, let scales {
        let factor = scale.factor(alpha: 1 - promised) ?? .infinity
        result.append(Self.judge(promised, .scaled, missed, reaches: scales.map { $0 * factor }))
      }
      return result
    }
    var segments = RowSegments(context, rows: held.rows, development: calibrating.rows)
    segments.add(held.predictions.values, development: calibrating.predictions.values, of: "prediction")
    survey = CoverageSurvey(
      promised: promises[0], judged[0].outcome,
      remedy: judged.first { $0.kind == .scaled && $0.promised == promises[0] }?.outcome, classes: [],
      segments: segments.all, weights: weights)
  }

  private static func judge(_ promised: Double, _ kind: Kind, _ missed: [Double], reaches: [Double]) -> Judged {
    Judged(
      promised: promised, kind: kind,
      outcome: CoverageOutcome(covers: zip(missed, reaches).map { $0 <= $1 }, sizes: reaches.map { 2 * $0 }))
  }

  var report: TopicReport {
    let target = examination.context.specification.data.target
    let words = CoverageWords(
      survey: survey, things: "Intervals", truth: "true value", rowsText: examination.heldText, target: target,
      isTemporal: examination.context.splits.kind == .temporal, calibratingRows: calibratingRows)
    var sentences = [words.calibration]
    if let width = survey.overall?.size, width.isFinite {
      sentences.append("They are \(NumberText.significant(width)) wide, in the unit of \(target).")
    }
    sentences += remedy.map { [$0] } ?? []
    return TopicReport(
      .uncertainty, finding: words.finding, severity: words.severity, sentences: sentences,
      tables: [intervals, words.segmentTable].compactMap(\.self))
  }

  /// nil without a remedy, or where nothing needs one.
  private var remedy: String? {
    guard let scale, let worst = survey.below.first, let remedied = worst.remedied, let overall = survey.overall,
      let after = overall.remediedSize, after.isFinite, let all = overall.remedied
    else { return nil }
    return
      "Intervals scaled by the error that a boosted model expects (of \(NumberText.count(scale.fittedRows, of: "development row")), "
      + "calibrated on \(NumberText.count(scale.calibratedRows)) others) hold \(CoverageWords.percent(remedied)) where "
      + "\(worst.segment.name), \(CoverageWords.percent(all)) overall, and are \(NumberText.significant(after)) wide on average."
  }

  private var intervals: TopicTable {
    let all = Array(examination.held.rows.indices)
    let rows = judged.map { judged -> [TopicCell] in
      let share = WeightedRows.share(of: all, weights: weights) { judged.outcome.covers[$0] }
      let sorted = judged.outcome.sizes.sorted()
      return [
        TopicCell(judged.promised), .text(judged.kind.rawValue), TopicCell(share?.value), TopicCell(share?.bounds),
        TopicCell(WeightedRows.mean(judged.outcome.sizes, weights)), TopicCell(sorted[sorted.count / 2]),
      ]
    }
    return TopicTable(
      "prediction_intervals", title: "Intervals on \(examination.heldText)",
      columns: [
        .init("promised", "promised", .share), .init("kind", "kind", .text), .init("coverage", "coverage", .share),
        .init("interval", "95 % interval", .interval), .init("mean_width", "mean width"),
        .init("median_width", "median width", sacrifice: 1),
      ], rows: rows,
      notes: [
        "one width: the prediction ± the k-th smallest absolute error of n development rows, k = ceil((n + 1)(1 - alpha)). scaled: the same of errors divided by the error that is expected of such a row.",
        "Widths are in the unit of \(examination.context.specification.data.target).",
      ])
  }
}
