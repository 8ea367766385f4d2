import Glibc
import TestSupport
import Testing

@testable import TerminalModel

private func buffer(_ lines: [String], style: StyleRole = .text) -> CellBuffer {
  let columns = lines.map { HarmlessText.columns(of: $0) }.max() ?? 0
  var buffer = CellBuffer(size: Size(columns: columns, rows: lines.count))
  for (row, line) in lines.enumerated() { buffer.put(line, at: Point(column: 0, row: row), style: style) }
  return buffer
}

@Suite struct SvgRendererTests {
  private static let head = """
    <svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" viewBox="0 0 60 60" role="img" \
    font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace" \
    font-size="15">
    <title>a &amp; b</title>
    <rect width="60" height="60" rx="8" fill="#10141c"/>
    <g transform="translate(12 12)">

    """

  @Test func writesCellsOnAnExactGrid() {
    var frame = buffer(["a<b", "─⡁█"])
    frame.restyle(Rect(column: 2, row: 0, columns: 1, rows: 1), .selection)
    let svg = SvgRenderer(title: "a & b").render(CellBuffer(size: Size(columns: 4, rows: 2)).with(frame))
    #expect(
      svg == Self.head + """
        <rect x="18" y="0" width="9" height="18" fill="#2f4a6d"/>
        <g fill="#d4dae3">
        <path d="M18 18h9v18h-9z"/>
        <path d="M0 27h4.5M4.5 27h4.5" fill="none" stroke="#d4dae3" stroke-width="1.3"/>
        <path d="M11.25 20.25h.01M11.25 33.75h.01" fill="none" stroke="#d4dae3" stroke-width="3.4" stroke-linecap="round"/>
        <text x="0" y="13.5" textLength="18" lengthAdjust="spacingAndGlyphs">a&lt;</text>
        </g>
        <g fill="#ffffff" font-weight="bold">
        <text x="18" y="13.5" textLength="9" lengthAdjust="spacingAndGlyphs">b</text>
        </g>
        </g>
        </svg>

        """)
  }

  @Test func keepsWordsTogetherAndWideCharactersWide() {
    let svg = SvgRenderer(title: "t").render(buffer(["one two  漢字 e\u{301}"]))
    #expect(svg.contains("textLength=\"63\" lengthAdjust=\"spacingAndGlyphs\">one two</text>"))
    #expect(
      svg.contains("<text x=\"81\" y=\"13.5\" textLength=\"54\" lengthAdjust=\"spacingAndGlyphs\">漢字 e\u{301}</text>"))
  }

  @Test(arguments: [
    (0.0, "0"), (0.01, ".01"), (4.5, "4.5"), (-2.25, "-2.25"), (13.125, "13.13"), (9.999, "10"), (1200, "1200"),
  ])
  func writesNumbersShort(_ value: Double, _ text: String) { #expect(SvgRenderer.number(value) == text) }

  @Test func everyShapeOfBoxesAndBlocksStaysInItsCell() throws {
    let shapes = (0x2500...0x259F).compactMap { Unicode.Scalar($0) }.filter { SvgShape($0) != nil }
    #expect(shapes.count == 25 + 32)
    let frame = buffer([String(String.UnicodeScalarView(shapes))])
    let svg = SvgRenderer(title: "t").render(frame)
    #expect(!svg.contains("<text"))
    // No path leaves the row.
    let data = svg.split(separator: "<path d=\"").dropFirst().map { $0.prefix { $0 != "\"" } }.joined()
    for path in data.split(separator: "M") {
      let y = path.split(separator: " ").dropFirst().first?.prefix { $0.isNumber || $0 == "." }
      let value = try #require(y.flatMap { Double(String($0)) })
      #expect((0...18).contains(value), "\(path)")
    }
  }

  /// Whatever a run wrote, the document stays one.
  @Test func isWellFormedWhateverStandsInTheCells() {
    var frame = buffer(["<&>\"'\u{1B}\u{0}]]>", "</svg><script>", "漢⣿░╭┼▙\u{202E}\u{FFFE}"])
    frame[0, 0] = Cell("\u{1}")
    for role in StyleRole.allCases {
      frame.restyle(frame.bounds, role)
      let svg = SvgRenderer(title: "<&\"\u{0}").render(frame)
      #expect(XMLCheck.complaint(svg) == nil)
      #expect(!svg.contains("<script"))
    }
    #expect(XMLCheck.complaint(SvgRenderer(title: "").render(CellBuffer(size: Size(columns: 0, rows: 0)))) == nil)
    #expect(XMLCheck.complaint("<a><b></a>") != nil && XMLCheck.complaint("<a>&x</a>") != nil)
    #expect(XMLCheck.complaint("<a b=c></a>") != nil && XMLCheck.complaint("<a/>") == nil)
  }

  @Test func aThemesOwnBackgroundIsThePages() throws {
    var theme = Theme.dark
    theme[.text] = Style(foreground: .rgb(1, 2, 3), background: .rgb(250, 251, 252))
    theme[.accent] = Style(foreground: .rgb(9, 9, 9), reverse: true)
    var frame = buffer(["ab"])
    frame.restyle(Rect(column: 1, row: 0, columns: 1, rows: 1), .accent)
    let svg = SvgRenderer(theme: theme, title: "t").render(frame)
    #expect(svg.contains("rx=\"8\" fill=\"#fafbfc\""))
    #expect(svg.contains("<rect x=\"9\" y=\"0\" width=\"9\" height=\"18\" fill=\"#090909\"/>"))
    #expect(svg.contains("<g fill=\"#fafbfc\">"))
  }
}

