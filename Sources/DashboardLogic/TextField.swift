public import TerminalModel

/// One line of text being typed.
public struct TextField: Equatable, Sendable {
  public private(set) var text: String
  /// In characters from the left; 0...text.count.
  public private(set) var cursor: Int

  /// With the cursor at the end.
  public init(_ text: String = "") { (self.text, cursor) = (text, text.count) }

  /// Characters, the cursor keys, backspace and delete; ctrl-a, ctrl-e, ctrl-k, ctrl-u and ctrl-w as in a shell.
  /// - Returns: whether the key means something here.
  @discardableResult
  public mutating func press(_ key: KeyStroke) -> Bool {
    switch (key.key, key.control) {
    case (.left, false): cursor = max(0, cursor - 1)
    case (.right, false): cursor = min(text.count, cursor + 1)
    case (.home, _), (.character("a"), true): cursor = 0
    case (.end, _), (.character("e"), true): cursor = text.count
    case (.backspace, _): remove(from: cursor - 1, to: cursor)
    case (.delete, _): remove(from: cursor, to: cursor + 1)
    case (.character("k"), true): remove(from: cursor, to: text.count)
    case (.character("u"), true): remove(from: 0, to: cursor)
    case (.character("w"), true): remove(from: startOfWord, to: cursor)
    case (.character(let character), false) where !key.alt: insert(String(character))
    default: return false
    }
    return true
  }

  /// At the cursor; line ends become blanks.
  public mutating func insert(_ new: String) {
    let line = String(new.map { $0.isNewline ? " " : $0 })
    let at = text.index(text.startIndex, offsetBy: cursor)
    // A mark may join the character before it.
    let rest = text[at...].count
    text.insert(contentsOf: line, at: at)
    cursor = max(0, text.count - rest)
  }

  private mutating func remove(from start: Int, to end: Int) {
    let (start, end) = (max(0, start), min(text.count, end))
    guard start < end else { return }
    text.removeSubrange(text.index(text.startIndex, offsetBy: start)..<text.index(text.startIndex, offsetBy: end))
    cursor = start
  }

  private var startOfWord: Int {
    let before = Array(text.prefix(cursor))
    let word = before.lastIndex { $0 != " " } ?? 0
    return before[..<word].lastIndex(of: " ").map { $0 + 1 } ?? 0
  }
}
