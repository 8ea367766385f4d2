public import RunModel

/// Many points of a plane, counted in a grid of bins and drawn as a cloud.
public struct DensityModel: Equatable, Sendable {
  public var title: String
  public var summary: String
  public var xName: String
  public var yName: String
  /// Of the bins on view, ascending.
  public private(set) var xEdges: [Double]
  public private(set) var yEdges: [Double]
  /// A row for each bin of y, from below.
  public private(set) var counts: [[Int64]]
  /// Where both values are equal, or a value of y.
  public var reference: CurveChartModel.Reference
  /// Rows beyond the ranges.
  public private(set) var outside: Int64 = 0
  public var isFocused: Bool

  public init(
    _ density: RegressionEvaluation.Density, title: String, summary: String = "", xName: String, yName: String,
    reference: CurveChartModel.Reference, isFocused: Bool = false
  ) {
    (self.title, self.summary, self.xName, self.yName) = (title, summary, xName, yName)
    (self.reference, self.isFocused) = (reference, isFocused)
    let (x, y) = (BinTails(density.xEdges), BinTails(density.yEdges))
    let columns = Self.kept(x, count: density.xEdges.count - 1)
    let rows = Self.kept(y, count: density.yEdges.count - 1)
    let fits = density.counts.count >= rows.upperBound && density.counts.allSatisfy { $0.count >= columns.upperBound }
    guard fits, !rows.isEmpty, !columns.isEmpty else {
      (counts, xEdges, yEdges) = ([], [0, 1], [0, 1])
      return
    }
    counts = density.counts[rows].map { $0[columns].map { max($0, 0) } }
    xEdges = Array(density.xEdges[columns.lowerBound...columns.upperBound])
    yEdges = Array(density.yEdges[rows.lowerBound...rows.upperBound])
    let all = density.counts.joined().reduce(Int128(0)) { $0 + Int128(max($1, 0)) }
    outside = Int64(clamping: all - counts.joined().reduce(Int128(0)) { $0 + Int128($1) })
  }

  private static func kept(_ tails: BinTails, count: Int) -> Range<Int> {
    let (first, last) = (tails.isLower ? 1 : 0, tails.isUpper ? count - 1 : count)
    return first..<max(first, last)
  }

  /// Whether there is anything to draw.
  public var isEmpty: Bool { counts.allSatisfy { $0.allSatisfy { $0 == 0 } } }

  public var xRange: ClosedRange<Double> { xEdges[0]...xEdges[xEdges.count - 1] }
  public var yRange: ClosedRange<Double> { yEdges[0]...yEdges[yEdges.count - 1] }

  public var largest: Int64 { counts.joined().max() ?? 0 }
}
