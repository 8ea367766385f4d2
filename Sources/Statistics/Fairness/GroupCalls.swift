/// What a classifier calls positive in one group of rows, against what is; sums of weights where rows have some.
///
/// The rates are those of fairlearn's `MetricFrame` (Bird et al. 2020), nil where fairlearn says 0 for a rate of no rows.
public struct GroupCalls: Equatable, Sendable {
  public var truePositives = 0.0
  public var falsePositives = 0.0
  public var falseNegatives = 0.0
  public var trueNegatives = 0.0

  public init() {}

  public mutating func add(isPositive: Bool, isCalled: Bool, weight: Double = 1) {
    switch (isPositive, isCalled) {
    case (true, true): truePositives += weight
    case (true, false): falseNegatives += weight
    case (false, true): falsePositives += weight
    case (false, false): trueNegatives += weight
    }
  }

  /// One a group.
  /// - Parameters:
  ///   - groups: a number a row from 0; below 0: in no group.
  ///   - rows: places in the lists; may repeat.
  public static func count(
    labels: [Bool], calls: [Bool], groups: [Int], groupCount: Int, weights: [Double]? = nil, rows: [Int]
  ) -> [GroupCalls] {
    var result = [GroupCalls](repeating: GroupCalls(), count: groupCount)
    for row in rows where groups[row] >= 0 {
      result[groups[row]].add(isPositive: labels[row], isCalled: calls[row], weight: weights?[row] ?? 1)
    }
    return result
  }

  public var positives: Double { truePositives + falseNegatives }
  public var negatives: Double { falsePositives + trueNegatives }
  public var called: Double { truePositives + falsePositives }
  public var rows: Double { positives + negatives }

  /// The share that is called positive; nil without rows.
  public var selectionRate: Double? { Self.ratio(called, rows) }
  /// nil without a positive row.
  public var truePositiveRate: Double? { Self.ratio(truePositives, positives) }
  /// nil without a negative row.
  public var falsePositiveRate: Double? { Self.ratio(falsePositives, negatives) }
  /// nil where nothing is called positive.
  public var precision: Double? { Self.ratio(truePositives, called) }

  private static func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }
}

/// How far the groups are apart, as fairlearn defines it: between the highest and the lowest of them.
public enum GroupGaps {
  /// Highest less lowest; nil for fewer than two groups, or one that is not finite.
  public static func difference(_ values: [Double]) -> Double? {
    guard values.count > 1, values.allSatisfy(\.isFinite), let low = values.min(), let high = values.max()
    else { return nil }
    return high - low
  }

  /// Lowest over highest; nil as `difference`, and where the highest is not above 0.
  public static func ratio(_ values: [Double]) -> Double? {
    guard values.count > 1, values.allSatisfy(\.isFinite), let low = values.min(), let high = values.max(), high > 0
    else { return nil }
    return low / high
  }

  /// Of selection rates: `demographic_parity_difference`. nil where a group has no rows.
  public static func demographicParityDifference(_ groups: [GroupCalls]) -> Double? {
    known(groups.map(\.selectionRate)).flatMap(difference)
  }

  /// `demographic_parity_ratio`.
  public static func demographicParityRatio(_ groups: [GroupCalls]) -> Double? {
    known(groups.map(\.selectionRate)).flatMap(ratio)
  }

  /// The larger of the differences of true and of false positive rates: `equalized_odds_difference`. Groups that are
  /// too small for one of both may be left out of it alone. nil where one of both is.
  public static func equalizedOddsDifference(positives: [GroupCalls], negatives: [GroupCalls]) -> Double? {
    guard let hits = known(positives.map(\.truePositiveRate)).flatMap(difference),
      let alarms = known(negatives.map(\.falsePositiveRate)).flatMap(difference)
    else { return nil }
    return max(hits, alarms)
  }

  /// The smaller of both ratios: `equalized_odds_ratio`.
  public static func equalizedOddsRatio(positives: [GroupCalls], negatives: [GroupCalls]) -> Double? {
    guard let hits = known(positives.map(\.truePositiveRate)).flatMap(ratio),
      let alarms = known(negatives.map(\.falsePositiveRate)).flatMap(ratio)
    else { return nil }
    return min(hits, alarms)
  }

  /// nil where one is.
  public static func known(_ values: [Double?]) -> [Double]? {
    let known = values.compactMap(\.self)
    return known.count == values.count ? known : nil
  }
}
