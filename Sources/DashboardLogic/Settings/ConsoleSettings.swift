public import RunModel

/// How console output is shown.
public struct ConsoleSettings: Codable, Equatable, Sendable {
  /// Long lines go on in the next row.
  public var wraps = false
  public var showsNumbers = true
  /// When lines were written, where that is known.
  public var showsTimes = true
  public var filter = ConsoleFilter.everything
  /// Which output is shown, of runs whose outputs are apart; nil for both.
  public var stream: ConsoleStream?
  /// What is searched for; empty for nothing. Not kept from one session to the next.
  public var searchText = ""

  private enum CodingKeys: CodingKey { case wraps, showsNumbers, showsTimes, filter, stream }

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

extension ConsoleSettings {
  /// Both outputs, the first, the second.
  mutating func showNextStream() {
    stream =
      switch stream {
      case nil: .output
      case .output: .error
      case .error: nil
      }
  }
}

extension ConsoleStream {
  /// As programs call it.
  var words: String { self == .output ? "stdout" : "stderr" }
}

extension DashboardState {
  /// The console that is on view: of one output where a person wants that and the run has it.
  func console(of run: RunSnapshot) -> ConsoleTail {
    guard let streams = run.consoleStreams, let stream = settings.console.stream else { return run.console }
    return stream == .output ? streams.output : streams.error
  }
}
