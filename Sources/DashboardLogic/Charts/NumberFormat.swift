/// Numbers as people read them. Independent of the locale; a minus is ASCII so that a copied number parses.
///
/// NaN is written `NaN`, the infinities `inf` and `-inf`, as programs of the field do. Nothing here returns an empty text.
public enum NumberFormat {
  /// What NaN and the infinities are written as; nil for a finite value.
  public static func nonFinite(_ value: Double) -> String? {
    if value.isNaN { return "NaN" }
    return value.isFinite ? nil : value < 0 ? "-inf" : "inf"
  }

  /// Exactly `decimals` digits behind the point: `0.310`.
  public static func fixed(_ value: Double, decimals: Int, grouped: Bool = false) -> String {
    nonFinite(value) ?? DecimalDigits(value).plain(decimals: Swift.max(decimals, 0), grouped: grouped)
  }

  /// At most `digits` significant digits, no needless zeros: `0.0312`, `12,345`, `3.12e-5`, `1.5e12`.
  ///
  /// Whole numbers below a million keep all their digits.
  public static func significant(_ value: Double, digits: Int = 4) -> String {
    if let text = nonFinite(value) { return text }
    let exact = DecimalDigits(value)
    if exact.isZero { return "0" }
    guard (-3...6).contains(exact.exponent) else { return exact.scientific(digits: digits) }
    let kept = exact.decimals == 0 ? exact : exact.keeping(Swift.max(digits, exact.exponent))
    return kept.plain(decimals: kept.decimals, grouped: true)
  }

  /// How many decimals tell values apart that spread over `span`: a thousandth of it is still seen.
  /// 0 for a span that is not finite.
  public static func decimals(forSpan span: Double) -> Int {
    guard span.isFinite, span != 0 else { return span == 0 ? 3 : 0 }
    return Swift.min(Swift.max(3 - DecimalDigits(span.magnitude).exponent, 0), 15)
  }

  /// A value as one of those that spread over `span`: decimals that tell them apart, and at least three digits of
  /// its own.
  ///
  /// Zero is `0`. With a span of 0, or one that says little about so small or so large a value, four significant digits.
  public static func value(_ value: Double, span: Double) -> String {
    if let text = nonFinite(value) { return text }
    let exact = DecimalDigits(value)
    let isExtreme = exact.exponent > 7 || exact.exponent < -2
    if span == 0 || !span.isFinite || exact.isZero || isExtreme { return significant(value) }
    let digits = Swift.max(decimals(forSpan: span), 3 - exact.exponent)
    return exact.plain(decimals: digits, grouped: true)
  }

  /// The values of one list, all with the same decimals, so that they line up; scientific when the largest is very
  /// small or large.
  public static func aligned(_ values: [Double]) -> [String] {
    let largest = values.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let exponent = DecimalDigits(largest).exponent
    guard largest == 0 || (-3...7).contains(exponent) else { return values.map { significant($0, digits: 3) } }
    let decimals = decimals(forSpan: largest)
    return values.map { fixed($0, decimals: decimals, grouped: true) }
  }

  /// Digits behind the point that show so many significant ones of most of the values; nil where they are of too many
  /// sizes to line up.
  static func sharedDecimals(_ values: [Double], digits: Int = 4) -> Int? {
    let sizes = values.filter { $0.isFinite && $0 != 0 }.map { DecimalDigits($0).exponent }
    guard let least = sizes.min(), let most = sizes.max(), most - least <= 2, (-2...5).contains(most) else {
      return nil
    }
    return Swift.max(0, digits - Swift.max(most, least + 1))
  }

  /// A value among others of `decimals`.
  static func lined(_ value: Double, decimals: Int?, digits: Int = 4) -> String {
    decimals.map { fixed(value, decimals: $0, grouped: true) } ?? significant(value, digits: digits)
  }

  /// The most exact text that is at most `columns` wide; a row of `#` when none fits.
  public static func fitting(_ value: Double, columns: Int) -> String {
    if let text = nonFinite(value) { return text.count <= columns ? text : hashes(columns) }
    for digits in stride(from: 6, through: 1, by: -1) {
      let text = significant(value, digits: digits)
      if text.count <= columns { return text }
      let bare = DecimalDigits(value).scientific(digits: digits)
      if digits <= 2, bare.count <= columns { return bare }
    }
    return hashes(columns)
  }

  private static func hashes(_ columns: Int) -> String { String(repeating: "#", count: Swift.max(columns, 1)) }

  /// All digits in groups of three: `4,190`.
  public static func grouped(_ count: Int64) -> String {
    DecimalDigits(Int128(count)).plain(decimals: 0, grouped: true)
  }

  /// Two or three significant digits and a suffix: `4.2k`, `12M`, `930`.
  public static func short(_ count: Int64) -> String {
    let suffixes = ["", "k", "M", "G", "T", "P", "E"]
    var exact = DecimalDigits(Int128(count))
    guard exact.exponent > 3 else { return String(count) }
    exact = exact.keeping(exact.exponent % 3 == 0 ? 3 : 2)
    let group = (exact.exponent - 1) / 3
    exact.exponent -= 3 * group
    return exact.plain(decimals: exact.decimals) + suffixes[group]
  }

  /// `4,190` when that fits into `columns`, else `4.2k`.
  public static func count(_ count: Int64, columns: Int = .max) -> String {
    let long = grouped(count)
    return long.count <= columns ? long : short(count)
  }
}
