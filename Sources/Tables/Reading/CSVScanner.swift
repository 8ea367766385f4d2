/// The fields of a CSV file, one at a time, without making text of them.
struct CSVScanner {
  /// A field longer than this is refused: more likely a quote was never meant to open.
  static let fieldLimit = 1 << 20

  let bytes: [UInt8]
  let dialect: CSVDialect
  private let path: String
  private(set) var position: Int
  /// Counts from 1.
  private(set) var line = 1
  /// Where the field that was read last begins, with its quote.
  private(set) var fieldStart = 0
  private(set) var fieldLine = 1
  /// The content of the field that was read last in `bytes`; when `isUnescaped`, `unescaped` is its content.
  private(set) var content = 0..<0
  private(set) var isUnescaped = false
  private(set) var unescaped: [UInt8] = []
  /// Whether the field that was read last is its row's last.
  private(set) var endsRow = false

  init(bytes: [UInt8], path: String) throws(TableError) {
    dialect = try CSVDialect(of: bytes, path: path)
    (self.bytes, self.path, position) = (bytes, path, dialect.start)
  }

  func error(_ reason: String, line: Int, byte: Int) -> TableError {
    TableError(path: path, line: line, byteOffset: byte, reason: reason)
  }

  /// Steps over blank lines. False at the end of the file.
  mutating func beginRow() -> Bool {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
      let isPair =
        bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A
      position += isPair ? 2 : 1
      line += 1
    }
    return position < bytes.count
  }

  /// Reads the field at the position and steps behind the separator or line end that follows it.
  mutating func readField() throws(TableError) {
    (fieldStart, fieldLine, isUnescaped) = (position, line, false)
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      try readQuoted()
    } else {
      try readPlain()
    }
    try readEnd()
  }

  private mutating func readPlain() throws(TableError) {
    let separator = dialect.separator
    var (end, firstVisible) = (position, -1)
    while end < bytes.count {
      let byte = bytes[end]
      if byte == separator || byte == 0x0A || byte == 0x0D { break }
      if firstVisible < 0, byte != 0x20, byte != 0x09 { firstVisible = end }
      end += 1
    }
    if firstVisible >= 0, bytes[firstVisible] == UInt8(ascii: "\"") {
      throw error("a blank stands before a quote; remove the blank", line: line, byte: fieldStart)
    }
    try checkLength(end - position)
    content = position..<end
    position = end
  }

  private mutating func readQuoted() throws(TableError) {
    position += 1
    let start = position
    unescaped.removeAll(keepingCapacity: true)
    var copied = start
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == 0x0A || (byte == 0x0D && dialect.endsWithCarriageReturn) { line += 1 }
      guard byte == UInt8(ascii: "\"") else { continue }
      guard position < bytes.count, bytes[position] == byte else {
        return try endQuoted(from: start, copied: copied)
      }
      unescaped += bytes[copied..<position]
      isUnescaped = true
      position += 1
      copied = position
    }
    throw error("a quote is opened and never closed", line: fieldLine, byte: fieldStart)
  }

  /// The position is behind the closing quote.
  private mutating func endQuoted(from start: Int, copied: Int) throws(TableError) {
    content = start..<(position - 1)
    if isUnescaped { unescaped += bytes[copied..<(position - 1)] }
    try checkLength(content.count)
    guard position < bytes.count, bytes[position] != dialect.separator, bytes[position] != 0x0A,
      bytes[position] != 0x0D
    else { return }
    throw error(
      "text follows a closing quote; double quotes inside a field", line: line, byte: position)
  }

  private func checkLength(_ length: Int) throws(TableError) {
    if length > Self.fieldLimit {
      throw error(
        "this field has \(length) bytes, more than \(Self.fieldLimit); is a quote or line end missing?",
        line: fieldLine, byte: fieldStart)
    }
  }

  private mutating func readEnd() throws(TableError) {
    endsRow = true
    guard position < bytes.count else { return }
    let byte = bytes[position]
    position += 1
    if byte == dialect.separator {
      // A separator at the very end of the file still opens a field.
      endsRow = false
      return
    }
    if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A {
      position += 1
    } else if (byte == 0x0D) != dialect.endsWithCarriageReturn {
      throw error(
        "this line ends unlike the first one (carriage return alone or line feed); use one kind of line end",
        line: line, byte: position - 1)
    }
    line += 1
  }
}
