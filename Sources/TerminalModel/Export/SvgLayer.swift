/// All that one role draws in a picture: stretches of text, filled areas, lines and dots.
struct SvgLayer {
  private struct Text {
    var column, row: Int
    var columns: Int
    var words: String
  }

  let role: StyleRole
  private var texts: [Text] = []
  /// Path data of what is filled, of lines and of round dots.
  private var areas = ""
  private var lines = ""
  private var dots = ""
  /// Path data of areas by their opacity in percent: the shades.
  private var shades: [Int: String] = [:]

  init(role: StyleRole) { self.role = role }

  var isEmpty: Bool { texts.isEmpty && areas.isEmpty && lines.isEmpty && dots.isEmpty && shades.isEmpty }

  mutating func add(_ cell: Cell, column: Int, row: Int) {
    let x = Double(column) * SvgRenderer.cell.width
    let y = Double(row) * SvgRenderer.cell.height
    guard let scalar = cell.character.unicodeScalars.first, cell.character.unicodeScalars.count == 1,
      let shape = SvgShape(scalar)
    else { return addText(cell, column: column, row: row) }
    switch shape {
    case .areas(let rects): areas += rects.map { $0.path(x: x, y: y) }.joined()
    case .shade(let percent): shades[percent, default: ""] += SvgShape.Area.whole.path(x: x, y: y)
    case .lines(let path): lines += path(x, y)
    case .dots(let places):
      for place in places {
        dots += "M\(SvgRenderer.number(x + place.x)) \(SvgRenderer.number(y + place.y))h.01"
      }
    }
  }

  /// Goes on with the stretch before it when at most one blank lies between.
  private mutating func addText(_ cell: Cell, column: Int, row: Int) {
    if let last = texts.last, last.row == row {
      let gap = column - last.column - last.columns
      if gap == 0 || gap == 1 {
        texts[texts.count - 1].words += (gap == 1 ? " " : "") + String(cell.character)
        texts[texts.count - 1].columns += gap + Int(cell.width)
        return
      }
    }
    texts.append(Text(column: column, row: row, columns: Int(cell.width), words: String(cell.character)))
  }

  func element(_ look: SvgPaint.Look) -> String {
    var parts = "<g fill=\"\(look.foreground)\"\(look.font)\(look.opacity)>\n"
    if !areas.isEmpty { parts += "<path d=\"\(areas)\"/>\n" }
    for (percent, data) in shades.sorted(by: { $0.key < $1.key }) {
      parts += "<path d=\"\(data)\" opacity=\".\(percent)\"/>\n"
    }
    if !lines.isEmpty {
      parts += "<path d=\"\(lines)\" fill=\"none\" stroke=\"\(look.foreground)\" stroke-width=\"1.3\"/>\n"
    }
    if !dots.isEmpty {
      parts +=
        "<path d=\"\(dots)\" fill=\"none\" stroke=\"\(look.foreground)\" stroke-width=\"3.4\" "
        + "stroke-linecap=\"round\"/>\n"
    }
    for text in texts { parts += Self.element(text) }
    return parts + "</g>\n"
  }

  private static func element(_ text: Text) -> String {
    let x = SvgRenderer.number(Double(text.column) * SvgRenderer.cell.width)
    let y = SvgRenderer.number(Double(text.row) * SvgRenderer.cell.height + 13.5)
    let length = SvgRenderer.number(Double(text.columns) * SvgRenderer.cell.width)
    return "<text x=\"\(x)\" y=\"\(y)\" textLength=\"\(length)\" lengthAdjust=\"spacingAndGlyphs\">"
      + "\(SvgRenderer.escaped(text.words))</text>\n"
  }
}
