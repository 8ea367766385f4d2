import Tables
import TerminalModel

/// The profile's columns as aligned lines: one a column, numbers to the right, the levels of a category in words.
struct ProfileTable {
  private let profile: DataProfile

  private static let titles = ["column", "kind", "missing", "distinct", "distribution"]
  private static let numberTitles = [
    "min", "quartile", "median", "quartile", "max", "mean", "deviation",
  ]
  private static let nameLimit = 28
  private static let gap = "  "

  init(_ profile: DataProfile) { self.profile = profile }

  var lines: [String] {
    let rows = [Self.titles] + profile.columns.map(facts)
    let numbers = [Self.numberTitles] + profile.columns.map { Self.numbers($0) }
    let widths = Self.widths(rows)
    let numberWidths = Self.widths(numbers)
    return rows.indices.map { index in
      let facts = zip(rows[index], widths).enumerated().map { place, cell in
        place == 2 || place == 3
          ? HarmlessText.fitRight(cell.0, columns: cell.1)
          : HarmlessText.fit(cell.0, columns: cell.1)
      }
      let values =
        numbers[index].isEmpty
        ? [Self.levels(profile.columns[index - 1])]
        : zip(numbers[index], numberWidths).map { HarmlessText.fitRight($0, columns: $1) }
      return Self.trimmed((facts + values).joined(separator: Self.gap))
    }
  }

  private static func widths(_ rows: [[String]]) -> [Int] {
    (0..<(rows.first?.count ?? 0)).map { place in
      rows.map { $0.isEmpty ? 0 : HarmlessText.columns(of: $0[place]) }.max() ?? 0
    }
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  // MARK: - Cells

  private func facts(_ column: ColumnProfile) -> [String] {
    let absent = column.missing + column.odd
    return [
      HarmlessText.truncate(column.name, columns: Self.nameLimit, mode: .middle),
      Self.kind(column.kind),
      absent == 0 ? "-" : EvidenceText.percent(absent, of: profile.rows),
      EvidenceText.count(column.distinct),
      Self.sparkline(column.histogram),
    ]
  }

  private static func kind(_ kind: ColumnValues.Kind) -> String {
    switch kind {
    case .numeric: "number"
    case .date: "date"
    case .categorical: "category"
    }
  }

  /// Empty for a column without numbers.
  private static func numbers(_ column: ColumnProfile) -> [String] {
    guard let numbers = column.numbers else { return [] }
    let places = [
      numbers.minimum, numbers.lowerQuartile, numbers.median, numbers.upperQuartile,
      numbers.maximum,
    ]
    if column.kind == .date {
      let deviation = numbers.deviation.map { "\(EvidenceText.number($0, digits: 3)) d" }
      return (places + [numbers.mean]).map(EvidenceText.day) + [deviation ?? "-"]
    }
    return (places + [numbers.mean]).map { EvidenceText.number($0, digits: 4) }
      + [numbers.deviation.map { EvidenceText.number($0, digits: 4) } ?? "-"]
  }

  private static func levels(_ column: ColumnProfile) -> String {
    if column.distinct > 1, column.levels.first?.count == 1 {
      return "each once, such as \(name(column.levels[0]))"
    }
    let shown = column.levels.prefix(3).map {
      "\(name($0)) \(EvidenceText.percent($0.count, of: column.count))"
    }
    let more = column.distinct - shown.count
    return shown.joined(separator: ", ") + (more > 0 ? ", \(EvidenceText.count(more)) more" : "")
  }

  private static func name(_ level: ColumnProfile.LevelCount) -> String {
    HarmlessText.truncate(level.level, columns: 20)
  }

  /// One block a bin, by the share of the largest; a bin without rows is blank, one with any is not.
  static func sparkline(_ counts: [Int]) -> String {
    let blocks = Array("▁▂▃▄▅▆▇█")
    guard let most = counts.max(), most > 0 else { return "" }
    return String(
      counts.map { count in
        count == 0 ? " " : blocks[min(blocks.count - 1, count * blocks.count / most)]
      })
  }
}
