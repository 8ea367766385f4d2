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

/// Every simple way to divide rows: the levels of categorical columns, quartiles of numbers, and hour, weekday and month
/// of times. Nothing about them is chosen by what a model does on the rows.
struct RowSegments: Sendable {
  /// Smaller ones say nothing.
  static let fewestRows = 30
  /// Numbers with no more values than this are taken as levels.
  static let mostValues = 10

  private(set) var all: [RowSegment] = []
  private let rows: [Int]
  /// Where quartiles come from.
  private let development: [Int]

  /// - Parameters:
  ///   - rows: to divide.
  ///   - development: rows whose quartiles divide numbers.
  init(_ context: StudyContext, rows: [Int], development: [Int]) {
    (self.rows, self.development) = (rows, development)
    for column in context.source.watched { add(column) }
    let timeColumn = context.specification.data.timeColumns.first
    if let times = context.data.times, let timeColumn,
      !context.source.watched.contains(where: { $0.name == timeColumn })
    {
      add(days: times, of: timeColumn)
    }
  }

  /// Quartiles of numbers of the rows, such as predictions; those of the development rows divide them.
  mutating func add(_ values: [Double], development: [Double], of name: String) {
    let known = development.filter { !$0.isNaN }.sorted()
    guard known.count >= 4 else { return }
    let cuts = Set([1, 2, 3].map { known[known.count * $0 / 4] }).sorted()
    let quartile = values.map { value in value.isNaN ? -1 : cuts.count { value > $0 } }
    for part in 0...cuts.count {
      let text =
        part == 0
        ? "\(name) up to \(Self.text(cuts[0]))"
        : part == cuts.count
          ? "\(name) above \(Self.text(cuts[part - 1]))"
          : "\(name) above \(Self.text(cuts[part - 1])) up to \(Self.text(cuts[part]))"
      add(text, quartile.indices.filter { quartile[$0] == part })
    }
    add("\(name) missing", quartile.indices.filter { quartile[$0] < 0 })
  }

  private mutating func add(_ column: StudyData.Column) {
    let name = column.name
    switch column.values {
    case .categorical(let cells):
      add(rows.map { cells.codes[$0] < 0 ? nil : cells.codes[$0] }, of: name) { "\(name) = \(cells.levels[Int($0)])" }
    case .numeric(let values):
      if hasFewValues(values) {
        add(rows.map { values[$0].isNaN ? nil : values[$0] }, of: name) {
          "\(name) = \(NumberText.shortest($0, digits: 6))"
        }
      } else {
        add(rows.map { values[$0] }, development: development.map { values[$0] }, of: name)
      }
    case .date(let values): add(days: values, of: name)
    }
  }

  private func hasFewValues(_ values: [Double]) -> Bool {
    var found: Set<Double> = []
    for row in development where !values[row].isNaN {
      found.insert(values[row])
      if found.count > Self.mostValues { return false }
    }
    return true
  }

  /// - Parameter keys: one a row; nil is missing.
  private mutating func add<Key: Hashable & Comparable>(_ keys: [Key?], of name: String, text: (Key) -> String) {
    let places = Dictionary(grouping: keys.indices) { keys[$0] }
    for key in places.keys.compactMap(\.self).sorted() { add(text(key), places[key] ?? []) }
    add("\(name) missing", places[nil] ?? [])
  }

  /// - Parameter days: since 1970, of all rows of the data.
  private mutating func add(days: [Double], of name: String) {
    let own = rows.map { days[$0] }
    let hasHours = own.contains { $0 != $0.rounded(.down) && !$0.isNaN }
    for part in TimePart.allCases where part != .hour || hasHours {
      add(own.map { $0.isNaN ? nil : part.number($0) }, of: "\(part.rawValue) of \(name)") {
        "\(part.rawValue) of \(name) = \(part.text($0))"
      }
    }
  }

  private mutating func add(_ name: String, _ places: [Int]) {
    guard places.count >= Self.fewestRows, places.count < rows.count else { return }
    all.append(RowSegment(name: name, places: places))
  }

  private static func text(_ value: Double) -> String { NumberText.shortest(value, digits: 4) }
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
