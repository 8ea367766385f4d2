internal import RunModel

/// Numbers and names in the sentences of findings.
public enum EvidenceText {
  /// `12,345`.
  public static func count(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// `1 row`, `24 rows`.
  public static func rows(_ value: Int) -> String { value == 1 ? "1 row" : "\(count(value)) rows" }

  /// `11.7 %`; a share that is neither 0 nor 1 is never printed as 0 % or 100 %.
  public static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "not known" }
    let tenths = (Double(part) / Double(whole) * 1000).rounded()
    if part > 0, tenths < 1 { return "under 0.1 %" }
    if part < whole, tenths >= 1000 { return "over 99.9 %" }
    return "\(fixed(tenths / 10, digits: 1)) %"
  }

  /// With so many digits behind the point.
  public static func fixed(_ value: Double, digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 1e15 else { return String(value) }
    let whole = Int(scaled.magnitude)
    let text = String(whole)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    let sign = scaled < 0 ? "-" : ""
    return digits == 0
      ? sign + padded : "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }

  /// A data value: whole numbers without a point, others with at most `digits` significant digits.
  public static func number(_ value: Double, digits: Int = 6) -> String {
    if value == value.rounded(), value.magnitude < 1e15 { return String(Int(value)) }
    guard value.isFinite, value != 0, value.magnitude < 1e15, value.magnitude >= 1e-4 else {
      return String(value)
    }
    var (magnitude, places) = (value.magnitude, digits - 1)
    while magnitude >= 10, places > 0 { (magnitude, places) = (magnitude / 10, places - 1) }
    while magnitude < 1 { (magnitude, places) = (magnitude * 10, places + 1) }
    var text = fixed(value, digits: places)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return text
  }

  /// Up to four of the texts in quotes, each at most 24 characters, and how many more there are.
  public static func list(_ texts: [String], limit: Int = 4) -> String {
    let shown = texts.prefix(limit).map { "\"\($0.count > 24 ? $0.prefix(23) + "…" : $0[...])\"" }
    return shown.joined(separator: ", ")
      + (texts.count > limit ? " and \(texts.count - limit) more" : "")
  }

  /// A day, of a value in days since 1970.
  public static func day(_ days: Double) -> String {
    CivilDate(days: Int(days.rounded(.down))).text
  }
}
