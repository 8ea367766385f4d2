internal import Glibc

/// Two models compared on the same folds; larger scores are better, so hand over losses negated.
public enum PairedTests {
  public struct Result: Equatable, Sendable {
    /// Mean of first − second.
    public var difference: Double
    public var standardError: Double
    /// nil when the differences do not vary.
    public var statistic: Double?
    public var degreesOfFreedom: Double
    /// Two-sided. 1 for identical scores; nil when the differences are all the same but not 0.
    public var pValue: Double?
    /// Of the difference; nil when `pValue` is.
    public var bounds: Bounds?
  }

  /// The corrected resampled t-test: Nadeau and Bengio (2003), Inference for the Generalization Error. The row counts
  /// are those of one fold. nil when the lists differ in length, have fewer than two scores or one that is not finite,
  /// or a row count is not positive.
  public static func corrected(
    _ first: [Double], _ second: [Double], trainingRows: Double, testRows: Double, level: Double
  ) -> Result? {
    guard isLevel(level),
      let spread = Spread(first, second, trainingRows: trainingRows, testRows: testRows)
    else { return nil }
    let freedom = Double(first.count - 1)
    var result = Result(difference: spread.mean, standardError: spread.standardError, degreesOfFreedom: freedom)
    if spread.standardError > 0 {
      let t = spread.mean / spread.standardError
      let reach = -StudentDistribution.quantile((1 - level) / 2, degreesOfFreedom: freedom) * spread.standardError
      result.statistic = t
      result.pValue = StudentDistribution.twoSided(t, degreesOfFreedom: freedom)
      result.bounds = Bounds(low: spread.mean - reach, high: spread.mean + reach)
    } else if spread.mean == 0 {
      result.pValue = 1
      result.bounds = Bounds(low: 0, high: 0)
    }
    return result
  }

  /// The Bayesian correlated t-test of Benavoli, Corani, Demšar and Zaffalon (2017), Time for a Change: posterior
  /// probabilities that the first is better by more than `rope`, that the two differ by at most `rope`, and that the
  /// second is better by more. They add up to 1. The posterior is a t distribution with n − 1 degrees of freedom; one
  /// without spread is a point. nil as `corrected`, and for a negative `rope`.
  public static func equivalence(
    _ first: [Double], _ second: [Double], rope: Double, trainingRows: Double, testRows: Double
  ) -> (first: Double, equivalent: Double, second: Double)? {
    guard rope >= 0, let spread = Spread(first, second, trainingRows: trainingRows, testRows: testRows)
    else { return nil }
    guard spread.standardError > 0 else {
      return (spread.mean > rope ? 1 : 0, abs(spread.mean) <= rope ? 1 : 0, spread.mean < -rope ? 1 : 0)
    }
    func below(_ value: Double) -> Double {
      StudentDistribution.cumulative(value / spread.standardError, degreesOfFreedom: Double(first.count - 1))
    }
    let better = below(spread.mean - rope)
    let worse = below(-rope - spread.mean)
    return (better, max(0, 1 - better - worse), worse)
  }

  /// Adjusted p-values that control the chance of any false rejection: Holm (1979). nil stays nil and is not counted;
  /// NaN becomes nil.
  public static func holm(_ pValues: [Double?]) -> [Double?] {
    adjusted(pValues) { ascending in
      var largest = 0.0
      return ascending.enumerated().map { rank, p in
        largest = max(largest, min(1, Double(ascending.count - rank) * p))
        return largest
      }
    }
  }

  /// Adjusted p-values that control the expected share of false rejections: Benjamini and Hochberg (1995). nil stays
  /// nil and is not counted; NaN becomes nil.
  public static func benjaminiHochberg(_ pValues: [Double?]) -> [Double?] {
    adjusted(pValues) { ascending in
      var smallest = 1.0
      let descending = ascending.enumerated().reversed().map { rank, p in
        smallest = min(smallest, p * Double(ascending.count) / Double(rank + 1))
        return smallest
      }
      return descending.reversed()
    }
  }

  private static func adjusted(_ pValues: [Double?], _ rule: ([Double]) -> [Double]) -> [Double?] {
    let known = pValues.indices.compactMap { index in
      pValues[index].flatMap { $0.isNaN ? nil : (index: index, p: $0) }
    }
    let ascending = known.sorted { ($0.p, $0.index) < ($1.p, $1.index) }
    var result = [Double?](repeating: nil, count: pValues.count)
    for (entry, value) in zip(ascending, rule(ascending.map(\.p))) { result[entry.index] = value }
    return result
  }

  /// Mean and corrected standard error of the differences; a spread that is only rounding counts as none.
  private struct Spread {
    var mean: Double
    var standardError: Double

    init?(_ first: [Double], _ second: [Double], trainingRows: Double, testRows: Double) {
      guard first.count == second.count,
        let factor = FoldIntervals.varianceFactor(first.count, trainingRows: trainingRows, testRows: testRows)
      else { return nil }
      let differences = zip(first, second).map { $0 - $1 }
      guard let mean = FoldIntervals.mean(differences), let deviation = FoldIntervals.deviation(differences)
      else { return nil }
      let largest = zip(first, second).reduce(0) { max($0, abs($1.0), abs($1.1)) }
      self.mean = mean
      standardError = deviation <= 8 * largest * Double.ulpOfOne ? 0 : deviation * factor.squareRoot()
    }
  }
}
