internal import Statistics

extension SeededGenerator {
  /// A generator of its own for each `stream` of one seed.
  init(seed: UInt64, stream: Int) {
    var mixer = SeededGenerator(seed: seed ^ 0xA24B_AED4_963E_E407)
    self.init(seed: mixer.next() &+ UInt64(bitPattern: Int64(stream)) &* 0x9FB2_1C65_1E98_DF25)
  }
}
