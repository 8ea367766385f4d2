import CNcurses
import Glibc
import TerminalModel

/// Brings frames to the terminal, and nothing that is there already. ncurses takes the screen and gives it back.
final class ScreenPainter {
  static let privateModesOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h\u{1B}[?2004h\u{1B}[?1004h"
  static let privateModesOff =
    "\u{1B}[?2026l\u{1B}[?1004l\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
  private static let updateBegins = "\u{1B}[?2026h"
  private static let updateEnds = "\u{1B}[?2026l"

  private let abilities: TerminalAbilities
  private let output: TerminalOutput
  private var screen: ShownScreen
  private var shownBuffer: CellBuffer?
  private var theme: Theme?
  /// Of the roles' text and blanks.
  private var looks: [(text: PaintedCell.Look, blank: PaintedCell.Look)] = []
  private let window = pitwall_standard_screen()

  init(abilities: TerminalAbilities, size: Size, output: TerminalOutput) {
    (self.abilities, self.output) = (abilities, output)
    screen = ShownScreen(size: size, dialect: abilities.dialect)
  }

  /// The terminal has shown that it repeats characters by their number.
  func useRepetition() { screen.dialect.repeats = true }

  /// Takes the alternate screen.
  func begin() {
    wrefresh(window)
    if abilities.hasPrivateModes { output.send(Self.privateModesOn) }
  }

  /// Leaves the alternate screen. ncurses' last bytes go past the output, so ours have to be out before.
  func end() {
    if abilities.hasPrivateModes {
      output.send(Self.privateModesOff)
      output.finish(within: .seconds(1))
    }
    endwin()
  }

  /// Paints everything again, after the terminal was somebody else's.
  func resume() {
    reset_prog_mode()
    output.forgetQuestion()
    wrefresh(pitwall_current_screen())
    curs_set(0)
    if abilities.hasPrivateModes { output.send(Self.privateModesOn) }
    let last = shownBuffer
    resize(to: screen.size)
    if let last, let theme { present(last, theme: theme) }
  }

  func resize(to size: Size) {
    screen.forget(size: size)
    shownBuffer = nil
  }

  func present(_ buffer: CellBuffer, theme newTheme: Theme) {
    var before = shownBuffer?.size == buffer.size ? shownBuffer : nil
    if theme != newTheme {
      let styles = StyleRole.allCases.map { abilities.shown(newTheme[$0]) }
      looks = styles.map { (screen.look($0), screen.blankLook($0)) }
      theme = newTheme
      before = nil
    }
    let rows = 0..<min(buffer.size.rows, screen.size.rows)
    let changed = rows.filter { row in before.map { $0.row(row) != buffer.row(row) } ?? true }
    let bytes = screen.show(changed.map { ($0, painted(buffer.row($0))) })
    let hasBrackets = abilities.hasPrivateModes
    output.frame(bytes, from: hasBrackets ? Self.updateBegins : "", to: hasBrackets ? Self.updateEnds : "")
    shownBuffer = buffer
  }

  /// As many cells as the terminal has columns.
  private func painted(_ row: ArraySlice<Cell>) -> [PaintedCell] {
    let columns = screen.size.columns
    var cells: [PaintedCell] = []
    cells.reserveCapacity(columns)
    for cell in row.prefix(columns) {
      let look = looks[Int(cell.style.rawValue)]
      // The half of a character that ran over the edge, or of one shown as something narrower, is a blank.
      if cell.width == 0 {
        let isCovered = cells.last?.width == 2
        cells.append(PaintedCell(" ", look: isCovered ? look.text : look.blank, width: isCovered ? 0 : 1))
        continue
      }
      let isCut = cell.width == 2 && cells.count + 1 >= columns
      let character = isCut ? " " : showable(cell.character, width: cell.width)
      let width = character != cell.character ? 1 : cell.width
      cells.append(PaintedCell(character, look: character == " " ? look.blank : look.text, width: width))
    }
    let rest = PaintedCell(" ", look: looks[Int(StyleRole.text.rawValue)].blank)
    return cells + repeatElement(rest, count: columns - cells.count)
  }

  /// Terminals take the C library's widths; a character they disagree on would shift the row.
  private func showable(_ character: Character, width: UInt8) -> Character {
    if character.isASCII { return character }
    let shown = abilities.glyphs.showable(character)
    guard shown == character, let base = character.unicodeScalars.first else { return shown }
    return wcwidth(wchar_t(base.value)) == Int32(width) ? character : "\u{FFFD}"
  }
}
