internal import Synchronization

/// XGBoost's forms of the same rows, kept for the next fit. Whoever borrows one has it alone, so that two threads never
/// share a matrix; two at work at a time make two.
final class BoosterMatrixPool: Sendable {
  /// What a matrix's histogram index depends on besides the rows.
  struct Key: Hashable, Sendable {
    enum Part: Hashable, Sendable { case all, growing, stopping }
    var part: Part
    var isBalanced: Bool
    var maxBins: Int
  }

  /// A matrix on its way from one borrower to the next; nobody else holds it.
  private struct Slot: @unchecked Sendable { let matrix: BoosterMatrix }

  private let free = Mutex<[Key: [Slot]]>([:])

  /// Calls `body` with a free matrix, or a new one of `make`.
  func with<T>(
    _ key: Key, make: () throws(LearningError) -> BoosterMatrix, body: (BoosterMatrix) throws(LearningError) -> T
  ) throws(LearningError) -> T {
    let slot = free.withLock { $0[key]?.popLast() }
    let matrix: BoosterMatrix
    if let slot { matrix = slot.matrix } else { matrix = try make() }
    defer { free.withLock { $0[key, default: []].append(Slot(matrix: matrix)) } }
    return try body(matrix)
  }
}
