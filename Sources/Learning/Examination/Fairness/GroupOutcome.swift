internal import Statistics
internal import StudyModel

/// What the model does to the groups of a sensitive column, with one class as what is selected.
struct GroupOutcome: Sendable {
  /// A number and its interval.
  struct Measured: Equatable, Sendable {
    var value: Double?
    var interval: ConfidenceInterval?
  }

  struct Group: Sendable {
    var name: String
    var rows: Int
    var positives: Int
    var negatives: Int
    var selectionRate = Measured()
    var truePositiveRate = Measured()
    var falsePositiveRate = Measured()
    var precision = Measured()
    var observed: Double?
    /// Mean probability less observed share.
    var calibrationGap = Measured()
    var calibrationError = Measured()
    var auc = Measured()

    /// Enough to be compared: of all rows by what is selected, of the positive and the negative ones by their rates.
    var hasRows: Bool { rows >= SensitiveGroups.fewestRows }
    var hasPositives: Bool { positives >= SensitiveGroups.fewestRows }
    var hasNegatives: Bool { negatives >= SensitiveGroups.fewestRows }
  }

  enum Gap: String, CaseIterable, Sendable {
    case parityDifference = "demographic_parity_difference"
    case parityRatio = "demographic_parity_ratio"
    case oddsDifference = "equalized_odds_difference"
    case oddsRatio = "equalized_odds_ratio"
    case hitDifference = "true_positive_rate_difference"
    case alarmDifference = "false_positive_rate_difference"

    var words: String {
      switch self {
      case .parityDifference: "selection rates: difference (demographic parity)"
      case .parityRatio: "selection rates: ratio (demographic parity)"
      case .oddsDifference: "true or false positive rates: larger difference (equalized odds)"
      case .oddsRatio: "true or false positive rates: smaller ratio (equalized odds)"
      case .hitDifference: "true positive rates: difference (equal opportunity)"
      case .alarmDifference: "false positive rates: difference"
      }
    }

    func value(_ groups: ComparedGroups<GroupCalls>) -> Double? {
      let (positives, negatives) = (groups.positives, groups.negatives)
      switch self {
      case .parityDifference: return GroupGaps.demographicParityDifference(groups.selected)
      case .parityRatio: return GroupGaps.demographicParityRatio(groups.selected)
      case .oddsDifference: return GroupGaps.equalizedOddsDifference(positives: positives, negatives: negatives)
      case .oddsRatio: return GroupGaps.equalizedOddsRatio(positives: positives, negatives: negatives)
      case .hitDifference: return GroupGaps.known(positives.map(\.truePositiveRate)).flatMap(GroupGaps.difference)
      case .alarmDifference: return GroupGaps.known(negatives.map(\.falsePositiveRate)).flatMap(GroupGaps.difference)
      }
    }
  }

  /// The class that counts as selected.
  var outcome: String
  var groups: [Group]
  /// Without groups that are too small.
  var gaps: [Gap: Measured]
  /// Of all groups, as fairlearn gives them.
  var allGaps: [Gap: Double]
  /// By which limits are judged: they hold for all pairs of groups at once.
  var judged: [Gap: ConfidenceInterval] = [:]
}

/// Groups that have enough rows to be compared by their selection rates, which need no labels, by their true and by their
/// false positive rates.
struct ComparedGroups<Group> {
  var selected: [Group]
  var positives: [Group]
  var negatives: [Group]

  func map<Other>(_ change: (Group) -> Other) -> ComparedGroups<Other> {
    ComparedGroups<Other>(
      selected: selected.map(change), positives: positives.map(change), negatives: negatives.map(change))
  }
}

extension ComparedGroups<Int> {
  /// - Parameter sizes: of each group, without weights.
  init(_ sizes: [(positives: Int, negatives: Int)], fewest: Int = SensitiveGroups.fewestRows) {
    selected = sizes.indices.filter { sizes[$0].positives + sizes[$0].negatives >= fewest }
    positives = sizes.indices.filter { sizes[$0].positives >= fewest }
    negatives = sizes.indices.filter { sizes[$0].negatives >= fewest }
  }
}

/// Rows with their groups and one class against the rest, from which everything about the groups is counted.
struct GroupedRows: Sendable {
  let codes: [Int]
  let groupCount: Int
  let labels: [Bool]
  let calls: [Bool]
  let scores: [Double]
  let weights: [Double]?

  static let bins = 10

  /// - Parameters:
  ///   - code: of the class that counts as selected.
  ///   - threshold: of a binary task; of several classes the likeliest is called.
  init?(
    _ groups: SensitiveGroups, _ data: StudyData, rows: [Int], _ predictions: Predictions, class code: Int,
    threshold: Double?
  ) {
    guard case .classes(let classes, let names) = data.target else { return nil }
    (codes, groupCount) = (rows.map { groups.codes[$0] }, groups.names.count)
    labels = rows.map { classes[$0] == code }
    weights = data.weights.map { all in rows.map { all[$0] } }
    if names.count == 2 {
      scores = predictions.values
      calls = predictions.values.map { $0 >= threshold ?? 0.5 }
    } else {
      scores = rows.indices.map { predictions[$0, code] }
      calls = rows.indices.map { place in predictions.likeliestClass(place) == code }
    }
  }

  var places: [Int] { Array(codes.indices) }

  func counts(_ places: [Int]) -> [GroupCalls] {
    GroupCalls.count(
      labels: labels, calls: calls, groups: codes, groupCount: groupCount, weights: weights, rows: places)
  }

  /// Of each group the mean probability less the observed share, and the expected calibration error over ten bins of
  /// equal width.
  func calibration(_ places: [Int]) -> [(gap: Double?, error: Double?)] {
    var gaps = [[Double]](repeating: [Double](repeating: 0, count: Self.bins), count: groupCount)
    var totals = [Double](repeating: 0, count: groupCount)
    for place in places where codes[place] >= 0 {
      let weight = weights?[place] ?? 1
      gaps[codes[place]][bin(scores[place])] += weight * (scores[place] - (labels[place] ? 1 : 0))
      totals[codes[place]] += weight
    }
    return zip(gaps, totals).map { gaps, total in
      total > 0 ? (gaps.reduce(0, +) / total, gaps.reduce(0) { $0 + abs($1) } / total) : (nil, nil)
    }
  }

  /// Closed on the right, as `BinaryScores.expectedCalibrationError`.
  private func bin(_ score: Double) -> Int {
    var bin = min(Self.bins - 1, max(0, Int(score * Double(Self.bins))))
    while bin > 0, score <= Double(bin) / Double(Self.bins) { bin -= 1 }
    return bin
  }

  /// The effective number of rows (Kish 1965) of a group that are so; without weights their number.
  func effectiveRows(_ group: Int, where isIn: (Bool) -> Bool) -> Double {
    var (sum, squares) = (0.0, 0.0)
    for place in codes.indices where codes[place] == group && isIn(labels[place]) {
      let weight = weights?[place] ?? 1
      (sum, squares) = (sum + weight, squares + weight * weight)
    }
    return squares > 0 ? sum * sum / squares : 0
  }

  func auc(_ group: Int, _ places: [Int]) -> Double? {
    let own = places.filter { codes[$0] == group }
    return BinaryScores.rocAUC(
      labels: own.map { labels[$0] }, scores: own.map { scores[$0] },
      weights: weights.map { all in own.map { all[$0] } })
  }

  func places(of group: Int) -> [Int] { codes.indices.filter { codes[$0] == group } }
}
