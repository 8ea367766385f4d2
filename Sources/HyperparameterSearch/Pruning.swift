internal import Statistics

/// Decides after some folds whether the others are worth their time.
public enum Pruning {
  /// Whether a trial whose first folds gave `scores` is hopeless against the fold scores of the best complete trials so
  /// far.
  ///
  /// A race on paired folds as in Maron and Moore (1994) and Kuhn (2014), "Futility Analysis in the Cross-Validation of
  /// Machine Learning Models": the trial ends when the upper bound of its mean difference from the best trial is below
  /// 0. The bound is Student's, one-sided at 0.5 % shared among all looks. The spread of the differences is the trial's
  /// own, or that among the best trials where it is larger, and never below a tenth of that of the best trial's scores.
  ///
  /// `best`: one array of `folds` scores a trial, in the order of the folds; arrays of another length or with a value
  /// that is not finite are ignored. Never true for fewer than two scores, a score that is not finite, or nothing to
  /// compare with.
  public static func isHopeless(_ scores: [Double], best: [[Double]], isMaximized: Bool, folds: Int) -> Bool {
    let sign = isMaximized ? 1.0 : -1.0
    let own = scores.map { $0 * sign }
    let complete = best.filter { $0.count == folds && $0.allSatisfy(\.isFinite) }.map { $0.map { $0 * sign } }
    let leader = complete.max { mean($0) < mean($1) }
    guard own.count >= 2, own.count < folds, own.allSatisfy(\.isFinite), let leader else { return false }
    let differences = zip(own, leader).map { $0 - $1 }
    let looks = Double(max(folds - 2, 1))
    let quantile = StudentDistribution.quantile(1 - 0.005 / looks, degreesOfFreedom: degrees(own, complete))
    let margin = quantile * spread(of: differences, leader, complete) / Double(own.count).squareRoot()
    return mean(differences) + margin < 0
  }

  /// Those of the trial's own differences, and as many again where other trials tell how paired differences spread.
  private static func degrees(_ scores: [Double], _ complete: [[Double]]) -> Double {
    let others = complete.count > 1 ? min(complete.count - 1, 3) : 0
    return Double(scores.count - 1 + others)
  }

  private static func spread(of differences: [Double], _ leader: [Double], _ complete: [[Double]]) -> Double {
    let among = complete.filter { $0 != leader }.map { other in
      deviation(zip(other, leader).map { $0 - $1 })
    }
    let typical = among.isEmpty ? 0 : among.reduce(0, +) / Double(among.count)
    return max(deviation(differences), typical, deviation(leader) / 10)
  }

  private static func mean(_ values: [Double]) -> Double { FoldIntervals.mean(values) ?? 0 }
  /// Of a sample; 0 for a single value.
  private static func deviation(_ values: [Double]) -> Double { FoldIntervals.deviation(values) ?? 0 }
}
