/// A look for every role.
public struct Theme: Equatable, Sendable {
  public var name: String
  /// By the role's raw value.
  private var styles: [Style]

  /// A colour that a role leaves at `default` is that of `text`, so that one line sets the colours of the whole screen.
  public subscript(role: StyleRole) -> Style {
    get {
      var style = styles[Int(role.rawValue)]
      let text = styles[Int(StyleRole.text.rawValue)]
      if style.foreground == .default { style.foreground = text.foreground }
      if style.background == .default { style.background = text.background }
      return style
    }
    set { styles[Int(role.rawValue)] = newValue }
  }
}

/// Why a theme file cannot be used.
public struct ThemeError: Error, Equatable, CustomStringConvertible {
  public enum Reason: Equatable, Sendable {
    case missingEquals
    case unknownRole(String)
    case unknownWord(String)
    case missingColor
    case roleNamedTwice(String)
  }

  /// Counted from 1.
  public let line: Int
  public let reason: Reason

  public init(line: Int, reason: Reason) {
    self.line = line
    self.reason = reason
  }

  public var description: String {
    let words =
      switch reason {
      case .missingEquals: "expected `role = colour`, found no `=`"
      case .unknownRole(let role): "unknown role `\(HarmlessText.make(role))`; themes/dark.theme names them all"
      case .unknownWord(let word):
        """
        unknown colour or attribute `\(HarmlessText.make(word))`; use #rrggbb, default, an ANSI name such as \
        bright-blue, or bold, dim, italic, underline, reverse
        """
      case .missingColor: "no colour given; write `default` for the terminal's own"
      case .roleNamedTwice(let role): "`\(role)` was set on an earlier line"
      }
    return "line \(line): \(words)"
  }
}

extension Theme {
  /// The theme that needs no file, and what every other one inherits from.
  public static let dark = Theme(name: "dark", roles: darkRoles)

  /// Reads `role = foreground [on background] [bold] [dim] [italic] [underline] [reverse]` lines; `#` begins a
  /// comment at the start of a line or after a blank unless a hexadecimal colour follows. Roles not named look as
  /// in `dark`. The attributes of a named role are exactly those written.
  public static func parse(_ text: String, name: String = "custom") throws(ThemeError) -> Theme {
    var theme = dark
    theme.name = name
    var seen: Set<StyleRole> = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let words = words(of: line)
      guard let first = words.first else { continue }
      let number = index + 1
      guard words.count >= 2, words[1] == "=" else { throw ThemeError(line: number, reason: .missingEquals) }
      guard let role = StyleRole(name: first) else { throw ThemeError(line: number, reason: .unknownRole(first)) }
      guard seen.insert(role).inserted else { throw ThemeError(line: number, reason: .roleNamedTwice(first)) }
      theme[role] = try style(words.dropFirst(2), line: number)
    }
    return theme
  }

  private static func words(of line: Substring) -> [String] {
    var words: [String] = []
    for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      if word.hasPrefix("#"), Color(name: String(word)) == nil || words.isEmpty { break }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, !words.contains("=") {
        words += [String(parts[0]), "=", String(parts[1])].filter { !$0.isEmpty }
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  private static func style(_ words: ArraySlice<String>, line: Int) throws(ThemeError) -> Style {
    var style = Style()
    style.foreground = try color(words.first, line: line)
    var rest = words.dropFirst()
    if rest.first == "on" {
      rest = rest.dropFirst()
      style.background = try color(rest.first, line: line)
      rest = rest.dropFirst()
    }
    for word in rest {
      switch word {
      case "bold": style.bold = true
      case "dim": style.dim = true
      case "italic": style.italic = true
      case "underline": style.underline = true
      case "reverse": style.reverse = true
      default: throw ThemeError(line: line, reason: .unknownWord(word))
      }
    }
    return style
  }

  private static func color(_ word: String?, line: Int) throws(ThemeError) -> Color {
    guard let word else { throw ThemeError(line: line, reason: .missingColor) }
    guard let color = Color(name: word) else { throw ThemeError(line: line, reason: .unknownWord(word)) }
    return color
  }
}

extension Theme {
  /// Roles left out look like plain text.
  init(name: String, roles: KeyValuePairs<StyleRole, Style>) {
    self.name = name
    styles = Array(repeating: Style(), count: StyleRole.allCases.count)
    for (role, style) in roles { self[role] = style }
  }
}
