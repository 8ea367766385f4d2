public import JSONText

/// Why a document of a native run cannot be understood.
public enum DocumentError: Error, Equatable, CustomStringConvertible {
  case notJSON(document: String, JSONError)
  case notAnObject(document: String)
  case missing(key: String, document: String)
  /// `expected` says what the value should have been, such as `a whole number`.
  case wrongValue(key: String, document: String, expected: String)

  /// One sentence without a full stop: which document, which key, what was expected.
  public var description: String {
    switch self {
    case .notJSON(let document, let error): "\(document) is \(error)"
    case .notAnObject(let document): "\(document) must be an object"
    case .missing(let key, let document): "\(document) lacks \"\(key)\""
    case .wrongValue(let key, let document, let expected): "\"\(key)\" of \(document) must be \(expected)"
    }
  }
}
