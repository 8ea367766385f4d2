/// A colour as a theme names it, or as a terminal of a given depth can show it.
public enum Color: Hashable, Sendable {
  case rgb(UInt8, UInt8, UInt8)
  /// One of the 16 ANSI colours, whose look the terminal decides.
  case ansi(UInt8)
  /// One of the 256 colours of xterm's table; 0...15 are the ANSI ones.
  case indexed(UInt8)
  /// The terminal's own foreground or background.
  case `default`
}

extension Color {
  /// `#rrggbb`, `default`, or an ANSI name such as `red` and `bright-blue`; nil for anything else.
  public init?(name: String) {
    if name == "default" {
      self = .default
    } else if let index = Self.ansiNames.firstIndex(of: name) {
      self = .ansi(UInt8(index))
    } else if name.utf8.count == 7, name.hasPrefix("#"),
      name.dropFirst().utf8.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
      let value = UInt32(name.dropFirst(), radix: 16)
    {
      self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    } else {
      return nil
    }
  }

  /// The names of the ANSI colours, by their number.
  public static let ansiNames: [String] = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
    "bright-white",
  ]

  /// What it usually looks like, in sRGB; nil for `default`. ANSI values are xterm's.
  public var components: (red: UInt8, green: UInt8, blue: UInt8)? {
    switch self {
    case .rgb(let red, let green, let blue): return (red, green, blue)
    case .ansi(let index): return Self.ansiComponents[Int(index & 15)]
    case .indexed(let index) where index < 16: return Self.ansiComponents[Int(index)]
    case .indexed(let index) where index < 232:
      let cube = index - 16
      return (Self.cubeLevel(cube / 36), Self.cubeLevel(cube / 6 % 6), Self.cubeLevel(cube % 6))
    case .indexed(let index):
      let level = 8 + 10 * (index - 232)
      return (level, level, level)
    case .default: return nil
    }
  }

  /// Relative luminance, 0...1; nil for `default`. Source: WCAG 2.1, "relative luminance".
  public var luminance: Double? {
    guard let (red, green, blue) = components else { return nil }
    return 0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  /// The sRGB transfer curve undone, as a cubic that needs no `pow`; its error stays below 0.003.
  private static func linear(_ value: UInt8) -> Double {
    let level = Double(value) / 255
    return level * (level * (level * 0.305306011 + 0.682171111) + 0.012522878)
  }

  /// By its number in xterm's table where that has just this colour, in the cube or the ramp of greys, which nobody's own
  /// 16 colours change: a shorter name.
  public var byNumber: Color {
    guard case .rgb(let red, let green, let blue) = self else { return self }
    let steps = [red, green, blue].compactMap { part in (0..<6).first { Self.cubeLevel($0) == part } }
    if steps.count == 3 { return .indexed(16 + 36 * steps[0] + 6 * steps[1] + steps[2]) }
    guard red == green, green == blue, (8...238).contains(red), (red - 8) % 10 == 0 else { return self }
    return .indexed(232 + (red - 8) / 10)
  }

  static func cubeLevel(_ step: UInt8) -> UInt8 { step == 0 ? 0 : 55 + 40 * step }

  private static let ansiComponents: [(UInt8, UInt8, UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]
}
