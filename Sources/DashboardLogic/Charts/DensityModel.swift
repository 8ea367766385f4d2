public import RunModel

/// Many points of a plane, counted in a grid of bins and drawn as a cloud.
public struct DensityModel: Equatable, Sendable {
  public enum Reference: Equatable, Sendable {
    /// Where both values are equal.
    case diagonal
    case level(Double)
  }

  public var title: String
  public var summary: String
  public var xName: String
  public var yName: String
  public private(set) var xRange: ClosedRange<Double>
  public private(set) var yRange: ClosedRange<Double>
  /// A row for each bin of y, from below; bins of one width.
  public private(set) var counts: [[Int64]]
  public var reference: Reference
  /// Rows beyond the ranges.
  public private(set) var outside: Int64 = 0
  public var isFocused: Bool

  public init(
    _ density: RegressionEvaluation.Density, title: String, summary: String = "", xName: String, yName: String,
    reference: Reference, isFocused: Bool = false
  ) {
    (self.title, self.summary, self.xName, self.yName) = (title, summary, xName, yName)
    (self.reference, self.isFocused) = (reference, isFocused)
    let (x, y) = (BinTails(density.xEdges), BinTails(density.yEdges))
    let columns = Self.kept(x, count: density.xEdges.count - 1)
    let rows = Self.kept(y, count: density.yEdges.count - 1)
    let fits = density.counts.count >= rows.upperBound && density.counts.allSatisfy { $0.count >= columns.upperBound }
    guard fits, !rows.isEmpty, !columns.isEmpty else {
      (counts, xRange, yRange) = ([], 0...1, 0...1)
      return
    }
    counts = density.counts[rows].map { $0[columns].map { max($0, 0) } }
    xRange = density.xEdges[columns.lowerBound]...density.xEdges[columns.upperBound]
    yRange = density.yEdges[rows.lowerBound]...density.yEdges[rows.upperBound]
    let all = density.counts.joined().reduce(Int128(0)) { $0 + Int128(max($1, 0)) }
    outside = Int64(clamping: all - counts.joined().reduce(Int128(0)) { $0 + Int128($1) })
  }

  private static func kept(_ tails: BinTails, count: Int) -> Range<Int> {
    let (first, last) = (tails.isLower ? 1 : 0, tails.isUpper ? count - 1 : count)
    return first..<max(first, last)
  }

  /// Whether there is anything to draw.
  public var isEmpty: Bool { counts.allSatisfy { $0.allSatisfy { $0 == 0 } } }

  public var largest: Int64 { counts.joined().max() ?? 0 }
}
