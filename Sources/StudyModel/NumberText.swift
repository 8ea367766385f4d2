internal import Glibc

/// Numbers as people read them in sentences and tables: plain ASCII, the same in every locale. What is not finite is
/// `not known`.
public enum NumberText {
  public static let unknown = "not known"

  /// Exactly so many digits behind the point, thousands separated by commas: `12,345.60`.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return unknown }
    let decimals = min(max(decimals, 0), 12)
    let scale = pow(10, Double(decimals))
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let (whole, part) = Int64(scaled).quotientAndRemainder(dividingBy: Int64(scale))
    guard decimals > 0 else { return sign + grouped(whole) }
    let digits = String(part)
    return "\(sign)\(grouped(whole)).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
  }

  /// As `fixed`, with its sign also when it is positive.
  public static func signed(_ value: Double, decimals: Int) -> String {
    let text = fixed(value, decimals: decimals)
    let isZero = !text.contains { $0 != "0" && $0.isNumber }
    return value > 0 && value.isFinite && !isZero ? "+\(text)" : text
  }

  /// So many significant digits, whole numbers in full up to a billion: `0.0312`, `1,235`, `98.4`, `6.54e10`.
  public static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return unknown }
    if value == 0 { return "0" }
    if value.magnitude >= large { return powerOfTen(value) }
    var exponent = log10(value.magnitude).rounded(.down)
    // 0.9996 has three digits as 1.00.
    if (value.magnitude / pow(10, exponent - Double(digits - 1))).rounded() >= pow(10, Double(digits)) { exponent += 1 }
    if exponent < -6 { return "\(value)" }
    return fixed(value, decimals: digits - 1 - Int(exponent))
  }

  /// From here on digits before the point are hard to count, in sentences and in tables.
  public static let large = 1e9

  /// Three digits and a power of ten: `1.23e9`.
  public static func powerOfTen(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : unknown }
    var exponent = log10(value.magnitude).rounded(.down)
    var digits = value / pow(10, exponent)
    if (digits.magnitude * 100).rounded() >= 1000 { (digits, exponent) = (digits / 10, exponent + 1) }
    return "\(fixed(digits, decimals: 2))e\(Int(exponent))"
  }

  /// As somebody would type it: `0.8`, `3`, `0.005`.
  public static func shortest(_ value: Double) -> String {
    guard value.isFinite else { return unknown }
    return value == value.rounded() && value.magnitude < 1e15 ? fixed(value, decimals: 0) : "\(value)"
  }

  /// As `shortest`, rounded to at most so many significant digits: `0.01`, `0.0008`.
  public static func shortest(_ value: Double, digits: Int) -> String {
    var text = significant(value, digits: digits)
    guard value.isFinite, text.contains("."), !text.contains("e") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// How many decimals an uncertainty of this width leaves meaningful: two digits of the width itself. 3 for a width
  /// of 0 or one that is not finite.
  public static func decimals(forWidth width: Double) -> Int {
    guard width.isFinite, width > 0 else { return 3 }
    return min(max(1 - Int(log10(width).rounded(.down)), 0), 6)
  }

  public static func count(_ value: Int) -> String { (value < 0 ? "-" : "") + grouped(Int64(value.magnitude)) }

  /// `0.41`, `0.014`, `<0.001`.
  public static func probability(_ value: Double) -> String {
    guard value.isFinite else { return unknown }
    if value < 0.001 { return "<0.001" }
    return fixed(value, decimals: value < 0.1 ? 3 : 2)
  }

  /// `0.41 ms`, `12 ms`, `1.3 s`, `4 min 10 s`.
  public static func seconds(_ value: Double) -> String {
    guard value.isFinite, value >= 0 else { return unknown }
    switch value {
    case ..<0.9995: return "\(twoDigits(value * 1000)) ms"
    case ..<99.5: return "\(twoDigits(value)) s"
    default:
      let whole = Int64(min(value, 9e15).rounded())
      let hours = whole / 3600
      return hours > 0
        ? "\(grouped(hours)) h \(whole % 3600 / 60) min" : "\(whole / 60) min \(whole % 60) s"
    }
  }

  public static func milliseconds(_ value: Double) -> String { seconds(value / 1000) }

  /// In powers of 1000: `812 B`, `1.2 kB`, `34 MB`.
  public static func bytes(_ value: Int) -> String {
    var rest = Double(value)
    for unit in ["B", "kB", "MB", "GB"] {
      if rest < 999.5 { return unit == "B" ? "\(value) B" : "\(twoDigits(rest)) \(unit)" }
      rest /= 1000
    }
    return "\(twoDigits(rest)) TB"
  }

  /// A ratio of two positive numbers, to go before a thing with its article: `12x`, or `1/12 of` for the inverse. nil
  /// where either is unknown or not positive.
  public static func times(_ value: Double?, _ reference: Double?) -> String? {
    guard let value, let reference, value > 0, reference > 0 else { return nil }
    let (ratio, inverse) = (value / reference, reference / value)
    guard ratio.isFinite, inverse.isFinite else { return nil }
    return ratio >= 1 ? "\(twoDigits(ratio))x" : "1/\(twoDigits(inverse)) of"
  }

  /// `1 trial`, `2 trials`; the plural is made with an `s`.
  public static func count(_ value: Int, of thing: String) -> String {
    "\(count(value)) \(thing)\(value == 1 ? "" : "s")"
  }

  /// `a`, `a and b`, `a, b and c`.
  public static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return "\(items.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// At least two digits, more only left of the point.
  private static func twoDigits(_ value: Double) -> String {
    value >= 9.95 ? fixed(value, decimals: 0) : value < 0.001 ? "<0.001" : significant(value, digits: 2)
  }

  private static func grouped(_ value: Int64) -> String {
    var digits = String(value)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }
}
