/// A moment of a console as a person names it: `14:03`, `14:03:20`, `+2h`, `-10m`.
public enum ConsoleClock: Hashable, Sendable {
  /// Seconds since midnight, in the zone of the person.
  case timeOfDay(Int)
  /// Seconds behind the beginning.
  case afterBeginning(Double)
  /// Seconds before the end.
  case beforeEnd(Double)

  /// nil where the text is none of these.
  public init?(_ text: String) {
    let text = text.split(separator: " ").joined()
    if let sign = text.first, sign == "+" || sign == "-" {
      guard let seconds = Self.seconds(text.dropFirst()) else { return nil }
      self = sign == "+" ? .afterBeginning(seconds) : .beforeEnd(seconds)
      return
    }
    guard let time = Self.timeOfDay(text) else { return nil }
    self = .timeOfDay(time)
  }

  /// `14:03` or `14:03:20`.
  private static func timeOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let limits = [24, 60, 60]
    guard (2...3).contains(parts.count) else { return nil }
    var seconds = 0
    for (index, limit) in limits.enumerated() {
      guard index < parts.count else {
        seconds *= 60
        continue
      }
      guard (1...2).contains(parts[index].count), let number = Int(parts[index]), (0..<limit).contains(number) else {
        return nil
      }
      seconds = seconds * 60 + number
    }
    return seconds
  }

  /// `2h`, `90m`, `1.5h`, `2h30m`, `45s`, `3d`.
  private static func seconds(_ text: Substring) -> Double? {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    var (sum, number) = (0.0, "")
    for character in text where character != " " {
      if let unit = units[character] {
        guard let count = Double(number), count.isFinite else { return nil }
        sum += count * unit
        number = ""
      } else {
        number.append(character)
      }
    }
    return number.isEmpty && !text.isEmpty && sum.isFinite ? sum : nil
  }
}
