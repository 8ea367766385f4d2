internal import Glibc

/// Gives small numbers to byte strings seen before, without making a `String` for each sight of one.
///
/// A string is a name inside a parent (a key inside an object); the same bytes inside another parent are another.
struct ByteInterner: Sendable {
  private var bytes: [UInt8] = []
  /// One entry an id.
  private var starts: [Int] = [0]
  private(set) var parents: [Int32] = []
  private var hashes: [Int] = []
  /// The id that followed each one last time, in a file's regular rhythm most likely the next too; -1 at first.
  private var successors: [Int32] = []
  private var firstID: Int32 = -1
  private var previousID: Int32 = -1
  /// Open addressing; -1 is free. The count is a power of two.
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  var count: Int { parents.count }

  /// Whether `id` names these bytes inside `parent`.
  @inline(__always)
  func matches(_ id: Int32, parent: Int32, _ base: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    let index = Int(id)
    let start = starts[index]
    guard starts[index + 1] - start == length, parents[index] == parent else { return false }
    return bytes.withUnsafeBufferPointer { own in
      guard let address = own.baseAddress else { return length == 0 }
      return memcmp(address + start, base, length) == 0
    }
  }

  /// Says that a new record begins, so that prediction starts over.
  @inline(__always)
  mutating func beginRecord() { previousID = -1 }

  /// The id of these bytes inside `parent`; ids count from 0 in the order of first sight.
  @inline(__always)
  mutating func id(parent: Int32, _ base: UnsafePointer<UInt8>, _ length: Int) -> Int32 {
    let predicted = previousID < 0 ? firstID : successors[Int(previousID)]
    if predicted >= 0 && matches(predicted, parent: parent, base, length) {
      previousID = predicted
      return predicted
    }
    let id = lookUp(parent: parent, base, length)
    if previousID < 0 { firstID = id } else { successors[Int(previousID)] = id }
    previousID = id
    return id
  }

  private mutating func lookUp(parent: Int32, _ base: UnsafePointer<UInt8>, _ length: Int) -> Int32 {
    var hasher = Hasher()
    hasher.combine(parent)
    hasher.combine(bytes: UnsafeRawBufferPointer(start: base, count: length))
    let hash = hasher.finalize()
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      if hashes[Int(slots[slot])] == hash && matches(slots[slot], parent: parent, base, length) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = Int32(count)
    slots[slot] = id
    bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: length))
    starts.append(bytes.count)
    parents.append(parent)
    hashes.append(hash)
    successors.append(-1)
    if count * 2 > slots.count { grow() }
    return id
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (id, hash) in hashes.enumerated() {
      var slot = hash & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(id)
    }
  }
}
