/// The Castagnoli checksum (RFC 3720, reflected polynomial 0x82F63B78), eight bytes a turn.
enum CRC32C {
  /// `table[256 * k + b]` is the checksum of byte `b` followed by `k` zero bytes.
  private static let table: [UInt32] = {
    var table: [UInt32] = []
    for byte in 0..<UInt32(256) {
      var crc = byte
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82F6_3B78 : crc >> 1 }
      table.append(crc)
    }
    for index in 256..<2048 {
      let before = table[index - 256]
      table.append((before >> 8) ^ table[Int(before & 0xFF)])
    }
    return table
  }()

  /// The checksum of `count` bytes.
  static func checksum(_ base: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      var crc: UInt32 = 0xFFFF_FFFF
      var at = 0
      let raw = UnsafeRawPointer(base)
      while count - at >= 8 {
        let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian ^ UInt64(crc)
        var low = table[1792 + Int(word & 0xFF)]
        low ^= table[1536 + Int((word >> 8) & 0xFF)]
        low ^= table[1280 + Int((word >> 16) & 0xFF)]
        low ^= table[1024 + Int((word >> 24) & 0xFF)]
        var high = table[768 + Int((word >> 32) & 0xFF)]
        high ^= table[512 + Int((word >> 40) & 0xFF)]
        high ^= table[256 + Int((word >> 48) & 0xFF)]
        high ^= table[Int(word >> 56)]
        crc = low ^ high
        at += 8
      }
      while at < count {
        crc = (crc >> 8) ^ table[Int((crc ^ UInt32(base[at])) & 0xFF)]
        at += 1
      }
      return ~crc
    }
  }

  /// As TFRecord files store it: rotated and shifted, so that a checksum of checksums stays useful.
  static func masked(_ base: UnsafePointer<UInt8>, count: Int) -> UInt32 {
    let crc = checksum(base, count: count)
    return ((crc >> 15) | (crc << 17)) &+ 0xA282_EAD8
  }
}
