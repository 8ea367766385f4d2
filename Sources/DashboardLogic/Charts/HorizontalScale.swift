import Glibc

/// Divides a range of whole positions into columns, of equal width or of equal ratio.
public struct HorizontalScale: Equatable, Sendable {
  public let range: ClosedRange<Int64>
  public let columns: Int
  /// The first position of every column and the one behind the last column, ascending; empty where all are equally wide.
  let edges: [Int64]

  public var isLog: Bool { !edges.isEmpty }

  /// - Parameter isLog: of positions above 0; a range without one is divided into equal widths.
  public init(_ range: ClosedRange<Int64>, columns: Int, isLog: Bool = false) {
    self.columns = Swift.max(columns, 0)
    guard isLog, columns > 0, range.upperBound > 1 else {
      (self.range, edges) = (range, [])
      return
    }
    let low = Swift.max(range.lowerBound, 1)
    self.range = low...Swift.max(range.upperBound, low)
    let end = Double(self.range.upperBound) + 1
    let ratio = log(end / Double(low)) / Double(columns)
    var edges = [low]
    for column in 1..<Swift.max(columns, 1) {
      let edge = (Double(low) * exp(ratio * Double(column))).rounded(.up)
      edges.append(Swift.max(edges[column - 1], Int64(exactly: edge) ?? .max))
    }
    self.edges = edges + [Swift.max(edges[columns - 1], self.range.upperBound.addingReportingOverflow(1).0)]
  }

  /// The column of a position; -1 left of the range, `columns` right of it.
  public func column(of position: Double) -> Int {
    if isLog {
      if position < Double(range.lowerBound) { return -1 }
      if position > Double(range.upperBound) { return columns }
      return lastColumn(at: position)
    }
    let width = Double(range.upperBound) - Double(range.lowerBound) + 1
    let place = (position - Double(range.lowerBound)) / width * Double(columns)
    return Int(Swift.min(Swift.max(place.rounded(.down), -1), Double(columns)))
  }

  public func column(of position: Int64) -> Int {
    let column = column(of: Double(position))
    // Near 2⁶³ a position is rounded by more than a column is wide.
    return range.contains(position) ? Swift.max(0, Swift.min(column, columns - 1)) : column
  }

  /// The column of a position; beyond the range that at its end. 0 where there is none.
  public func nearestColumn(to position: Int64) -> Int {
    Swift.max(Swift.min(column(of: position), columns - 1), 0)
  }

  /// The last column that begins at or before a position.
  private func lastColumn(at position: Double) -> Int {
    var (low, high) = (0, columns)
    while low < high {
      let middle = (low + high) / 2
      if Double(edges[middle]) <= position { low = middle + 1 } else { high = middle }
    }
    return Swift.max(0, low - 1)
  }

  /// The first position of a column; behind the range for `columns`. As `MetricSeries.summaries` divides.
  public func start(of column: Int) -> Int64 {
    if isLog { return edges[Swift.max(0, Swift.min(column, columns))] }
    let span = UInt128(UInt64(bitPattern: range.upperBound &- range.lowerBound)) + 1
    let count = UInt128(Swift.max(columns, 1))
    let offset = (span * UInt128(Swift.max(column, 0)) + count - 1) / count
    return offset >= span
      ? range.upperBound.addingReportingOverflow(1).overflow ? .max : range.upperBound + 1
      : range.lowerBound &+ Int64(truncatingIfNeeded: offset)
  }

  /// The position at a share of the range, 0 at its left edge and 1 at its right one.
  public func position(at share: Double) -> Int64 {
    let share = Swift.min(Swift.max(share, 0), 1)
    let (low, width) = (Double(range.lowerBound), Double(range.upperBound) - Double(range.lowerBound) + 1)
    let place = isLog ? low * exp(log((low + width) / low) * share) : low + width * share
    guard let position = Int64(exactly: place.rounded(.down)) else { return range.upperBound }
    return Swift.min(Swift.max(position, range.lowerBound), range.upperBound)
  }

  /// The position in the middle of a column.
  public func position(atColumn column: Int) -> Int64 {
    position(at: (Double(column) + 0.5) / Double(Swift.max(columns, 1)))
  }
}
