internal import Glibc

/// Intervals of any statistic by drawing rows with replacement: Efron and Tibshirani (1993), An Introduction to the
/// Bootstrap.
///
/// Same rows, seed and statistic, same bits. The statistic gets row numbers; a draw on which it is nil (one class only,
/// say) is left out and counted.
public struct Bootstrap: Sendable {
  /// Row numbers by stratum: every draw has as many rows of each as the sample.
  var strata: [[Int]]
  var draws: Int
  var seed: UInt64

  /// - Parameter draws: 2,000 give the ends of a 95 % interval to about a twentieth of its width.
  public init(rowCount: Int, draws: Int = 2000, seed: UInt64) {
    self.init(strata: [Array(0..<rowCount)], draws: draws, seed: seed)
  }

  /// Rows drawn stratum by stratum, so that no class is ever missing; `stratumOfRow` holds a code a row.
  public init(stratumOfRow: [Int], draws: Int = 2000, seed: UInt64) {
    let groups = Dictionary(grouping: stratumOfRow.indices) { stratumOfRow[$0] }
    self.init(strata: groups.keys.sorted().map { groups[$0] ?? [] }, draws: draws, seed: seed)
  }

  private init(strata: [[Int]], draws: Int, seed: UInt64) {
    (self.strata, self.draws, self.seed) = (strata.filter { !$0.isEmpty }, draws, seed)
  }

  public struct Result: Equatable, Sendable {
    /// On the rows themselves.
    public var estimate: Double
    public var bounds: Bounds
    /// Standard deviation of the draws, with n − 1.
    public var standardError: Double
    /// Draws on which the statistic was nil or not finite.
    public var undefinedDraws: Int
  }

  /// Quantiles of the draws. nil when the statistic is undefined on the rows or on more than half of the draws.
  public func percentile(level: Double, statistic: ([Int]) -> Double?) -> Result? {
    joint(level: level, ends: .percentile) { [statistic($0)] }.first ?? nil
  }

  /// Bias-corrected and accelerated: Efron (1987), Better Bootstrap Confidence Intervals; several strata as SciPy's
  /// `bootstrap`. The acceleration comes from leaving out each row once, or each of `jackknifeBlocks` blocks of rows
  /// where there are more rows than that. nil as `percentile`, and when the estimate lies outside all draws, when
  /// leaving out a row makes the statistic undefined, does not change it at all, or changes it beyond all numbers.
  public func accelerated(level: Double, jackknifeBlocks: Int = 400, statistic: ([Int]) -> Double?) -> Result? {
    guard isLevel(level), let sample = sample(statistic),
      let acceleration = acceleration(blocks: jackknifeBlocks, statistic)
    else { return nil }
    let bias = bias(of: sample)
    guard bias.isFinite, acceleration.isFinite else { return nil }
    func moved(_ share: Double) -> Double {
      let z = bias + NormalDistribution.quantile(share)
      return NormalDistribution.cumulative(bias + z / (1 - acceleration * z))
    }
    return result(sample, low: moved((1 - level) / 2), high: moved((1 + level) / 2))
  }

  /// How the ends of an interval come of the draws.
  public enum Ends: Sendable {
    /// Quantiles.
    case percentile
    /// Quantiles, corrected for bias, as a difference between the largest and the smallest of several groups is drawn too
    /// large: Efron (1981), Nonparametric Standard Errors and Confidence Intervals.
    case biasCorrected
    /// Quantiles, mirrored at the estimate: Davison and Hinkley (1997), Bootstrap Methods, the basic interval. For what
    /// draws raise as chance itself does, such as a calibration error: what they add is taken off again.
    case basic
  }

  /// Intervals of several statistics from the same draws; one a statistic, nil as `percentile`, and with `biasCorrected`
  /// when the estimate lies outside all draws. None at all for a level outside 0…1, and without rows.
  public func joint(level: Double, ends: Ends, statistics: ([Int]) -> [Double?]) -> [Result?] {
    guard isLevel(level) else { return [] }
    return samples(statistics).map { sample in sample.flatMap { result($0, level, ends) } }
  }

