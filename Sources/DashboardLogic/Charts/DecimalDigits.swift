/// A finite number in decimal, `± 0.d₁d₂d₃… × 10^exponent`: what number formatting works on, so that a label
/// shows the digits a person would write, whatever the locale.
struct DecimalDigits: Equatable {
  var isNegative = false
  /// Without leading or trailing zeros; empty for zero.
  var digits: [UInt8] = []
  /// Where the point stands, counted from before the first digit; 0 for zero.
  var exponent = 0

  /// The shortest digits that read back as `value`, which must be finite.
  init(_ value: Double) {
    isNegative = value.sign == .minus && value != 0
    var fraction = 0
    var seenPoint = false
    var written = 0
    var text = Substring(value.magnitude.description)
    if let mark = text.firstIndex(of: "e") {
      written = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        seenPoint = true
      } else {
        digits.append(byte - UInt8(ascii: "0"))
        if seenPoint { fraction += 1 }
      }
    }
    exponent = digits.count - fraction + written
    trim()
  }

  /// `integer × 10^power`, exactly.
  init(_ integer: Int128, power: Int = 0) {
    isNegative = integer < 0
    digits = String(integer.magnitude).utf8.map { $0 - UInt8(ascii: "0") }
    exponent = digits.count + power
    trim()
  }

  var isZero: Bool { digits.isEmpty }

  private mutating func trim() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (exponent, isNegative) = (0, false) }
  }

  /// Keeps the first `count` digits, rounded half away from zero.
  func keeping(_ count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var kept = self
    guard count >= 0 else {
      kept.digits = []
      kept.trim()
      return kept
    }
    kept.digits = [0] + digits[..<count]
    kept.exponent += 1
    if digits[count] >= 5 {
      var at = count
      kept.digits[at] += 1
      while kept.digits[at] == 10 {
        kept.digits[at] = 0
        at -= 1
        kept.digits[at] += 1
      }
    }
    kept.trim()
    return kept
  }

  func rounded(toDecimals decimals: Int) -> DecimalDigits { keeping(exponent + decimals) }

  /// Positional notation with exactly `decimals` digits behind the point.
  func plain(decimals: Int, grouped: Bool = false) -> String {
    let value = rounded(toDecimals: decimals)
    var whole = ""
    let wholeCount = Swift.max(value.exponent, 0)
    if wholeCount == 0 { whole = "0" }
    for index in 0..<wholeCount {
      if grouped, index > 0, (wholeCount - index) % 3 == 0 { whole += "," }
      whole += index < value.digits.count ? String(value.digits[index]) : "0"
    }
    var text = (value.isNegative ? "-" : "") + whole
    if decimals > 0 {
      text += "."
      for place in 0..<decimals {
        let index = value.exponent + place
        text += value.digits.indices.contains(index) ? String(value.digits[index]) : "0"
      }
    }
    return text
  }

  /// One digit, a point, the rest, `e` and the power: `3.12e-5`; trailing zeros are left out.
  func scientific(digits count: Int) -> String {
    let value = keeping(Swift.max(count, 1))
    guard let first = value.digits.first else { return "0" }
    let rest = value.digits.dropFirst().map(String.init).joined()
    return (value.isNegative ? "-" : "") + String(first) + (rest.isEmpty ? "" : "." + rest) + "e\(value.exponent - 1)"
  }

  /// How many digits stand behind the point in positional notation.
  var decimals: Int { Swift.max(digits.count - exponent, 0) }
}
