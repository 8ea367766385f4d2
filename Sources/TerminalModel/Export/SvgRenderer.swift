/// Writes a frame as an SVG picture that looks the same with any monospace font.
///
/// Every stretch of text is stretched to its columns; lines, blocks and braille are drawn as shapes. No script, no
/// style sheet, nothing from elsewhere: it shows in browsers, in mails and on code hosts alike.
public struct SvgRenderer: Sendable {
  public var theme: Theme
  /// For people who hear the picture; also its tooltip.
  public var title: String

  /// Of one cell, in user units.
  static let cell = (width: 9.0, height: 18.0)
  static let padding = 12.0
  private static let fonts =
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"

  public init(theme: Theme = .dark, title: String) { (self.theme, self.title) = (theme, title) }

  /// A whole document.
  public func render(_ buffer: CellBuffer) -> String {
    let paint = SvgPaint(theme: theme)
    let width = Self.number(Double(buffer.size.columns) * Self.cell.width + 2 * Self.padding)
    let height = Self.number(Double(buffer.size.rows) * Self.cell.height + 2 * Self.padding)
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      role="img" font-family="\(Self.fonts)" font-size="15">
      <title>\(Self.escaped(HarmlessText.make(title)))</title>
      <rect width="\(width)" height="\(height)" rx="8" fill="\(paint.page)"/>
      <g transform="translate(\(Self.number(Self.padding)) \(Self.number(Self.padding)))">

      """
    text += backgrounds(of: buffer, paint)
    for layer in layers(of: buffer) where !layer.isEmpty { text += layer.element(paint.look(of: layer.role)) }
    return text + "</g>\n</svg>\n"
  }

  /// A rectangle for each stretch of a row whose background is not the page's.
  private func backgrounds(of buffer: CellBuffer, _ paint: SvgPaint) -> String {
    var text = ""
    for index in 0..<buffer.size.rows {
      let fills = buffer.row(index).map { paint.look(of: $0.style).background }
      var column = 0
      while column < fills.count {
        let end = fills[column...].firstIndex { $0 != fills[column] } ?? fills.count
        if fills[column] != paint.page {
          let x = Self.number(Double(column) * Self.cell.width)
          let y = Self.number(Double(index) * Self.cell.height)
          let width = Self.number(Double(end - column) * Self.cell.width)
          text += "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"18\" fill=\"\(fills[column])\"/>\n"
        }
        column = end
      }
    }
    return text
  }

  /// What is drawn in each role, in the order of the roles.
  private func layers(of buffer: CellBuffer) -> [SvgLayer] {
    var layers = StyleRole.allCases.map { SvgLayer(role: $0) }
    for row in 0..<buffer.size.rows {
      for (column, cell) in buffer.row(row).enumerated() where cell.width > 0 && cell.character != " " {
        layers[Int(cell.style.rawValue)].add(cell, column: column, row: row)
      }
    }
    return layers
  }

  /// At most two decimals, as short as it can be.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(sign)\(whole)" }
    return "\(sign)\(whole == 0 ? "" : "\(whole)")."
      + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
  }

  /// Text for an element or an attribute; what XML cannot hold becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// A theme's looks as SVG writes them.
struct SvgPaint {
  struct Look {
    var foreground, background: String
    /// Attributes of text, with a blank before each.
    var font: String
    var opacity: String
  }

  let page: String
  private let looks: [Look]

  init(theme: Theme) {
    // Where the theme leaves it to the terminal: a dark one.
    let ground = theme[.text].background.hex ?? "#10141c"
    let ink = theme[.text].foreground.hex ?? "#d4dae3"
    page = ground
    looks = StyleRole.allCases.map { role in
      let style = theme[role]
      let front = style.foreground.hex ?? ink
      let back = style.background.hex ?? ground
      let font =
        (style.bold ? " font-weight=\"bold\"" : "") + (style.italic ? " font-style=\"italic\"" : "")
        + (style.underline ? " text-decoration=\"underline\"" : "")
      return Look(
        foreground: style.reverse ? back : front, background: style.reverse ? front : back, font: font,
        opacity: style.dim ? " opacity=\".6\"" : "")
    }
  }

  func look(of role: StyleRole) -> Look { looks[Int(role.rawValue)] }
}

extension Color {
  /// `#rrggbb`; nil for the terminal's own.
  var hex: String? {
    components.map { color in
      "#" + [color.red, color.green, color.blue].map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    }
  }
}
