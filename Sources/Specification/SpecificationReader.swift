internal import Yams

/// Walks the parsed document by key path and collects every mistake on the way.
struct SpecificationReader {
  typealias Entry = SpecificationErrors.Entry

  let table: KeyTable
  private let root: Node
  private(set) var mistakes: [Entry] = []

  /// No more mistakes than these are looked for.
  static let mistakeLimit = 500
  /// The most parameters of one search space.
  static let parameterLimit = 200

  init(root: Node, table: KeyTable) {
    (self.root, self.table) = (root, table)
    checkSection(root, at: "")
  }

  /// Whether so many mistakes were found that no more are looked for.
  private var isFull: Bool { mistakes.count >= Self.mistakeLimit }

  mutating func add(_ path: DocumentPath, at node: Node?, _ message: String) {
    guard !isFull else { return }
    let mark = node?.mark
    mistakes.append(
      Entry(keyPath: path.description, line: mark?.line ?? 1, column: mark?.column ?? 1, message: message))
  }

  /// Names a mistake where a value stands, or the section that lacks it.
  mutating func add(_ path: DocumentPath, _ message: String) {
    guard !isFull else { return }
    var place = path
    while node(place) == nil, !place.parts.isEmpty { place.parts.removeLast() }
    add(path, at: node(place), message)
  }

  /// - Parameter value: the item of the list at `path` that is wrong; nil: all of it.
  mutating func add(_ path: DocumentPath, naming value: String?, _ message: String) {
    let item = value.flatMap { value in items(path)?.first { $0.scalar?.string == value } }
    if let item { add(path, at: item, message) } else { add(path, message) }
  }

  /// The value at a path; nil when it, or a section on the way, is missing, null or of another shape.
  func node(_ path: DocumentPath) -> Node? {
    var current = root
    for part in path.parts {
      guard let next = Self.child(part, of: current), !Self.isNull(next) else { return nil }
      current = next
    }
    return current
  }

  private static func child(_ part: DocumentPath.Part, of node: Node) -> Node? {
    switch (part, node) {
    case (.name(let name), .mapping(let mapping)): mapping.first { $0.key.scalar?.string == name }?.value
    case (.place(let place), .sequence(let items)): place < items.count ? items[place] : nil
    // One section alone counts as a list of one.
    case (.place(0), .mapping): node
    default: nil
    }
  }

  /// The items of a list; nil when there is none.
  func items(_ path: DocumentPath) -> [Node]? {
    guard case .sequence(let items)? = node(path) else { return nil }
    return Array(items)
  }

  /// Whether a key is given, right or wrong.
  func has(_ path: DocumentPath) -> Bool { node(path) != nil }
  func isSection(_ path: DocumentPath) -> Bool { node(path)?.mapping != nil }
  /// Whether a section with at least one key is given.
  func hasKeys(_ path: DocumentPath) -> Bool { node(path)?.mapping?.isEmpty == false }
  func isEmptyList(_ path: DocumentPath) -> Bool { items(path)?.isEmpty == true }
  /// The text of a scalar as it is written, without any check.
  func word(_ path: DocumentPath) -> String? { node(path)?.scalar?.string }
  /// The paths of a list's items; empty when it is none. One section alone counts as a list of one.
  func itemPaths(_ path: DocumentPath) -> [DocumentPath] {
    isSection(path) ? [path.item(0)] : (items(path) ?? []).indices.map { path.item($0) }
  }
  /// Those of the items that are sections.
  func sectionPaths(_ path: DocumentPath) -> [DocumentPath] { itemPaths(path).filter { isSection($0) } }

  /// Refuses what is given and no list.
  mutating func requireList(_ path: DocumentPath) {
    if let node = node(path), node.sequence == nil { refuse(path, node) }
  }

  // MARK: Keys

