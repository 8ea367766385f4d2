/// Two categorical columns: Pearson's χ² test (1900) of independence and its effect size.
public struct ContingencyTable: Equatable, Sendable {
  public var chiSquared: Double
  public var degreesOfFreedom: Double
  /// Without Yates' correction.
  public var pValue: Double
  /// Cramér's V (1946), between 0 and 1.
  public var cramersV: Double
  /// V without its bias on small samples: Bergsma (2013).
  public var correctedV: Double
  /// Below about 5 the p-value is not to be trusted: Cochran (1954).
  public var smallestExpected: Double

  /// Rows of counts; empty rows and columns are left out. nil when fewer than two of either are left, or for ragged
  /// rows or a count that is negative or not finite.
  public init?(counts: [[Double]]) {
    guard let width = counts.first?.count, counts.allSatisfy({ $0.count == width }),
      counts.allSatisfy({ $0.allSatisfy { $0 >= 0 && $0.isFinite } })
    else { return nil }
    let rowSums = counts.map { $0.reduce(0, +) }
    let columnSums = (0..<width).map { column in counts.reduce(0) { $0 + $1[column] } }
    let (rows, columns) = (rowSums.count { $0 > 0 }, columnSums.count { $0 > 0 })
    guard rows > 1, columns > 1 else { return nil }
    let total = rowSums.reduce(0, +)
    var (sum, smallest) = (0.0, Double.infinity)
    for row in counts.indices where rowSums[row] > 0 {
      for column in 0..<width where columnSums[column] > 0 {
        let expected = rowSums[row] * columnSums[column] / total
        sum += (counts[row][column] - expected) * (counts[row][column] - expected) / expected
        smallest = min(smallest, expected)
      }
    }
    (chiSquared, smallestExpected) = (sum, smallest)
    degreesOfFreedom = Double((rows - 1) * (columns - 1))
    pValue = ChiSquaredDistribution.survival(sum, degreesOfFreedom: degreesOfFreedom)
    cramersV = (sum / total / Double(min(rows, columns) - 1)).squareRoot()
    let square = max(0, sum / total - degreesOfFreedom / (total - 1))
    func corrected(_ count: Int) -> Double { Double(count) - Double((count - 1) * (count - 1)) / (total - 1) }
    let room = min(corrected(rows), corrected(columns)) - 1
    correctedV = square > 0 && room > 0 ? (square / room).squareRoot() : 0
  }

  /// Of counts a category, which may be absent from either sample.
  public init?(reference: [String: Int], current: [String: Int]) {
    let names = Set(reference.keys).union(current.keys).sorted()
    self.init(counts: [reference, current].map { counts in names.map { Double(counts[$0] ?? 0) } })
  }
}
