import JSONText
import RunFormats
import RunModel
import Testing

/// Files of settings that other programs write beside their metrics.
@Suite struct SettingsFileTests {
  private func read(_ text: String) throws(SettingsError) -> [Hyperparameter] {
    try SettingsFile.read(Array(text.utf8))
  }

  @Test func settingsAreFlattened() throws {
    let text = #"{"lr": 0.001, "optimizer": {"name": "adam", "betas": [0.9, 0.99]}, "amp": true, "resume": null}"#
    #expect(
      try read(text) == [
        Hyperparameter(name: "lr", value: .number(0.001)),
        Hyperparameter(name: "optimizer/name", value: .text("adam")),
        Hyperparameter(name: "optimizer/betas", value: .text("[0.9,0.99]")),
        Hyperparameter(name: "amp", value: .flag(true)),
      ])
    #expect(try read(#"{"clip": NaN}"#).count == 1, "as Python writes it")
  }

  @Test func whatIsNoSettingsIsSaid() {
    #expect(throws: SettingsError.notAnObject) { try read("[1, 2]") }
    #expect(throws: SettingsError.tooMany(count: 501)) {
      try read("{" + (0..<501).map { "\"label\($0)\": \($0)" }.joined(separator: ",") + "}")
    }
    #expect(throws: SettingsError.tooLong) {
      try read("{\"text\": \"\(String(repeating: "x", count: SettingsFile.sizeLimit))\"}")
    }
    for damaged in ["", "{", "{\"a\":", "{\"a\":1}}", String(repeating: "[", count: 100_000), "\u{0}"] {
      #expect(throws: SettingsError.self) { try read(damaged) }
    }
    var said: SettingsError?
    do throws(SettingsError) { _ = try read(#"{"lr": 0.1, oops}"#) } catch { said = error }
    #expect(said?.byteOffset == 12)
  }

  /// Whatever bytes there are, nothing traps.
  @Test func anyPrefixIsReadOrRefused() {
    let bytes = Array(#"{"a":{"b":[1,"é\u00e9",null]},"c":-1e-3,"d":"x"}"#.utf8)
    for end in bytes.indices {
      #expect(throws: SettingsError.self) { try SettingsFile.read(Array(bytes[..<end])) }
    }
  }
}
