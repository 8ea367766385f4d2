internal import Glibc

/// Collects one column's cells as bytes; equal cells share one entry.
struct CellColumnBuilder {
  private var codes: [Int32] = []
  private var bytes: [UInt8] = []
  /// One more than there are entries.
  private var starts: [Int] = [0]
  private var hashes: [Int] = []
  /// Open addressing; -1 is free. The count is a power of two.
  private var slots = [Int32](repeating: -1, count: 64)

  /// True when the cell was not seen before. O(length).
  mutating func append(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    if let last = codes.last, matches(last, cell) {
      codes.append(last)
      return false
    }
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(cell))
    let hash = hasher.finalize()
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      if hashes[Int(slots[slot])] == hash, matches(slots[slot], cell) {
        codes.append(slots[slot])
        return false
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    insert(cell, hash: hash, slot: slot)
    return true
  }

  private mutating func insert(_ cell: UnsafeBufferPointer<UInt8>, hash: Int, slot: Int) {
    let code = Int32(hashes.count)
    slots[slot] = code
    bytes += cell
    starts.append(bytes.count)
    hashes.append(hash)
    codes.append(code)
    if hashes.count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (code, hash) in hashes.enumerated() {
      var slot = hash & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code)
    }
  }

  private func matches(_ code: Int32, _ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[Int(code)]
    guard starts[Int(code) + 1] - start == cell.count else { return false }
    guard let other = cell.baseAddress, cell.count > 0 else { return true }
    return bytes.withUnsafeBufferPointer { own in
      own.baseAddress.map { memcmp($0 + start, other, cell.count) == 0 } ?? false
    }
  }

  /// - Parameter mayHaveDecimalCommas: the file's separator is not a comma.
  func column(mayHaveDecimalCommas: Bool) -> CellColumn {
    let forms = hashes.indices.map {
      String(decoding: bytes[starts[$0]..<starts[$0 + 1]], as: UTF8.self)
    }
    var texts = forms.map(CellColumn.meaning)
    if mayHaveDecimalCommas { DecimalComma.replace(in: &texts, codes: codes) }
    return CellColumn(codes: codes, writtenForms: forms, texts: texts)
  }
}
