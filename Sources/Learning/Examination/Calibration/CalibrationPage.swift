internal import Statistics
internal import StudyModel

/// The calibration of the chosen model as a section of the report.
struct CalibrationPage {
  /// Such as `1,409 test rows`.
  var rowsText: String
  /// Of the classes.
  var names: [String]
  var held: JudgedClasses
  var quality: CalibrationQuality
  var mending: CalibrationMending?
  var draws: RowDraws
  var seed: UInt64

  var report: TopicReport {
    let verdict = CalibrationVerdict(quality, mending)
    var tables = [reliability, scores]
    if let mending, mending.results.count > 1 { tables.append(methods(mending)) }
    if !held.isBinary { tables.append(classes) }
    return TopicReport(
      .calibration, finding: finding(verdict), severity: verdict.severity(quality, mending), sentences: sentences,
      tables: tables)
  }

  // MARK: Sentences

  private func finding(_ verdict: CalibrationVerdict) -> String {
    let off = "on \(rowsText) predicted and observed shares differ by \(errorText) on average (ECE, equal mass)"
    let chance = "where right probabilities show \(chanceText) by chance"
    switch verdict {
    case .wellEnough: return "Calibrated well enough: \(off), \(chance)."
    case .mended(let method): return mended(method)
    case .staysOff(let method):
      return "Not calibrated, whatever is tried: \(off)\(atBest), \(chance)\(logLoss(improvedBy: method))."
    case .unmended: return "Not calibrated: \(off), \(chance), and nothing fitted on development rows mends it."
    case .unclear:
      return
        "Not calibrated: \(off), \(chance); whether \(mending?.chosen?.method?.rawValue ?? "a method") mends it cannot "
        + "be told (log loss changes by \(changeText))."
    }
  }

  /// What a method does all the same; empty where development rows speak for none.
  private func logLoss(improvedBy method: CalibrationMethod?) -> String {
    if let method { return "; \(method.rawValue) improves the log loss alone, by \(changeText)" }
    guard let tried = mending?.chosen?.method else { return "" }
    return "; \(tried.rawValue) is not shown to improve the log loss either, which changes by \(changeText)"
  }

  private func mended(_ method: CalibrationMethod) -> String {
    let start =
      "\(Self.capitalized(method.rawValue)) improves the probabilities: on \(rowsText) it was not fitted on log loss "
      + "changes by \(changeText)"
    guard let value = mending?.chosen?.equalMass else { return "\(start)." }
    let text = NumberText.significant(value, digits: 2)
    let change = text == errorText ? "stays at \(text)" : "is \(text) instead of \(errorText)"
    let error = "ECE (equal mass) \(change)"
    return !CalibrationVerdict.isNotable(value, quality)
      ? "\(start), and \(error)."
      : "\(start), but \(error): still off, as right probabilities show \(chanceText) by chance."
  }

  private var errorText: String { NumberText.significant(quality.equalMass.value ?? .nan, digits: 2) }
  private var chanceText: String { NumberText.significant(quality.equalMass.expected ?? .nan, digits: 2) }

  private var atBest: String {
    guard let leastError = mending?.leastError else { return "" }
    let text = NumberText.significant(leastError, digits: 2)
    return text == errorText ? " and by as much after every method" : ", after every method by \(text) at least"
  }

