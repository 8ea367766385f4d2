/// Where bins stand on a line of places: each as wide as its edges are apart, below an axis of their range.
public struct BinScale: Sendable {
  private let edges: [Double]
  private let line: ValueScale

  /// - Parameters:
  ///   - edges: ascending and finite, one more than there are bins.
  ///   - range: what the line shows; nil: all bins.
  public init?(_ edges: [Double], over range: ClosedRange<Double>? = nil, places: Int) {
    guard edges.count >= 2, let low = edges.first, let high = edges.last, low < high, places > 0 else { return nil }
    self.edges = edges
    line = ValueScale(range ?? low...high, places: places)
  }

  /// The places of a bin, at least one. Bins that share a place are as close as it shows.
  public func places(of bin: Int) -> Range<Int> {
    let first = Swift.min(start(edges[bin]), line.places - 1)
    return first..<Swift.max(start(edges[bin + 1]), first + 1)
  }

  private func start(_ value: Double) -> Int { Int(line.share(value) * Double(line.places)) }

  /// How dense the values lie at each place: rows of the bins there by their share of the range.
  public func densities(of counts: [Int64]) -> [Double] {
    var (rows, widths) = (Array(repeating: 0.0, count: line.places), Array(repeating: 0.0, count: line.places))
    let span = edges[edges.count - 1] / 2 - edges[0] / 2
    for (bin, count) in counts.enumerated() where bin + 1 < edges.count {
      let places = places(of: bin)
      let width = (edges[bin + 1] / 2 - edges[bin] / 2) / span
      for place in places {
        rows[place] += Double(Swift.max(count, 0)) / Double(places.count)
        widths[place] += width / Double(places.count)
      }
    }
    return zip(rows, widths).map { $1 > 0 ? $0 / $1 : 0 }
  }
}
