import Glibc
import RunModel

/// The time zone of the person who watches.
enum LocalTime {
  /// Of this moment.
  static var secondsFromUTC: Int {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return parts.tm_gmtoff
  }
}
