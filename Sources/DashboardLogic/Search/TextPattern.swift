/// A regular expression whose search costs no more than length of pattern × length of text, whatever the two are.
///
/// Swift's own `Regex` tries alternatives without a bound, and cannot be stopped while it does: `(a+)+$` would hold the
/// dashboard for hours. Here no place of the text is tried twice at the same place of the pattern.
///
/// Understood: `.` `[a-z]` `[^a-z]` `\d \w \s \b` and their opposites, `^ $`, `( )`, `(?: )`, `|`, `* + ?` and `{2,5}`, lazy
/// with `?` behind. Upper and lower case are alike unless the pattern holds a capital letter.
public struct TextPattern: Equatable, Sendable {
  /// Why a text is no pattern: completes the sentence "this is no pattern: …".
  public struct Mistake: Error, Equatable, Sendable {
    public var reason: String
  }

  /// Longer patterns are refused, and texts are searched no further.
  public static let longestPattern = 200
  static let longestText = 2_000

  let program: [Instruction]
  let ignoresCase: Bool

  public init(_ pattern: String) throws(Mistake) {
    guard pattern.count <= Self.longestPattern else {
      throw Mistake(reason: "it is longer than \(Self.longestPattern) characters")
    }
    var parser = PatternParser(pattern)
    let node = try parser.parse()
    var compiler = PatternCompiler()
    try compiler.append(node)
    program = compiler.program + [.match]
    ignoresCase = !parser.hasCapital
  }

  /// The first match, the longest that its repetitions allow, as offsets of characters; may be empty.
  public func firstMatch(in text: String) -> Range<Int>? {
    var search = PatternSearch(self, Array(text.prefix(Self.longestText)))
    return search.first()
  }
}

extension TextPattern {
  /// One step of the machine that a pattern is made into.
  enum Instruction: Equatable, Sendable {
    case character(CharacterClass)
    case start, end
    /// Between a word and what is none; false: anywhere else.
    case boundary(Bool)
    /// Goes on at the first place, and at the second where that fails.
    case either(Int, Int)
    case jump(Int)
    case match
  }

  /// Which characters stand at one place.
  struct CharacterClass: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
      case digit, word, space

      func holds(_ character: Character) -> Bool {
        switch self {
        case .digit: character.isWholeNumber
        case .word: character.isLetter || character.isNumber || character == "_"
        case .space: character.isWhitespace
        }
      }
    }
    var ranges: [ClosedRange<Character>] = []
    var kinds: [(kind: Kind, isNegated: Bool)] = []
    var isNegated = false

    func holds(_ character: Character, ignoringCase: Bool) -> Bool {
      var isMember = contains(character)
      if !isMember, ignoringCase, let other = character.otherCase { isMember = contains(other) }
      return isMember != isNegated
    }

    private func contains(_ character: Character) -> Bool {
      ranges.contains { $0.contains(character) } || kinds.contains { $0.kind.holds(character) != $0.isNegated }
    }

    static func == (a: Self, b: Self) -> Bool {
      a.ranges == b.ranges && a.isNegated == b.isNegated && a.kinds.elementsEqual(b.kinds) { $0 == $1 }
    }
  }
}

extension Character {
  /// Its capital or its small letter; nil where it is not one character.
  fileprivate var otherCase: Character? {
    guard isCased else { return nil }
    let other = isUppercase ? lowercased() : uppercased()
    return other.count == 1 ? other.first : nil
  }
}

/// One search: places are tried in the order of preference, none of them twice.
private struct PatternSearch {
  private let pattern: TextPattern
  private let text: [Character]
  /// Of place in the pattern × place in the text.
  private var isTried: [Bool]

  init(_ pattern: TextPattern, _ text: [Character]) {
    (self.pattern, self.text) = (pattern, text)
    isTried = Array(repeating: false, count: pattern.program.count * (text.count + 1))
  }

  mutating func first() -> Range<Int>? {
    for start in 0...text.count {
      if let end = end(from: start) { return start..<end }
    }
    return nil
  }

  private mutating func end(from start: Int) -> Int? {
    var open = [(place: 0, at: start)]
    while let (place, at) = open.popLast() {
      let mark = place * (text.count + 1) + at
      if isTried[mark] { continue }
      isTried[mark] = true
      switch pattern.program[place] {
      case .match: return at
      case .jump(let next): open.append((next, at))
      case .either(let first, let second): open += [(second, at), (first, at)]
      case .start: if at == 0 { open.append((place + 1, at)) }
      case .end: if at == text.count { open.append((place + 1, at)) }
      case .boundary(let isWanted): if isBoundary(at) == isWanted { open.append((place + 1, at)) }
      case .character(let characters):
        if at < text.count, characters.holds(text[at], ignoringCase: pattern.ignoresCase) {
          open.append((place + 1, at + 1))
        }
      }
    }
    return nil
  }

  private func isBoundary(_ at: Int) -> Bool {
    let isWord = { (index: Int) in
      text.indices.contains(index) && TextPattern.CharacterClass.Kind.word.holds(text[index])
    }
    return isWord(at - 1) != isWord(at)
  }
}
