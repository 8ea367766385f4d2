internal import Statistics
internal import StudyModel

/// How a regression treats the groups of a sensitive column.
struct GroupErrors: Sendable {
  typealias Measured = GroupOutcome.Measured

  struct Group: Sendable {
    var name: String
    var rows: Int
    var target: Double?
    var prediction = Measured()
    /// Mean prediction less mean target.
    var bias = Measured()
    var absoluteError = Measured()
  }

  enum Gap: CaseIterable, Sendable {
    case prediction, bias, absoluteError

    var words: String {
      switch self {
      case .prediction: "mean prediction"
      case .bias: "mean error"
      case .absoluteError: "mean absolute error"
      }
    }
  }

  /// Two groups whose mean errors are compared.
  struct Difference: Sendable {
    /// With the lower and with the higher mean error.
    var lower: (name: String, error: Double)
    var higher: (name: String, error: Double)
    /// Holds for all pairs of groups at once.
    var interval: ConfidenceInterval?
    /// Of the target's standard deviation; nil where that is 0.
    var share: Double?
    /// Whether no two groups are farther apart.
    var isExtreme: Bool

    var value: Double { higher.error - lower.error }
    var isShown: Bool { interval.map { $0.low > 0 } ?? false }
    /// Shown, and large enough to matter.
    var isWorrying: Bool { isShown && (share ?? 0) > GroupErrors.worryingShare }
  }

  /// A difference of mean errors below this share of the target's standard deviation does not matter.
  static let worryingShare = 0.1

  private(set) var groups: [Group]
  /// Highest less lowest of the groups that are large enough.
  private(set) var gaps: [(gap: Gap, measured: Measured)] = []
  /// Lowest over highest mean absolute error.
  private(set) var errorRatio = Measured()
  /// Of the groups that are large enough: the pair that is worrying and farthest apart, else one that is shown to differ,
  /// else the farthest; nil for fewer than two groups.
  private(set) var difference: Difference?

  /// nil unless the target is a number.
  /// - Parameters:
  ///   - units: what rows belong to that are not independent; nil: each to itself.
  ///   - spread: standard deviation of the target.
  init?(
    _ sensitive: SensitiveGroups, _ data: StudyData, rows: [Int], _ predictions: Predictions, draws: RowDraws,
    units: [Int]?, spread: Double?
  ) {
    guard case .numbers(let targets) = data.target else { return nil }
    let codes = rows.map { sensitive.codes[$0] }
    let count = sensitive.names.count
    let sizes = (0..<count).map { group in codes.count { $0 == group } }
    let large = sizes.indices.filter { sizes[$0] >= SensitiveGroups.fewestRows }
    /// Of each group mean target, prediction, error and absolute error, then the gaps.
    func measure(_ places: [Int]) -> [Double?] {
      var sums = [[Double]](repeating: [0, 0, 0, 0, 0], count: count)
      for place in places where codes[place] >= 0 {
        let weight = data.weights?[rows[place]] ?? 1
        let (target, prediction) = (targets[rows[place]], predictions[place, 0])
        let values = [target, prediction, prediction - target, abs(prediction - target), 1]
        for index in values.indices { sums[codes[place]][index] += weight * values[index] }
      }
      let means = sums.map { sum in (0..<4).map { sum[4] > 0 ? sum[$0] / sum[4] : nil } }
      func known(_ part: Int) -> [Double]? { GroupGaps.known(large.map { means[$0][part] }) }
      return means.flatMap(\.self) + [
        known(1).flatMap(GroupGaps.difference), known(2).flatMap(GroupGaps.difference),
        known(3).flatMap(GroupGaps.difference), known(3).flatMap(GroupGaps.ratio),
      ]
    }
    let values = measure(Array(rows.indices))
    let intervals = draws.intervals(values.count, measure)
    let measured = zip(values, intervals).map { Measured(value: $0, interval: $1) }
    groups = (0..<count).map { group in
      Group(
        name: sensitive.names[group], rows: sizes[group], target: values[group * 4],
        prediction: measured[group * 4 + 1],
        bias: measured[group * 4 + 2], absoluteError: measured[group * 4 + 3])
    }
    gaps = zip(Gap.allCases, measured[(count * 4)...]).map { (gap: $0, measured: $1) }
    errorRatio = measured[measured.count - 1]
    difference = Self.difference(
      large.map { group in
        let places = codes.indices.filter { codes[$0] == group }
        return (
          sensitive.names[group],
          MeanDifference.Sample(
            places.map { predictions[$0, 0] - targets[rows[$0]] },
            weights: data.weights.map { all in places.map { all[rows[$0]] } },
            clusters: units.map { all in places.map { all[$0] } })
        )
      }, errors: large.map { values[$0 * 4 + 2] }, spread: spread)
  }

  /// Gaps in words. That of the mean errors has the interval by which it is judged; where another pair is judged than the
  /// one that is farthest apart, both are told.
  var namedGaps: [(words: String, gap: Gap, measured: Measured)] {
    gaps.flatMap { gap, measured -> [(words: String, gap: Gap, measured: Measured)] in
      guard gap == .bias, let difference else { return [(gap.words, gap, measured)] }
      let judged = Measured(value: difference.value, interval: difference.interval)
      if difference.isExtreme { return [(gap.words, gap, judged)] }
      return [
        (gap.words, gap, Measured(value: measured.value)),
        ("\(gap.words): \(difference.higher.name) against \(difference.lower.name)", gap, judged),
      ]
    }
  }

  private static func difference(
    _ groups: [(name: String, sample: MeanDifference.Sample)], errors: [Double?], spread: Double?
  ) -> Difference? {
    let known = zip(groups, errors).compactMap { group, error in
      error.map { (name: group.name, sample: group.sample, error: $0) }
    }.sorted { $0.error < $1.error }
    let pairs = known.indices.flatMap { low in known.indices.dropFirst(low + 1).map { (known[low], known[$0]) } }
    let each = 1 - (1 - 0.95) / Double(max(1, pairs.count))
    let found = pairs.map { low, high in
      let bounds = MeanDifference.of(high.sample, low.sample, level: each)?.bounds
      return Difference(
        lower: (low.name, low.error), higher: (high.name, high.error),
        interval: bounds.map {
          ConfidenceInterval(low: $0.low, high: $0.high, method: "all pairs at once: Welch, Bonferroni")
        }, share: spread.flatMap { $0 > 0 ? (high.error - low.error) / $0 : nil },
        isExtreme: low.error == known.first?.error && high.error == known.last?.error)
    }
    func rank(_ difference: Difference) -> (Int, Double) {
      (difference.isWorrying ? 2 : difference.isShown ? 1 : 0, difference.value)
    }
    return found.max { rank($0) < rank($1) }
  }
}
