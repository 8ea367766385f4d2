internal import Yams

/// Walks the parsed document by key path and collects every mistake on the way.
struct SpecificationReader {
  typealias Entry = SpecificationErrors.Entry

  private let root: Node
  private(set) var mistakes: [Entry] = []

  init(root: Node) {
    self.root = root
    checkSection(root, at: "")
  }

  mutating func add(_ path: String, at node: Node?, _ message: String) {
    let mark = node?.mark
    mistakes.append(Entry(keyPath: path, line: mark?.line ?? 1, column: mark?.column ?? 1, message: message))
  }

  /// The value at a path; nil when it, or a section on the way, is missing, null or not a section.
  func node(_ path: String) -> Node? {
    var current = root
    for part in path.split(separator: ".") {
      guard case .mapping(let mapping) = current,
        let next = mapping.first(where: { $0.key.scalar?.string == String(part) })?.value, !Self.isNull(next)
      else { return nil }
      current = next
    }
    return current
  }

  // MARK: Keys

  /// Names unknown keys, missing keys and sections that are none; goes into the sections below.
  private mutating func checkSection(_ section: Node, at path: String) {
    guard case .mapping(let mapping) = section else {
      return add(
        path, at: section, path.isEmpty ? Self.notADocument : "must be a section of keys, not \(words(section))")
    }
    let known = SpecificationKeys.names(below: path)
    for (key, value) in mapping {
      let name = key.scalar?.string
      guard let name, known.contains(name) else {
        addUnknown(name ?? "this", key: key, in: path, known: known)
        continue
      }
      let full = path.isEmpty ? name : "\(path).\(name)"
      if SpecificationKeys.find(full)?.kind == .section, !Self.isNull(value) { checkSection(value, at: full) }
    }
    for name in known {
      let full = path.isEmpty ? name : "\(path).\(name)"
      if SpecificationKeys.find(full)?.isRequired == true, node(full) == nil {
        add(full, at: section, "is missing")
      }
    }
  }

  private mutating func addUnknown(_ name: String, key: Node, in path: String, known: [String]) {
    let advice =
      NearestWord.find(name, among: known).map { "did you mean \($0)?" }
      ?? elsewhere(name).map { "it belongs at \($0)" }
      ?? "known here: \(known.joined(separator: ", "))"
    add(path.isEmpty ? name : "\(path).\(name)", at: key, "unknown key; \(advice)")
  }

  private func elsewhere(_ name: String) -> String? {
    SpecificationKeys.all.first { $0.path.hasSuffix(".\(name)") }?.path
  }

  // MARK: Values

  mutating func text(_ path: String) -> String? {
    guard let node = node(path) else { return nil }
    guard case .scalar(let scalar) = node else {
      add(path, at: node, "must be a text, not \(words(node))")
      return nil
    }
    if scalar.string.isEmpty {
      add(path, at: node, "must not be empty")
      return nil
    }
    if let control = scalar.string.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
      add(path, at: node, "must not hold the control character U+\(String(control.value, radix: 16, uppercase: true))")
      return nil
    }
    return scalar.string
  }

  /// A single text counts as a list of one.
  mutating func textList(_ path: String) -> [String]? {
    guard let node = node(path) else { return nil }
    guard case .sequence(let items) = node else { return text(path).map { [$0] } }
    var result: [String] = []
    for item in items {
      guard case .scalar(let scalar) = item, !Self.isNull(item), !scalar.string.isEmpty else {
        add(path, at: item, "must be a list of column names; one entry is \(words(item))")
        continue
      }
      if result.contains(scalar.string) {
        add(path, at: item, "lists \(scalar.string) twice")
      } else {
        result.append(scalar.string)
      }
    }
    return result
  }

  mutating func flag(_ path: String) -> Bool? {
    guard let (node, plain) = plainScalar(path) else { return nil }
    switch plain {
    case "true": return true
    case "false": return false
    default:
      refuse(path, node)
      return nil
    }
  }

  mutating func choice(_ path: String) -> String? {
    guard let (node, plain) = scalar(path), case .choice(let words)? = SpecificationKeys.find(path)?.kind else {
      return nil
    }
    if words.contains(plain) { return plain }
    refuse(path, node)
    return nil
  }

  mutating func wholeNumber(_ path: String) -> Int64? {
    guard let (node, plain) = plainScalar(path), case .wholeNumber(let range)? = SpecificationKeys.find(path)?.kind
    else { return nil }
    guard let number = Int64(plain), range.contains(number) else {
      refuse(path, node)
      return nil
    }
    return number
  }

  mutating func number(_ path: String) -> Double? {
    guard let (node, plain) = plainScalar(path),
      case .number(let range, let isOpenBelow)? = SpecificationKeys.find(path)?.kind
    else { return nil }
    // Swift would also read `nan`, `inf` and hexadecimal.
    let isDecimal = plain.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    guard isDecimal, let number = Double(plain), range.contains(number),
      !(isOpenBelow && number == range.lowerBound)
    else {
      refuse(path, node)
      return nil
    }
    return number
  }

  private mutating func scalar(_ path: String) -> (Node, String)? {
    guard let node = node(path) else { return nil }
    guard case .scalar(let scalar) = node else {
      refuse(path, node)
      return nil
    }
    return (node, scalar.string)
  }

  /// A quoted number or flag is a text.
  private mutating func plainScalar(_ path: String) -> (Node, String)? {
    guard let (node, string) = scalar(path) else { return nil }
    guard node.scalar?.style == .plain || node.scalar?.style == .any else {
      refuse(path, node)
      return nil
    }
    return (node, string)
  }

  private mutating func refuse(_ path: String, _ node: Node) {
    add(path, at: node, "must be \(SpecificationKeys.find(path)?.allowed ?? "something else"), not \(words(node))")
  }

  // MARK: Words

  private static let notADocument = "a specification is a mapping of keys such as name, data and model"

  static func isNull(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  private func words(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar):
      if Self.isNull(node) { return "nothing" }
      let shown = scalar.string.prefix(40).map { $0.isNewline ? " " : String($0) }.joined()
      return scalar.style == .plain ? shown : "the text \"\(shown)\""
    case .sequence: return "a list"
    case .mapping: return "a section"
    case .alias: return "an alias"
    }
  }
}
