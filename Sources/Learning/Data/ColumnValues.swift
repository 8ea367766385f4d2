/// A column after typing. A column is numeric when every cell that is not missing is a decimal number, a date when
/// every one is `YYYY-MM-DD` (a time may follow), and categorical otherwise.
enum ColumnValues: Sendable {
  /// NaN is missing.
  case numeric([Double])
  /// Days since 1970-01-01; NaN is missing.
  case date([Double])
  /// "" is missing.
  case categorical([String])

  enum Kind: String, Sendable { case numeric, date, categorical }

  init(cells: [String]) { self.init(cells: cells, as: Self.kind(of: cells)) }

  /// A cell that does not fit the kind is missing.
  init(cells: [String], as kind: Kind) {
    switch kind {
    case .numeric: self = .numeric(cells.map { Self.number($0) ?? .nan })
    case .date: self = .date(cells.map { CivilDate(parsing: $0).map { Double($0.days) } ?? .nan })
    case .categorical: self = .categorical(cells)
    }
  }

  var kind: Kind {
    switch self {
    case .numeric: .numeric
    case .date: .date
    case .categorical: .categorical
    }
  }

  private static func kind(of cells: [String]) -> Kind {
    let present = cells.lazy.filter { !$0.isEmpty }
    if present.allSatisfy({ number($0) != nil }) { return .numeric }
    return present.allSatisfy { CivilDate(parsing: $0) != nil } ? .date : .categorical
  }

  /// Decimal only: Swift would also read `inf`, `nan` and hexadecimal.
  static func number(_ cell: String) -> Double? {
    guard let first = cell.utf8.first, first == 0x2D || first == 0x2B || first == 0x2E || (0x30...0x39).contains(first),
      !cell.utf8.contains(where: { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") }), let value = Double(cell),
      value.isFinite
    else { return nil }
    return value
  }
}

/// A day of the proleptic Gregorian calendar.
struct CivilDate: Equatable, Sendable {
  var year: Int
  var month: Int
  var day: Int

  init(year: Int, month: Int, day: Int) { (self.year, self.month, self.day) = (year, month, day) }

  /// `YYYY-MM-DD`, alone or followed by a blank or `T`.
  init?(parsing text: String) {
    let bytes = Array(text.utf8.prefix(11))
    guard bytes.count >= 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
      bytes.count == 10 || bytes[10] == 0x54 || bytes[10] == 0x20
    else { return nil }
    func digits(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
    // A day such as 30 February comes back as another one.
    guard (1...12).contains(month), (1...31).contains(day), CivilDate(days: days) == self else { return nil }
  }

  /// Since 1970-01-01. Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
  var days: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// `civil_from_days` of the same source.
  init(days: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    month = shifted < 10 ? shifted + 3 : shifted - 9
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var text: String { "\(monthText)-\(day < 10 ? "0" : "")\(day)" }
  var monthText: String {
    let digits = String(year)
    return "\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)-\(month < 10 ? "0" : "")\(month)"
  }
}