  private var changeText: String {
    guard let change = mending?.chosen?.change else { return NumberText.unknown }
    let decimals = NumberText.decimals(forWidth: change.bounds.map { $0.high - $0.low } ?? abs(change.value))
    let value = NumberText.signed(change.value, decimals: decimals)
    guard let bounds = change.bounds else { return value }
    return "\(value) (95 % interval \(NumberText.signed(bounds.low, decimals: decimals)) to "
      + "\(NumberText.signed(bounds.high, decimals: decimals)))"
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private var sentences: [String] {
    let event = held.isBinary ? "\(names[1])" : "that the likeliest class is right"
    var result = [
      "On average \(percent(quality.meanPredicted)) is predicted for \(event), \(percent(quality.meanObserved)) is observed."
    ]
    if let slope = quality.cox?.slope, let bounds = slope.bounds {
      let word =
        bounds.high < 1
        ? "too extreme" : bounds.low > 1 ? "not extreme enough" : "about as spread as they should be"
      result.append(
        "The probabilities are \(word): Cox's slope is \(NumberText.significant(slope.value ?? .nan, digits: 2)) "
          + "(\(interval(bounds))), 1 is right.")
    }
    if let worst = worstBin {
      result.append(
        "The bin that is furthest off predicts \(percent(worst.meanPredicted)) and observes "
          + "\(percent(worst.fractionPositive)) on \(NumberText.count(worst.count, of: "row")).")
    }
    if let mending, held.isBinary, mending.fittedRows < CalibrationMethod.isotonicRows {
      result.append(
        "Isotonic calibration was fitted on \(NumberText.count(mending.fittedRows, of: "row")); below "
          + "\(NumberText.count(CalibrationMethod.isotonicRows)) its steps follow chance.")
    }
    return result
  }

  /// Of those whose interval does not hold what is predicted, all bins taken into account (Bonferroni).
  private var worstBin: CalibrationBin? {
    let level = 1 - 0.05 / Double(max(1, quality.bins.count))
    return quality.bins.filter { bin in Self.wilson(bin, level: level).map { !$0.contains(bin.meanPredicted) } ?? false
    }
    .max { abs($0.meanPredicted - $0.fractionPositive) < abs($1.meanPredicted - $1.fractionPositive) }
  }

  private static func wilson(_ bin: CalibrationBin, level: Double = 0.95) -> Bounds? {
    ProportionIntervals.wilson(
      successes: min(bin.fractionPositive * bin.effectiveCount, bin.effectiveCount), trials: bin.effectiveCount,
      level: level)
  }

  private func percent(_ share: Double) -> String { "\(NumberText.fixed(share * 100, decimals: 1)) %" }

  private func interval(_ bounds: Bounds) -> String {
    let decimals = NumberText.decimals(forWidth: bounds.high - bounds.low)
    return "\(NumberText.fixed(bounds.low, decimals: decimals)) to \(NumberText.fixed(bounds.high, decimals: decimals))"
  }

  // MARK: Tables

  private var reliability: TopicTable {
    let rows = quality.bins.map { bin in
      [
        TopicCell(bin.count), TopicCell(bin.meanPredicted), TopicCell(bin.fractionPositive),
        TopicCell(Self.wilson(bin)),
      ]
    }
    let what = held.isBinary ? names[1] : "the likeliest class being right"
    return TopicTable(
      "reliability", title: "Predicted and observed share of \(what), by probability, on \(rowsText)",
      columns: [
        .init("rows", "rows", .count), .init("predicted", "predicted", .share), .init("observed", "observed", .share),
        .init("interval", "95 % interval", .interval),
      ], rows: rows,
      notes: ["Each line is a tenth of the rows, in the order of their probability; intervals are Wilson's."])
  }

  private var scores: TopicTable {
    var rows = [
      row("ECE, equal width", quality.equalWidth), row("ECE, equal mass", quality.equalMass),
      row("Brier score", quality.brier), row("log loss", quality.logLoss),
    ]
    if let cox = quality.cox { rows += [row("slope (Cox)", cox.slope), row("intercept (Cox)", cox.intercept)] }
    let ofBrier = held.isBinary ? ", of the Brier score Spiegelhalter's" : ""
    return TopicTable(
      "calibration_scores", title: "Calibration on \(rowsText)",
      columns: [
        .init("score", "score", .text), .init("value", "value"), .init("interval", "95 % interval", .interval),
        .init("expected", "if right"), .init("p", "p", .probability),
      ], rows: rows,
      notes: [
        "if right: the value when labels are drawn from the probabilities themselves; a calibration error is above 0 then too.",
        "p: how often right probabilities would show as much: of the errors by simulation\(ofBrier), of slope and intercept Wald's.",
        "\(draws.note) Those of ECE are of the error without what chance adds: they reach up to the "
          + "value at least, and down to 0 where chance may be all of it.",
      ])
  }

  private func row(_ name: String, _ measured: CalibrationQuality.Measured) -> [TopicCell] {
    [
      .text(name), TopicCell(measured.value), TopicCell(measured.bounds), TopicCell(measured.expected),
      TopicCell(measured.pValue),
    ]
  }

  private func methods(_ mending: CalibrationMending) -> TopicTable {
    let rows = mending.results.map { result -> [TopicCell] in
      [
        .text(result.method?.rawValue ?? "as it is"), TopicCell(result.equalWidth), TopicCell(result.equalMass),
        TopicCell(result.brier), TopicCell(result.logLoss), TopicCell(result.auc), TopicCell(result.change?.value),
        TopicCell(result.change?.bounds), TopicCell(result.crossFitted),
      ]
    }
    return TopicTable(
      "calibration_methods", title: "Before and after mending, on \(rowsText)",
      columns: [
        .init("method", "method", .text), .init("ece_equal_width", "ECE width", sacrifice: 4),
        .init("ece_equal_mass", "ECE mass"), .init("brier", "Brier", sacrifice: 3), .init("log_loss", "log loss"),
        .init("auc", "AUC", sacrifice: 2), .init("log_loss_change", "change", .difference),
        .init("interval", "95 % interval", .interval), .init("log_loss_out_of_fold", "out of fold", sacrifice: 1),
      ], rows: rows,
      notes: [
        "Fitted on out-of-fold predictions of \(NumberText.count(mending.fittedRows, of: "development row")). change: of the log loss, row by row.",
        "out of fold: log loss of development rows mended by a fit on other folds; the lowest decides which method the finding is about.",
      ])
  }

  /// Each class against all others.
  private var classes: TopicTable {
    let rows = names.indices.map { code -> [TopicCell] in
      let event = held.event(ofClass: code)
      let binning = CalibrationBinning(equalMass: event.probabilities, binCount: CalibrationQuality.binCount)
      let bins = binning?.bins(labels: event.labels, probabilities: event.probabilities, weights: event.weights)
      let error = bins.flatMap(CalibrationError.expected)
      let chance = binning.flatMap { binning in
        error.flatMap {
          CalibrationError.byChance(
            binning, probabilities: event.probabilities, weights: event.weights, observed: $0,
            draws: CalibrationQuality.simulations(event.labels.count), seed: seed &+ UInt64(code + 1))
        }
      }
      return [
        .text(names[code]), TopicCell(event.labels.count { $0 }),
        TopicCell(WeightedRows.mean(event.probabilities, event.weights)),
        TopicCell(WeightedRows.mean(event.labels.map { $0 ? 1 : 0 }, event.weights)), TopicCell(error),
        TopicCell(chance?.mean), TopicCell(chance?.pValue),
      ]
    }
    return TopicTable(
      "calibration_by_class", title: "Each class against the others, on \(rowsText)",
      columns: [
        .init("class", "class", .text), .init("rows", "rows", .count), .init("predicted", "predicted", .share),
        .init("observed", "observed", .share), .init("ece_equal_mass", "ECE mass"),
        .init("expected", "if right"), .init("p", "p", .probability),
      ], rows: rows)
  }
}
