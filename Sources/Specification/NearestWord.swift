/// The known word most like a misspelt one.
public enum NearestWord {
  /// nil when nothing is near: more than a third of the letters would have to change (two always may).
  public static func find(_ word: String, among known: [String]) -> String? {
    guard word.utf8.count <= 200 else { return nil }
    let spelled = normal(word)
    let best = known.map { ($0, distance(spelled, normal($0))) }.min { $0.1 < $1.1 }
    guard let (candidate, edits) = best, edits <= max(2, candidate.count / 3), edits < candidate.count else {
      return nil
    }
    return candidate
  }

  /// All known words, the most alike first.
  public static func sorted(_ known: [String], by word: String) -> [String] {
    let spelled = normal(String(word.prefix(200)))
    return known.map { ($0, distance(spelled, normal($0))) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  private static func normal(_ word: String) -> [Character] {
    Array(word.lowercased().filter { $0 != "-" && $0 != "_" })
  }

  /// Levenshtein distance; O(a × b).
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
        (diagonal, row[j + 1]) = (row[j + 1], next)
      }
    }
    return row[b.count]
  }
}
