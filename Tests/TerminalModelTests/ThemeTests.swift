import Glibc
import TerminalModel
import Testing

@Suite struct ThemeTests {
  static let names = ["dark", "light", "high-contrast", "okabe-ito", "tol", "ansi16", "monochrome"]

  private static func text(_ name: String) throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(root)/themes/\(name).theme", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private static func file(_ name: String) throws -> Theme { try Theme.parse(text(name), name: name) }

  @Test(arguments: names) func everyThemeNamesEveryRole(_ name: String) throws {
    let named = try Self.text(name).split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
    #expect(Set(named) == Set(StyleRole.allCases.map(\.name)))
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

  /// What a theme that leaves the terminal's background alone is made for.
  private static func ground(of theme: Theme) -> Color {
    theme[.text].background == .default ? .rgb(0x10, 0x14, 0x1C) : theme[.text].background
  }

  @Test(arguments: ["dark", "light", "high-contrast", "okabe-ito", "tol"])
  func everyRoleCanBeRead(_ name: String) throws {
    let theme = try Self.file(name)
    let ground = Self.ground(of: theme)
    let faint: Set<StyleRole> = [.border, .backdrop, .chartGrid, .chartBand, .barEmpty]
    let least = name == "high-contrast" ? 7.0 : 4.5
    for depth in [ColorDepth.trueColor, .ansi256] {
      for role in StyleRole.allCases where !faint.contains(role) {
        let style = depth.adapting(theme[role])
        guard style.foreground != .default else { continue }
        let behind = style.background == .default ? ground : style.background
        let isMark = role.name.hasPrefix("chart.") || role.name.hasPrefix("bar.")
        // The nearest of 256 colours may be a little off.
        let wanted =
          isMark
          ? (depth == .trueColor ? 3 : 2.8)
          : role.name.hasPrefix("heat.") ? 4 : depth == .trueColor ? least : least - 0.7
        let ratio = contrast(style.foreground, behind, terminal: ground)
        #expect(ratio >= wanted, "\(role.name) at \(depth): \(ratio)")
      }
    }
  }

  @Test(arguments: ["dark", "light", "high-contrast", "okabe-ito", "tol"])
  func seriesAndHeatStepsStayApart(_ name: String) throws {
    let theme = try Self.file(name)
    let isLight = Self.ground(of: theme).isLight ?? false
    for depth in [ColorDepth.trueColor, .ansi256] {
      let series = (0..<8).map { depth.adapting(theme[.series($0)]).foreground }
      #expect(Set(series).count == 8)
      let heat = (0..<8).compactMap { depth.adapting(theme[.heat(Double($0) / 8)]).background.luminance }
      #expect(heat == (isLight ? heat.sorted(by: >) : heat.sorted()) && Set(heat).count == 8)
    }
  }

  /// Black against white is 100; the pairs of Okabe and Ito's own palette that are hardest to tell apart are at 17.
  @Test(arguments: ["okabe-ito", "tol"], ColorVision.allCases)
  func seriesStayApartForEveryKindOfColourVision(_ name: String, _ vision: ColorVision) throws {
    let theme = try Self.file(name)
    for first in 0..<8 {
      for second in 0..<first {
        let distance = try #require(
          ColorVision.distance(
            theme[.series(first)].foreground, theme[.series(second)].foreground, seenWith: vision))
        #expect(distance >= 16.5, "series \(second + 1) and \(first + 1): \(distance)")
      }
    }
  }

  @Test func theDistanceOfColoursIsThatOfTheCIE() throws {
    let black = Color.rgb(0, 0, 0)
    let white = Color.rgb(255, 255, 255)
    #expect(try abs(#require(ColorVision.distance(black, white, seenWith: .normal)) - 100) < 0.01)
    // sRGB red is L* 53.24, a* 80.09, b* 67.20 (Lindbloom).
    let red = sqrt(53.24 * 53.24 + 80.09 * 80.09 + 67.20 * 67.20)
    #expect(try abs(#require(ColorVision.distance(black, .rgb(255, 0, 0), seenWith: .normal)) - red) < 0.05)
    // The simulation leaves white as it is.
    #expect(try #require(ColorVision.distance(white, black, seenWith: .protanopia)) > 99.9)
  }

  @Test func theSixteenColourThemeHasNoOtherColours() throws {
    let theme = try Self.file("ansi16")
    for role in StyleRole.allCases {
      for color in [theme[role].foreground, theme[role].background] {
        switch color {
        case .ansi, .default: break
        default: Issue.record("\(role.name): \(color)")
        }
      }
    }
    #expect(Set((0..<8).map { theme[.series($0)].foreground }).count == 8)
    let heat = (0..<8).compactMap { theme[.heat(Double($0) / 8)].background.luminance }
    #expect(heat == heat.sorted() && Set(heat).count == 8)
  }

  @Test func theMonochromeThemeHasNoColours() throws {
    let theme = try Self.file("monochrome")
    for role in StyleRole.allCases {
      #expect(theme[role].foreground == .default && theme[role].background == .default, "\(role.name)")
    }
    // What must not be missed stands out all the same.
    for role in [StyleRole.error, .statusFailed, .selection, .tabActive, .statusWaiting] {
      #expect(theme[role] != theme[.text], "\(role.name)")
    }
    #expect(Set((0..<8).map { theme[.series($0)] }).count == 8)
  }
}
