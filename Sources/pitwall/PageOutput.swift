import CSystem
import Glibc
import NcursesTerminal
import StudyReport

/// Prints pages as wide as the terminal is, styled where it can be.
enum PageOutput {
  /// - Parameter lines: of a page for so many columns, without anything but ASCII on request.
  static func print(_ lines: (_ width: Int, _ isASCII: Bool) -> [ReportLine]) {
    let isStyled = StandardStreams.isOutputTerminal && Environment["NO_COLOR"] == nil
    let text = lines(terminalWidth ?? 100, !speaksUTF8).map { line in
      guard isStyled, let style = style(of: line.role) else { return line.text + "\n" }
      return "\u{1b}[\(style)m\(line.text)\u{1b}[0m\n"
    }
    StandardStreams.print(text.joined(), terminator: "")
  }

  /// Bold and faint only, so that it reads on any background.
  private static func style(of role: ReportLine.Role) -> String? {
    switch role {
    case .title, .heading, .stressed: "1"
    case .note: "2"
    case .body: nil
    }
  }

  /// nil when standard output is no terminal.
  private static var terminalWidth: Int? {
    var (columns, rows): (Int32, Int32) = (0, 0)
    guard terminal_size(STDOUT_FILENO, &columns, &rows) == 0, columns >= 60 else { return nil }
    return Int(min(columns, 140))
  }

  /// Of a terminal by its locale, as in the dashboard; a file is UTF-8.
  private static var speaksUTF8: Bool {
    !StandardStreams.isOutputTerminal || Charset { Environment[$0] } == .unicode
  }
}
