import Specification
import Testing

/// `config.yaml`.
@Suite struct DashboardConfigurationTests {
  private func read(
    _ yaml: String
  ) -> (configuration: DashboardConfiguration?, mistakes: [SpecificationErrors.Entry]) {
    DashboardConfiguration.read(
      yaml: yaml,
      DashboardConfiguration.Vocabulary(
        occasions: ["finished", "failed", "flagged", "waiting"], notifications: ["bell", "osc9"],
        commands: ["quit", "help"], isKey: { $0.count == 1 || $0 == "ctrl-x" },
        complaintAboutTheme: { ["dark", "light"].contains($0) ? nil : "there is no theme \($0)" },
        complaintAboutKeys: { $0["quit"] == $0["help"] && !$0.isEmpty ? "both have \($0["quit"] ?? [])" : nil }))
  }

  @Test func everySettingIsRead() throws {
    var wanted = DashboardConfiguration()
    wanted.theme = "light"
    wanted.notify = ["failed", "waiting"]
    wanted.notifyBy = "osc9"
    wanted.keys = ["quit": ["ctrl-x"], "help": ["h", "?"]]
    let (read, mistakes) = read(
      "theme: light\nnotify: [failed, waiting]\nnotify-by: osc9\nkeys:\n  quit: ctrl-x\n  help: [h, '?']\n")
    #expect(read == wanted && mistakes.isEmpty)
    let empty = self.read("# nothing yet\n\n")
    #expect(empty.configuration == DashboardConfiguration() && empty.mistakes.isEmpty)
    #expect(self.read("keys: {quit: []}").configuration?.keys == ["quit": []])
  }

  @Test(arguments: [
    ("keys: {quti: x}", 1, "did you mean quit?"), ("theme: light\nkeys: {quit: hyper-x}", 2, "names no key"),
    ("notify: [sometimes]", 1, "known are finished, failed, flagged, waiting"),
    ("themes: dark", 1, "did you mean theme?"), ("theme: drak", 1, "there is no theme drak"),
    ("keys: x", 1, "must be a section of keys"), ("- theme", 1, "a configuration is a mapping of keys"),
    ("theme: light\nkeys: {quit: x, help: x}", 2, "both have"), ("theme: a: b", 1, "not YAML"),
  ])
  func aMistakeIsNamedWithItsLine(yaml: String, line: Int, words: String) throws {
    let mistakes = read(yaml).mistakes
    #expect(mistakes.count == 1 && mistakes.first?.line == line)
    #expect(mistakes.first?.message.contains(words) == true, "\(mistakes)")
  }

  @Test func whatIsRightHoldsAndEveryMistakeIsNamed() {
    let (read, mistakes) = read("theme: drak\nsmothing: 0.6\nnotify: [failed]\nkeys: {quit: hyper-x, help: h}\n")
    #expect(mistakes.map(\.line) == [1, 2, 4])
    #expect(read?.theme == nil && read?.notify == ["failed"] && read?.keys == ["help": ["h"]])
  }

  /// The YAML reader finds an open bracket or quotation only behind the end.
  @Test(arguments: [
    ("theme: light\nnotify: [failed\n\n", 2), ("theme: light\nkeys:\n  quit: [x, y\n# end\n", 3),
    ("theme: 'light\nnotify: [failed]\n", 1), ("theme: light\n  notify: x\n", 2), ("keys: {quit: x\n", 1),
  ])
  func ofATextThatIsNoYAMLNothingIsReadAndTheLineIsOneOfIts(yaml: String, line: Int) {
    let (read, mistakes) = read(yaml)
    #expect(read == nil)
    #expect(mistakes.map(\.line) == [line], "\(mistakes)")
  }
}
