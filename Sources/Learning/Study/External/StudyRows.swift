internal import RunModel
internal import StudyModel
internal import Tables

/// Rows of a study as CSV, for commands. A missing cell is empty, a date `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`.
struct StudyRows {
  private var header: [String] = []
  private var cells: [(Int) -> String] = []

  /// The features alone.
  init(_ columns: [StudyData.Column]) {
    for column in columns { add(column.name, Self.cells(column.values)) }
  }

  mutating func add(_ name: String, _ cell: @escaping (Int) -> String) {
    header.append(name)
    cells.append(cell)
  }

  mutating func addTarget(_ target: StudyData.Target, named name: String) {
    switch target {
    case .classes(let codes, let names): add(name) { names[codes[$0]] }
    case .numbers(let values): add(name) { Self.text(values[$0]) }
    }
  }

  /// In front of all others.
  mutating func addNumbers(_ rowNumbers: [Int]) {
    header.insert("row", at: 0)
    cells.insert({ String(rowNumbers[$0]) }, at: 0)
  }

  /// A header and one line a row, in this order.
  func bytes(_ rows: [Int]) -> [UInt8] {
    var text = header.map(Self.quoted).joined(separator: ",") + "\n"
    for row in rows { text += cells.map { Self.quoted($0(row)) }.joined(separator: ",") + "\n" }
    return Array(text.utf8)
  }

  // MARK: Cells

  private static func cells(_ values: ColumnValues) -> (Int) -> String {
    switch values {
    case .numeric(let numbers): { text(numbers[$0]) }
    case .date(let days): { date(days[$0]) }
    case .categorical(let column): { column.text(at: $0) ?? "" }
    }
  }

  /// Reads back as the same number; whole numbers without a fraction.
  static func text(_ number: Double) -> String {
    if number.isNaN { return "" }
    return Int(exactly: number).flatMap { abs($0) < 1 << 53 ? String($0) : nil } ?? String(number)
  }

  /// - Parameter days: since 1970, the time of day as a fraction.
  static func date(_ days: Double) -> String {
    guard days.isFinite else { return "" }
    let seconds = Int((days * 86_400).rounded())
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - day * 86_400
    let date = CivilDate(days: day).text
    if rest == 0 { return date }
    return "\(date)T"
      + [rest / 3600, rest / 60 % 60, rest % 60].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
  }

  /// As RFC 4180 wants it.
  private static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains {
      $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B || $0 == 0x09
    }
    guard needsQuotes else { return cell }
    return "\"" + cell.flatMap { $0 == "\"" ? ["\"", "\""] : [$0] } + "\""
  }
}
