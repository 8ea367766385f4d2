/// Rows of a CSV file, one at a time.
struct CSVScanner {
  private let bytes: [UInt8]
  private let path: String
  private let separator: UInt8
  private var position: Int
  private var line = 1
  /// Where the row that was read last begins.
  private(set) var rowLine = 1
  private(set) var rowStart = 0

  init(bytes: [UInt8], path: String) {
    (self.bytes, self.path) = (bytes, path)
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let header = bytes[position...].prefix { $0 != 0x0A }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    let counts = candidates.map { candidate in header.count { $0 == candidate } }
    separator = zip(candidates, counts).max { $0.1 < $1.1 }.map { $0.1 > counts[0] ? $0.0 : candidates[0] } ?? 0x2C
  }

  func error(_ reason: String, line: Int, byte: Int) -> TableError {
    TableError(path: path, line: line, byteOffset: byte, reason: reason)
  }

  /// nil at the end. Blank lines are skipped.
  mutating func nextRow() throws(TableError) -> [String]? {
    skipBlankLines()
    guard position < bytes.count else { return nil }
    (rowLine, rowStart) = (line, position)
    var fields: [String] = []
    while true {
      fields.append(try field())
      guard position < bytes.count else { return fields }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      if byte == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
      line += 1
      return fields
    }
  }

  private mutating func skipBlankLines() {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
      if bytes[position] == 0x0A { line += 1 }
      position += 1
    }
  }

  private mutating func field() throws(TableError) -> String {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedField() }
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == separator || byte == 0x0A || byte == 0x0D { break }
      position += 1
    }
    return try text(bytes[start..<position], at: start)
  }

  private mutating func quotedField() throws(TableError) -> String {
    let (start, startLine) = (position, line)
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte != UInt8(ascii: "\"") {
        if byte == 0x0A { line += 1 }
        content.append(byte)
      } else if position < bytes.count, bytes[position] == byte {
        content.append(byte)
        position += 1
      } else {
        if position < bytes.count, bytes[position] != separator, bytes[position] != 0x0A, bytes[position] != 0x0D {
          throw error("text follows a closing quote; double quotes inside a field", line: line, byte: position)
        }
        return try text(content[...], at: start)
      }
    }
    throw error("a quote is opened and never closed", line: startLine, byte: start)
  }

  private func text(_ slice: ArraySlice<UInt8>, at start: Int) throws(TableError) -> String {
    var slice = slice
    while let first = slice.first, first == 0x20 || first == 0x09 { slice.removeFirst() }
    while let last = slice.last, last == 0x20 || last == 0x09 { slice.removeLast() }
    guard let result = String(validating: slice, as: UTF8.self) else {
      throw error("this field is not UTF-8; save the file as UTF-8", line: line, byte: start)
    }
    return result
  }
}
