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

  init(abilities: TerminalAbilities, size: Size, output: TerminalOutput) {
    (self.abilities, self.output) = (abilities, output)
    screen = ShownScreen(size: size, dialect: abilities.dialect)
  }

  /// The terminal has shown that it repeats characters by their number.
  func useRepetition() { screen.dialect.repeats = true }

  /// Takes the alternate screen.
  func begin() {
    wrefresh(pitwall_standard_screen())
    if abilities.hasPrivateModes { output.send(Self.privateModesOn) }
  }

  /// Leaves the alternate screen. ncurses' last bytes go past the output, so ours have to be out before. It does not know
  /// in which look the screen was written last.
  func end() {
    output.send((abilities.hasPrivateModes ? Self.privateModesOff : "") + Style().sequence(after: nil))
    output.finish(within: .seconds(1))
    endwin()
  }

  /// Takes the terminal back after it was somebody else's.
  func takeBack() {
    reset_prog_mode()
    output.forgetQuestion()
    // After `end` ncurses takes the screen. Whoever only went on after a stop has it, but for what a shell wrote there;
    // and what waits for the line must not be passed.
    if isendwin() { wrefresh(pitwall_current_screen()) }
    output.send(abilities.hidingCursor + (abilities.hasPrivateModes ? Self.privateModesOn : ""))
  }

  func resize(to size: Size) {
    screen.forget(size: size)
    shownBuffer = nil
  }

  /// Paints everything again, as far as it is known.
  func repaint() {
    let last = shownBuffer
    resize(to: screen.size)
    if let last, let theme { present(last, theme: theme) }
  }

  func present(_ buffer: CellBuffer, theme newTheme: Theme) {
    var before = shownBuffer?.size == buffer.size ? shownBuffer : nil
    if theme != newTheme {
      let styles = StyleRole.allCases.map { abilities.shown(newTheme[$0]) }
      looks = styles.map { (screen.look($0), screen.blankLook($0)) }
      theme = newTheme
      before = nil
    }
    let changed = (0..<screen.size.rows).filter { row in
      before.map { row < $0.size.rows && $0.row(row) != buffer.row(row) } ?? true
    }
    let bytes = screen.show(changed.map { ($0, painted($0 < buffer.size.rows ? buffer.row($0) : [])) })
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

  /// A terminal mostly has the C library's widths: what that and ours disagree on would leave half a character behind.
  private func showable(_ character: Character, width: UInt8) -> Character {
    if character.isASCII { return character }
    let shown = abilities.glyphs.showable(character)
    guard shown == character, let base = character.unicodeScalars.first else { return shown }
    return wcwidth(wchar_t(base.value)) == Int32(width) ? character : "\u{FFFD}"
  }
}
