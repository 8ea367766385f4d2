import TerminalModel

/// Letters three rows high, of half blocks; where there are none, spaced capitals.
enum LargeText {
  static func draw(
    _ text: String, column: Int, row: Int, _ style: StyleRole, in area: Rect, of buffer: inout CellBuffer,
    glyphs: GlyphSet
  ) {
    let letters = text.uppercased().map { $0 }
    let shapes = letters.compactMap { font[$0] }
    guard glyphs != .ascii, shapes.count == letters.count else {
      buffer.write(letters.map(String.init).joined(separator: " "), column: column, row: row + 1, style, in: area)
      return
    }
    var place = column
    for shape in shapes {
      let width = shape[0].count
      for x in 0..<width {
        for line in 0..<3 {
          let upper = isSet(shape, x, 2 * line)
          let lower = isSet(shape, x, 2 * line + 1)
          guard upper || lower else { continue }
          buffer.plot(upper && lower ? "█" : upper ? "▀" : "▄", column: place + x, row: row + line, style, in: area)
        }
      }
      place += width + 1
    }
  }

  private static func isSet(_ shape: [[Character]], _ x: Int, _ y: Int) -> Bool {
    y < shape.count && shape[y][x] == "#"
  }

  /// Five rows of dots each.
  private static let font: [Character: [[Character]]] = {
    let rows = """
      A .##. #..# #### #..# #..#
      B ###. #..# ###. #..# ###.
      C .### #... #... #... .###
      D ###. #..# #..# #..# ###.
      E #### #... ###. #... ####
      F #### #... ###. #... #...
      G .### #... #.## #..# .###
      H #..# #..# #### #..# #..#
      I ### .#. .#. .#. ###
      J ..## ...# ...# #..# .##.
      K #..# #.#. ##.. #.#. #..#
      L #... #... #... #... ####
      M #...# ##.## #.#.# #...# #...#
      N #..# ##.# #.## #..# #..#
      O .##. #..# #..# #..# .##.
      P ###. #..# ###. #... #...
      Q .##. #..# #..# #.## .###
      R ###. #..# ###. #.#. #..#
      S .### #... .##. ...# ###.
      T ##### ..#.. ..#.. ..#.. ..#..
      U #..# #..# #..# #..# .##.
      V #...# #...# #...# .#.#. ..#..
      W #...# #...# #.#.# ##.## #...#
      X #...# .#.#. ..#.. .#.#. #...#
      Y #...# .#.#. ..#.. ..#.. ..#..
      Z #### ...# .##. #... ####
      """
    var font: [Character: [[Character]]] = [" ": Array(repeating: [".", "."], count: 5)]
    for row in rows.split(separator: "\n") {
      let parts = row.split(separator: " ")
      guard let letter = parts.first?.first else { continue }
      font[letter] = parts.dropFirst().map(Array.init)
    }
    return font
  }()
}
