internal import Statistics

/// A quasi-random sequence in the unit cube: Halton (1960) with each base's digits permuted by the seed, which breaks
/// the correlation between high bases (Braaten and Weller 1979), and with a random shift of every coordinate.
struct HaltonSequence: Sendable {
  private let bases: [Int]
  private let permutations: [[Int]]
  private let shifts: [Double]

  init(dimensions: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    bases = Self.primes(dimensions)
    permutations = bases.map { base in
      var digits = Array(1..<base)
      generator.shuffle(&digits)
      return [0] + digits
    }
    shifts = bases.map { _ in generator.unit() }
  }

  /// The point after `index` others, each coordinate in 0..<1. Cost: O(dimensions · log index).
  subscript(index: Int) -> [Double] {
    bases.indices.map { dimension in
      let value = radicalInverse(of: index + 1, in: dimension) + shifts[dimension]
      return value < 1 ? value : value - 1
    }
  }

  private func radicalInverse(of index: Int, in dimension: Int) -> Double {
    let base = bases[dimension]
    var (rest, digitWorth, value) = (index, 1 / Double(base), 0.0)
    while rest > 0 {
      value += Double(permutations[dimension][rest % base]) * digitWorth
      digitWorth /= Double(base)
      rest /= base
    }
    return value
  }

  private static func primes(_ count: Int) -> [Int] {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < count {
      if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }
}
