public import HyperparameterSearch

/// A command whose arguments have places for hyperparameters.
///
/// `{name}` is replaced by the value, by nothing where the hyperparameter is absent. `{{name}}` stands for `{name}`, and
/// `${name}` is left to the shell.
public struct CommandTemplate: Sendable {
  /// The program and its arguments, each cut at its places.
  private let arguments: [[Piece]]

  private enum Piece: Sendable {
    case text(String)
    case parameter(String)
  }

  /// A place for something that is no hyperparameter.
  public struct UnknownPlace: Error, Equatable {
    public var name: String
    public var argument: String
  }

  /// - Throws: when an argument has a place, a word in braces, for something else than one of `names`.
  public init(_ command: [String], names: [String]) throws(UnknownPlace) {
    let names = Set(names)
    var arguments: [[Piece]] = []
    for argument in command { arguments.append(try Self.pieces(of: argument, names)) }
    self.arguments = arguments
  }

  public func command(for assignment: Assignment) -> [String] {
    arguments.map { pieces in
      pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .parameter(let name): assignment[name].map(\.description) ?? ""
        }
      }.joined()
    }
  }

  private static func pieces(of argument: String, _ names: Set<String>) throws(UnknownPlace) -> [Piece] {
    var (pieces, text, rest) = ([Piece](), "", argument[...])
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      rest = rest[open...]
      guard text.last != "$", let place = place(at: rest) else {
        text.append(rest.removeFirst())
        continue
      }
      if place.isDoubled, names.contains(place.name) || isWord(place.name) {
        text += "{\(place.name)}"
      } else if !place.isDoubled, names.contains(place.name) {
        pieces += [.text(text), .parameter(place.name)]
        text = ""
      } else if !place.isDoubled, isWord(place.name) {
        throw UnknownPlace(name: place.name, argument: argument)
      } else {
        text.append(rest.removeFirst())
        continue
      }
      rest = rest[place.end...]
    }
    return pieces + [.text(text + rest)]
  }

  /// The braces that open a text; nil when they do not close.
  private static func place(at text: Substring) -> (name: String, isDoubled: Bool, end: String.Index)? {
    let isDoubled = text.dropFirst().first == "{"
    let inner = text.dropFirst(isDoubled ? 2 : 1)
    guard let close = inner.firstIndex(where: { $0 == "}" || $0 == "{" }), inner[close] == "}" else { return nil }
    let end = inner.index(after: close)
    guard isDoubled else { return (String(inner[..<close]), false, end) }
    guard end < inner.endIndex, inner[end] == "}" else { return nil }
    return (String(inner[..<close]), true, inner.index(after: end))
  }

  /// What looks like a name rather than like code or JSON.
  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789_-./".unicodeScalars.contains($0) }
      && text.unicodeScalars.contains { $0.properties.isAlphabetic }
  }
}
