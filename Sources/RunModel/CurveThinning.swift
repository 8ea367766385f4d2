/// Leaves out points of a curve that a drawing would not miss.
public enum CurveThinning {
  /// At most `limit` indices, ascending, with both ends: each time the point farthest from the line that is drawn so
  /// far is put back (Douglas and Peucker 1973, stopped by count). All of them when there are no more than that.
  /// O(n log n) for most curves.
  public static func indices(x: [Double], y: [Double], limit: Int) -> [Int] {
    guard x.count > limit, limit >= 2 else { return Array(x.indices) }
    var kept = [0, x.count - 1]
    var spans = SpanHeap()
    spans.insert(farthest(x, y, 0, x.count - 1))
    while kept.count < limit, let span = spans.takeWidest(), span.distance > 0 {
      kept.append(span.index)
      spans.insert(farthest(x, y, span.start, span.index))
      spans.insert(farthest(x, y, span.index, span.end))
    }
    return kept.sorted()
  }

  /// A stretch between two points that are kept, and the point in it that is farthest from the line between them.
  private struct Span {
    var start, end, index: Int
    var distance: Double
  }

  private static func farthest(_ x: [Double], _ y: [Double], _ start: Int, _ end: Int) -> Span {
    let (dx, dy) = (x[end] - x[start], y[end] - y[start])
    let length = (dx * dx + dy * dy).squareRoot()
    var best = Span(start: start, end: end, index: start, distance: 0)
    for index in start..<end where index > start {
      let (px, py) = (x[index] - x[start], y[index] - y[start])
      let distance = length > 0 ? abs(px * dy - py * dx) / length : (px * px + py * py).squareRoot()
      if distance > best.distance { (best.index, best.distance) = (index, distance) }
    }
    return best
  }

  /// A binary heap; of two that are equally wide the one at the earlier point comes first.
  private struct SpanHeap {
    private var spans: [Span] = []

    private func precedes(_ a: Int, _ b: Int) -> Bool {
      (spans[b].distance, spans[a].index) < (spans[a].distance, spans[b].index)
    }

    mutating func insert(_ span: Span) {
      spans.append(span)
      var at = spans.count - 1
      while at > 0, precedes(at, (at - 1) / 2) {
        spans.swapAt(at, (at - 1) / 2)
        at = (at - 1) / 2
      }
    }

    mutating func takeWidest() -> Span? {
      guard let last = spans.indices.last else { return nil }
      spans.swapAt(0, last)
      let widest = spans.removeLast()
      var at = 0
      while true {
        let children = [2 * at + 1, 2 * at + 2].filter { $0 < spans.count }
        guard let first = children.min(by: precedes), precedes(first, at) else { return widest }
        spans.swapAt(at, first)
        at = first
      }
    }
  }
}

extension EvaluationTable {
  /// A curve of at most about `limit` points that looks the same, with its ends and the points nearest to some
  /// thresholds; every other table as it is.
  public func thinned(to limit: Int, keeping thresholds: [Double]) -> EvaluationTable {
    switch self {
    case .roc(var curve):
      let (x, y) = (curve.falsePositiveRate, curve.truePositiveRate)
      guard x.count > limit else { return self }
      let kept = Self.kept(x, y, curve.thresholds, limit, thresholds)
      (curve.falsePositiveRate, curve.truePositiveRate) = (kept.map { x[$0] }, kept.map { y[$0] })
      curve.thresholds = kept.compactMap { curve.thresholds.indices.contains($0) ? curve.thresholds[$0] : nil }
      return .roc(curve)
    case .precisionRecall(var curve):
      let (x, y) = (curve.recall, curve.precision)
      guard x.count > limit else { return self }
      let kept = Self.kept(x, y, curve.thresholds, limit, thresholds)
      (curve.recall, curve.precision) = (kept.map { x[$0] }, kept.map { y[$0] })
      curve.thresholds = kept.compactMap { curve.thresholds.indices.contains($0) ? curve.thresholds[$0] : nil }
      return .precisionRecall(curve)
    default: return self
    }
  }

  private static func kept(
    _ x: [Double], _ y: [Double], _ thresholds: [Double], _ limit: Int, _ wanted: [Double]
  ) -> [Int] {
    let nearest = wanted.compactMap { wanted in
      thresholds.indices.min { abs(thresholds[$0] - wanted) < abs(thresholds[$1] - wanted) }
    }
    return Set(CurveThinning.indices(x: x, y: y, limit: limit)).union(nearest).sorted()
  }
}
