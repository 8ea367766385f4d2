/// A CSV file in memory: a header and columns of cells as written, surrounding blanks removed. A missing cell is "".
///
/// Fields follow RFC 4180; a byte-order mark, CRLF, and `;` or tab as separators (whichever the header uses most) are
/// accepted. Blank, `NA`, `N/A`, `NaN`, `null` and `?` are missing.
public struct CSVTable: Sendable {
  public var header: [String]
  /// One a header entry, all of the same length.
  public var columns: [[String]]
  public var rowCount: Int { columns.first?.count ?? 0 }

  /// Reads all bytes. O(n).
  /// - Throws: for a ragged row, an unclosed quote, bytes that are not UTF-8, a repeated or empty
  ///   header name, and a file without a header or without rows.
  public init(parsing bytes: [UInt8], path: String) throws(TableError) {
    var scanner = CSVScanner(bytes: bytes, path: path)
    guard let names = try scanner.nextRow() else {
      throw TableError(path: path, line: 1, byteOffset: 0, reason: "the file is empty; it needs a header and rows")
    }
    header = names
    columns = [[String]](repeating: [], count: names.count)
    for (index, name) in names.enumerated() {
      if name.isEmpty { throw scanner.error("column \(index + 1) has no name in the header", line: 1, byte: 0) }
      if names[..<index].contains(name) { throw scanner.error("the header names \(name) twice", line: 1, byte: 0) }
    }
    while let row = try scanner.nextRow() {
      guard row.count == names.count else {
        throw scanner.error(
          "this row has \(row.count) fields, the header has \(names.count)", line: scanner.rowLine,
          byte: scanner.rowStart)
      }
      for index in row.indices { columns[index].append(Self.isMissing(row[index]) ? "" : row[index]) }
    }
    if rowCount == 0 { throw scanner.error("the file has a header and no rows", line: 1, byte: 0) }
  }

  /// nil when there is no such column.
  public func column(_ name: String) -> [String]? { header.firstIndex(of: name).map { columns[$0] } }

  private static func isMissing(_ cell: String) -> Bool {
    switch cell {
    case "", "NA", "N/A", "NaN", "nan", "null", "NULL", "?": true
    default: false
    }
  }
}
