/// Which part of a value does not fit a type, or cannot be written as JSON.
public struct JSONFieldError: Error, Equatable, CustomStringConvertible {
  /// Such as `settings.depth` or `scores[3]`, keys as they are written; empty: the value as a whole.
  public var path: String
  /// What is wrong there, as part of a sentence.
  public var reason: String

  public init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }

  public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }

  init(at path: [any CodingKey], _ reason: String) {
    self.init(path: Self.text(of: path), reason: reason)
  }

  /// What the standard library and written-out `Codable` code throw, with the same path.
  init(_ error: any Error) {
    switch error {
    case let error as JSONFieldError: self = error
    case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context),
      DecodingError.valueNotFound(_, let context), DecodingError.keyNotFound(_, let context):
      self.init(at: context.codingPath, context.debugDescription)
    case EncodingError.invalidValue(_, let context): self.init(at: context.codingPath, context.debugDescription)
    default: self.init(path: "", reason: "\(error)")
    }
  }

  private static func text(of path: [any CodingKey]) -> String {
    path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + key.stringValue
      }
    }
  }
}

/// A step of a path: a key as it is written, or an index.
struct JSONPathKey: CodingKey {
  var stringValue: String
  var intValue: Int?

  init(stringValue: String) { self.stringValue = stringValue }
  init(intValue: Int) { (stringValue, self.intValue) = ("", intValue) }

  /// The key under which the parent class's part lies.
  static let parent = JSONPathKey(stringValue: "super")
}
