public import StudyModel

/// What the columns of a table are for; a column without a role is a feature. Names that the table lacks are ignored.
public struct ColumnRoles: Equatable, Sendable {
  public var target: String?
  /// nil: guessed from the target's values.
  public var task: StudyTask?
  public var id: [String]
  /// The first one orders the rows.
  public var time: [String]
  public var group: String?
  public var weight: String?
  public var sensitive: [String]
  /// What models see, where that is known; nil: every column without a role.
  public var features: [String]?
  /// How many more numbers a study makes of the columns for its models.
  public var madeFeatures = 0
  /// Not looked at.
  public var ignore: [String]

  public init(
    target: String? = nil, task: StudyTask? = nil, id: [String] = [], time: [String] = [],
    group: String? = nil,
    weight: String? = nil, sensitive: [String] = [], ignore: [String] = []
  ) {
    (self.target, self.task, self.id, self.time) = (target, task, id, time)
    (self.group, self.weight, self.sensitive, self.ignore) = (group, weight, sensitive, ignore)
  }
}
