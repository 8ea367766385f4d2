import CNcurses
import Glibc
import TerminalModel

/// Brings frames to ncurses' screen, and nothing that is there already.
final class ScreenPainter {
  /// What stands in one column, with its look resolved.
  private struct ShownCell: Equatable {
    var character: Character
    var width: UInt8
    var look: Look
  }

  private struct Look: Equatable {
    var attributes: attr_t
    var pair: Int32
  }

  static let privateModesOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h\u{1B}[?2004h\u{1B}[?1004h"
  static let privateModesOff =
    "\u{1B}[?2026l\u{1B}[?1004l\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
  private static let updateBegins = "\u{1B}[?2026h"
  private static let updateEnds = "\u{1B}[?2026l"

  private let abilities: TerminalAbilities
  private let output: TerminalOutput
  private var pairs: ColorPairs
  private var compact = CompactOutput()
  /// The terminal has shown that it repeats characters by their number. One that does also inserts and deletes lines,
  /// which not everything does that calls itself xterm; of scroll regions ncurses makes use in any case.
  func useRepetition() {
    compact.repeats = true
    idlok(window, true)
  }
  private var shownRows: [[ShownCell]] = []
  private var shownBuffer: CellBuffer?
  private var theme: Theme?
  private var looks: [Look] = []
  private let window = pitwall_standard_screen()

  init(abilities: TerminalAbilities, output: TerminalOutput) {
    (self.abilities, self.output) = (abilities, output)
    pairs = ColorPairs(abilities)
  }

  /// Takes the alternate screen. ncurses 6.4 writes at every cursor movement until it has been left once, and
  /// collects a frame's bytes into one write from then on.
  func begin() {
    wrefresh(window)
    endwin()
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
    compact.forget()
    output.frame(rewriting: rewriting) {
      wrefresh(pitwall_current_screen())
      curs_set(0)
    }
    if abilities.hasPrivateModes { output.send(Self.privateModesOn) }
  }

  /// The window was resized: ncurses no longer holds what was shown.
  func forget() {
    compact.forget()
    shownRows = []
    shownBuffer = nil
  }

  func present(_ buffer: CellBuffer, theme newTheme: Theme) {
    var before = shownBuffer?.size == buffer.size ? shownBuffer : nil
    if theme != newTheme {
      if pairs.isFull {
        // ncurses does not see that the same numbers mean other colours now.
        pairs.forget()
        forget()
        clearok(window, true)
      }
      looks = StyleRole.allCases.map { look(of: abilities.colorDepth.adapting(newTheme[$0])) }
      theme = newTheme
      before = nil
    }
    let rows = min(buffer.size.rows, Int(getmaxy(window)))
    let columns = min(buffer.size.columns, Int(getmaxx(window)))
    if shownRows.count != rows { shownRows = Array(repeating: [], count: rows) }
    var isChanged = false
    for index in 0..<rows where before.map({ $0.row(index) != buffer.row(index) }) ?? true {
      let row = resolve(buffer.row(index).prefix(columns))
      guard row != shownRows[index] else { continue }
      draw(row, at: index)
      shownRows[index] = row
      isChanged = true
    }
    shownBuffer = buffer
    if isChanged { refresh() }
  }

  /// One write for the frame with its brackets.
  private func refresh() {
    let hasBrackets = abilities.hasPrivateModes
    output.frame(
      from: hasBrackets ? Self.updateBegins : "", to: hasBrackets ? Self.updateEnds : "", rewriting: rewriting
    ) {
      wrefresh(window)
    }
  }

  /// What ncurses has painted, with the colours meant and in few bytes.
  private func rewriting(_ painted: [UInt8]) -> [UInt8] {
    let colored = pairs.rewriting(painted)
    return abilities.hasPrivateModes ? compact.compacting(colored, columns: Int(getmaxx(window))) : colored
  }

  private func resolve(_ row: ArraySlice<Cell>) -> [ShownCell] {
    var cells: [ShownCell] = []
    cells.reserveCapacity(row.count)
    for cell in row {
      let look = looks[Int(cell.style.rawValue)]
      if cell.width == 0 {
        // The half of a character that ran over the edge, or of one shown as something narrower.
        let isCovered = cells.last?.width == 2
        cells.append(ShownCell(character: " ", width: isCovered ? 0 : 1, look: look))
        continue
      }
      let character = showable(cell.character, width: cell.width)
      let isCut = cell.width == 2 && cells.count + 1 >= row.count
      let width = isCut || character != cell.character ? 1 : cell.width
      cells.append(ShownCell(character: isCut ? " " : character, width: width, look: look))
    }
    return cells
  }

  /// ncurses places what follows by the C library's widths; a character they disagree on would shift the row.
  private func showable(_ character: Character, width: UInt8) -> Character {
    if character.isASCII { return character }
    let shown = abilities.glyphs.showable(character)
    guard shown == character, let base = character.unicodeScalars.first else { return shown }
    return wcwidth(wchar_t(base.value)) == Int32(width) ? character : "\u{FFFD}"
  }

  private func draw(_ row: [ShownCell], at index: Int) {
    var cells: [cchar_t] = []
    cells.reserveCapacity(row.count)
    var text: [wchar_t] = []
    for cell in row where cell.width > 0 {
      text.removeAll(keepingCapacity: true)
      for scalar in cell.character.unicodeScalars.prefix(4) { text.append(wchar_t(scalar.value)) }
      text.append(0)
      var packed = cchar_t()
      pitwall_fill_cell(&packed, text, cell.look.attributes, cell.look.pair)
      cells.append(packed)
    }
    mvwadd_wchnstr(window, Int32(index), 0, cells, Int32(cells.count))
  }

  private func look(of style: Style) -> Look {
    var attributes: attr_t = 0
    if style.bold { attributes |= pitwall_bold }
    if style.dim { attributes |= pitwall_dim }
    if style.italic { attributes |= pitwall_italic }
    if style.underline { attributes |= pitwall_underline }
    if style.reverse { attributes |= pitwall_reverse }
    return Look(attributes: attributes, pair: pairs.pair(style.foreground, style.background))
  }
}
