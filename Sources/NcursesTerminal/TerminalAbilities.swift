import Glibc
public import TerminalModel

/// What a terminal can show, from its environment and its entry in the terminal database.
public nonisolated struct TerminalAbilities: Equatable, Sendable {
  public var glyphs: GlyphSet
  public var colorDepth: ColorDepth
  /// Shows 24-bit colours though its entry does not say so.
  public var hasUnlistedColors = false
  /// Understands xterm's private modes: SGR mouse, bracketed paste, focus, synchronised updates.
  public var hasPrivateModes: Bool
}

extension TerminalAbilities {
  /// - Parameters:
  ///   - colors: terminfo's `colors`; below 2 when it shows none.
  ///   - hasDirectColor: terminfo's `RGB`.
  ///   - environment: one variable's value, or nil.
  nonisolated init(
    terminal: String, colors: Int, hasDirectColor: Bool, environment: (String) -> String?,
    wishes: TerminalSession.Options
  ) {
    let charset = Charset(environment: environment)
    let isConsole = terminal == "linux" || terminal.hasPrefix("linux-")
    glyphs =
      wishes.glyphs ?? environment("PITWALL_GLYPHS").flatMap(GlyphSet.init(rawValue:))
      ?? (charset == .other ? .ascii : isConsole ? .block : .braille)
    colorDepth = Self.depth(colors: colors, hasDirectColor: hasDirectColor)
    if colorDepth == .ansi256, Self.promisesTrueColor(terminal: terminal, environment: environment) {
      (colorDepth, hasUnlistedColors) = (.trueColor, true)
    }
    if let wish = wishes.colorDepth {
      colorDepth = wish < colorDepth ? wish : colorDepth
    } else if environment("NO_COLOR").map({ !$0.isEmpty }) ?? false {
      colorDepth = .none
    }
    hasUnlistedColors = hasUnlistedColors && colorDepth == .trueColor
    hasPrivateModes =
      !isConsole && !["vt", "ansi", "cons", "wsvt", "sun", "pcansi"].contains { terminal.hasPrefix($0) }
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
