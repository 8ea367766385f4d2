/// Leaves out points of a curve that a drawing would not miss.
enum CurveThinning {
  /// At most `limit` indices, ascending, with both ends: each time the point farthest from the line that is drawn so
  /// far is put back (Douglas and Peucker 1973, stopped by count). All of them when there are no more than that.
  static func indices(x: [Double], y: [Double], limit: Int) -> [Int] {
    guard x.count > limit, limit >= 2 else { return Array(x.indices) }
    var kept = [0, x.count - 1]
    var spans = [farthest(x, y, 0, x.count - 1)]
    while kept.count < limit, let widest = spans.indices.max(by: { spans[$0].distance < spans[$1].distance }),
      spans[widest].distance > 0
    {
      let span = spans.remove(at: widest)
      kept.append(span.index)
      spans.append(farthest(x, y, span.start, span.index))
      spans.append(farthest(x, y, span.index, span.end))
    }
    return kept.sorted()
  }

  private typealias Span = (start: Int, end: Int, index: Int, distance: Double)

  private static func farthest(_ x: [Double], _ y: [Double], _ start: Int, _ end: Int) -> Span {
    let (dx, dy) = (x[end] - x[start], y[end] - y[start])
    let length = (dx * dx + dy * dy).squareRoot()
    var best: Span = (start, end, start, 0)
    for index in start..<end where index > start {
      let (px, py) = (x[index] - x[start], y[index] - y[start])
      let distance = length > 0 ? abs(px * dy - py * dx) / length : (px * px + py * py).squareRoot()
      if distance > best.distance { best = (start, end, index, distance) }
    }
    return best
  }
}
