/// Agglomerative clustering with average linkage (UPGMA): Sokal and Michener (1958). Equal distances merge the pair of
/// the lowest numbers first.
public enum AverageLinkage {
  /// Which items stay together when merging ends at the first distance above `limit`: lists of their numbers, each
  /// ascending, in the order of their first. As SciPy's `fcluster(linkage(…, "average"), limit, "distance")`. O(n³).
  /// - Parameter distance: of two different items, the same both ways.
  public static func clusters(_ count: Int, limit: Double, distance: (Int, Int) -> Double) -> [[Int]] {
    var members = (0..<count).map { [$0] }
    var distances = (0..<count).map { first in
      (0..<count).map { $0 == first ? .infinity : distance(min(first, $0), max(first, $0)) }
    }
    while let nearest = nearest(distances), distances[nearest.0][nearest.1] <= limit {
      let (kept, gone) = nearest
      let (left, right) = (Double(members[kept].count), Double(members[gone].count))
      for other in members.indices where other != kept && other != gone {
        let mean = (left * distances[kept][other] + right * distances[gone][other]) / (left + right)
        (distances[kept][other], distances[other][kept]) = (mean, mean)
      }
      members[kept] = (members[kept] + members[gone]).sorted()
      members.remove(at: gone)
      distances.remove(at: gone)
      for row in distances.indices { distances[row].remove(at: gone) }
    }
    return members.sorted { $0[0] < $1[0] }
  }

  /// nil for fewer than two clusters.
  private static func nearest(_ distances: [[Double]]) -> (Int, Int)? {
    var best: (distance: Double, pair: (Int, Int))?
    for first in distances.indices {
      for second in (first + 1)..<max(first + 1, distances.count)
      where distances[first][second] < best?.distance ?? .infinity {
        best = (distances[first][second], (first, second))
      }
    }
    return best?.pair
  }
}
