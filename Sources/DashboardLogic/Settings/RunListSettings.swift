/// How the list of runs is arranged.
public struct RunListSettings: Codable, Equatable, Sendable {
  public struct Sort: Codable, Equatable, Sendable {
    public var column: RunColumn
    public var isAscending: Bool

    public init(_ column: RunColumn, isAscending: Bool) { (self.column, self.isAscending) = (column, isAscending) }
  }

  /// A `RunQuery`; empty lists every run. One that cannot be understood does, too.
  public var filter = ""
  /// nil: what there is to say about these runs.
  public var columns: [RunColumn]?
  /// nil: the newest run first.
  public var sort: Sort?
  /// The hyperparameter by whose values runs are grouped.
  public var groupedBy: String?

  public init() {}
}
