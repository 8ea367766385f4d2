/// All keys of one kind of document, in the order in which they are written.
public struct KeyTable: Sendable {
  public let keys: [SpecificationKey]
  /// What such a document is called.
  let noun: String
  /// Some keys in words, for who wrote something else than a mapping.
  let examples: String
  private let byPath: [String: SpecificationKey]
  /// The names directly below a path.
  private let namesBelow: [String: [String]]

  init(of noun: String = "specification", examples: String, _ keys: [SpecificationKey]) {
    (self.noun, self.examples, self.keys) = (noun, examples, keys)
    byPath = Dictionary(keys.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var namesBelow: [String: [String]] = [:]
    for key in keys {
      let dot = key.path.lastIndex(of: ".")
      let section = dot.map { String(key.path[..<$0]) } ?? ""
      let name = dot.map { String(key.path[key.path.index(after: $0)...]) } ?? key.path
      namesBelow[section, default: []].append(name)
    }
    self.namesBelow = namesBelow
  }

  func find(_ path: DocumentPath) -> SpecificationKey? { byPath[pattern(of: path)] }

  /// The last parts of the keys directly below a section; of the whole document for the empty path.
  func names(below section: DocumentPath) -> [String] { namesBelow[pattern(of: section)] ?? [] }

  /// Where else a name is a key.
  func place(of name: String) -> String? { keys.first { $0.path.hasSuffix(".\(name)") }?.path }

  /// The path as the table writes it.
  private func pattern(of path: DocumentPath) -> String {
    path.parts.reduce("") { section, part in
      switch part {
      case .place: return "\(section)[]"
      case .name(let name):
        let prefix = section.isEmpty ? "" : "\(section)."
        return byPath["\(prefix)*"] == nil ? prefix + name : "\(prefix)*"
      }
    }
  }
}
