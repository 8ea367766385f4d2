/// Where a value stands in a document: the names of sections and the places in lists on the way to it.
public struct DocumentPath: Hashable, Sendable {
  public enum Part: Hashable, Sendable {
    case name(String)
    /// Counted from 0.
    case place(Int)
  }

  var parts: [Part] = []

  /// A key of the section at this path.
  public func key(_ name: String) -> DocumentPath { DocumentPath(parts: parts + [.name(name)]) }

  /// An item of the list at this path.
  public func item(_ place: Int) -> DocumentPath { DocumentPath(parts: parts + [.place(place)]) }
}

extension DocumentPath: ExpressibleByStringLiteral {
  /// Sections only, such as `data.roles.id`; empty for the whole document.
  public init(stringLiteral text: String) { parts = text.split(separator: ".").map { .name(String($0)) } }
}

extension DocumentPath: CustomStringConvertible {
  /// Such as `success[0].metric`.
  public var description: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .name(let name): text += text.isEmpty ? name : ".\(name)"
      case .place(let place): text += "[\(place)]"
      }
    }
  }
}
