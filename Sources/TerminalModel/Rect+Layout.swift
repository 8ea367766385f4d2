/// Which way a rectangle is divided: `.horizontal` puts parts side by side, `.vertical` one below the other.
public enum Axis: Sendable {
  case horizontal
  case vertical
}

/// How much of a divided rectangle a part wants.
public enum Length: Hashable, Sendable {
  /// So many cells, as long as there is room; parts named first win.
  case cells(Int)
  /// A share of what the other kinds leave, by weight. Weights below 1 count as 1.
  case share(Int)
  /// A percentage of the whole, rounded down.
  case percent(Int)
}

extension Rect {
  /// Divides into as many parts as `lengths`, in order, without gaps; parts for which there is no room are empty.
  public func split(_ axis: Axis, _ lengths: [Length]) -> [Rect] {
    let whole = axis == .horizontal ? columns : rows
    var free = whole
    var taken = lengths.map { length -> Int in
      let wanted =
        switch length {
        case .cells(let count): max(0, count)
        case .percent(let percent): whole * max(0, percent) / 100
        case .share: 0
        }
      let granted = min(wanted, free)
      free -= granted
      return granted
    }
    var weights = 0
    for case .share(let weight) in lengths { weights += max(1, weight) }
    for (index, length) in lengths.enumerated() {
      guard case .share(let weight) = length else { continue }
      let granted = free * max(1, weight) / weights
      taken[index] = granted
      free -= granted
      weights -= max(1, weight)
    }
    var offset = 0
    return taken.map { extent in
      defer { offset += extent }
      return axis == .horizontal
        ? Rect(column: column + offset, row: row, columns: extent, rows: rows)
        : Rect(column: column, row: row + offset, columns: columns, rows: extent)
    }
  }

  /// The first `count` columns, or all there are.
  public func leftPart(_ count: Int) -> Rect {
    Rect(column: column, row: row, columns: min(max(0, count), columns), rows: rows)
  }

  /// The last `count` columns, or all there are.
  public func rightPart(_ count: Int) -> Rect {
    let granted = min(max(0, count), columns)
    return Rect(column: endColumn - granted, row: row, columns: granted, rows: rows)
  }

  /// The first `count` rows, or all there are.
  public func topPart(_ count: Int) -> Rect {
    Rect(column: column, row: row, columns: columns, rows: min(max(0, count), rows))
  }

  /// The last `count` rows, or all there are.
  public func bottomPart(_ count: Int) -> Rect {
    let granted = min(max(0, count), rows)
    return Rect(column: column, row: endRow - granted, columns: columns, rows: granted)
  }

  /// What is left without the first `count` columns.
  public func rightOf(_ count: Int) -> Rect { rightPart(columns - max(0, count)) }
  /// What is left without the last `count` columns.
  public func leftOf(_ count: Int) -> Rect { leftPart(columns - max(0, count)) }
  /// What is left without the first `count` rows.
  public func below(_ count: Int) -> Rect { bottomPart(rows - max(0, count)) }
  /// What is left without the last `count` rows.
  public func above(_ count: Int) -> Rect { topPart(rows - max(0, count)) }

  /// A rectangle of at most `size` in the middle of this one.
  public func centred(_ size: Size) -> Rect {
    let width = min(size.columns, columns)
    let height = min(size.rows, rows)
    return Rect(
      column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width, rows: height)
  }
}
