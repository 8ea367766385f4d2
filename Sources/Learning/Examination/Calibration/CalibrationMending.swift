internal import Statistics

/// What each method makes of the probabilities: fitted on development rows, judged on held ones.
struct CalibrationMending: Sendable {
  struct Result: Sendable {
    /// nil: as the model gives them.
    var method: CalibrationMethod?
    /// Log loss on development rows, each mended by a fit on other folds; nil where that is not known.
    var crossFitted: Double?
    var equalWidth: Double?
    var equalMass: Double?
    var brier: Double?
    var logLoss: Double?
    var auc: Double?
    /// Of the log loss on held rows, below 0 when mended is better; nil of the model's own.
    var change: (value: Double, bounds: Bounds?)?
  }

  /// The model's own first.
  private(set) var results: [Result]
  let fittedRows: Int

  /// The method that is best on development rows; nil where none beats the model's own probabilities there.
  var chosen: Result? {
    let known = results.filter { $0.crossFitted != nil }
    let best = known.min { ($0.crossFitted ?? 0) < ($1.crossFitted ?? 0) }
    return best.flatMap { $0.method == nil ? nil : $0 }
  }

  /// The lowest error after a method; nil where none could be fitted.
  var leastError: Double? { results.filter { $0.method != nil }.compactMap(\.equalMass).min() }

  /// - Parameter folds: in the order of time where the split is one of time; each is then mended by earlier ones.
  init(fittedOn rows: JudgedClasses, judgedOn held: JudgedClasses, isTemporal: Bool, draws: RowDraws) {
    fittedRows = rows.codes.count
    let before = held.logLosses
    results = [Self.result(nil, held, crossFitted: Self.crossFitted(nil, rows, isTemporal: isTemporal))]
    for method in CalibrationMethod.all(classCount: rows.classCount) {
      guard let fit = method.fit(rows) else { continue }
      let mended = fit.applied(to: held)
      var result = Self.result(
        method, mended, crossFitted: Self.crossFitted(method, rows, isTemporal: isTemporal))
      let changes = zip(mended.logLosses, before).map { $0 - $1 }
      result.change = WeightedRows.mean(changes, held.weights).map {
        ($0, draws.mean(changes, weights: held.weights))
      }
      results.append(result)
    }
  }

  private static func result(
    _ method: CalibrationMethod?, _ rows: JudgedClasses, crossFitted: Double?
  ) -> Result {
    let event = rows.event
    let resampled = ResampledCalibrationError(
      labels: event.labels, probabilities: event.probabilities, weights: event.weights,
      binCount: CalibrationQuality.binCount)
    let all = Array(rows.codes.indices)
    return Result(
      method: method, crossFitted: crossFitted, equalWidth: resampled?.equalWidth(all),
      equalMass: resampled?.equalMass(all), brier: WeightedRows.mean(rows.brierScores, rows.weights),
      logLoss: WeightedRows.mean(rows.logLosses, rows.weights), auc: auc(rows))
  }

  private static func auc(_ rows: JudgedClasses) -> Double? {
    if rows.isBinary {
      return BinaryScores.rocAUC(
        labels: rows.event.labels, scores: rows.event.probabilities, weights: rows.weights)
    }
    return MulticlassScores(
      classes: rows.codes, classCount: rows.classCount, probabilities: rows.probabilities, weights: rows.weights)?
      .aucOneVersusRest()
  }

  /// Each fold's rows are mended by what was fitted on the other folds, of windows of time on the earlier ones; nil
  /// without two folds, or where a fit fails.
  private static func crossFitted(
    _ method: CalibrationMethod?, _ rows: JudgedClasses, isTemporal: Bool
  ) -> Double? {
    guard let folds = rows.folds else { return nil }
    var (losses, weights): ([Double], [Double]) = ([], [])
    for fold in Set(folds).sorted().dropFirst(isTemporal ? 1 : 0) {
      let others = folds.indices.filter { isTemporal ? folds[$0] < fold : folds[$0] != fold }
      var own = rows.selecting(folds.indices.filter { folds[$0] == fold })
      if let method {
        guard !others.isEmpty, let fit = method.fit(rows.selecting(others)) else { return nil }
        own = fit.applied(to: own)
      }
      losses += own.logLosses
      weights += own.weights ?? [Double](repeating: 1, count: own.codes.count)
    }
    return losses.isEmpty ? nil : WeightedRows.mean(losses, weights)
  }
}
