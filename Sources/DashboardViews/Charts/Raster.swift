import DashboardLogic
import TerminalModel

/// A canvas finer than cells: 2×4 dots a cell in braille, 2×2 in block elements, one in ASCII.
///
/// Dots are drawn in layers, one a line. A cell takes the style of the layer that has most dots in it, the later one
/// when equal.
struct Raster {
  /// In cells.
  let columns, rows: Int
  let glyphs: GlyphSet
  let columnsPerCell, rowsPerCell: Int

  /// Bit `x + y * columnsPerCell` of a cell is its dot at x, y.
  private var dots: [UInt8]
  private var styles: [StyleRole]
  private var strongest: [UInt8]
  /// Which ASCII mark the cell's style stands for.
  private var layers: [UInt8]
  private var layer: [UInt8]
  private var layerCount = 0

  init(columns: Int, rows: Int, glyphs: GlyphSet) {
    (self.columns, self.rows, self.glyphs) = (Swift.max(columns, 0), Swift.max(rows, 0), glyphs)
    (columnsPerCell, rowsPerCell) = glyphs.dotsPerCell
    let count = self.columns * self.rows
    dots = Array(repeating: 0, count: count)
    styles = Array(repeating: .text, count: count)
    strongest = dots
    layers = dots
    layer = dots
  }

  /// In dots.
  var dotColumns: Int { columns * columnsPerCell }
  var dotRows: Int { rows * rowsPerCell }

  // MARK: Drawing into the layer

  /// Sets a dot; row 0 is the top. Outside does nothing.
  mutating func dot(_ x: Int, _ y: Int) {
    guard x >= 0, x < dotColumns, y >= 0, y < dotRows else { return }
    let cell = y / rowsPerCell * columns + x / columnsPerCell
    layer[cell] |= 1 << UInt8(x % columnsPerCell + y % rowsPerCell * columnsPerCell)
  }

  mutating func vertical(_ x: Int, _ from: Int, _ to: Int) {
    for y in Swift.min(from, to)...Swift.max(from, to) { dot(x, y) }
  }

  /// A straight line, both ends included (Bresenham).
  mutating func line(_ fromX: Int, _ fromY: Int, _ toX: Int, _ toY: Int) {
    var (x, y) = (fromX, fromY)
    let (width, height) = (abs(toX - fromX), -abs(toY - fromY))
    let (stepX, stepY) = (fromX < toX ? 1 : -1, fromY < toY ? 1 : -1)
    var error = width + height
    while true {
      dot(x, y)
      if x == toX, y == toY { return }
      let doubled = 2 * error
      if doubled >= height {
        error += height
        x += stepX
      }
      if doubled <= width {
        error += width
        y += stepY
      }
    }
  }

  /// Every column's extremes, each joined to its neighbour; a column without a finite value that is not empty breaks
  /// the curve.
  mutating func trace(_ spans: [ColumnSpan?], scale: ValueScale) {
    let row = { (value: Double) in scale.places - 1 - scale.place(value) }
    var before: (x: Int, y: Int)?
    for (x, span) in spans.enumerated() {
      guard let span else { continue }
      guard span.isFinite else {
        before = nil
        continue
      }
      if let before { line(before.x, before.y, x, row(span.first)) }
      vertical(x, row(span.min), row(span.max))
      before = (x, row(span.last))
    }
  }

  // MARK: Layers

  /// Ends the layer: its dots join the picture in `style`.
  mutating func endLayer(_ style: StyleRole) {
    for index in layer.indices where layer[index] != 0 {
      let weight = UInt8(layer[index].nonzeroBitCount)
      if weight >= strongest[index] {
        (strongest[index], styles[index], layers[index]) = (weight, style, UInt8(layerCount % Self.marks.count))
      }
      dots[index] |= layer[index]
      layer[index] = 0
    }
    layerCount += 1
  }

  func isEmpty(column: Int, row: Int) -> Bool {
    guard column >= 0, column < columns, row >= 0, row < rows else { return true }
    return dots[row * columns + column] == 0
  }

  /// Puts the cells that have dots at the top left of `area`, within it.
  func draw(in area: Rect, of buffer: inout CellBuffer) {
    for row in 0..<rows {
      for column in 0..<columns where dots[row * columns + column] != 0 {
        let index = row * columns + column
        buffer.plot(character(dots[index], layer: layers[index]), column: column, row: row, styles[index], in: area)
      }
    }
  }

  private func character(_ bits: UInt8, layer: UInt8) -> Character {
    switch glyphs {
    case .braille: Self.braille[Int(bits)]
    case .block: Self.quadrants[Int(bits & 15)]
    case .ascii: Self.marks[Int(layer)]
    }
  }

  /// What the lines of an ASCII chart are made of, in order.
  static let marks: [Character] = ["*", "+", "o", "x", "#", "@", "%", "&"]

  private static let quadrants: [Character] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]

  /// Unicode numbers braille dots 1…8 down the left column, down the right one, then the bottom row.
  private static let braille: [Character] = (0..<256).map { bits in
    let order: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let value = order.indices.reduce(UInt32(0x2800)) { bits >> $1 & 1 == 1 ? $0 | order[$1] : $0 }
    return Unicode.Scalar(value).map(Character.init) ?? " "
  }
}
