/// What a CSV file's first lines tell about the rest of it.
struct CSVDialect: Equatable, Sendable {
  /// `,`, `;`, tab or `|`.
  var separator: UInt8
  /// Rows end with a carriage return alone, as old Macs wrote them; otherwise with LF or CRLF.
  var endsWithCarriageReturn: Bool
  /// Behind a byte order mark.
  var start: Int

  /// In the order of preference among equals. A comma comes last: it also stands in numbers and sentences.
  private static let separators: [UInt8] = [
    UInt8(ascii: ";"), 0x09, UInt8(ascii: "|"), UInt8(ascii: ","),
  ]
  private static let sampledRows = 20

  init(of bytes: [UInt8], path: String) throws(TableError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw TableError(
        path: path, line: 1, byteOffset: 0,
        reason: "the file is UTF-16; save it as UTF-8, such as with iconv -f UTF-16 -t UTF-8")
    }
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    (separator, endsWithCarriageReturn) = (
      UInt8(ascii: ","), Self.endsWithCarriageReturn(bytes, from: start)
    )
    let counts = fieldCounts(in: bytes)
    separator = Self.separators[Self.bestCandidate(counts)]
  }

  /// The candidate that splits most of the first rows as it splits the header, then the one with the most fields.
  private static func bestCandidate(_ counts: [[Int]]) -> Int {
    let rows = counts.count
    var best = (index: separators.count - 1, agreeing: -1, fields: 0)
    for index in separators.indices {
      let fields = counts.first?[index] ?? 1
      guard fields > 1 else { continue }
      let agreeing = (0..<rows).count { counts[$0][index] == fields }
      if (agreeing, fields) > (best.agreeing, best.fields) { best = (index, agreeing, fields) }
    }
    return best.index
  }

  /// How many fields each of the first rows has, by separator; separators inside quotes do not count.
  private func fieldCounts(in bytes: [UInt8]) -> [[Int]] {
    var rows: [[Int]] = []
    var row = [Int](repeating: 1, count: Self.separators.count)
    var (quotes, isBlank) = (QuoteTracker(), true)
    for byte in bytes[start...] {
      if quotes.isInside(byte) { continue }
      if byte == 0x0A || byte == 0x0D {
        if !isBlank { rows.append(row) }
        if rows.count == Self.sampledRows { return rows }
        (row, isBlank) = ([Int](repeating: 1, count: Self.separators.count), true)
        continue
      }
      isBlank = false
      if let index = Self.separators.firstIndex(of: byte) { row[index] += 1 }
    }
    if !isBlank { rows.append(row) }
    return rows
  }

  /// Whether the first line end outside quotes is a carriage return that no line feed follows.
  private static func endsWithCarriageReturn(_ bytes: [UInt8], from start: Int) -> Bool {
    var quotes = QuoteTracker()
    for index in start..<bytes.count {
      if quotes.isInside(bytes[index]) { continue }
      if bytes[index] == 0x0A { return false }
      if bytes[index] == 0x0D { return index + 1 == bytes.count || bytes[index + 1] != 0x0A }
    }
    return false
  }

  /// Knows, byte by byte, whether a quote is open. One opens at the beginning of a field only.
  private struct QuoteTracker {
    private var isOpen = false
    private var previous: UInt8 = 0x0A

    mutating func isInside(_ byte: UInt8) -> Bool {
      defer { previous = byte }
      guard byte == UInt8(ascii: "\"") else { return isOpen }
      let mayOpen = previous < 0x20 || previous == byte || separators.contains(previous)
      isOpen = !isOpen && mayOpen
      return isOpen
    }
  }
}
