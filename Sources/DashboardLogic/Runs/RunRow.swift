/// One line of the list of runs.
public enum RunRow: Equatable, Sendable {
  /// Its place in `RunsState.listed`.
  case run(Int)
  case group(RunGroup)

  var group: RunGroup? { if case .group(let group) = self { group } else { nil } }
  var runIndex: Int? { if case .run(let index) = self { index } else { nil } }
}

/// The runs that share the value of a hyperparameter.
public struct RunGroup: Equatable, Sendable {
  /// The hyperparameter.
  public var name: String
  /// As it is shown; nil for the runs that do not have it.
  public var value: String?
  /// Places in `WatchedRuns.runs`.
  var members: [Int]
  /// Whether its runs are listed below it.
  public var isOpen: Bool
  /// Of the columns that show values of metrics: the mean of the last values, or the best of the best.
  var summaries: [RunColumn: Double] = [:]

  public var count: Int { members.count }
  /// Tells it from the other groups of the list.
  var id: String { "\(name)=\(value.map { "\"\($0)\"" } ?? "")" }
}
