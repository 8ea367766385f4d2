/// Numbers as much of Europe writes them: `1.234,5`.
enum DecimalComma {
  /// The share of a column's cells that must be numbers with commas for it to be read so.
  static let neededShare = 0.9

  /// Gives cells such as `1.234,5` a decimal point and no thousand points, where nearly all cells of the column are
  /// such numbers and at least one has a comma. Elsewhere nothing changes: `1.234` stays 1.234.
  static func replace(in texts: inout [String], codes: [Int32]) {
    guard texts.contains(where: { $0.utf8.contains(UInt8(ascii: ",")) }) else { return }
    let numbers = texts.map { $0.isEmpty ? nil : withPoint($0) }
    guard zip(numbers, texts).contains(where: { $0 != nil && $1.utf8.contains(UInt8(ascii: ",")) })
    else { return }
    var (present, fitting) = (0, 0)
    for code in codes where !texts[Int(code)].isEmpty {
      present += 1
      if numbers[Int(code)] != nil { fitting += 1 }
    }
    guard Double(fitting) >= neededShare * Double(present) else { return }
    for (index, number) in numbers.enumerated() { if let number { texts[index] = number } }
  }

  /// nil unless the text is digits with an optional sign, points only between groups of three, and at most one comma
  /// behind them (an exponent may follow).
  static func withPoint(_ text: String) -> String? {
    var body = text[...]
    var sign = ""
    if let first = body.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      body.removeFirst()
    }
    let parts = body.split(separator: ",", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = joinedGroups(parts[0]) else { return nil }
    guard parts.count == 2 else { return sign + whole }
    guard let end = parts[1].utf8.first, isDigit(end), ColumnValues.number("0." + parts[1]) != nil
    else { return nil }
    return sign + whole + "." + parts[1]
  }

  private static func joinedGroups(_ text: Substring) -> String? {
    let groups = text.split(separator: ".", omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else { return nil }
    if groups.count == 1 { return String(text) }
    guard groups[0].utf8.count <= 3, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else {
      return nil
    }
    return groups.joined()
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
