import RunModel

/// How console output is shown.
public struct ConsoleSettings: Codable, Equatable, Sendable {
  /// Long lines go on in the next row.
  public var wraps = false
  public var showsNumbers = true
  public var filter = ConsoleFilter.everything
  /// What is searched for; empty for nothing. Not kept from one session to the next.
  public var searchText = ""

  private enum CodingKeys: CodingKey { case wraps, showsNumbers, filter }

  public init() {}
}

/// Which lines of a console are shown.
public enum ConsoleFilter: String, CaseIterable, Codable, Sendable {
  case everything, warnings, errors

  /// nil: every line.
  var pattern: ConsolePattern? {
    switch self {
    case .everything: nil
    case .warnings: .level(.warning)
    case .errors: .level(.error)
    }
  }

  var next: ConsoleFilter {
    switch self {
    case .everything: .warnings
    case .warnings: .errors
    case .errors: .everything
    }
  }

  /// What is shown under it.
  var words: String {
    switch self {
    case .everything: "every line"
    case .warnings: "warnings and errors"
    case .errors: "errors"
    }
  }
}
