internal import Glibc
internal import Statistics

extension SeededGenerator {
  /// A generator of its own for each `stream` of one seed.
  init(seed: UInt64, stream: Int) {
    var mixer = SeededGenerator(seed: seed ^ 0xA24B_AED4_963E_E407)
    self.init(seed: mixer.next() &+ UInt64(bitPattern: Int64(stream)) &* 0x9FB2_1C65_1E98_DF25)
  }

  /// In 0..<1, with 53 random bits.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Standard normal: Box and Muller (1958).
  mutating func normal() -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * Double.pi * unit())
  }

  /// Fisher–Yates.
  mutating func shuffle<Item>(_ items: inout [Item]) {
    for last in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(last, index(below: last + 1)) }
  }
}
