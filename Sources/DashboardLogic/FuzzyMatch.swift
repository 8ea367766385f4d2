/// How well a few typed characters fit a text: all of them occur in it, in their order, as beginnings of words or at least
/// three together, the more together and the nearer to beginnings of words the better.
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
    let starts = text.indices.map { isWordStart($0, in: text) }
    guard let places = LetterPieces.places(of: word, in: text, starts: starts) else { return nil }
    let together = zip(places, places.dropFirst()).count { $0 + 1 == $1 }
    return (places, 5 * together + 10 * places.count { starts[$0] })
  }

  /// Where the word stands as a whole, at the beginning of a word if it can be.
  private static func bestStart(of word: [Character], in text: [Character]) -> Int? {
    guard text.count >= word.count else { return nil }
    let starts = (0...text.count - word.count).filter { text[$0..<$0 + word.count].elementsEqual(word) }
    return starts.first { isWordStart($0, in: text) } ?? starts.first
  }

  private static func isWordStart(_ index: Int, in text: [Character]) -> Bool {
    // A number begins one behind letters: `layer3`.
    index == 0 || !(text[index - 1].isLetter || text[index - 1].isNumber)
      || (text[index].isNumber && !text[index - 1].isNumber)
  }
}

/// Finds a word in a text in pieces: each begins a word of the text, or is at least three letters long, or is the whole.
/// Letters from anywhere would fit almost every text.
enum LetterPieces {
  private static let fewestLetters = 3

  /// Where its letters are, in their order; the first words of the text are preferred, and long pieces. nil where it is
  /// not there. At most O(word² × text).
  /// - Parameter starts: of each place of the text, whether a word begins there.
  static func places<Letter: Equatable>(of word: [Letter], in text: [Letter], starts: [Bool]) -> [Int]? {
    // From which place on a letter and those behind it are found no more.
    var dead = Array(repeating: text.count, count: word.count)
    return places(of: word, from: 0, in: text, from: 0, starts, &dead)
  }

  private static func places<Letter: Equatable>(
    of word: [Letter], from first: Int, in text: [Letter], from next: Int, _ starts: [Bool], _ dead: inout [Int]
  ) -> [Int]? {
    guard first < word.count else { return [] }
    guard next < dead[first] else { return nil }
    for start in next..<text.count where text[start] == word[first] {
      let length = zip(word[first...], text[start...]).prefix { $0 == $1 }.count
      let least = starts[start] ? 1 : min(fewestLetters, word.count)
      guard length >= least else { continue }
      for taken in stride(from: length, through: least, by: -1) {
        let rest = places(of: word, from: first + taken, in: text, from: start + taken, starts, &dead)
        if let rest { return Array(start..<start + taken) + rest }
      }
    }
    dead[first] = next
    return nil
  }
}
