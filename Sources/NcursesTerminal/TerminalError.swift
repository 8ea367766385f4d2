import Glibc
import TerminalModel

/// Why no dashboard can be shown here.
public nonisolated enum TerminalError: Error, Equatable {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  case terminalNameMissing
  /// The terminal database does not know the name.
  case unknownTerminal(name: String)
  /// It cannot place the cursor, or not as ECMA-48 has it.
  case tooSimple(name: String)
  case system(operation: String, code: Int32)
}

extension TerminalError: CustomStringConvertible {
  public nonisolated var description: String {
    let instead = "`pitwall frame` prints one frame on any output"
    return switch self {
    case .notATerminal:
      "the dashboard needs a terminal on standard input and output; \(instead)"
    case .terminalNameMissing:
      "TERM is not set, so the terminal's abilities are unknown; set it (for example TERM=xterm-256color); \(instead)"
    case .unknownTerminal(let name):
      """
      the terminal database has no entry for TERM=\(HarmlessText.make(name)); install its entry (Debian: \
      ncurses-term) or set TERM=xterm-256color; \(instead)
      """
    case .tooSimple(let name):
      "the terminal TERM=\(HarmlessText.make(name)) cannot place its cursor as today's terminals do; \(instead)"
    case .system(let operation, let code):
      "\(operation): \(String(cString: strerror(code)))"
    }
  }
}
