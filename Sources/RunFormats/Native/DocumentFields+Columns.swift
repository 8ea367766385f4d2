internal import JSONText
internal import RunModel

/// Columns and grids whose shapes must fit each other.
extension DocumentFields {
  func column(_ key: String, count: Int) throws(DocumentError) -> [Double] {
    let column = try requiredNumbers(key)
    guard column.count == count else { throw wrong(key, "a list of \(count) numbers") }
    return column
  }

  /// Empty when the key is missing.
  func optionalColumn(_ key: String, count: Int, orOneLess: Bool = false) throws(DocumentError) -> [Double] {
    guard let column = try numbers(key), !column.isEmpty else { return [] }
    guard column.count == count || (orOneLess && column.count == count - 1) else {
      throw wrong(key, "a list of \(count) numbers")
    }
    return column
  }

  /// NaN for `null`; empty when the key is missing.
  func gappedColumn(_ key: String, count: Int) throws(DocumentError) -> [Double] {
    let column = try list(key, of: "numbers or null") { $0.isNull ? .nan : $0.doubleValue }
    guard let column, !column.isEmpty else { return [] }
    guard column.count == count else { throw wrong(key, "a list of \(count) numbers or null") }
    return column
  }

  /// The highest count that is believed, so that sums of any table's counts are numbers.
  private static let countLimit: Int64 = 1_000_000_000_000
  private static func isCount(_ value: Int64) -> Bool { (0...countLimit).contains(value) }

  /// From 0 to a million millions.
  func counts(_ key: String, count: Int) throws(DocumentError) -> [Int64] {
    let counts = try requiredWholes(key)
    guard counts.count == count, counts.allSatisfy(Self.isCount) else {
      throw wrong(key, "a list of \(count) counts")
    }
    return counts
  }

  /// As `counts`; 0 when the key is missing.
  func optionalCount(_ key: String) throws(DocumentError) -> Int64 {
    let count = try whole(key) ?? 0
    guard Self.isCount(count) else { throw wrong(key, "a count") }
    return count
  }

  /// At least two, finite, each above the one before.
  func edges(_ key: String) throws(DocumentError) -> [Double] {
    let edges = try requiredNumbers(key)
    guard edges.count >= 2, edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw wrong(key, "a list of two or more ascending numbers")
    }
    return edges
  }

  /// As `counts`.
  func countGrid(_ key: String, rows: Int, columns: Int) throws(DocumentError) -> [[Int64]] {
    let grid = try list(key, of: "rows of counts") { row -> [Int64]? in
      guard let cells = row.arrayValue?.map(\.integerValue), cells.allSatisfy({ $0.map(Self.isCount) ?? false })
      else { return nil }
      return cells.compactMap { $0 }
    }
    guard let grid else { throw .missing(key: key, document: document) }
    guard grid.count == rows, grid.allSatisfy({ $0.count == columns }) else {
      throw wrong(key, "\(rows) rows of \(columns) counts")
    }
    return grid
  }

  /// Empty when the key is missing.
  func weightGrid(_ key: String, rows: Int, columns: Int) throws(DocumentError) -> [[Double]] {
    let grid = try list(key, of: "rows of numbers") { row -> [Double]? in
      guard let cells = row.arrayValue?.map(\.doubleValue), !cells.contains(nil) else { return nil }
      return cells.compactMap { $0 }
    }
    guard let grid, !grid.isEmpty else { return [] }
    guard grid.count == rows, grid.allSatisfy({ $0.count == columns }) else {
      throw wrong(key, "\(rows) rows of \(columns) numbers")
    }
    return grid
  }

  /// The objects of a list, each as the fields of a document of its own.
  func elements(_ key: String, called name: String) throws(DocumentError) -> [DocumentFields] {
    guard let list = value(key)?.arrayValue else { throw wrong(key, "a list of objects") }
    var elements: [DocumentFields] = []
    for element in list {
      guard let object = element.objectValue else { throw .notAnObject(document: "\(name) of \(document)") }
      elements.append(inner(object, name))
    }
    return elements
  }
}
