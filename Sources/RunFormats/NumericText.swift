internal import JSONText

/// Numbers as programs print them into cells and strings.
enum NumericText {
  /// Reads a number that fills `start..<end` but for blanks around it; nil when something else is there. Knows `nan`,
  /// `inf` and `infinity` in any case and with a sign.
  static func number(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> DecimalNumber? {
    var (start, end) = (start, end)
    while start < end, base[start] == 0x20 || base[start] == 0x09 { start += 1 }
    while end > start, base[end - 1] == 0x20 || base[end - 1] == 0x09 || base[end - 1] == 0x0D { end -= 1 }
    guard start < end else { return nil }
    var past = start
    if let number = DecimalNumber.scan(base, from: start, to: end, lenient: true, end: &past) {
      return past == end ? number : nil
    }
    return word(base, from: start, to: end)
  }

  private static func word(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> DecimalNumber? {
    guard end - start <= 9 else { return nil }
    switch String(decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self).lowercased() {
    case "nan", "-nan", "+nan": return DecimalNumber(.nan)
    case "inf", "+inf", "infinity", "+infinity": return DecimalNumber(.infinity)
    case "-inf", "-infinity": return DecimalNumber(-.infinity)
    default: return nil
    }
  }
}
