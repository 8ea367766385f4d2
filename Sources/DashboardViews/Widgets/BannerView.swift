import DashboardLogic
import TerminalModel

/// A title that can be read from the last row of a room.
enum BannerView: View {
  static func draw(_ model: BannerModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard area.rows >= 6 else {
      let used = buffer.write(model.title.uppercased(), column: 1, row: 0, .accent, in: area)
      buffer.write(model.subtitle, column: used + 3, row: 0, in: area)
      return
    }
    LargeText.draw(model.title, column: 2, row: 1, .accent, in: area, of: &buffer, glyphs: glyphs)
    buffer.write(model.subtitle, column: 2, row: 4, in: area)
  }
}
