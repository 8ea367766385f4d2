internal import Yams

/// A text read as YAML, whatever kind of document it is.
struct ParsedDocument {
  /// nil when it cannot be read.
  let root: Node?
  let mistakes: [SpecificationErrors.Entry]

  init(_ yaml: String) { (root, mistakes) = YAMLDocument.compose(yaml) }

  /// Whether the document has this key at its top, even with a wrong value.
  func has(_ key: String) -> Bool {
    guard case .mapping(let mapping)? = root else { return false }
    return mapping.contains { $0.key.scalar?.string == key }
  }
}

extension SpecificationReader {
  /// Reads a document of one kind.
  /// - Throws: every mistake, in the order of the text.
  static func parse<Value>(
    _ document: ParsedDocument, _ table: KeyTable, _ read: (inout SpecificationReader) -> Value
  ) throws(SpecificationErrors) -> Value {
    let (value, mistakes) = Self.read(document, table, read)
    guard mistakes.isEmpty, let value else { throw SpecificationErrors(entries: mistakes) }
    return value
  }

  /// What was read, nil where nothing can be, and every mistake in the order of the text; there is one where there is
  /// no value.
  static func read<Value>(
    _ document: ParsedDocument, _ table: KeyTable, _ read: (inout SpecificationReader) -> Value
  ) -> (value: Value?, mistakes: [Entry]) {
    guard let root = document.root else {
      let empty = Entry(keyPath: "", line: 1, column: 1, message: "the \(table.noun) is empty")
      return (nil, document.mistakes.isEmpty ? [empty] : document.mistakes)
    }
    var reader = SpecificationReader(root: root, table: table)
    let value = read(&reader)
    return (value, SpecificationErrors(sorting: document.mistakes + reader.mistakes).entries)
  }

  /// A column has one role; only sensitive columns may be features as well.
  mutating func checkRoles(_ roles: [(path: DocumentPath, columns: [String])]) {
    var owners: [String: [DocumentPath]] = [:]
    for (path, columns) in roles {
      for column in columns where !column.isEmpty {
        let earlier = owners[column, default: []]
        for owner in earlier where (owner, path) != ("data.roles.sensitive", "data.features") {
          add(path, "lists \(Self.shortened(column)), which \(owner) names already")
        }
        owners[column] = earlier + [path]
      }
    }
  }
}
