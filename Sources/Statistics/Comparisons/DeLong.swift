internal import Glibc

/// Areas under the ROC curve with their variances: DeLong, DeLong and Clarke-Pearson (1988), from mid-ranks in
/// O(n log n) as Sun and Xu (2014), Fast Implementation of DeLong's Algorithm.
///
/// The variance is that of new rows for fixed models. Of out-of-fold scores of several models pooled it leaves out the
/// variance of training, and is too small.
public enum DeLong {
  public struct Result: Equatable, Sendable {
    public var auc: Double
    public var variance: Double
    public var bounds: Bounds
    /// True where the variance is 0 and `bounds` come from elsewhere; see `interval`.
    public var isFallback = false
  }

  public struct Comparison: Equatable, Sendable {
    public var first: Double
    public var second: Double
    public var firstVariance: Double
    public var secondVariance: Double
    public var covariance: Double
    /// nil when the difference has no variance.
    public var z: Double?
    /// Two-sided. 1 when both scores rank all rows alike; nil when the difference has no variance but is not 0.
    public var pValue: Double?
  }

  /// The interval is symmetric on the logit scale, so it stays inside 0…1: Pepe (2003), section 5.2.
  ///
  /// For an AUC of 0 or 1 the estimated variance is 0. Then the bounds are Clopper and Pearson's for min(m, n)
  /// successes (or failures) in as many trials: that many pairs of a positive and a negative row that share no row are
  /// independent trials with the AUC as their chance of success. A score that is the same for all rows has an AUC of
  /// ½ in any sample: the bounds are ½ and ½.
  ///
  /// nil with fewer than two rows of a class, a NaN score, or a variance of 0 in any other case. O(n log n).
  public static func interval(labels: [Bool], scores: [Double], level: Double) -> Result? {
    guard isLevel(level), let placed = Placements(labels, scores) else { return nil }
    let auc = placed.auc
    let variance = placed.covariance(placed)
    if variance > 0, auc > 0, auc < 1 {
      let reach =
        -NormalDistribution.quantile((1 - level) / 2) * variance.squareRoot() / (auc * (1 - auc))
      let logit = log(auc / (1 - auc))
      let bounds = Bounds(low: 1 / (1 + exp(reach - logit)), high: 1 / (1 + exp(-reach - logit)))
      return Result(auc: auc, variance: variance, bounds: bounds)
    }
    guard let bounds = boundsWithoutVariance(placed, scores, level) else { return nil }
    return Result(auc: auc, variance: 0, bounds: bounds, isFallback: true)
  }

  /// nil with fewer than two rows of a class, a NaN score, or lists of different lengths. O(n log n).
  public static func compare(labels: [Bool], first: [Double], second: [Double]) -> Comparison? {
    guard let one = Placements(labels, first), let two = Placements(labels, second) else { return nil }
    var result = Comparison(
      first: one.auc, second: two.auc, firstVariance: one.covariance(one), secondVariance: two.covariance(two),
      covariance: one.covariance(two))
    let difference = one.difference(two)
    let variance = difference.covariance(difference)
    if variance > 0 {
      let z = (one.auc - two.auc) / variance.squareRoot()
      result.z = z
      result.pValue = 2 * NormalDistribution.cumulative(-abs(z))
    } else if one.auc == two.auc {
      result.pValue = 1
    }
    return result
  }

  private static func boundsWithoutVariance(_ placed: Placements, _ scores: [Double], _ level: Double) -> Bounds? {
    if scores.allSatisfy({ $0 == scores[0] }) { return Bounds(low: 0.5, high: 0.5) }
    guard placed.auc == 0 || placed.auc == 1 else { return nil }
    let pairs = Double(min(placed.ofPositives.count, placed.ofNegatives.count))
    return ProportionIntervals.clopperPearson(successes: placed.auc * pairs, trials: pairs, level: level)
  }

  /// Of each positive row the share of negatives that it outscores, and of each negative the share of positives that
  /// outscore it; ties count one half.
  private struct Placements {
    var ofPositives: [Double] = []
    var ofNegatives: [Double] = []
    var auc: Double

    init?(_ labels: [Bool], _ scores: [Double]) {
      guard labels.count == scores.count, let ranks = MidRanks(scores)?.ranks else { return nil }
      let positives = labels.indices.filter { labels[$0] }
      let negatives = labels.indices.filter { !labels[$0] }
      guard positives.count > 1, negatives.count > 1,
        let within = MidRanks(positives.map { scores[$0] })?.ranks,
        let among = MidRanks(negatives.map { scores[$0] })?.ranks
      else { return nil }
      let (m, n) = (Double(positives.count), Double(negatives.count))
      ofPositives = zip(positives, within).map { (ranks[$0] - $1) / n }
      ofNegatives = zip(negatives, among).map { 1 - (ranks[$0] - $1) / m }
      auc = (positives.reduce(0) { $0 + ranks[$1] } - m * (m + 1) / 2) / (m * n)
    }

    func difference(_ other: Placements) -> Placements {
      var result = self
      result.auc -= other.auc
      result.ofPositives = zip(ofPositives, other.ofPositives).map { $0 - $1 }
      result.ofNegatives = zip(ofNegatives, other.ofNegatives).map { $0 - $1 }
      return result
    }

    func covariance(_ other: Placements) -> Double {
      func part(_ a: [Double], _ b: [Double]) -> Double {
        let sum = zip(a, b).reduce(0) { $0 + ($1.0 - auc) * ($1.1 - other.auc) }
        return sum / Double(a.count - 1) / Double(a.count)
      }
      return part(ofPositives, other.ofPositives) + part(ofNegatives, other.ofNegatives)
    }
  }
}
