/// A time that a line of a console begins with, as loggers write them: `2026-11-21 14:03:22,123`, `[14:03:22]`,
/// `2026/11/21T14:03:22Z`. In whatever zone the program wrote it.
public struct ConsoleStamp: Equatable, Sendable {
  /// Days since 1970-01-01; nil where the line has no date.
  public var day: Int?
  /// Since midnight.
  public var second: Int

  /// nil where the line begins with anything else.
  public init?(_ line: some StringProtocol) {
    var rest = Array(line.utf8.prefix(40))[...].drop { $0 == 0x20 || $0 == 0x5B || $0 == 0x28 }
    if let date = Self.numbers(rest, [4, 2, 2], between: [0x2D, 0x2F]) {
      guard (1...12).contains(date[1]), (1...31).contains(date[2]) else { return nil }
      day = CivilDate(year: date[0], month: date[1], day: date[2]).days
      rest = rest.dropFirst(10)
      guard let separator = rest.popFirst(), separator == 0x20 || separator == 0x54 else { return nil }
    }
    guard let time = Self.numbers(rest, [2, 2, 2], between: [0x3A]), time[0] < 24, time[1] < 60, time[2] < 61 else {
      return nil
    }
    second = time[0] * 3_600 + time[1] * 60 + time[2]
  }

  /// Numbers of so many digits, with one of these bytes between each two; nil where they are not at the beginning.
  private static func numbers(_ bytes: ArraySlice<UInt8>, _ digits: [Int], between separators: [UInt8]) -> [Int]? {
    var (rest, numbers) = (bytes, [Int]())
    for (index, count) in digits.enumerated() {
      if index > 0 { guard let separator = rest.popFirst(), separators.contains(separator) else { return nil } }
      let part = rest.prefix(count)
      guard part.count == count, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      numbers.append(part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      rest = rest.dropFirst(count)
    }
    return numbers
  }
}
