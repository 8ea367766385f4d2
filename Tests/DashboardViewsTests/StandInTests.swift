// A poorer set of glyphs shows every sign that the views write.
import Glibc
import TerminalModel
import Testing

@Suite struct StandInTests {
  /// All rows of the frames that were recorded in ASCII, before the terminal's own stand-ins.
  private static func recordedText() throws -> [String] {
    let folder = #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Frames"
    let directory = try #require(opendir(folder))
    defer { closedir(directory) }
    var lines: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name.contains("ascii"), let file = fopen("\(folder)/\(name)", "r") else { continue }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 4096)
      while fgets(&line, Int32(line.count), file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if text.hasPrefix("text") { lines.append(text) }
      }
    }
    return lines
  }

  @Test func everySignOfAFrameInASCIIHasAStandIn() throws {
    let lines = try Self.recordedText()
    #expect(lines.count > 100)
    // What runs are called stands in for itself; what no text could be read from is a question mark.
    let signs = Set(lines.joined().filter { !$0.isASCII && !$0.isLetter && !$0.isNewline && $0 != "\u{FFFD}" })
    #expect(signs.filter { GlyphSet.ascii.showable($0) == "?" }.sorted() == [])
    #expect(signs.contains("…"))
  }

  /// Source: the Linux kernel's drivers/tty/vt/cp437.uni.
  @Test func theConsoleGetsWhatItsFontHas() {
    let font = "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼▶◀◆░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀·■±°µ≥≤"
    for scalar in (0x2190...0x25FF).compactMap(Unicode.Scalar.init) {
      let stands = GlyphSet.block.showable(Character(scalar))
      guard GlyphSet.ascii.showable(Character(scalar)) != "?" else { continue }
      #expect(stands.isASCII || font.contains(stands), "\(scalar) is shown as \(stands)")
    }
  }
}
