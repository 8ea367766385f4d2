/// A CSV file in memory: a header and columns of cells.
///
/// Fields follow RFC 4180. Accepted besides: a byte-order mark, CRLF or CR line ends, blank lines (skipped), and `;`,
/// tab or `|` as separator, whichever splits the first rows as it splits the header; beside those, numbers may have a
/// decimal comma and thousand points. Blank, `NA`, `N/A`, `NaN`, `nan`, `null`, `NULL` and `?` are missing.
public struct CSVTable: Sendable {
  public var header: [String]
  /// One a header entry, all of the same length.
  public var columns: [CellColumn]
  /// The line of the file on which each row begins, from 1.
  public var lines: [Int32]
  public var rowCount: Int { lines.count }

  /// Reads all bytes. O(n).
  /// - Throws: with line and byte for a ragged row, an unclosed or misplaced quote, bytes that are not UTF-8, a NUL,
  ///   an over-long field, mixed line ends, a repeated or empty header name, and a file without a header or rows.
  public init(parsing bytes: [UInt8], path: String) throws(TableError) {
    var scanner = try CSVScanner(bytes: bytes, path: path)
    header = try Self.readHeader(&scanner)
    lines = []
    var builders = [CellColumnBuilder](repeating: CellColumnBuilder(), count: header.count)
    while scanner.beginRow() {
      lines.append(Int32(scanner.line))
      try Self.readRow(&scanner, into: &builders)
    }
    if lines.isEmpty {
      throw scanner.error(
        "the file has a header and no rows", line: scanner.line, byte: bytes.count)
    }
    let mayHaveDecimalCommas = scanner.dialect.separator != UInt8(ascii: ",")
    columns = builders.map { $0.column(mayHaveDecimalCommas: mayHaveDecimalCommas) }
  }

  /// nil when there is no such column. O(rows).
  public func column(_ name: String) -> [String]? { cells(of: name).map { Array($0) } }

  /// nil when there is no such column.
  public func cells(of name: String) -> CellColumn? {
    header.firstIndex(of: name).map { columns[$0] }
  }
}

extension CSVTable {
  private static func readHeader(_ scanner: inout CSVScanner) throws(TableError) -> [String] {
    guard scanner.beginRow() else {
      throw scanner.error("the file is empty; it needs a header and rows", line: 1, byte: 0)
    }
    var names: [String] = []
    var seen: Set<String> = []
    repeat {
      try scanner.readField()
      try checkText(scanner)
      let written = scanner.isUnescaped ? scanner.unescaped[...] : scanner.bytes[scanner.content]
      let name = CellColumn.trimmed(String(decoding: written, as: UTF8.self))
      let (line, byte) = (scanner.fieldLine, scanner.fieldStart)
      if name.isEmpty {
        throw scanner.error(
          "column \(names.count + 1) has no name in the header", line: line, byte: byte)
      }
      if !seen.insert(name).inserted {
        throw scanner.error("the header names \(name) twice", line: line, byte: byte)
      }
      names.append(name)
    } while !scanner.endsRow
    return names
  }

  private static func readRow(
    _ scanner: inout CSVScanner, into builders: inout [CellColumnBuilder]
  ) throws(TableError) {
    let (line, byte) = (scanner.line, scanner.position)
    var count = 0
    repeat {
      try scanner.readField()
      if count < builders.count, append(scanner, to: &builders[count]) { try checkText(scanner) }
      count += 1
    } while !scanner.endsRow
    if count != builders.count {
      throw scanner.error(
        "this row has \(count) field\(count == 1 ? "" : "s"), the header has \(builders.count)", line: line, byte: byte)
    }
  }

  private static func append(_ scanner: CSVScanner, to builder: inout CellColumnBuilder) -> Bool {
    if scanner.isUnescaped {
      return scanner.unescaped.withUnsafeBufferPointer { builder.append($0) }
    }
    return scanner.bytes.withUnsafeBufferPointer {
      builder.append(UnsafeBufferPointer(rebasing: $0[scanner.content]))
    }
  }

  /// Refuses the field that was read last when it has a NUL or is not UTF-8.
  private static func checkText(_ scanner: CSVScanner) throws(TableError) {
    let field = scanner.bytes[scanner.content]
    func line(of index: Int) -> Int { scanner.fieldLine + field[..<index].count { $0 == 0x0A } }
    if let index = field.firstIndex(of: 0) {
      throw scanner.error(
        "a NUL byte: the file is not text, or is UTF-16; save it as UTF-8", line: line(of: index),
        byte: index)
    }
    if let index = firstInvalidByte(in: field) {
      let value = String(field[index], radix: 16, uppercase: true)
      throw scanner.error(
        "this field is not UTF-8 (byte 0x\(value), perhaps Latin-1); save the file as UTF-8",
        line: line(of: index),
        byte: index)
    }
  }

  private static func firstInvalidByte(in field: ArraySlice<UInt8>) -> Int? {
    if field.allSatisfy({ $0 < 0x80 }) || String(validating: field, as: UTF8.self) != nil {
      return nil
    }
    var index = field.startIndex
    for scalar in String(decoding: field, as: UTF8.self).unicodeScalars {
      let width = UTF8.width(scalar)
      if scalar == "\u{FFFD}", !field[index...].starts(with: [0xEF, 0xBF, 0xBD]) { return index }
      index += width
    }
    return nil
  }
}
