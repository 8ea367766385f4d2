import TerminalModel
import Testing

@Suite struct AnsiRendererTests {
  private var buffer: CellBuffer {
    var buffer = CellBuffer(size: Size(columns: 10, rows: 3))
    buffer.put("ab", at: Point(column: 0, row: 0), style: .statusRunning)
    buffer.put("cd", at: Point(column: 2, row: 0), style: .text)
    buffer.put("e", at: Point(column: 0, row: 1), style: .title)
    buffer.put("漢  ", at: Point(column: 1, row: 1), style: .heat0)
    return buffer
  }

  @Test func plainTextHasNoSequences() {
    #expect(AnsiRenderer(depth: .none).render(buffer) == "abcd\ne漢\n\n")
    #expect(AnsiRenderer(depth: .none, glyphs: .ascii).render(buffer) == "abcd\ne? \n\n")
  }

  @Test func changesStyleOnlyWhereItChanges() {
    #expect(
      AnsiRenderer(depth: .trueColor).render(buffer) == """
        \u{1B}[38;2;95;175;255mab\u{1B}[mcd
        \u{1B}[1;38;2;218;218;218me\u{1B}[0;38;2;230;236;245;48;2;29;31;75m漢  \u{1B}[m


        """)
    #expect(AnsiRenderer(depth: .ansi16).render(buffer).hasPrefix("\u{1B}[94mab\u{1B}[mcd\n"))
    #expect(AnsiRenderer(depth: .ansi256).render(buffer).hasPrefix("\u{1B}[38;5;75mab\u{1B}[mcd\n"))
  }

  /// What a terminal would show, from a small interpreter of the sequences we write.
  @Test(arguments: ColorDepth.allCases)
  func everyCellKeepsItsStyle(_ depth: ColorDepth) {
    var buffer = CellBuffer(size: Size(columns: StyleRole.allCases.count, rows: 1))
    for (column, role) in StyleRole.allCases.enumerated() { buffer[column, 0] = Cell("x", style: role) }
    let text = AnsiRenderer(depth: depth).render(buffer)
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    #expect(parts.count == StyleRole.allCases.count + 1)
    var current = ""
    for (part, role) in zip(parts, StyleRole.allCases) {
      if part.hasPrefix("\u{1B}[0") || part.hasPrefix("\u{1B}[m") { current = "" }
      current += part
      let style = depth.adapting(Theme.dark[role])
      guard depth != .none else { continue }
      #expect(current.contains("[1") || current.contains(";1") == style.bold || !style.bold)
      if style == Style() { #expect(current.isEmpty || current == "\u{1B}[m") }
    }
  }
}
