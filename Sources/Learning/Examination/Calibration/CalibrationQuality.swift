internal import Glibc
internal import Statistics

/// How far the probabilities of some rows are from what happened.
struct CalibrationQuality: Sendable {
  /// A score, and what it would be if the probabilities were right.
  struct Measured: Sendable {
    var value: Double?
    var bounds: Bounds?
    var expected: Double?
    var pValue: Double?
  }

  static let binCount = 10
  /// Simulations cost their number times the rows.
  private static let costLimit = 20_000_000

  static func simulations(_ rowCount: Int) -> Int { min(500, max(100, costLimit / max(1, rowCount))) }

  /// Of as many rows each.
  var bins: [CalibrationBin]
  var equalWidth: Measured
  var equalMass: Measured
  var brier: Measured
  var logLoss: Measured
  /// Slope and intercept on the logit scale; nil where they have no fit.
  var cox: (slope: Measured, intercept: Measured)?
  /// Over all rows.
  var meanPredicted: Double
  var meanObserved: Double

  /// nil without weight.
  init?(_ rows: JudgedClasses, draws: RowDraws, seed: UInt64) {
    let event = rows.event
    let (labels, probabilities, weights) = (event.labels, event.probabilities, event.weights)
    guard
      let bins = BinaryScores.equalMassCalibrationBins(
        labels: labels, probabilities: probabilities, binCount: Self.binCount, weights: weights),
      let resampled = ResampledCalibrationError(
        labels: labels, probabilities: probabilities, weights: weights, binCount: Self.binCount)
    else { return nil }
    let total = bins.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    self.bins = bins
    meanPredicted = bins.reduce(0) { $0 + $1.weight * $1.meanPredicted } / total
    meanObserved = bins.reduce(0) { $0 + $1.weight * $1.fractionPositive } / total
    equalWidth = Self.error(
      event, CalibrationBinning(equalWidth: probabilities, binCount: Self.binCount), draws, seed, resampled.equalWidth)
    equalMass = Self.error(
      event, CalibrationBinning(equalMass: probabilities, binCount: Self.binCount), draws, seed, resampled.equalMass)
    brier = Self.mean(rows.brierScores, expected: rows.expectedBrierScores, weights, draws)
    logLoss = Self.mean(rows.logLosses, expected: rows.expectedLogLosses, weights, draws)
    if rows.isBinary {
      brier.pValue =
        CalibrationTests.spiegelhalter(labels: labels, probabilities: probabilities, weights: weights)?.pValue
    }
    cox = Self.cox(event)
  }

  private static func error(
    _ event: BinaryEvent, _ binning: CalibrationBinning?, _ draws: RowDraws, _ seed: UInt64,
    _ statistic: ([Int]) -> Double?
  ) -> Measured {
    let value = statistic(Array(event.labels.indices))
    let chance = binning.flatMap { binning in
      value.flatMap {
        CalibrationError.byChance(
          binning, probabilities: event.probabilities, weights: event.weights, observed: $0,
          draws: simulations(event.labels.count), seed: seed)
      }
    }
    let bounds = draws.errorInterval(statistic).map { chance?.explains == true ? Bounds(low: 0, high: $0.high) : $0 }
    return Measured(value: value, bounds: bounds, expected: chance?.mean, pValue: chance?.pValue)
  }

  private static func mean(
    _ values: [Double], expected: [Double], _ weights: [Double]?, _ draws: RowDraws
  ) -> Measured {
    Measured(
      value: WeightedRows.mean(values, weights), bounds: draws.mean(values, weights: weights),
      expected: WeightedRows.mean(expected, weights))
  }

  /// Intervals as if rows were independent; weights count as their effective number.
  private static func cox(_ event: BinaryEvent) -> (slope: Measured, intercept: Measured)? {
    let logits = event.probabilities.map(LogisticCalibration.logit)
    let weights = event.weights.flatMap(WeightedRows.effective)
    guard let fit = LogisticCalibration.cox(labels: event.labels, logits: logits, weights: weights) else { return nil }
    let errors = fit.standardErrors(logits: logits, weights: weights)
    func measured(_ value: Double, _ error: Double?, right: Double) -> Measured {
      let reach = error.map { -NormalDistribution.quantile(0.025) * $0 }
      return Measured(
        value: value, bounds: reach.map { Bounds(low: value - $0, high: value + $0) }, expected: right,
        pValue: error.map { min(1, 2 * NormalDistribution.cumulative(-abs(value - right) / $0)) })
    }
    return (measured(fit.slope, errors?.slope, right: 1), measured(fit.intercept, errors?.intercept, right: 0))
  }
}

/// Weighted rows in sums.
enum WeightedRows {
  /// nil without weight.
  static func mean(_ values: [Double], _ weights: [Double]?) -> Double? {
    let total = weights?.reduce(0, +) ?? Double(values.count)
    guard total > 0 else { return nil }
    return values.indices.reduce(0) { $0 + (weights?[$1] ?? 1) * values[$1] } / total
  }

  /// Weights that add up to the number of rows that tell as much. nil without weight.
  static func effective(_ weights: [Double]) -> [Double]? {
    let total = weights.reduce(0, +)
    return effectiveCount(weights).map { count in weights.map { $0 * count / total } }
  }

  /// A share of the weight with its Wilson interval, weights counting as their effective number. nil without weight.
  static func share(
    of places: [Int], weights: [Double]?, where isCounted: (Int) -> Bool
  ) -> (value: Double, trials: Double, bounds: Bounds?)? {
    let own = weights.map { weights in places.map { weights[$0] } }
    let hits = places.map { isCounted($0) ? 1.0 : 0 }
    guard let value = mean(hits, own), let trials = own.map(effectiveCount) ?? Double(places.count) else { return nil }
    let successes = own == nil ? hits.reduce(0, +) : min(value * trials, trials)
    return (value, trials, ProportionIntervals.wilson(successes: successes, trials: trials, level: 0.95))
  }
}

extension JudgedClasses {
  /// Of each row, if its probabilities are right.
  fileprivate var expectedBrierScores: [Double] {
    codes.indices.map { place in
      let sum = (0..<classCount).reduce(0.0) { $0 + probability(place, $1) * (1 - probability(place, $1)) }
      return isBinary ? sum / 2 : sum
    }
  }

  fileprivate var expectedLogLosses: [Double] {
    codes.indices.map { place in
      (0..<classCount).reduce(0.0) { sum, code in
        let p = probability(place, code)
        return sum + (p > 0 ? -p * log(p) : 0)
      }
    }
  }
}