  private func result(_ sample: Sample, _ level: Double, _ ends: Ends) -> Result? {
    let (low, high) = ((1 - level) / 2, (1 + level) / 2)
    switch ends {
    case .percentile: return result(sample, low: low, high: high)
    case .basic:
      guard var found = result(sample, low: low, high: high) else { return nil }
      found.bounds = Bounds(
        low: 2 * sample.estimate - found.bounds.high, high: 2 * sample.estimate - found.bounds.low)
      return found
    case .biasCorrected:
      let bias = bias(of: sample)
      guard bias.isFinite else { return nil }
      func moved(_ share: Double) -> Double {
        NormalDistribution.cumulative(2 * bias + NormalDistribution.quantile(share))
      }
      return result(sample, low: moved(low), high: moved(high))
    }
  }

  private typealias Sample = (estimate: Double, values: [Double])

  private func sample(_ statistic: ([Int]) -> Double?) -> Sample? { samples { [statistic($0)] }.first ?? nil }

  /// The finite values of the draws, ascending; one a statistic, nil where it is undefined too often.
  private func samples(_ statistics: ([Int]) -> [Double?]) -> [Sample?] {
    let rows = strata.flatMap { $0 }
    guard !rows.isEmpty, draws > 1 else { return [] }
    let estimates = statistics(rows)
    if estimates.allSatisfy({ $0 == nil }) { return estimates.map { _ in nil } }
    var generator = SeededGenerator(seed: seed)
    var values = [[Double]](repeating: [], count: estimates.count)
    var drawn = rows
    for _ in 0..<draws {
      var place = 0
      for stratum in strata {
        for _ in stratum {
          drawn[place] = stratum[generator.index(below: stratum.count)]
          place += 1
        }
      }
      for (index, value) in statistics(drawn).enumerated() {
        if let value, value.isFinite { values[index].append(value) }
      }
    }
    return zip(estimates, values).map { estimate, values in
      guard let estimate, estimate.isFinite, values.count * 2 > draws else { return nil }
      return (estimate, values.sorted())
    }
  }

  /// How far the estimate is from the middle of the draws, as a normal quantile.
  private func bias(of sample: Sample) -> Double {
    let below = sample.values.reduce(0) { $0 + ($1 < sample.estimate ? 1 : $1 == sample.estimate ? 0.5 : 0) }
    return NormalDistribution.quantile(below / Double(sample.values.count))
  }

  private func result(_ sample: Sample, low: Double, high: Double) -> Result? {
    guard let error = FoldIntervals.deviation(sample.values) else { return nil }
    let bounds = Bounds(
      low: Quantiles.linear(low, ofSorted: sample.values), high: Quantiles.linear(high, ofSorted: sample.values))
    return Result(
      estimate: sample.estimate, bounds: bounds, standardError: error, undefinedDraws: draws - sample.values.count)
  }

  /// A sixth of the skewness of the row's influences.
  private func acceleration(blocks: Int, _ statistic: ([Int]) -> Double?) -> Double? {
    var (cubes, squares) = (0.0, 0.0)
    let total = strata.reduce(0) { $0 + $1.count }
    for (index, stratum) in strata.enumerated() {
      let share = Double(stratum.count) / Double(total) * Double(max(2, blocks))
      let count = min(stratum.count, max(2, Int(share)))
      var values: [Double] = []
      for block in 0..<count {
        // Every count-th row, so that an ordering of the rows does not show.
        var kept = strata
        kept[index] = stratum.indices.filter { $0 % count != block }.map { stratum[$0] }
        guard let value = statistic(kept.flatMap { $0 }), value.isFinite else { return nil }
        values.append(value)
      }
      let mean = values.reduce(0, +) / Double(count)
      for value in values {
        let influence = (mean - value) * Double(count - 1) / Double(count)
        cubes += influence * influence * influence
        squares += influence * influence
      }
    }
    return squares > 0 ? cubes / pow(squares, 1.5) / 6 : nil
  }
}
