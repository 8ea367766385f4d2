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

  private(set) var groups: [Group]
  /// Highest less lowest of the groups that are large enough.
  private(set) var gaps: [(gap: Gap, measured: Measured)] = []
  /// Lowest over highest mean absolute error.
  private(set) var errorRatio = Measured()

  /// nil unless the target is a number.
  init?(_ sensitive: SensitiveGroups, _ data: StudyData, rows: [Int], _ predictions: Predictions, draws: RowDraws) {
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
  }
}
