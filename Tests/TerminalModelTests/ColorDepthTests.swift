import TerminalModel
import Testing

@Suite struct ColorDepthTests {
  @Test(arguments: [
    (Color.rgb(0, 0, 0), Color.indexed(16)), (.rgb(255, 255, 255), .indexed(231)), (.rgb(255, 0, 0), .indexed(196)),
    (.rgb(0x5F, 0x87, 0xAF), .indexed(67)), (.rgb(128, 128, 128), .indexed(244)), (.rgb(8, 8, 8), .indexed(232)),
    (.ansi(3), .ansi(3)), (.default, .default),
  ])
  func findsTheNearestOf256(_ color: Color, _ nearest: Color) {
    #expect(ColorDepth.ansi256.adapting(Style(foreground: color)).foreground == nearest)
    #expect(ColorDepth.trueColor.adapting(Style(foreground: color)).foreground == color)
  }

  @Test(arguments: [ColorDepth.ansi16, .ansi8])
  func textOnTheTerminalsOwnBackgroundCanBeReadOnBlackAndWhite(_ depth: ColorDepth) {
    var wrong: [Color] = []
    for value in stride(from: 0, through: 0xFFFFFF, by: 0x030507) {
      let color = Color.rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
      let shown = depth.adapting(Style(foreground: color)).foreground
      let allowed: Set<Color> = [.default, .ansi(1), .ansi(2), .ansi(3), .ansi(5), .ansi(6), .ansi(12)]
      if !allowed.contains(shown) || (depth == .ansi8 && shown == .ansi(12)) { wrong.append(color) }
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [ColorDepth.ansi16, .ansi8])
  func textOnItsOwnBackgroundStandsOut(_ depth: ColorDepth) {
    var wrong: [Color] = []
    for value in stride(from: 0, through: 0xFFFFFF, by: 0x030507) {
      let color = Color.rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
      let style = depth.adapting(Style(foreground: color, background: color))
      let one = style.foreground.luminance ?? 0
      let two = style.background.luminance ?? 0
      if (max(one, two) + 0.05) / (min(one, two) + 0.05) <= 3 { wrong.append(color) }
    }
    #expect(wrong.isEmpty)
  }

  @Test func keepsTheHues() {
    func shown(_ role: StyleRole) -> Color { ColorDepth.ansi16.adapting(Theme.dark[role]).foreground }
    #expect(shown(.error) == .ansi(1) && shown(.success) == .ansi(2) && shown(.warning) == .ansi(3))
    #expect(shown(.statusRunning) == .ansi(12) && shown(.statusFrozen) == .ansi(6) && shown(.textDim) == .default)
  }

  @Test func withoutColourABackgroundIsReversed() {
    let style = ColorDepth.none.adapting(Style(foreground: .ansi(1), background: .ansi(2), bold: true))
    #expect(style == Style(bold: true, reverse: true))
  }

  @Test func fewerColoursSortFirst() { #expect(ColorDepth.allCases == ColorDepth.allCases.sorted()) }

  @Test func aColourOfThePaletteHasAShorterName() {
    for number in UInt8(16)...255 {
      guard let (red, green, blue) = Color.indexed(number).components else { continue }
      #expect(Color.rgb(red, green, blue).byNumber.components.map { $0 == (red, green, blue) } == true)
      if case .rgb = Color.rgb(red, green, blue).byNumber { Issue.record("\(number)") }
    }
    // Nobody's own 16 colours, and nothing near by.
    for color in [Color.rgb(205, 0, 1), .rgb(8, 8, 9), .rgb(239, 239, 239), .ansi(3), .default] {
      #expect(color.byNumber == color)
    }
  }
}