  /// Names unknown keys, missing keys and sections that are none; goes into the sections below.
  private mutating func checkSection(_ section: Node, at path: DocumentPath) {
    guard case .mapping(let mapping) = section else {
      let isDocument = path.parts.isEmpty
      return add(
        path, at: section,
        isDocument
          ? "a \(table.noun) is a mapping of keys such as \(table.examples)"
          : "must be a section of keys, not \(words(section))")
    }
    let known = table.names(below: path)
    var given: Set<String> = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string, known.contains(name) else {
        addUnknown(key, in: path, known: known)
        continue
      }
      guard !Self.isNull(value) else { continue }
      given.insert(name)
      checkBelow(value, at: path.key(name))
    }
    for name in known where !given.contains(name) && table.find(path.key(name))?.isRequired == true {
      add(path.key(name), at: section, "is missing")
    }
  }

  private mutating func checkBelow(_ node: Node, at path: DocumentPath) {
    switch table.find(path)?.kind {
    case .section: checkSection(node, at: path)
    case .sections(_, let orWords): checkSections(node, at: path, orWords: orWords)
    case .named: checkNamed(node, at: path)
    default: break
    }
  }

  private mutating func checkSections(_ node: Node, at path: DocumentPath, orWords words: [String]) {
    if case .mapping = node { return checkSection(node, at: path.item(0)) }
    guard case .sequence(let items) = node else { return refuse(path, node) }
    for (place, item) in items.enumerated() {
      if case .scalar(let scalar) = item, words.contains(scalar.string) { continue }
      if case .scalar = item, !words.isEmpty {
        let advice = item.scalar.flatMap { NearestWord.find($0.string, among: words) }.map { "; did you mean \($0)?" }
        add(
          path.item(place), at: item,
          "must be a section of keys or one of \(words.joined(separator: ", ")), not \(self.words(item))"
            + (advice ?? ""))
      } else {
        checkSection(item, at: path.item(place))
      }
    }
  }

  private mutating func checkNamed(_ node: Node, at path: DocumentPath) {
    guard case .mapping(let mapping) = node else { return refuse(path, node) }
    if mapping.isEmpty { add(path, at: node, "must name at least one parameter") }
    guard mapping.count <= Self.parameterLimit else {
      return add(path, at: node, "must name at most \(Self.parameterLimit) parameters, not \(mapping.count)")
    }
    for (key, value) in mapping {
      guard let name = key.scalar?.string, Self.isName(name) else {
        add(path, at: key, "a parameter's name is a text of 1 to 100 characters, not \(words(key))")
        continue
      }
      checkSection(value, at: path.key(name))
    }
  }

  /// Whether a text may be the name of a parameter or a candidate.
  static func isName(_ text: String) -> Bool {
    (1...100).contains(text.unicodeScalars.count)
      && !text.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "{" || $0 == "}" }
  }

  private mutating func addUnknown(_ key: Node, in path: DocumentPath, known: [String]) {
    guard !isFull else { return }
    let name = key.scalar.map { Self.shortened($0.string) } ?? "this"
    let advice =
      NearestWord.find(name, among: known).map { "did you mean \($0)?" }
      ?? table.place(of: name).map { "it belongs at \($0)" }
      ?? "known here: \(known.joined(separator: ", "))"
    add(path.key(name), at: key, "unknown key; \(advice)")
  }

  // MARK: Words

  mutating func refuse(_ path: DocumentPath, _ node: Node) {
    let kind = table.find(path)?.kind
    var advice = ""
    if case .choice(let words)? = kind, let given = node.scalar?.string, words.count > 1 {
      advice = NearestWord.find(given, among: words).map { "; did you mean \($0)?" } ?? ""
    }
    add(path, at: node, "must be \(table.find(path)?.allowed ?? "something else"), not \(words(node))\(advice)")
  }

  static func isNull(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node, isPlain(scalar) else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// Not quoted: what is quoted is a text, whatever it looks like.
  static func isPlain(_ scalar: Node.Scalar) -> Bool { scalar.style == .plain || scalar.style == .any }

  func words(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar):
      if Self.isNull(node) { return "nothing" }
      let shown = Self.shortened(scalar.string)
      return scalar.style == .plain ? shown : "the text \"\(shown)\""
    case .sequence: return "a list"
    case .mapping: return "a section"
    case .alias: return "an alias"
    }
  }

  /// One line of at most 40 characters.
  static func shortened(_ text: String) -> String {
    text.prefix(40).map { $0.isNewline ? " " : String($0) }.joined()
  }
}
