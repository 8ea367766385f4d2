import Glibc
import RunModel

/// The time zone of the person who watches.
enum LocalTime {
  /// Of this moment.
  static var secondsFromUTC: Int { now.tm_gmtoff }

  /// This moment for a file's name: `20261121-140322`.
  static var stamp: String {
    let now = now
    let digits = { (number: Int32) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(now.tm_year + 1900)\(digits(now.tm_mon + 1))\(digits(now.tm_mday))-"
      + [now.tm_hour, now.tm_min, now.tm_sec].map(digits).joined()
  }

  private static var now: tm {
    var moment = time(nil)
    var parts = tm()
    localtime_r(&moment, &parts)
    return parts
  }
}
