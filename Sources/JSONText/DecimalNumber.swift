/// A number as JSON writes it, read without allocating.
public struct DecimalNumber: Sendable {
  /// Correctly rounded (to nearest, ties to even); ±infinity past the range of a double.
  public var double: Double
  /// Set when the text is a whole number without fraction or exponent that fits 64 bits.
  public var integer: Int64?

  @usableFromInline
  init(double: Double, integer: Int64?) { (self.double, self.integer) = (double, integer) }

  /// A number that is not written as digits.
  public init(_ double: Double) { self.init(double: double, integer: nil) }

  /// The value when it is whole and fits 64 bits, also when it was written as `3.0` or `1e3`.
  public var wholeValue: Int64? { integer ?? Int64(exactly: double) }
}

extension DecimalNumber {
  /// Reads the longest number that starts at `start`; nil when there is none. `end` is set past its last byte, or,
  /// when there is none, to the byte at which it went wrong. A number is what JSON says; when `lenient`, also what
  /// other programs print: `+1`, `.5`, `5.`, `007`.
  ///
  /// Bytes outside `start..<limit` are never read.
  @inlinable
  public static func scan(
    _ base: UnsafePointer<UInt8>, from start: Int, to limit: Int, lenient: Bool = false, end: inout Int
  ) -> DecimalNumber? {
    var at = start
    var isNegative = false
    if at < limit, base[at] == UInt8(ascii: "-") || (lenient && base[at] == UInt8(ascii: "+")) {
      isNegative = base[at] == UInt8(ascii: "-")
      at += 1
    }
    let firstDigit = at
    var mantissa: UInt64 = 0
    scanDigits(base, &at, to: limit, into: &mantissa)
    var digits = at - firstDigit
    if digits == 0 && !(lenient && at + 1 < limit && base[at] == UInt8(ascii: ".") && base[at + 1] &- 48 < 10) {
      end = at
      return nil
    }
    if !lenient && digits > 1 && base[firstDigit] == 48 {
      end = firstDigit + 1
      return nil
    }
    var exponent = 0
    var isWhole = true
    if at < limit, base[at] == UInt8(ascii: ".") {
      isWhole = false
      let firstOfFraction = at + 1
      at = firstOfFraction
      scanDigits(base, &at, to: limit, into: &mantissa)
      if at == firstOfFraction && !lenient {
        end = at
        return nil
      }
      exponent = firstOfFraction - at
      digits += at - firstOfFraction
    }
    if at < limit, base[at] | 0x20 == UInt8(ascii: "e") {
      let past = scanExponent(base, from: at + 1, to: limit, into: &exponent)
      if past > at + 1 && base[past - 1] &- 48 < 10 {
        isWhole = false
        at = past
      } else if !lenient {
        end = past
        return nil
      }
    }
    end = at
    // Nineteen digits always fit 64 bits; leading zeros may make more of them harmless, which the slow way sees.
    guard digits <= 19 else { return exact(base, from: start, to: at, isWhole: isWhole) }
    return make(mantissa, exponent: exponent, isNegative: isNegative, isWhole: isWhole)
      ?? exact(base, from: start, to: at, isWhole: isWhole)
  }

  @inlinable
  @inline(__always)
  static func scanDigits(
    _ base: UnsafePointer<UInt8>, _ at: inout Int, to limit: Int, into mantissa: inout UInt64
  ) {
    while at < limit {
      let digit = base[at] &- 48
      guard digit < 10 else { return }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      at += 1
    }
  }

  /// nil where only the slow way is exact.
  @usableFromInline
  static func make(_ mantissa: UInt64, exponent: Int, isNegative: Bool, isWhole: Bool) -> DecimalNumber? {
    if isWhole {
      let magnitude = Int64(bitPattern: mantissa)
      if magnitude >= 0 {
        let double = Double(magnitude)
        if isNegative && magnitude == 0 { return DecimalNumber(double: -0.0, integer: nil) }
        return DecimalNumber(double: isNegative ? -double : double, integer: isNegative ? -magnitude : magnitude)
      }
      if isNegative && magnitude == .min { return DecimalNumber(double: -0x1p63, integer: .min) }
    }
    guard let magnitude = rounded(mantissa, exponent: exponent) else { return nil }
    return DecimalNumber(double: isNegative ? -magnitude : magnitude, integer: nil)
  }

  /// Adds a decimal exponent to `exponent` and returns the place past it; no digits leave both as they were.
  @usableFromInline
  static func scanExponent(
    _ base: UnsafePointer<UInt8>, from start: Int, to limit: Int, into exponent: inout Int
  ) -> Int {
    var at = start
    var isNegative = false
    if at < limit, base[at] == UInt8(ascii: "-") || base[at] == UInt8(ascii: "+") {
      isNegative = base[at] == UInt8(ascii: "-")
      at += 1
    }
    var value = 0
    while at < limit {
      let digit = base[at] &- 48
      guard digit < 10 else { break }
      // Past any double's range more digits change nothing.
      if value < 100_000 { value = value * 10 + Int(digit) }
      at += 1
    }
    exponent += isNegative ? -value : value
    return at
  }

  /// `mantissa` × 10^`exponent`, correctly rounded; nil where neither exact way below applies.
  @usableFromInline
  static func rounded(_ mantissa: UInt64, exponent: Int) -> Double? {
    if mantissa == 0 { return 0 }
    // Both factors are exact doubles, so one rounding happens.
    if mantissa < 1 << 53 && exponent >= -22 && exponent <= 22 {
      return exponent < 0 ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
    }
    // 5^27 is the largest power of five below 2^64: the product or quotient with it is exact in 128 bits, and a
    // sticky low bit makes the conversion of the upper 64 round as the whole would.
    guard exponent >= -27 && exponent <= 27 else { return nil }
    let shift = mantissa.leadingZeroBitCount
    if exponent >= 0 {
      let (high, low) = mantissa.multipliedFullWidth(by: powersOfFive[exponent])
      if high == 0 { return Double(low) * powerOfTwo(exponent) }
      let lead = high.leadingZeroBitCount
      let top = lead == 0 ? high : high << UInt64(lead) | low >> UInt64(64 - lead)
      let sticky: UInt64 = low << UInt64(lead) == 0 ? 0 : 1
      return Double(top | sticky) * powerOfTwo(64 - lead + exponent)
    }
    let five = powersOfFive[-exponent]
    let fiveShift = five.leadingZeroBitCount
    let dividend = mantissa << UInt64(shift)
    let (quotient, remainder) = (five << UInt64(fiveShift)).dividingFullWidth((dividend >> 1, dividend << 63))
    return Double(quotient | (remainder == 0 ? 0 : 1)) * powerOfTwo(exponent + fiveShift - shift - 63)
  }

  /// 2^`exponent` for exponents of normal doubles.
  private static func powerOfTwo(_ exponent: Int) -> Double { Double(bitPattern: UInt64(1023 + exponent) << 52) }

  /// The slow, exact way for anything.
  @usableFromInline
  static func exact(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int, isWhole: Bool) -> DecimalNumber? {
    let text = String(decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
    guard let double = Double(text) else { return nil }
    return DecimalNumber(double: double, integer: isWhole && double != 0 ? Int64(text) : isWhole ? zero(double) : nil)
  }

  private static func zero(_ double: Double) -> Int64? { double.sign == .minus ? nil : 0 }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
  ]
  private static let powersOfFive: [UInt64] = (0...27).map { (0..<$0).reduce(1) { power, _ in power * 5 } }
}
