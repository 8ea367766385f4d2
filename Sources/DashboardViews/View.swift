public import TerminalModel

/// Draws one view model. Same model and area, same cells; never outside `area`, whatever its size.
public protocol View {
  associatedtype Model
  static func draw(_ model: Model, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet)
}
