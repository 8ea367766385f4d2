/// Splits one row of CSV (RFC 4180) into fields without copying them; quoted fields may hold newlines.
struct CSVRow: Sendable {
  struct Field: Sendable {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  /// Of the row that was split last.
  private(set) var fields: [Field] = []

  /// Splits the row that starts at `start`; returns the place behind its newline, or nil when the row has no end yet.
  mutating func split(
    _ base: UnsafePointer<UInt8>, from start: Int, to limit: Int, delimiter: UInt8
  ) -> Int? {
    fields.removeAll(keepingCapacity: true)
    var at = start
    while true {
      if at < limit && base[at] == UInt8(ascii: "\"") {
        guard let close = closingQuote(base, from: at + 1, to: limit) else { return nil }
        fields.append(Field(start: at + 1, end: close, isQuoted: true))
        at = close + 1
        // What follows a closing quote is not RFC 4180; it is stepped over.
        while at < limit && base[at] != delimiter && base[at] != 0x0A { at += 1 }
      } else {
        let fieldStart = at
        while at < limit && base[at] != delimiter && base[at] != 0x0A { at += 1 }
        var end = at
        if at < limit && base[at] == 0x0A && end > fieldStart && base[end - 1] == 0x0D { end -= 1 }
        fields.append(Field(start: fieldStart, end: end, isQuoted: false))
      }
      guard at < limit else { return nil }
      at += 1
      if base[at - 1] == 0x0A { return at }
    }
  }

  private func closingQuote(_ base: UnsafePointer<UInt8>, from start: Int, to limit: Int) -> Int? {
    var at = start
    while at < limit {
      if base[at] == UInt8(ascii: "\"") {
        guard at + 1 < limit, base[at + 1] == UInt8(ascii: "\"") else { return at }
        at += 1
      }
      at += 1
    }
    return nil
  }

  /// Whether the row has nothing on it.
  func isBlank(_ base: UnsafePointer<UInt8>) -> Bool {
    fields.count == 1 && !fields[0].isQuoted && (fields[0].start..<fields[0].end).allSatisfy { base[$0] == 0x20 }
  }

  /// The text of a field: outer blanks of an unquoted one left out, doubled quotes of a quoted one made single.
  func text(_ base: UnsafePointer<UInt8>, _ field: Field) -> String {
    let bytes = UnsafeBufferPointer(start: base + field.start, count: field.end - field.start)
    guard field.isQuoted else { return AxisKeys.trimmed(String(decoding: bytes, as: UTF8.self)) }
    var plain: [UInt8] = []
    var at = field.start
    while at < field.end {
      plain.append(base[at])
      at += base[at] == UInt8(ascii: "\"") ? 2 : 1
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The one of comma, semicolon and tab that the header line has most of, outside quotes; a comma when it has none.
  static func delimiter(_ base: UnsafePointer<UInt8>, from start: Int, to limit: Int) -> UInt8 {
    var counts: [(byte: UInt8, count: Int)] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].map { ($0, 0) }
    var isInQuotes = false
    for at in start..<limit {
      let byte = base[at]
      if byte == UInt8(ascii: "\"") { isInQuotes.toggle() }
      if isInQuotes { continue }
      if byte == 0x0A { break }
      for index in counts.indices where counts[index].byte == byte { counts[index].count += 1 }
    }
    return counts.reduce(counts[0]) { $1.count > $0.count ? $1 : $0 }.byte
  }
}
