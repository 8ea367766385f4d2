import DashboardLogic
import TerminalModel

/// A canvas finer than cells: 2×4 dots a cell in braille, 1×2 in block elements, one in ASCII.
///
/// Dots are drawn in layers, one a line. A cell takes the style of the layer that has most dots in it, the later one
/// when equal. Behind them lies a ground, of bands and of points that are smoothed: it shows where no line runs through
/// the cell, and its extremes show everywhere.
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
  /// Whether a layer's dots are two by two when it ends.
  var isBold = false
  /// Dimmed lines, and points that are smoothed.
  private var ground: [UInt8]
  private var bands: [UInt8]
  private var bandEdges: [UInt8]
  private var bandStyles: [StyleRole]
  /// The cells of the layer that ended last.
  private var lastLayer: [Int] = []

  init(columns: Int, rows: Int, glyphs: GlyphSet) {
    (self.columns, self.rows, self.glyphs) = (Swift.max(columns, 0), Swift.max(rows, 0), glyphs)
    (columnsPerCell, rowsPerCell) = glyphs.dotsPerCell
    let count = self.columns * self.rows
    dots = Array(repeating: 0, count: count)
    styles = Array(repeating: .text, count: count)
    strongest = dots
    layers = dots
    layer = dots
    (ground, bands, bandEdges) = (dots, dots, dots)
    bandStyles = Array(repeating: .chartBand, count: count)
  }

  /// In dots.
  var dotColumns: Int { columns * columnsPerCell }
  var dotRows: Int { rows * rowsPerCell }

  // MARK: Drawing into the layer

  /// Sets a dot; row 0 is the top. Outside does nothing.
  mutating func dot(_ x: Int, _ y: Int) {
    guard x >= 0, x < dotColumns, y >= 0, y < dotRows else { return }
    let (cell, bit) = place(x, y)
    layer[cell] |= bit
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
  /// the curve, and so does a gap. What is beyond the scale is not drawn: along the edge it would look like a plateau.
  mutating func trace(_ spans: [ColumnSpan?], gaps: [Range<Int>] = [], scale: ValueScale) {
    let row = { (value: Double) in scale.places - 1 - scale.place(value) }
    let breaks = Set(gaps.map(\.upperBound))
    var before: (x: Int, value: Double)?
    for (x, span) in spans.enumerated() {
      if breaks.contains(x) { before = nil }
      guard let span else { continue }
      guard span.isFinite else {
        before = nil
        continue
      }
      if let before, !scale.isBeyond(before.value, span.first) {
        line(before.x, row(before.value), x, row(span.first))
      }
      if !scale.isBeyond(span.min, span.max) { vertical(x, row(span.min), row(span.max)) }
      before = (x, span.last)
    }
  }

  /// The columns' means, joined; for bands.
  mutating func traceMeans(_ spans: [ColumnSpan?], gaps: [Range<Int>], scale: ValueScale) {
    let means = spans.map { span in
      span.map { $0.isFinite ? ColumnSpan(min: $0.mean, max: $0.mean, first: $0.mean, last: $0.mean) : $0 }
    }
    trace(means, gaps: gaps, scale: scale)
  }

  // MARK: Ground

  /// A band; its extremes show in cells of lines, too.
  mutating func band(_ x: Int, _ from: Int, _ to: Int, _ style: StyleRole = .chartBand) {
    guard x >= 0, x < dotColumns else { return }
    let (top, bottom) = (Swift.max(Swift.min(from, to), 0), Swift.min(Swift.max(from, to), dotRows - 1))
    guard top <= bottom else { return }
    for y in top...bottom {
      let (cell, bit) = place(x, y)
      bands[cell] |= bit
      bandStyles[cell] = style
      if y == top || y == bottom { bandEdges[cell] |= bit }
    }
  }

  private func place(_ x: Int, _ y: Int) -> (cell: Int, bit: UInt8) {
    (
      y / rowsPerCell * columns + x / columnsPerCell,
      1 << UInt8(x % columnsPerCell + y % rowsPerCell * columnsPerCell)
    )
  }

  /// What is in the layer becomes ground.
  mutating func sinkLayer() {
    for index in layer.indices where layer[index] != 0 {
      ground[index] |= layer[index]
      layer[index] = 0
    }
  }

  // MARK: Layers

  /// Every dot of the layer with the one below it and those to their right.
  private mutating func thicken() {
    let thin = layer
    for cell in thin.indices where thin[cell] != 0 {
      let (left, top) = (cell % columns * columnsPerCell, cell / columns * rowsPerCell)
      for x in left..<left + columnsPerCell {
        for y in top..<top + rowsPerCell where thin[cell] & place(x, y).bit != 0 {
          dot(x + 1, y)
          dot(x, y + 1)
          dot(x + 1, y + 1)
        }
      }
    }
  }

  /// Ends the layer: its dots join the picture in `style`.
  /// - Parameter mark: of `marks`, in ASCII; nil: the next.
  mutating func endLayer(_ style: StyleRole, mark: Int? = nil) {
    if isBold { thicken() }
    lastLayer = layer.indices.filter { layer[$0] != 0 }
    for index in lastLayer {
      let weight = UInt8(layer[index].nonzeroBitCount)
      if weight >= strongest[index] {
        (strongest[index], styles[index], layers[index]) = (
          weight, style, UInt8((mark ?? layerCount) % Self.marks.count)
        )
      }
      dots[index] |= layer[index]
      layer[index] = 0
    }
    layerCount += 1
  }

  /// Lets the layer that ended last win all its cells.
  mutating func putOnTop(_ style: StyleRole) {
    for index in lastLayer { styles[index] = style }
  }

  func isEmpty(column: Int, row: Int) -> Bool {
    guard column >= 0, column < columns, row >= 0, row < rows else { return true }
    let index = row * columns + column
    return dots[index] | ground[index] | bands[index] == 0
  }

  /// Whether a line runs through a cell, not only ground.
  func hasLine(column: Int, row: Int) -> Bool {
    guard column >= 0, column < columns, row >= 0, row < rows else { return false }
    return dots[row * columns + column] != 0
  }

  /// Puts the cells that have dots at the top left of `area`, within it.
  func draw(in area: Rect, of buffer: inout CellBuffer) {
    for row in 0..<rows {
      for column in 0..<columns {
        let index = row * columns + column
        if isEmpty(column: column, row: row) { continue }
        let (sign, style): (Character, StyleRole) =
          if dots[index] != 0 {
            (character(dots[index] | bandEdges[index], layer: layers[index]), styles[index])
          } else if ground[index] != 0 {
            (groundCharacter(ground[index]), .chartBand)
          } else {
            (bandCharacter(bands[index]), bandStyles[index])
          }
        buffer.plot(sign, column: column, row: row, style, in: area)
      }
    }
  }

  private func groundCharacter(_ bits: UInt8) -> Character {
    glyphs == .ascii ? "." : character(bits, layer: 0)
  }

  /// A band is stippled, by halves of cells: a line stands out in it, and over a slow connection it takes a third of what
  /// braille does. Blocks are shaded as a whole: parts of them would be as bright as a line.
  private func bandCharacter(_ bits: UInt8) -> Character {
    switch glyphs {
    case .braille: bits & Self.upperHalf == 0 ? "." : bits & ~Self.upperHalf == 0 ? "'" : ":"
    case .block: "░"
    case .ascii: "."
    }
  }

  private func character(_ bits: UInt8, layer: UInt8) -> Character {
    switch glyphs {
    case .braille: Self.braille[Int(bits)]
    case .block: Self.halves[Int(bits & 3)]
    case .ascii: Self.marks[Int(layer)]
    }
  }

  /// What the lines of an ASCII chart are made of, in order.
  static let marks: [Character] = ["*", "+", "o", "x", "#", "@", "%", "&"]

  /// The dots of a braille cell's first two rows.
  private static let upperHalf: UInt8 = 0b1111
  private static let halves: [Character] = [" ", "▀", "▄", "█"]

  /// Unicode numbers braille dots 1…8 down the left column, down the right one, then the bottom row.
  private static let braille: [Character] = (0..<256).map { bits in
    let order: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let value = order.indices.reduce(UInt32(0x2800)) { bits >> $1 & 1 == 1 ? $0 | order[$1] : $0 }
    return Unicode.Scalar(value).map(Character.init) ?? " "
  }
}
