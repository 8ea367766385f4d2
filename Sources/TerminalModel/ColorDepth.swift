/// How many colours a terminal shows; fewer sort first.
public enum ColorDepth: Int, CaseIterable, Hashable, Sendable, Comparable {
  /// No colour; bold, underline and reverse stay.
  case none
  case ansi8
  case ansi16
  case ansi256
  case trueColor

  public static func < (first: ColorDepth, second: ColorDepth) -> Bool { first.rawValue < second.rawValue }
}

extension ColorDepth {
  /// The nearest style this depth can show.
  ///
  /// With 16 colours or fewer, text on the terminal's own background keeps only its hue, in the shades that can be
  /// read on black as on white, and greys become the terminal's own foreground; text on a background of its own
  /// becomes black or white, whichever stands out. Without colour, a background becomes reverse video.
  public func adapting(_ style: Style) -> Style {
    var result = style
    switch self {
    case .trueColor: break
    case .ansi256:
      result.foreground = Self.nearest256(style.foreground)
      result.background = Self.nearest256(style.background)
    case .ansi16, .ansi8:
      let most: UInt8 = self == .ansi16 ? 16 : 8
      if style.background.components != nil {
        let background = Self.nearestAnsi(style.background, among: most)
        result.background = background
        let isBright = (background.luminance ?? 0) > 0.18
        result.foreground = .ansi(isBright ? 0 : most == 16 ? 15 : 7)
      } else {
        result.foreground = Self.readableHue(style.foreground, among: most)
      }
    case .none:
      if style.background.components != nil { result.reverse = true }
      result.foreground = .default
      result.background = .default
    }
    return result
  }

  /// The nearest of xterm's colour cube and grey ramp (16...255), by squared distance in sRGB. ANSI colours and
  /// `default` stay.
  static func nearest256(_ color: Color) -> Color {
    guard case .rgb(let red, let green, let blue) = color else { return color }
    let steps = [red, green, blue].map { value in
      (0..<6).min { distance(Color.cubeLevel($0), value) < distance(Color.cubeLevel($1), value) } ?? 0
    }
    let cube = Color.indexed(16 + 36 * UInt8(steps[0]) + 6 * UInt8(steps[1]) + UInt8(steps[2]))
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let grey = Color.indexed(UInt8(232 + min(23, max(0, (mean - 3) / 10))))
    return distance(grey, color) < distance(cube, color) ? grey : cube
  }

  static func nearestAnsi(_ color: Color, among count: UInt8) -> Color {
    if case .ansi(let index) = color { return .ansi(index % count) }
    let candidates = (0..<count).map { Color.ansi($0) }
    return candidates.min { distance($0, color) < distance($1, color) } ?? .default
  }

  /// The ANSI colour of the same hue; `default` for greys, which have none.
  private static func readableHue(_ color: Color, among count: UInt8) -> Color {
    if case .ansi(let index) = color, index < count { return color }
    guard let (red, green, blue) = color.components else { return .default }
    let highest = max(red, green, blue)
    let lowest = min(red, green, blue)
    let chroma = Int(highest) - Int(lowest)
    guard chroma > 48 else { return .default }
    // Plain blue cannot be read on black: take the bright one, or cyan where there is none.
    let blueOnBlack: UInt8 = count == 16 ? 12 : 6
    return switch hue(red: Int(red), green: Int(green), blue: Int(blue), highest: Int(highest), chroma: chroma) {
    case 20..<75: .ansi(3)
    case 75..<167: .ansi(2)
    case 167..<200: .ansi(6)
    case 200..<250: .ansi(blueOnBlack)
    case 250..<345: .ansi(5)
    default: .ansi(1)
    }
  }

  /// In degrees, 0..<360; 0 is red, 120 green.
  private static func hue(red: Int, green: Int, blue: Int, highest: Int, chroma: Int) -> Int {
    let degrees =
      if highest == red {
        60 * (green - blue) / chroma
      } else if highest == green {
        120 + 60 * (blue - red) / chroma
      } else {
        240 + 60 * (red - green) / chroma
      }
    return (degrees + 360) % 360
  }

  private static func distance(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first) - Int(second)) * (Int(first) - Int(second))
  }

  private static func distance(_ first: Color, _ second: Color) -> Int {
    guard let first = first.components, let second = second.components else { return Int.max }
    return distance(first.red, second.red) + distance(first.green, second.green) + distance(first.blue, second.blue)
  }
}
