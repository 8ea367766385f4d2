/// Moments as people read them, in the zone of the person who watches.
public enum ClockTime {
  /// `14:03:22`.
  public static func time(_ moment: WallTime, secondsFromUTC: Int) -> String {
    let (_, second) = daysAndSeconds(moment, secondsFromUTC)
    return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }

  /// `14:03`.
  public static func hourAndMinute(_ moment: WallTime, secondsFromUTC: Int) -> String {
    let (_, second) = daysAndSeconds(moment, secondsFromUTC)
    return "\(two(second / 3600)):\(two(second / 60 % 60))"
  }

  /// `2026-11-21 14:03`.
  public static func dateAndTime(_ moment: WallTime, secondsFromUTC: Int) -> String {
    let (day, second) = daysAndSeconds(moment, secondsFromUTC)
    return "\(CivilDate(days: day).text) \(two(second / 3600)):\(two(second / 60 % 60))"
  }

  private static func daysAndSeconds(_ moment: WallTime, _ secondsFromUTC: Int) -> (day: Int, second: Int) {
    let seconds = (moment.secondsSince1970 + Double(secondsFromUTC)).rounded(.down)
    let bounded = Int(max(-62_135_596_800, min(seconds, 253_402_300_799)))
    let day = bounded >= 0 ? bounded / 86_400 : (bounded - 86_399) / 86_400
    return (day, bounded - day * 86_400)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
