import Glibc
public import TerminalModel

/// How values lie: bars over bins, of one sample upwards, of another downwards from the middle.
public struct HistogramModel: Equatable, Sendable {
  public struct Sample: Equatable, Sendable {
    public var label: String
    /// One a bin.
    public var counts: [Int64]
    public var style: StyleRole
    /// The size of the sample, with the rows beyond the bins on view and those without a value.
    public let rows: Int64

    /// - Parameter missing: rows without a value, which are in no bin.
    public init(label: String, counts: [Int64], style: StyleRole, missing: Int64 = 0) {
      (self.label, self.counts, self.style) = (label, counts, style)
      rows = Int64(clamping: counts.reduce(Int128(max(missing, 0))) { $0 + Int128(max($1, 0)) })
    }

    var total: Double { counts.reduce(0) { $0 + Double(max($1, 0)) } }
  }

  /// A value that a line marks.
  public struct Mark: Equatable, Sendable {
    public var value: Double
    public var style: StyleRole

    public init(_ value: Double, _ style: StyleRole) { (self.value, self.style) = (value, style) }
  }

  public var title: String
  public var summary: String
  public private(set) var edges: [Double]
  public private(set) var up: Sample
  public private(set) var down: Sample?
  public var xName: String
  public var marks: [Mark]
  public var isFocused: Bool
  /// Whether bars of both samples have one scale, the share of their sample; else the highest bar of each fills its
  /// half.
  public var isShared = false
  public var emptyText: String
  /// Rows beyond the ends of the bins on view.
  public private(set) var below: Int64 = 0
  public private(set) var above: Int64 = 0

  /// - Parameter edges: ascending, one more than there are counts; else there is nothing to see. An outermost bin that
  ///   is much wider than the others is left out and its rows are counted beside.
  public init(
    title: String, summary: String = "", edges: [Double], up: Sample, down: Sample? = nil, xName: String = "",
    marks: [Mark] = [], isFocused: Bool = false, emptyText: String = "no values recorded"
  ) {
    (self.title, self.summary, self.xName, self.marks) = (title, summary, xName, marks)
    (self.edges, self.up, self.down) = (edges, up, down)
    (self.isFocused, self.emptyText) = (isFocused, emptyText)
    let tails = BinTails(edges)
    if tails.isLower { below = removeBin(first: true) }
    if tails.isUpper { above = removeBin(first: false) }
    coarsen()
  }

  /// Joins neighbouring bins, as many as divide them evenly, until there are about four times the cube root of the
  /// rows (twice Rice's rule): fewer rows would show little but chance.
  private mutating func coarsen() {
    let bins = edges.count - 1
    guard bins > 1, up.counts.count == bins, down.map({ $0.counts.count == bins }) ?? true else { return }
    let rows = max(up.total, down?.total ?? 0, 1)
    let factor = Double(bins) / max(4 * cbrt(rows), 5)
    guard factor > 1, let joined = (2...bins).first(where: { bins % $0 == 0 && Double($0) >= factor }) else { return }
    let sums = { (counts: [Int64]) in
      stride(from: 0, to: bins, by: joined).map { start in
        Int64(clamping: counts[start..<start + joined].reduce(Int128(0)) { $0 + Int128(max($1, 0)) })
      }
    }
    edges = stride(from: 0, through: bins, by: joined).map { edges[$0] }
    up.counts = sums(up.counts)
    if let sample = down { down?.counts = sums(sample.counts) }
  }

  private mutating func removeBin(first: Bool) -> Int64 {
    let take = { (counts: inout [Int64]) -> Int64 in
      counts.isEmpty ? 0 : first ? counts.removeFirst() : counts.removeLast()
    }
    _ = first ? edges.removeFirst() : edges.removeLast()
    var rows = Int128(take(&up.counts))
    if var sample = down {
      rows += Int128(take(&sample.counts))
      down = sample
    }
    return Int64(clamping: rows)
  }

  /// Whether there is anything to draw.
  public var isEmpty: Bool {
    edges.count < 2 || up.counts.count != edges.count - 1 || (down.map { $0.counts.count != edges.count - 1 } ?? false)
      || up.total + (down?.total ?? 0) == 0
  }

  /// One a place of the screen, 0...1: how dense its rows lie there, so that a wide bin is no higher than its rows are
  /// dense.
  public func heights(of sample: Sample, columns: Int) -> [Double] {
    guard let scale = BinScale(edges, places: columns) else { return [] }
    let values = scale.densities(of: sample.counts)
    let (most, total) = (values.max() ?? 0, sample.total)
    guard most > 0 else { return values }
    guard isShared, total > 0 else { return values.map { $0 / most } }
    let highest = [up, down].compactMap(\.self).filter { $0.total > 0 }
      .map { (scale.densities(of: $0.counts).max() ?? 0) / $0.total }.max()
    return values.map { $0 / total / (highest ?? 1) }
  }
}

/// Whether the outermost of some bins are so much wider than the others that they only collect what lies far out.
struct BinTails {
  private(set) var isLower = false
  private(set) var isUpper = false

  init(_ edges: [Double]) {
    guard edges.count >= 6 else { return }
    let inner = (edges[edges.count - 2] / 2 - edges[1] / 2) / Double(edges.count - 3) * 2
    isLower = edges[1] - edges[0] > 1.5 * inner
    isUpper = edges[edges.count - 1] - edges[edges.count - 2] > 1.5 * inner
  }
}
