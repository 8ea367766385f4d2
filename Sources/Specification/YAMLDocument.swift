internal import Yams

/// Text to nodes, with syntax errors and duplicate keys turned into entries.
enum YAMLDocument {
  typealias Entry = SpecificationErrors.Entry

  /// No honest specification is longer, in bytes.
  private static let sizeLimit = 256 << 10
  /// Aliases may multiply what they name; with so few they stay harmless.
  private static let aliasLimit = 12
  /// After so many repeated keys the rest is not looked at.
  private static let repeatLimit = 20

  /// The root, or nil when the text cannot be read as one document. Yams refuses the whole document at its first
  /// duplicate key; each one is noted, blanked out, and the rest is read again, so that every mistake is found.
  static func compose(_ yaml: String) -> (root: Node?, mistakes: [Entry]) {
    if let refusal = refusal(yaml) { return (nil, [refusal]) }
    var mistakes: [Entry] = []
    var text = yaml
    while mistakes.count <= repeatLimit {
      do {
        return (try Yams.compose(yaml: text), mistakes)
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let before = mistakes.count
        for key in keys { text = blankRepeats(of: key, near: context.mark, in: text, into: &mistakes) }
        if mistakes.count == before {
          let names = keys.joined(separator: ", ")
          mistakes.append(entry(context.mark, names, "is given twice in one section"))
          return (nil, mistakes)
        }
      } catch {
        mistakes.append(syntaxEntry(error, in: yaml))
        return (nil, mistakes)
      }
    }
    return (nil, mistakes)
  }

  // MARK: Hostile texts

  /// Why a text is not even looked at: Yams compares keys by everything in them, so that nested aliases could keep it
  /// busy for ever.
  private static func refusal(_ yaml: String) -> Entry? {
    let size = yaml.utf8.count
    if size > sizeLimit {
      return Entry(keyPath: "", line: 1, column: 1, message: "has \(size) bytes; at most \(sizeLimit) are read")
    }
    guard let line = lineOfOneAliasTooMany(Array(yaml.utf8)) else { return nil }
    return Entry(
      keyPath: "", line: line, column: 1, message: "has more than \(aliasLimit) aliases (*name); write the values out")
  }

  /// Counts what may be an alias: `*` before a name and behind a blank or a bracket, outside of comments that have a
  /// line of their own. nil without an anchor, or when there are few.
  private static func lineOfOneAliasTooMany(_ bytes: [UInt8]) -> Int? {
    guard bytes.contains(UInt8(ascii: "&")) else { return nil }
    var (line, count, isComment, isIndentation) = (1, 0, false, true)
    var before = UInt8(ascii: "\n")
    for byte in bytes {
      if isIndentation, byte == UInt8(ascii: "#") { isComment = true }
      if byte == UInt8(ascii: "*"), !isComment, " \t\n\r[{,:".utf8.contains(before) { count += 1 }
      if count > aliasLimit { return line }
      isIndentation = byte == UInt8(ascii: "\n") || (isIndentation && " \t".utf8.contains(byte))
      if byte == UInt8(ascii: "\n") { (line, isComment) = (line + 1, false) }
      before = byte
    }
    return nil
  }

  // MARK: Repeated keys

  /// Blanks every later occurrence of `key` in the block mapping whose key stands at `mark`, with what is below it.
  private static func blankRepeats(
    of key: String, near mark: Mark, in text: String, into mistakes: inout [Entry]
  ) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let indent = mark.column - 1
    var seen = 0
    var isBlanking = false
    for index in max(0, mark.line - 1)..<max(lines.count, mark.line - 1) where !isEmpty(lines[index]) {
      let depth = lines[index].prefix { $0 == " " }.count
      if depth < indent { break }
      if depth == indent {
        isBlanking = false
        if names(lines[index].dropFirst(indent), key) {
          seen += 1
          isBlanking = seen > 1
          if isBlanking {
            mistakes.append(
              Entry(keyPath: key, line: index + 1, column: indent + 1, message: "is given twice in one section"))
          }
        }
      }
      if isBlanking { lines[index] = "" }
    }
    return lines.joined(separator: "\n")
  }

  private static func isEmpty(_ line: String) -> Bool {
    let content = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    return content.isEmpty || content.first == "#"
  }

  private static func names(_ line: Substring, _ key: String) -> Bool {
    for form in [key, "\"\(key)\"", "'\(key)'"] where line.hasPrefix(form) {
      if line.dropFirst(form.count).drop(while: { $0 == " " }).first == ":" { return true }
    }
    return false
  }

  // MARK: Words

  private static func entry(_ mark: Mark, _ path: String, _ message: String) -> Entry {
    Entry(keyPath: path, line: max(1, mark.line), column: max(1, mark.column), message: message)
  }

  /// What is found wrong only behind the last line is where it began, such as an open bracket.
  private static func syntaxEntry(_ error: any Error, in yaml: String) -> Entry {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let setting = context.map { " \($0.text)" } ?? ""
      let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
      let last = (lines.lastIndex { !isEmpty(String($0)) } ?? 0) + 1
      var place = entry(mark.line > last ? context?.mark ?? mark : mark, "", "not YAML: \(problem)\(setting)")
      if place.line > last { (place.line, place.column) = (last, lines[last - 1].count + 1) }
      return place
    case .reader(let problem, _, _, _):
      return Entry(keyPath: "", line: 1, column: 1, message: "not YAML: \(problem)")
    default:
      return Entry(keyPath: "", line: 1, column: 1, message: "not YAML")
    }
  }
}
