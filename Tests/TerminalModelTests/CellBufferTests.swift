import TerminalModel
import TestSupport
import Testing

@Suite struct CellBufferTests {
  private func buffer(_ columns: Int, _ rows: Int = 1) -> CellBuffer {
    CellBuffer(size: Size(columns: columns, rows: rows))
  }

  @Test func clipsTextAtBothEdges() {
    var buffer = buffer(5)
    #expect(buffer.put("abcdefg", at: Point(column: 2, row: 0)) == 3)
    #expect(buffer.textLines() == ["  abc"])
    #expect(buffer.put("vwxyz", at: Point(column: -3, row: 0)) == 5)
    #expect(buffer.textLines() == ["yzabc"])
    #expect(buffer.put("no", at: Point(column: 0, row: 1)) == 2)
    #expect(buffer.put("no", at: Point(column: 5, row: 0)) == 0)
    #expect(buffer.put("uvw", at: Point(column: 0, row: 0), maxColumns: 1) == 1)
    #expect(buffer.textLines() == ["uzabc"])
  }

  @Test func neverSplitsAWideCharacter() {
    var buffer = buffer(5)
    #expect(buffer.put("漢字漢", at: Point(column: 0, row: 0)) == 4)
    #expect(buffer.textLines() == ["漢字 "])
    #expect(buffer[1, 0].width == 0)
    buffer[1, 0] = Cell("x")
    #expect(buffer.textLines() == [" x字 "])
    buffer[2, 0] = Cell("y")
    #expect(buffer.textLines() == [" xy  "])
    #expect((0..<5).allSatisfy { buffer[$0, 0].width == 1 })
    buffer.put("漢", at: Point(column: -1, row: 0))
    #expect(buffer.textLines() == [" xy  "])
    buffer[4, 0] = Cell("漢", width: 2)
    #expect(buffer.textLines() == [" xy  "])
  }

  @Test func overwritesAWideCharacterWithAnotherHalfwayThrough() {
    var buffer = buffer(6)
    buffer.put("漢字漢", at: Point(column: 0, row: 0))
    buffer.put("字", at: Point(column: 1, row: 0))
    #expect(buffer.textLines() == [" 字 漢"])
    #expect(buffer.row(0).map(\.width) == [1, 2, 0, 1, 2, 0])
  }

  @Test func writesNothingIntoAnEmptyBuffer() {
    var empty = CellBuffer(size: Size(columns: 0, rows: 0))
    empty.put("x", at: Point(column: 0, row: 0))
    empty.fill(Rect(column: -1, row: -1, columns: 9, rows: 9), with: Cell("x"))
    empty.drawBox(Rect(column: 0, row: 0, columns: 9, rows: 9), title: "t")
    #expect(empty.textLines().isEmpty)
    #expect(empty[3, 3] == .blank)
  }

  @Test(arguments: GlyphSet.allCases)
  func drawsABox(_ glyphs: GlyphSet) {
    var buffer = buffer(14, 4)
    buffer.drawBox(Rect(Size(columns: 13, rows: 4)), style: .borderFocused, title: "validation\u{1B}", glyphs: glyphs)
    #expect(GoldenFrame.difference(buffer, name: "box-\(glyphs)") == nil)
  }

  @Test func dividesARectangle() {
    let whole = Rect(column: 2, row: 1, columns: 20, rows: 7)
    let parts = whole.split(.horizontal, [.cells(5), .share(1), .share(2), .percent(10)])
    #expect(parts.map(\.columns) == [5, 4, 9, 2])
    #expect(parts.map(\.column) == [2, 7, 11, 20])
    #expect(whole.split(.vertical, [.cells(5), .cells(5), .share(1)]).map(\.rows) == [5, 2, 0])
    #expect(whole.split(.vertical, []).isEmpty)
    #expect(whole.below(2) == Rect(column: 2, row: 3, columns: 20, rows: 5))
    #expect(whole.above(9).isEmpty && whole.rightOf(30).isEmpty)
    #expect(whole.leftOf(3).columns == 17 && whole.rightPart(3).column == 19)
    #expect(whole.inset(by: 4).isEmpty && whole.inset(by: 1) == Rect(column: 3, row: 2, columns: 18, rows: 5))
    #expect(whole.intersection(Rect(Size(columns: 4, rows: 4))) == Rect(column: 2, row: 1, columns: 2, rows: 3))
    #expect(whole.centred(Size(columns: 4, rows: 3)) == Rect(column: 10, row: 3, columns: 4, rows: 3))
    #expect(whole.contains(Point(column: 21, row: 7)) && !whole.contains(Point(column: 22, row: 7)))
  }
}
