import Glibc
import TerminalModel

/// Where commands print: results on standard output, everything else on standard error.
enum StandardStreams {
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes text as it is. Ends the program quietly when nobody reads any more.
  static func print(_ text: String, terminator: String = "\n") {
    write(text + terminator, to: STDOUT_FILENO)
  }

  /// Prints one line for people with text of a run in it: whatever the text holds, it stays one harmless line.
  static func printLine(_ line: String) { print(HarmlessText.make(line)) }

  /// Prints a sentence about what happened; text of a run in it is made harmless.
  static func printError(_ sentence: String) {
    write(
      sentence.split(separator: "\n", omittingEmptySubsequences: false).map { HarmlessText.make(String($0)) }
        .joined(separator: "\n") + "\n", to: STDERR_FILENO)
  }

  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          Glibc.exit(errno == EPIPE ? ExitStatusCode.success.rawValue : ExitStatusCode.inputOutput.rawValue)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}
