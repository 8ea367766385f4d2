/// How well a few typed characters fit a text: all of them occur in it, in their order, the more together and the nearer
/// to beginnings of words the better.
public struct FuzzyMatch: Equatable, Sendable {
  /// More is better; comparable for one query only.
  public let score: Int
  /// Offsets of the matched characters in the text, ascending.
  public let places: [Int]

  /// nil when the query does not fit; letters of either case are equal, blanks in the query match nothing of the text.
  /// Words of the query, as far as they stand in the text as they are, are preferred to scattered letters. O(query × text).
  public init?(_ query: String, in text: String) {
    let characters = text.map { Character($0.lowercased().first.map(String.init) ?? String($0)) }
    var places: [Int] = []
    var score = 0
    for word in query.lowercased().split(separator: " ") {
      guard let found = Self.place(Array(word), in: characters) else { return nil }
      places += found.places
      score += found.score
    }
    self.places = Set(places).sorted()
    self.score = score - characters.count
  }

  private static func place(_ word: [Character], in text: [Character]) -> (places: [Int], score: Int)? {
    if let start = bestStart(of: word, in: text) {
      let bonus = isWordStart(start, in: text) ? 60 : 20
      return (Array(start..<start + word.count), 20 * word.count + bonus)
    }
    var places: [Int] = []
    var next = 0
    for character in word {
      let candidates = text.indices.dropFirst(next).filter { text[$0] == character }
      // A letter that begins a word stands for it; otherwise the nearest one does.
      guard
        let at = candidates.first(where: { isWordStart($0, in: text) && canFinish(word, places.count, $0, text) })
          ?? candidates.first
      else { return nil }
      places.append(at)
      next = at + 1
    }
    let together = zip(places, places.dropFirst()).count { $0 + 1 == $1 }
    let starts = places.count { isWordStart($0, in: text) }
    return (places, 5 * together + 10 * starts)
  }

  /// Where the word stands as a whole, at the beginning of a word if it can be.
  private static func bestStart(of word: [Character], in text: [Character]) -> Int? {
    guard text.count >= word.count else { return nil }
    let starts = (0...text.count - word.count).filter { text[$0..<$0 + word.count].elementsEqual(word) }
    return starts.first { isWordStart($0, in: text) } ?? starts.first
  }

  private static func isWordStart(_ index: Int, in text: [Character]) -> Bool {
    index == 0 || !(text[index - 1].isLetter || text[index - 1].isNumber)
  }

  /// Whether what follows `word[index]` still occurs behind `place`.
  private static func canFinish(_ word: [Character], _ index: Int, _ place: Int, _ text: [Character]) -> Bool {
    var next = place + 1
    for character in word.dropFirst(index + 1) {
      guard let at = text[min(next, text.count)...].firstIndex(of: character) else { return false }
      next = at + 1
    }
    return true
  }
}
