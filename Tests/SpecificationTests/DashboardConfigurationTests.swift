import Specification
import Testing

/// `config.yaml`.
@Suite struct DashboardConfigurationTests {
  private func parse(_ yaml: String) throws -> DashboardConfiguration {
    try DashboardConfiguration.parse(yaml: yaml, commands: ["quit", "help"]) { $0.count == 1 || $0 == "ctrl-x" }
  }

  @Test func everySettingIsRead() throws {
    var wanted = DashboardConfiguration()
    wanted.theme = "light"
    wanted.notify = [.failed, .waiting]
    wanted.keys = ["quit": ["ctrl-x"], "help": ["h", "?"]]
    let read = try parse("theme: light\nnotify: [failed, waiting]\nkeys:\n  quit: ctrl-x\n  help: [h, '?']\n")
    #expect(read == wanted)
    #expect(try parse("# nothing yet\n\n") == DashboardConfiguration())
    #expect(try parse("keys: {quit: []}").keys == ["quit": []])
  }

  @Test(arguments: [
    ("keys: {quti: x}", 1, "did you mean quit?"), ("theme: light\nkeys: {quit: hyper-x}", 2, "names no key"),
    ("notify: [sometimes]", 1, "known are finished, failed, flagged, waiting"),
    ("themes: dark", 1, "did you mean theme?"),
    ("keys: x", 1, "must be a section of keys"), ("- theme", 1, "mapping of keys"),
  ])
  func aMistakeIsNamedWithItsLine(yaml: String, line: Int, words: String) throws {
    let errors = try #require(throws: SpecificationErrors.self) { try parse(yaml) }
    #expect(errors.entries.first?.line == line)
    #expect(errors.entries.first?.message.contains(words) == true)
  }
}
