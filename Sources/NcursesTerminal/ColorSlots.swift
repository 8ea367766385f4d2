/// 24-bit colours for a terminal that shows them while its entry knows 256: ncurses writes the number of a slot, and
/// `rewriting` puts the slot's colour in its place: by its number in the palette of 256 where it has one, which is shorter.
struct ColorSlots {
  /// The numbers below are the ANSI colours.
  private static let first = 16
  private static let count = 240

  private var known: [UInt32: Int32] = [:]
  private var colors: [UInt32] = []

  var isFull: Bool { colors.count >= Self.count }

  /// The slot of a colour, `0xRRGGBB`; nil when there is none left.
  mutating func slot(of color: UInt32) -> Int32? {
    if let slot = known[color] { return slot }
    guard !isFull else { return nil }
    let slot = Int32(Self.first + colors.count)
    known[color] = slot
    colors.append(color)
    return slot
  }

  /// The bytes with `38;5;N` and `48;5;N` as `38;2;R;G;B`. O(bytes).
  func rewriting(_ bytes: [UInt8]) -> [UInt8] {
    if colors.isEmpty { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 4)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x1B, let (color, length) = slotted(bytes[index...]) else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let words =
        Self.paletteNumber(of: color).map { "5;\($0)" } ?? "2;\(color >> 16);\(color >> 8 & 255);\(color & 255)"
      result += "\u{1B}[\(bytes[index + 2] == 0x33 ? 38 : 48);\(words)m".utf8
      index += length
    }
    return result
  }

  /// In xterm's palette: a cube of six levels and a ramp of greys, which nobody's own 16 colours change.
  private static func paletteNumber(of color: UInt32) -> UInt32? {
    let parts = [color >> 16, color >> 8 & 255, color & 255]
    let levels = parts.map { part in part == 0 ? 0 : part >= 95 && (part - 55) % 40 == 0 ? (part - 55) / 40 : nil }
    if let red = levels[0], let green = levels[1], let blue = levels[2] { return 16 + 36 * red + 6 * green + blue }
    guard Set(parts).count == 1, (8...238).contains(parts[0]), (parts[0] - 8) % 10 == 0 else { return nil }
    return 232 + (parts[0] - 8) / 10
  }

  /// The colour that a sequence names by its slot, and how many bytes it is.
  private func slotted(_ bytes: ArraySlice<UInt8>) -> (color: UInt32, length: Int)? {
    let start = bytes.startIndex
    guard bytes.count > 7, bytes[start + 2] == 0x33 || bytes[start + 2] == 0x34,
      bytes[(start + 3)...].starts(with: Array("8;5;".utf8)), bytes[start + 1] == 0x5B
    else { return nil }
    let digits = bytes[(start + 7)...].prefix { (0x30...0x39).contains($0) }
    let number = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) - 0x30 }
    guard digits.endIndex < bytes.endIndex, bytes[digits.endIndex] == 0x6D,
      colors.indices.contains(number - Self.first)
    else { return nil }
    return (colors[number - Self.first], digits.endIndex - start + 1)
  }
}
