import Glibc
import TerminalModel
import Testing

@Suite struct ThemeTests {
  private static func file(_ name: String) throws -> Theme {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(root)/themes/\(name).theme", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return try Theme.parse(String(decoding: bytes[..<count], as: UTF8.self), name: name)
  }

  @Test func theCompiledInThemeIsTheDarkFile() throws {
    #expect(try Self.file("dark") == Theme.dark)
  }

  @Test func roleNamesAreUniqueAndReadBack() {
    #expect(Set(StyleRole.allCases.map(\.name)).count == StyleRole.allCases.count)
    for role in StyleRole.allCases { #expect(StyleRole(name: role.name) == role) }
    #expect(StyleRole.series8.name == "chart.series.8" && StyleRole.heat7.name == "heat.7")
    #expect(StyleRole.ansi0.name == "ansi.black" && StyleRole.ansi(15).name == "ansi.bright-white")
    #expect(StyleRole.statusLost.name == "status.lost" && StyleRole.barNegative.name == "bar.negative")
    #expect(StyleRole.series(8) == .series1 && StyleRole.series(-1) == .series8)
    #expect(StyleRole.heat(.nan) == .heat0 && StyleRole.heat(1) == .heat7 && StyleRole.heat(0.5) == .heat4)
    #expect(StyleRole.heat(-.infinity) == .heat0 && StyleRole.heat(.infinity) == .heat7)
  }

  @Test func readsEveryFormOfALine() throws {
    let theme = try Theme.parse(
      """
      # a comment
      text = #010203   # another

      accent=bright-blue on #a0B0c0 bold dim italic underline reverse
      error = default on red
      """, name: "mine")
    #expect(theme.name == "mine")
    #expect(theme[.text] == Style(foreground: .rgb(1, 2, 3)))
    #expect(
      theme[.accent]
        == Style(
          foreground: .ansi(12), background: .rgb(0xA0, 0xB0, 0xC0), bold: true, dim: true, italic: true,
          underline: true, reverse: true))
    // What is left at default is as in `text`.
    #expect(theme[.error] == Style(foreground: .rgb(1, 2, 3), background: .ansi(1)))
    #expect(theme[.warning] == Theme.dark[.warning])
  }

  @Test(arguments: [
    ("text = red\nbogus = red", 2, ThemeError.Reason.unknownRole("bogus")),
    ("text = reddish", 1, .unknownWord("reddish")), ("\n\ntext = #12345", 3, .missingColor),
    ("text = red shiny", 1, .unknownWord("shiny")), ("text red", 1, .missingEquals), ("text =", 1, .missingColor),
    ("text = red on", 1, .missingColor), ("text = red\ntext = blue", 2, .roleNamedTwice("text")),
    ("text = +12345a", 1, .unknownWord("+12345a")),
  ])
  func refusesWhatItDoesNotKnowAndSaysWhere(_ text: String, _ line: Int, _ reason: ThemeError.Reason) {
    let error = #expect(throws: ThemeError.self) { try Theme.parse(text) }
    #expect(error?.line == line && error?.reason == reason)
    #expect(error?.description.hasPrefix("line \(line): ") ?? false)
  }

  /// WCAG 2.1's contrast ratio; text wants 4.5, large or incidental marks 3.
  private func contrast(_ first: Color, _ second: Color, terminal: Color) -> Double {
    let one = first.luminance ?? terminal.luminance ?? 0
    let two = second.luminance ?? terminal.luminance ?? 0
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  @Test(arguments: ["dark", "light"])
  func everyRoleCanBeRead(_ name: String) throws {
    let theme = try Self.file(name)
    let ground: Color = name == "dark" ? .rgb(0x10, 0x14, 0x1C) : .rgb(0xFF, 0xFF, 0xFF)
    let faint: Set<StyleRole> = [.border, .backdrop, .chartGrid, .chartBand, .barEmpty]
    for depth in [ColorDepth.trueColor, .ansi256] {
      for role in StyleRole.allCases where !faint.contains(role) {
        let style = depth.adapting(theme[role])
        guard style.foreground != .default else { continue }
        let behind = style.background == .default ? ground : style.background
        let isMark = role.name.hasPrefix("chart.") || role.name.hasPrefix("bar.")
        let ratio = contrast(style.foreground, behind, terminal: ground)
        #expect(ratio >= (isMark ? 3 : 4), "\(role.name) at \(depth): \(ratio)")
      }
    }
  }

  @Test(arguments: ["dark", "light"])
  func seriesAndHeatStepsStayApart(_ name: String) throws {
    let theme = try Self.file(name)
    for depth in [ColorDepth.trueColor, .ansi256] {
      let series = (0..<8).map { depth.adapting(theme[.series($0)]).foreground }
      #expect(Set(series).count == 8)
      let heat = (0..<8).compactMap { depth.adapting(theme[.heat(Double($0) / 8)]).background.luminance }
      #expect(heat == (name == "dark" ? heat.sorted() : heat.sorted(by: >)) && Set(heat).count == 8)
    }
  }
}
