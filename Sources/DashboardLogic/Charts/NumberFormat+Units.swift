import Glibc

extension NumberFormat {
  /// A share of one as per cent: `62 %`. A share that is not all or nothing is never rounded to 0 or 100.
  public static func percent(_ share: Double, decimals: Int = 0) -> String {
    guard share.isFinite else { return nonFinite(share) ?? "" }
    var exact = DecimalDigits(share)
    if !exact.isZero { exact.exponent += 2 }
    let text = exact.plain(decimals: decimals)
    let least = DecimalDigits(1, power: -decimals).plain(decimals: decimals)
    if share > 0, exact.rounded(toDecimals: decimals).isZero { return "<\(least) %" }
    if share < 1, exact.rounded(toDecimals: decimals) == DecimalDigits(100) {
      let most = DecimalDigits(Int128(powerOfTen(decimals)) * 100 - 1, power: -decimals).plain(decimals: decimals)
      return ">\(most) %"
    }
    return text + " %"
  }

  private static func powerOfTen(_ power: Int) -> Int {
    (0..<Swift.max(power, 0)).reduce(1) { product, _ in product * 10 }
  }

  /// The two largest units that say something: `0.4 s`, `12 s`, `4 m 12 s`, `2 h 5 m`, `3 d 4 h`.
  /// `not known` when `seconds` is not finite.
  public static func duration(seconds: Double) -> String {
    guard seconds.isFinite else { return "not known" }
    if seconds < 0 { return "-" + duration(seconds: -seconds) }
    if seconds == 0 { return "0 s" }
    if seconds < 0.0005 { return "<1 ms" }
    if seconds < 0.9995 && seconds < 0.1 { return fixed(seconds * 1000, decimals: 0) + " ms" }
    if seconds < 9.95 { return significant(seconds, digits: seconds < 1 ? 1 : 2) + " s" }
    guard seconds < 1e15 else { return significant(seconds / 86_400, digits: 2) + " d" }
    let whole = Int64(seconds.rounded())
    let units: [(size: Int64, next: Int64, name: String, nextName: String)] = [
      (86_400, 3_600, "d", "h"), (3_600, 60, "h", "m"), (60, 1, "m", "s"),
    ]
    for unit in units where whole >= unit.size {
      let rest = whole % unit.size / unit.next
      return grouped(whole / unit.size) + " \(unit.name)" + (rest == 0 ? "" : " \(rest) \(unit.nextName)")
    }
    return "\(whole) s"
  }

  /// How long ago, in one unit: `now`, `3 s ago`, `4 m ago`; `in 3 s` for a moment to come.
  public static func age(seconds: Double) -> String {
    guard seconds.isFinite else { return "not known" }
    if seconds.magnitude < 0.5 { return "now" }
    let text = coarse(seconds.magnitude)
    return seconds < 0 ? "in \(text)" : "\(text) ago"
  }

  private static func coarse(_ seconds: Double) -> String {
    let units: [(size: Double, limit: Double, name: String)] = [(1, 59.5, "s"), (60, 3_570, "m"), (3_600, 84_600, "h")]
    for unit in units where seconds < unit.limit {
      return fixed(seconds / unit.size, decimals: 0) + " \(unit.name)"
    }
    return fixed(seconds / 86_400, decimals: 0, grouped: true) + " d"
  }

  /// Decimal units, as disks are sold: `512 B`, `1.1 kB`, `24 MB`.
  public static func bytes(_ count: Int64) -> String {
    let text = short(count)
    guard let suffix = text.last, suffix.isLetter else { return text + " B" }
    return text.dropLast() + " \(suffix)B"
  }
}
