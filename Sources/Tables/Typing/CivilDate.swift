/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Equatable, Sendable {
  public var year: Int
  public var month: Int
  public var day: Int

  public init(year: Int, month: Int, day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// `YYYY-MM-DD` or `YYYY/MM/DD`, alone or followed by a blank or `T`.
  public init?(parsing text: String) {
    self.init(bytes: Array(text.utf8.prefix(11)))
  }

  private init?(bytes: [UInt8]) {
    guard bytes.count >= 10, bytes[4] == 0x2D || bytes[4] == 0x2F, bytes[7] == bytes[4],
      bytes.count == 10 || bytes[10] == 0x54 || bytes[10] == 0x20,
      let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]),
      let day = Self.digits(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
    // A day such as 30 February comes back as another one.
    guard (1...12).contains(month), (1...31).contains(day), CivilDate(days: days) == self else {
      return nil
    }
  }

  /// Days since 1970-01-01 with the time of day as a fraction: a date as above, then optionally `T` or a blank, and
  /// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.f`, and `Z`. Other offsets are refused, as no offset means local time.
  public static func days(parsing text: String) -> Double? {
    let bytes = Array(text.utf8)
    guard let date = CivilDate(bytes: Array(bytes.prefix(11))) else { return nil }
    if bytes.count <= 10 { return Double(date.days) }
    var time = bytes[11...]
    if time.last == UInt8(ascii: "Z") { time.removeLast() }
    return secondsOfDay(time).map { Double(date.days) + $0 / 86_400 }
  }

  private static func secondsOfDay(_ bytes: ArraySlice<UInt8>) -> Double? {
    let fields = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(fields.count), fields[0].count == 2, fields[1].count == 2,
      let hour = digits(fields[0]), let minute = digits(fields[1]), hour < 24, minute < 60
    else { return nil }
    let whole = Double(hour * 3600 + minute * 60)
    guard fields.count == 3 else { return whole }
    let parts = fields[2].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].count == 2, let second = digits(parts[0]),
      second < 60
    else {
      return nil
    }
    guard parts.count == 2 else { return whole + Double(second) }
    guard !parts[1].isEmpty, digits(parts[1]) != nil else { return nil }
    return Double("0." + String(decoding: parts[1], as: UTF8.self)).map {
      whole + Double(second) + $0
    }
  }

  /// nil unless every byte is a digit. At most 15 digits count.
  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { return nil }
      if value < 100_000_000_000_000 { value = value * 10 + Int(byte - 0x30) }
    }
    return value
  }

  /// Since 1970-01-01. Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
  public var days: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// `civil_from_days` of the same source.
  public init(days: Int) {
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

  public var text: String { "\(monthText)-\(day < 10 ? "0" : "")\(day)" }
  public var monthText: String {
    let digits = String(year)
    return
      "\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)-\(month < 10 ? "0" : "")\(month)"
  }
}
