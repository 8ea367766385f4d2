/// Moments as people read them, in the zone of the person who watches.
public enum ClockTime {
  /// `14:03:22`.
  public static func time(_ moment: WallTime, secondsFromUTC: Int) -> String {
    let (_, second) = daysAndSeconds(moment, secondsFromUTC)
    return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }

  /// `2026-11-21 14:03`.
  public static func dateAndTime(_ moment: WallTime, secondsFromUTC: Int) -> String {
    let (day, second) = daysAndSeconds(moment, secondsFromUTC)
    let (year, month, date) = civil(fromDays: day)
    return "\(year)-\(two(month))-\(two(date)) \(two(second / 3600)):\(two(second / 60 % 60))"
  }

  private static func daysAndSeconds(_ moment: WallTime, _ secondsFromUTC: Int) -> (day: Int, second: Int) {
    let seconds = (moment.secondsSince1970 + Double(secondsFromUTC)).rounded(.down)
    let bounded = Int(max(-62_135_596_800, min(seconds, 253_402_300_799)))
    let day = bounded >= 0 ? bounded / 86_400 : (bounded - 86_399) / 86_400
    return (day, bounded - day * 86_400)
  }

  /// Gregorian date of a day counted from 1970-01-01. Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
  /// `civil_from_days`.
  private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