@Suite struct AsciicastTests {
  @Test func theHeaderIsThatOfVersionTwo() {
    #expect(
      Asciicast.header(size: Size(columns: 80, rows: 24), title: "a \"b\"\n", timestamp: 12)
        == "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":12,\"title\":\"a \\\"b\\\"␊\","
        + "\"env\":{\"TERM\":\"xterm-256color\"}}\n")
  }

  @Test func framesAreWhatDiffersFromTheOneBefore() {
    var cast = Asciicast(theme: .dark)
    #expect(
      cast.frame(buffer(["ab", "c "]), at: 0)
        == "[0.000000,\"o\",\"\\u001b[?25l\\u001b[2J\\u001b[1;1Hab\\u001b[2;1Hc\"]\n")
    #expect(cast.frame(buffer(["ab", "c "]), at: 0.5) == "")
    // Erased before it is written: behind a row that fills the width, its last cell would go.
    #expect(cast.frame(buffer(["ab", "d "]), at: 1.25) == "[1.250000,\"o\",\"\\u001b[2;1H\\u001b[Kd\"]\n")
    #expect(
      cast.frame(buffer(["x"]), at: 61.0000004)
        == "[61.000000,\"r\",\"1x1\"]\n[61.000000,\"o\",\"\\u001b[2J\\u001b[1;1Hx\"]\n")
  }

  @Test func anotherThemeRepaintsEveryRowOnce() {
    var cast = Asciicast(theme: .dark)
    _ = cast.frame(buffer(["ab", "c "]), at: 0)
    cast.use(.dark)
    #expect(cast.frame(buffer(["ab", "c "]), at: 1) == "")
    var other = Theme.dark
    other[.text] = Style(foreground: .rgb(1, 2, 3))
    cast.use(other)
    #expect(
      cast.frame(buffer(["ab", "c "]), at: 2)
        .hasPrefix("[2.000000,\"o\",\"\\u001b[1;1H\\u001b[K\\u001b[38;2;1;2;3mab"))
    #expect(cast.frame(buffer(["ab", "c "]), at: 3) == "")
    // A resize at the same moment is still told.
    cast.use(.dark)
    #expect(cast.frame(buffer(["x"]), at: 4).hasPrefix("[4.000000,\"r\",\"1x1\"]\n"))
  }

  @Test func colorsAreTheThemes() {
    var cast = Asciicast(theme: .dark)
    #expect(
      cast.frame(buffer(["é"], style: .warning), at: 0).contains("\\u001b[38;2;255;215;95mé\\u001b[m"))
  }
}

/// Says what is wrong with a document, as far as an XML parser would: tags that do not match, attributes without
/// quotes, entities that are none, characters that are not allowed. Nil when nothing is.
private enum XMLCheck {
  static func complaint(_ document: String) -> String? {
    var open: [String] = []
    var rest = Substring(document)
    while let start = rest.firstIndex(of: "<") {
      if let words = badText(rest[..<start]) { return words }
      guard let end = rest[start...].firstIndex(of: ">") else { return "a tag without an end" }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else { return "\(tag) closes another" }
        continue
      }
      let name = tag.prefix { $0 != " " && $0 != "/" }
      if let words = badAttributes(tag.dropFirst(name.count)) { return words }
      if !tag.hasSuffix("/") { open.append(String(name)) }
    }
    return open.isEmpty ? badText(rest) : "\(open) stay open"
  }

  private static func badText(_ text: Substring) -> String? {
    if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" || $0.value == 0xFFFE }) {
      return "a character that is not allowed"
    }
    for entity in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    where !["amp;", "lt;", "gt;", "quot;"].contains(where: { entity.hasPrefix($0) }) { return "&\(entity)" }
    return nil
  }

  private static func badAttributes(_ text: Substring) -> String? {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return "a quote without its other" }
    for index in stride(from: 0, to: parts.count - 1, by: 2)
    where !parts[index].hasSuffix("=") || !parts[index].hasPrefix(" ") {
      return "attribute \(parts[index])"
    }
    return ["", "/"].contains(parts.last) ? nil : "\(parts.last ?? "") in a tag"
  }
}

extension CellBuffer {
  /// With another frame's cells at its top left.
  fileprivate func with(_ other: CellBuffer) -> CellBuffer {
    var result = self
    for row in 0..<other.size.rows {
      for column in 0..<other.size.columns { result[column, row] = other[column, row] }
    }
    return result
  }
}
