internal import StudyModel

/// The cells of a topic's table as a page shows them. Numbers of a column share their decimals, so that they compare at a
/// glance; an interval has the unit, the sign and the decimals of the column that it is the interval of.
struct TopicTableText {
  private let table: TopicTable

  init(_ table: TopicTable) { self.table = table }

  /// The column that an interval is of, the nearest before it that is none; of all others the column itself.
  func measured(_ place: Int) -> Int {
    guard table.columns[place].unit == .interval else { return place }
    let before = table.columns[..<place].lastIndex { $0.unit != .interval }
    return before.map { [.share, .number, .difference].contains(table.columns[$0].unit) ? $0 : place } ?? place
  }

  func column(_ place: Int) -> [String] {
    let decimals = decimals(measured(place))
    let unit = table.columns[measured(place)].unit
    return cells(place).map { cell in
      switch cell {
      case .text(let text): text
      case .missing: "-"
      case .number(let value): Self.text(value, unit, decimals)
      case .interval(let low, let high): Self.interval(low, high, unit, decimals)
      }
    }
  }

  private func cells(_ place: Int) -> [TopicCell] {
    table.rows.map { place < $0.count ? $0[place] : .missing }
  }

  private static func text(_ value: Double, _ unit: TopicTable.Unit, _ decimals: Int) -> String {
    switch unit {
    case .text, .number, .interval: number(value, decimals)
    case .difference: value > 0 && value.isFinite ? signed(value, decimals) : number(value, decimals)
    case .count: NumberText.fixed(value, decimals: 0)
    case .ordinal: "\(Int64(min(max(value.rounded(), -9e15), 9e15)))"
    case .share: "\(NumberText.fixed(value * 100, decimals: decimals)) %"
    case .probability: NumberText.probability(value)
    case .milliseconds: NumberText.milliseconds(value)
    case .bytes: NumberText.bytes(Int(min(max(value, 0), 9e15)))
    }
  }

  private static func number(_ value: Double, _ decimals: Int) -> String {
    value.magnitude >= NumberText.large
      ? NumberText.powerOfTen(value) : NumberText.fixed(value, decimals: decimals)
  }

  private static func signed(_ value: Double, _ decimals: Int) -> String {
    value >= NumberText.large ? "+\(number(value, decimals))" : NumberText.signed(value, decimals: decimals)
  }

  /// One number where both ends are the same; more decimals than others in the column have where they only look the same.
  private static func interval(_ low: Double, _ high: Double, _ unit: TopicTable.Unit, _ decimals: Int) -> String {
    let (first, last) = (text(low, unit, decimals), text(high, unit, decimals))
    let finer = NumberText.decimals(forWidth: unit == .share ? (high - low) * 100 : high - low)
    if first == last { return high > low && finer > decimals ? interval(low, high, unit, finer) : last }
    return unit == .share ? "\(NumberText.fixed(low * 100, decimals: decimals)) to \(last)" : "\(first) to \(last)"
  }

  /// What the width of the column's intervals leaves meaningful; else three significant digits of a typical value, of
  /// differences of the largest.
  private func decimals(_ place: Int) -> Int {
    let unit = table.columns[place].unit
    if unit == .share { return 1 }
    let own = cells(place)
    let isWhole = own.allSatisfy { if case .number(let value) = $0 { value == value.rounded() } else { false } }
    if isWhole { return 0 }
    let widths = table.columns.indices.filter { measured($0) == place }.flatMap(cells).compactMap { cell in
      if case .interval(let low, let high) = cell, high > low { high - low } else { nil as Double? }
    }
    if !widths.isEmpty { return NumberText.decimals(forWidth: widths.sorted()[widths.count / 2]) }
    let sizes = own.compactMap { cell in
      if case .number(let value) = cell, value != 0 { value.magnitude / 10 } else { nil as Double? }
    }
    guard !sizes.isEmpty else { return unit == .interval ? 3 : 0 }
    let size = unit == .difference ? sizes.max() : sizes.sorted()[sizes.count / 2]
    return NumberText.decimals(forWidth: size ?? 0)
  }
}
