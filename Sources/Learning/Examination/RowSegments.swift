internal import RunModel
internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// Held rows that have something in common.
struct RowSegment: Sendable, Equatable {
  /// Such as `Contract = Month-to-month` or `hour of timestamp = 8`.
  var name: String
  /// Among the held rows.
  var places: [Int]
}

/// Every simple way to divide rows: the groups of each column, and hour, weekday and month of times. Nothing about them
/// is chosen by what a model does on the rows.
struct RowSegments: Sendable {
  /// Smaller ones say nothing.
  static let fewestRows = 30

  private(set) var all: [RowSegment] = []
  private let rows: [Int]
  /// That say where to cut.
  private let development: [Int]

  /// - Parameters:
  ///   - rows: to divide.
  ///   - development: rows that say where numbers are cut.
  init(_ context: StudyContext, rows: [Int], development: [Int]) {
    (self.rows, self.development) = (rows, development)
    for column in context.source.watched { add(column) }
    let timeColumn = context.specification.data.timeColumns.first
    if context.source.areTimesDates, let times = context.data.times, let timeColumn,
      !context.source.watched.contains(where: { $0.name == timeColumn })
    {
      add(days: times, of: timeColumn)
    }
  }

  /// Numbers of the rows, such as predictions, cut at the quartiles of those of the development rows.
  mutating func add(_ values: [Double], development: [Double], of name: String) {
    let column = StudyData.Column(name: name, values: .numeric(development + values))
    let groups = ColumnGroups(column, cutBy: Array(development.indices))
    add(groups, codes: Array(groups.codes.dropFirst(development.count)))
  }

  private mutating func add(_ column: StudyData.Column) {
    if case .date(let values) = column.values { return add(days: values, of: column.name) }
    let groups = ColumnGroups(column, cutBy: development)
    add(groups, codes: rows.map { groups.codes[$0] })
  }

  /// - Parameter codes: the group of each row.
  private mutating func add(_ groups: ColumnGroups, codes: [Int]) {
    let places = Dictionary(grouping: codes.indices) { codes[$0] }
    for (group, condition) in groups.conditions.enumerated() { add(condition.words, places[group] ?? []) }
  }

  /// - Parameter days: since 1970, of all rows of the data.
  private mutating func add(days: [Double], of name: String) {
    let own = rows.map { days[$0] }
    let known = own.indices.filter { own[$0].isFinite }
    let hasHours = known.contains { own[$0] != own[$0].rounded(.down) }
    for part in TimePart.allCases where part != .hour || hasHours {
      let places = Dictionary(grouping: known) { part.number(own[$0]) }
      for number in places.keys.sorted() {
        add("\(part.rawValue) of \(name) = \(part.text(number))", places[number] ?? [])
      }
    }
    add("\(name) missing", own.indices.filter { !own[$0].isFinite })
  }

  private mutating func add(_ name: String, _ places: [Int]) {
    guard places.count >= Self.fewestRows, places.count < rows.count else { return }
    all.append(RowSegment(name: name, places: places))
  }
}

/// What of a time may come back.
private enum TimePart: String, CaseIterable {
  case hour, weekday, month

  private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// From 0.
  func number(_ days: Double) -> Int {
    let day = Int(days.rounded(.down))
    switch self {
    // A minute's fraction may miss the hour by rounding.
    case .hour: return min(23, Int((days - Double(day)) * 24 + 1e-6))
    // 1970-01-01 was a Thursday.
    case .weekday: return ((day + 3) % 7 + 7) % 7
    case .month: return CivilDate(days: day).month - 1
    }
  }

  func text(_ number: Int) -> String {
    switch self {
    case .hour: "\(number)"
    case .weekday: Self.weekdays[number]
    case .month: Self.months[number]
    }
  }
}
