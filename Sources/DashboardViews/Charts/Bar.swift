import DashboardLogic
import TerminalModel

/// Bars of cells, finer than cells where the glyphs allow it. What is more than nothing is seen.
enum Bar {
  /// From the left end of a line.
  /// - Parameter share: of the line's length; beyond 0…1 it is cut.
  static func draw(_ share: Double, _ style: StyleRole, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    draw(parts(share, of: line.columns), style, from: 0, in: line, of: &buffer, glyphs: glyphs)
  }

  /// From the zero of a range that holds it; to the left what is negative.
  static func draw(
    _ value: Double, range: ClosedRange<Double>, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    // Scaled by the larger end first, since the range of two huge ends is not finite.
    let largest = Swift.max(range.upperBound, -range.lowerBound)
    guard value.isFinite, line.columns > 0, largest > 0 else { return }
    let (low, high) = (range.lowerBound / largest, range.upperBound / largest)
    let zero = low < 0 ? Swift.min(Swift.max(Int(-low / (high - low) * Double(line.columns)), 1), line.columns - 1) : 0
    if value >= 0 {
      let share = high > 0 ? value / largest / high : 0
      draw(parts(share, of: line.columns - zero), .barFilled, from: zero, in: line, of: &buffer, glyphs: glyphs)
    } else {
      let halves = parts(value / largest / low, of: zero) / 4
      for column in 0..<halves / 2 {
        buffer.plot(glyphs == .ascii ? "#" : "█", column: zero - 1 - column, row: 0, .barNegative, in: line)
      }
      guard halves % 2 == 1 || halves == 0 else { return }
      buffer.plot(glyphs == .ascii ? "-" : "▐", column: zero - 1 - halves / 2, row: 0, .barNegative, in: line)
    }
  }

  /// On the bottom of an area, in some of its columns.
  static func drawUpright(
    _ share: Double, _ style: StyleRole, columns: Range<Int>, in area: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) {
    let parts = parts(share, of: area.rows)
    for column in columns {
      for row in 0..<parts / 8 {
        buffer.plot(glyphs == .ascii ? "#" : "█", column: column, row: area.rows - 1 - row, style, in: area)
      }
      guard parts % 8 > 0 else { continue }
      let end: Character = glyphs == .ascii ? (parts % 8 >= 4 ? "#" : "_") : Array("▁▂▃▄▅▆▇")[parts % 8 - 1]
      buffer.plot(end, column: column, row: area.rows - 1 - parts / 8, style, in: area)
    }
  }

  /// A line of which the first cells are done.
  static func drawTrack(
    _ done: Int, _ style: StyleRole, _ rest: StyleRole, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let (filled, left): (Character, Character) =
      switch glyphs {
      case .braille: ("━", "─")
      case .block: ("█", "░")
      case .ascii: ("=", "-")
      }
    for column in 0..<line.columns {
      let isDone = column < done
      buffer.plot(isDone ? filled : left, column: column, row: 0, isDone ? style : rest, in: line)
    }
  }

  /// Eighths of cells; at least one for what is more than nothing.
  private static func parts(_ share: Double, of cells: Int) -> Int {
    guard share > 0, cells > 0 else { return 0 }
    return Swift.max(Int((Swift.min(share, 1) * Double(cells * 8)).rounded()), 1)
  }

  private static func draw(
    _ parts: Int, _ style: StyleRole, from start: Int, in line: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    for column in 0..<parts / 8 {
      buffer.plot(glyphs == .ascii ? "#" : "█", column: start + column, row: 0, style, in: line)
    }
    guard parts % 8 > 0 else { return }
    let end: Character = glyphs == .ascii ? (parts % 8 >= 4 ? "#" : "-") : Array("▏▎▍▌▋▊▉")[parts % 8 - 1]
    buffer.plot(end, column: start + parts / 8, row: 0, style, in: line)
  }
}
