import TerminalModel

/// What was typed to choose among names: words that are looked for loosely, or a regular expression between slashes or
/// behind a `~`.
public enum NameFilter: Equatable, Sendable {
  case everything
  case loosely(String)
  case pattern(TextPattern)

  /// An expression that is still being typed needs no slash at its end.
  public init(_ text: String) throws(TextPattern.Mistake) {
    let text = text.trimmed
    guard text.hasPrefix("/") || text.hasPrefix("~") else {
      self = text.isEmpty ? .everything : .loosely(text)
      return
    }
    var expression = text.dropFirst()
    if text.hasPrefix("/"), expression.last == "/", !expression.hasSuffix("\\/") { expression.removeLast() }
    self = expression.isEmpty ? .everything : .pattern(try TextPattern(String(expression)))
  }

  /// The same, with what is no expression taken as words: for a text that nobody is there to correct.
  init(kept text: String) {
    do { self = try NameFilter(text) } catch { self = .loosely(text.trimmed) }
  }

  /// Which characters of the harmless form of a name are meant, ascending; nil where the name is not.
  func matches(in name: String) -> [Int]? {
    switch self {
    case .everything: []
    case .loosely(let words): FuzzyMatch(words, in: HarmlessText.make(name))?.places
    case .pattern(let pattern): pattern.firstMatch(in: HarmlessText.make(name)).map(Array.init)
    }
  }
}
