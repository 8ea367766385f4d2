/// Where the `…` of a shortened text stands.
public enum TruncationMode: Sendable {
  /// Keeps the beginning.
  case end
  /// Keeps beginning and end: for names and paths whose ends tell them apart.
  case middle
}

extension HarmlessText {
  /// The harmless form of `text`, shortened with `…` to take at most `columns` columns; empty when that is 0.
  public static func truncate(_ text: String, columns limit: Int, mode: TruncationMode = .end) -> String {
    guard limit > 0 else { return "" }
    let harmless = make(text)
    if columns(of: harmless) <= limit { return harmless }
    let kept = limit - 1
    switch mode {
    case .end: return prefix(of: harmless, columns: kept) + "…"
    case .middle:
      let tail = suffix(of: harmless, columns: kept / 2)
      return prefix(of: harmless, columns: kept - kept / 2) + "…" + tail
    }
  }

  /// The harmless form of `text`, truncated or filled with blanks to take exactly `columns` columns.
  public static func fit(_ text: String, columns limit: Int, mode: TruncationMode = .end) -> String {
    let cut = truncate(text, columns: limit, mode: mode)
    return cut + String(repeating: " ", count: max(0, limit - columns(of: cut)))
  }

  /// As `fit`, but set to the right: for numbers.
  public static func fitRight(_ text: String, columns limit: Int, mode: TruncationMode = .end) -> String {
    let cut = truncate(text, columns: limit, mode: mode)
    return String(repeating: " ", count: max(0, limit - columns(of: cut))) + cut
  }

  private static func prefix(of harmless: String, columns limit: Int) -> String {
    var result = ""
    var used = 0
    eachCell(of: harmless) { character, width in
      guard used + width <= limit else { return false }
      result.append(character)
      used += width
      return true
    }
    return result
  }

  private static func suffix(of harmless: String, columns limit: Int) -> String {
    var cells: [(Character, Int)] = []
    eachCell(of: harmless) { character, width in
      cells.append((character, width))
      return true
    }
    var used = 0
    var first = cells.count
    while first > 0, used + cells[first - 1].1 <= limit {
      first -= 1
      used += cells[first].1
    }
    return String(cells[first...].map(\.0))
  }
}
