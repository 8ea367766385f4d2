import Glibc
public import TerminalModel

/// What a terminal can show, from its environment and its entry in the terminal database.
public nonisolated struct TerminalAbilities: Equatable, Sendable {
  public var glyphs: GlyphSet
  public var colorDepth: ColorDepth
  /// Understands xterm's private modes: SGR mouse, bracketed paste, focus, synchronised updates.
  public var hasPrivateModes: Bool
  /// The sequences to paint with.
  var dialect = TerminalDialect()
  /// Hides the cursor.
  var hidingCursor = ""
  /// Those of a look that the terminal does not know, or shows as something else.
  private var missing = Attributes()
  /// Those that it does not show beside a colour.
  private var missingInColor = Attributes()

  /// By their bits in terminfo's `ncv`.
  private struct Attributes: OptionSet, Sendable {
    let rawValue: Int
    static let (underline, reverse, dim, bold, italic) = (
      Attributes(rawValue: 2), Attributes(rawValue: 4), Attributes(rawValue: 16), Attributes(rawValue: 32),
      Attributes(rawValue: 1 << 15)
    )
  }
}

extension TerminalAbilities {
  /// - Parameter environment: one variable's value, or nil.
  init(entry: TerminalEntry, environment: (String) -> String?, wishes: TerminalSession.Options) {
    let terminal = entry.name
    let charset = Charset(environment: environment)
    let isConsole = terminal == "linux" || terminal.hasPrefix("linux-")
    glyphs =
      wishes.glyphs ?? environment("PITWALL_GLYPHS").flatMap(GlyphSet.init(rawValue:))
      ?? (charset == .other ? .ascii : isConsole ? .block : .braille)
    colorDepth = Self.depth(colors: entry.number("colors"), hasDirectColor: entry.has("RGB"))
    if colorDepth == .ansi256, Self.promisesTrueColor(terminal: terminal, environment: environment) {
      colorDepth = .trueColor
    }
    if let wish = wishes.colorDepth {
      colorDepth = wish < colorDepth ? wish : colorDepth
    } else if environment("NO_COLOR").map({ !$0.isEmpty }) ?? false {
      colorDepth = .none
    }
    hasPrivateModes =
      !isConsole && !["vt", "ansi", "cons", "wsvt", "sun", "pcansi"].contains { terminal.hasPrefix($0) }
    dialect = entry.dialect
    hidingCursor = entry.string("civis") ?? ""
    missingInColor = Attributes(rawValue: max(0, entry.number("ncv")))
    let names: [(Attributes, String)] = [
      (.underline, "smul"), (.reverse, "rev"), (.dim, "dim"), (.bold, "bold"), (.italic, "sitm"),
    ]
    for (attribute, name) in names where entry.string(name) == nil { missing.insert(attribute) }
  }

  /// A look as this terminal can show it, by the shortest name of its colours.
  nonisolated func shown(_ style: Style) -> Style {
    var shown = colorDepth.adapting(style)
    (shown.foreground, shown.background) = (shown.foreground.byNumber, shown.background.byNumber)
    let isColored = shown.foreground != .default || shown.background != .default
    let lost = isColored ? missing.union(missingInColor) : missing
    if lost.contains(.underline) { shown.underline = false }
    if lost.contains(.reverse) { shown.reverse = false }
    if lost.contains(.dim) { shown.dim = false }
    if lost.contains(.bold) { shown.bold = false }
    if lost.contains(.italic) { shown.italic = false }
    return shown
  }

  /// GNU screen hands on what the terminal outside promises, and does not keep it.
  private nonisolated static func promisesTrueColor(terminal: String, environment: (String) -> String?) -> Bool {
    let isPromised = ["truecolor", "24bit"].contains(environment("COLORTERM"))
    return isPromised && (environment("TMUX") != nil || environment("STY") == nil && !terminal.hasPrefix("screen"))
  }

  private nonisolated static func depth(colors: Int, hasDirectColor: Bool) -> ColorDepth {
    if hasDirectColor && colors > 256 { return .trueColor }
    if colors >= 256 { return .ansi256 }
    if colors >= 16 { return .ansi16 }
    return colors >= 8 ? .ansi8 : .none
  }
}

/// What the locale variables say about the characters of the terminal.
public nonisolated enum Charset: Equatable, Sendable {
  /// UTF-8, or nothing said, as in most containers.
  case unicode
  case other

  /// `LC_ALL`, `LC_CTYPE`, `LANG`, the first that is set. A UTF-8 locale counts even where it is not installed.
  public init(environment: (String) -> String?) {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment)
    guard let locale = names.first(where: { !$0.isEmpty })?.lowercased() else {
      self = .unicode
      return
    }
    self = locale.contains("utf-8") || locale.contains("utf8") ? .unicode : .other
  }
}
