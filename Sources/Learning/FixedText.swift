internal import Glibc

/// Numbers as people read them, the same in every locale.
enum FixedText {
  /// With so many digits after the point; "not known" for nil and NaN.
  static func number(_ value: Double?, _ digits: Int) -> String {
    guard let value, value.isFinite else { return "not known" }
    let scale = pow(10, Double(digits))
    let rounded = (abs(value) * scale).rounded()
    guard rounded < 1e15 else { return "\(value)" }
    let whole = Int64(rounded / scale)
    let sign = value < 0 && rounded > 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(whole)" }
    let part = String(Int64(rounded - Double(whole) * scale))
    return "\(sign)\(whole).\(String(repeating: "0", count: max(0, digits - part.count)))\(part)"
  }

  /// With so many digits that count, as short as that allows.
  static func significant(_ value: Double, digits: Int = 4) -> String {
    guard value != 0, value.isFinite else { return "\(value)" }
    let places = Double(digits - 1) - log10(abs(value)).rounded(.down)
    // Dividing by a power of ten, not multiplying with a tenth of it, gives the shortest decimal.
    if places > 0 { return "\((value * pow(10, places)).rounded() / pow(10, places))" }
    return "\((value / pow(10, -places)).rounded() * pow(10, -places))"
  }

  static func percent(_ share: Double?) -> String {
    share.map { "\(number($0 * 100, 0)) %" } ?? "not known"
  }
}
