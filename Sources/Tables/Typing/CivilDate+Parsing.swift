public import RunModel

extension CivilDate {
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
}
