import Glibc
import NcursesTerminal
import TerminalModel
import TestSupport
import Testing

@Suite struct ThemeLocatorTests {
  private let directory = TemporaryDirectory()

  private func write(_ text: String, to relative: String) {
    var path = directory.path
    for part in relative.split(separator: "/").dropLast() {
      path += "/\(part)"
      mkdir(path, 0o755)
    }
    guard let file = fopen(directory.path(relative), "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  private var locator: ThemeLocator {
    ThemeLocator(executable: directory.path("opt/bin/pitwall"), configurationHome: directory.path("config"))
  }

  @Test func looksAtThePersonsFilesThenTheInstalledThenThoseAbove() throws {
    write("text = red", to: "themes/mine.theme")
    #expect(try locator.theme("mine")[.text].foreground == .ansi(1))
    write("text = green", to: "opt/share/pitwall/themes/mine.theme")
    #expect(try locator.theme("mine")[.text].foreground == .ansi(2))
    write("text = blue", to: "config/pitwall/themes/mine.theme")
    #expect(try locator.theme("mine")[.text].foreground == .ansi(4))
    #expect(try locator.theme("mine").name == "mine")
    #expect(try locator.theme(directory.path("themes/mine.theme"))[.text].foreground == .ansi(1))
  }

  @Test func darkNeedsNoFile() throws { #expect(try locator.theme("dark") == .dark) }

  @Test func saysWhatIsWrongAndWhere() {
    write("text = red\nnonsense", to: "themes/bad.theme")
    let path = directory.path("themes/bad.theme")
    #expect(throws: ThemeLocationError.damaged(path: path, ThemeError(line: 2, reason: .missingEquals))) {
      try locator.theme("bad")
    }
    #expect(throws: ThemeLocationError.notFound(name: "none")) { try locator.theme("none") }
    #expect(throws: ThemeLocationError.unreadable(path: "./none.theme", code: ENOENT)) {
      try locator.theme("./none.theme")
    }
  }
}
