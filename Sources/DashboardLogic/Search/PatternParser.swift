/// What a pattern is made of.
indirect enum PatternNode: Equatable {
  case instruction(TextPattern.Instruction)
  case sequence([PatternNode])
  case either([PatternNode])
  /// - Parameter most: nil for any number.
  case repeated(PatternNode, least: Int, most: Int?, isLazy: Bool)
}

/// Reads a pattern from left to right.
struct PatternParser {
  typealias Mistake = TextPattern.Mistake
  private static let mostRepetitions = 100

  private let text: [Character]
  private var at = 0
  /// Whether a capital letter stands for itself.
  private(set) var hasCapital = false

  init(_ pattern: String) { text = Array(pattern) }

  private var next: Character? { at < text.count ? text[at] : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    at += 1
    return true
  }

  mutating func parse() throws(Mistake) -> PatternNode {
    let node = try either()
    guard at == text.count else { throw Mistake(reason: "a ) closes nothing") }
    return node
  }

  private mutating func either() throws(Mistake) -> PatternNode {
    var parts = [try sequence()]
    while take("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .either(parts)
  }

  private mutating func sequence() throws(Mistake) -> PatternNode {
    var parts: [PatternNode] = []
    while let next, next != "|", next != ")" {
      let part = try atom()
      parts.append(try repeated(part))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func repeated(_ part: PatternNode) throws(Mistake) -> PatternNode {
    var node = part
    while let (least, most) = try repetition() {
      node = .repeated(node, least: least, most: most, isLazy: take("?"))
    }
    return node
  }

  /// nil where nothing is repeated; a `{` without numbers stands for itself.
  private mutating func repetition() throws(Mistake) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = at
    guard take("{"), let least = number() else {
      at = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else {
      at = start
      return nil
    }
    if let most, most < least { throw Mistake(reason: "{\(least),\(most)} counts backwards") }
    guard max(least, most ?? 0) <= Self.mostRepetitions else {
      throw Mistake(reason: "it repeats something more than \(Self.mostRepetitions) times")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let start = at
    while let next, next.isASCII, next.isWholeNumber { at += 1 }
    return Int(String(text[start..<at]))
  }

  // MARK: Atoms

  private mutating func atom() throws(Mistake) -> PatternNode {
    guard let character = next else { return .sequence([]) }
    at += 1
    switch character {
    case "(": return try group()
    case "[": return .instruction(.character(try bracket()))
    case ".": return .instruction(.character(.init(isNegated: true)))
    case "^": return .instruction(.start)
    case "$": return .instruction(.end)
    case "\\": return .instruction(try escape())
    case "*", "+", "?": throw Mistake(reason: "nothing stands before \(character)")
    default: return .instruction(.character(literal(character)))
    }
  }

  private mutating func group() throws(Mistake) -> PatternNode {
    if take("?"), !take(":") { throw Mistake(reason: "(? is understood only as (?:") }
    let node = try either()
    guard take(")") else { throw Mistake(reason: "a ( is not closed") }
    return node
  }

  private mutating func literal(_ character: Character) -> TextPattern.CharacterClass {
    if character.isUppercase { hasCapital = true }
    return .init(ranges: [character...character])
  }

  private mutating func escape() throws(Mistake) -> TextPattern.Instruction {
    guard let character = next else { throw Mistake(reason: "it ends in a \\") }
    if character == "b" || character == "B" {
      at += 1
      return .boundary(character == "b")
    }
    return .character(try escapedClass())
  }

  /// Behind a backslash: a kind of character, or a sign that stands for itself.
  private mutating func escapedClass() throws(Mistake) -> TextPattern.CharacterClass {
    guard let character = next else { throw Mistake(reason: "it ends in a \\") }
    at += 1
    let kinds: [Character: TextPattern.CharacterClass.Kind] = ["d": .digit, "w": .word, "s": .space]
    if let small = character.lowercased().first, let kind = kinds[small] {
      return .init(kinds: [(kind, character.isUppercase)])
    }
    if character == "t" { return .init(ranges: ["\t"..."\t"]) }
    guard !character.isLetter, !character.isNumber else { throw Mistake(reason: "\\\(character) is not understood") }
    return .init(ranges: [character...character])
  }

  /// What stands between brackets. A `]` right at the beginning and a `-` at an end stand for themselves.
  private mutating func bracket() throws(Mistake) -> TextPattern.CharacterClass {
    var result = TextPattern.CharacterClass(isNegated: take("^"))
    var isFirst = true
    while let character = next {
      at += 1
      if character == "]", !isFirst { return result }
      isFirst = false
      if character == "\\" {
        let escaped = try escapedClass()
        result.ranges += escaped.ranges
        result.kinds += escaped.kinds
      } else {
        result.ranges.append(try range(from: character))
      }
    }
    throw Mistake(reason: "a [ is not closed")
  }

  private mutating func range(from first: Character) throws(Mistake) -> ClosedRange<Character> {
    var last = first
    if next == "-", at + 1 < text.count, text[at + 1] != "]" {
      last = text[at + 1]
      at += 2
      if last == "\\" {
        guard let escaped = try escapedClass().ranges.first else { throw Mistake(reason: "a range ends in a kind") }
        last = escaped.lowerBound
      }
    }
    guard first <= last else { throw Mistake(reason: "\(first)-\(last) counts backwards") }
    if first.isUppercase || last.isUppercase { hasCapital = true }
    return first...last
  }
}
