import Glibc
import RunModel

/// Ticks of an axis that shows durations or clock times, at intervals people count in.
extension AxisTicks {
  /// Seconds: parts and multiples of minutes, hours and days.
  private static let intervals: [Double] =
    [1, 2, 5, 10, 15, 30] + [1, 2, 5, 10, 15, 30].map { $0 * 60 } + [1, 2, 3, 6, 12].map { $0 * 3_600 }
    + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000, 10_000_000].map {
      $0 * 86_400
    }

  private static let parts: [Double] = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1].flatMap { [$0, 2 * $0, 5 * $0] }

  /// Ticks at multiples of each interval that makes at least two and at most `limit`, the finest first.
  /// - Parameters:
  ///   - seconds: on the axis.
  ///   - label: of a tick and the interval.
  private static func multiples(
    _ seconds: ClosedRange<Double>, limit: Int, label: (Double, Double) -> String
  ) -> [AxisTicks] {
    (parts + intervals).compactMap { interval in
      let (low, high) = (seconds.lowerBound / interval, seconds.upperBound / interval)
      guard high - low <= Double(limit), low.magnitude < 1e15, high.magnitude < 1e15 else { return nil }
      let (first, last) = ((low - 1e-9).rounded(.up), (high + 1e-9).rounded(.down))
      guard last - first >= 1 else { return nil }
      return AxisTicks(
        ticks: Swift.stride(from: first, through: last, by: 1).map { multiple in
          Tick(value: multiple * interval, label: label(multiple * interval, interval))
        })
    }
  }

  /// `0`, `30s`, `1m30s`, `2h`, `1d6h`.
  static func durations(_ seconds: ClosedRange<Double>, limit: Int) -> [AxisTicks] {
    multiples(seconds, limit: limit, label: duration) + [
      AxisTicks(ticks: [seconds.lowerBound, seconds.upperBound].map { Tick(value: $0, label: duration($0, 0)) }),
      AxisTicks(ticks: [Tick(value: seconds.lowerBound, label: duration(seconds.lowerBound, 0))]),
    ]
  }

  /// To the unit of the interval; 0: to about three digits.
  static func duration(_ seconds: Double, _ interval: Double) -> String {
    if seconds == 0 { return "0" }
    if seconds < 0 { return "-" + duration(-seconds, interval) }
    if interval > 0 ? interval < 1 : seconds < 10 { return part(seconds, interval) }
    guard seconds < 1e15 else { return NumberFormat.significant(seconds / 86_400, digits: 3) + "d" }
    var rest = Int64(seconds.rounded())
    var words = ""
    for (size, name, least) in [(86_400, "d", 3_600.0), (3_600, "h", 60), (60, "m", 1), (1, "s", 0)] {
      let count = rest / Int64(size)
      rest %= Int64(size)
      if count > 0 { words += "\(count)\(name)" }
      // Two units say enough of a moment that is no multiple of anything.
      if interval == 0, count > 0, least >= 60, seconds >= Double(size) * 10 { break }
    }
    return words.isEmpty ? "0" : words
  }

  /// Below a second, or with parts of one.
  private static func part(_ seconds: Double, _ interval: Double) -> String {
    let least = interval > 0 ? interval : seconds / 10
    if seconds < 1e-3 { return NumberFormat.fixed(seconds * 1e6, decimals: 0) + "µs" }
    if seconds < 1 { return NumberFormat.fixed(seconds * 1e3, decimals: least < 1e-3 ? 3 : 0) + "ms" }
    let decimals = Swift.max(0, Swift.min(6, -Int((log10(least) + 1e-9).rounded(.down))))
    return NumberFormat.fixed(seconds, decimals: decimals, grouped: true) + "s"
  }

  /// `14:03`, `14:03:20`; at midnight, and for whole days, `Nov 21`.
  /// - Parameter seconds: since 1970, in local time.
  static func clock(_ seconds: ClosedRange<Double>, limit: Int) -> [AxisTicks] {
    let whole = { (value: Double) in Tick(value: value, label: time(value, 0)) }
    return multiples(seconds, limit: limit, label: time) + [
      AxisTicks(ticks: [whole(seconds.lowerBound), whole(seconds.upperBound)]),
      AxisTicks(ticks: [whole(seconds.lowerBound)]),
    ]
  }

  private static func time(_ seconds: Double, _ interval: Double) -> String {
    guard let moment = WallTime(seconds) else { return "?" }
    let isMidnight = seconds.remainder(dividingBy: 86_400) == 0
    if interval >= 86_400 || (interval > 0 && isMidnight) { return date(moment) }
    let text = ClockTime.time(moment, secondsFromUTC: 0)
    if interval >= 60 { return String(text.dropLast(3)) }
    guard interval > 0, interval < 1 else { return text }
    let decimals = Swift.max(1, Swift.min(6, -Int((log10(interval) + 1e-9).rounded(.down))))
    return text + NumberFormat.fixed(seconds - seconds.rounded(.down), decimals: decimals).dropFirst()
  }

  /// `Nov 21`.
  static func date(_ moment: WallTime) -> String {
    let bounded = Swift.max(-62_135_596_800, Swift.min(moment.secondsSince1970, 253_402_300_799))
    let date = CivilDate(days: Int((bounded / 86_400).rounded(.down)))
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(names[(date.month + 11) % 12]) \(date.day)"
  }
}
