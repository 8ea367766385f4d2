import ArgumentParser
import DashboardLogic
import TerminalModel

/// Prints the pages that are made from the tables of commands and keys; `make docs` writes them to files.
struct Document: ParsableCommand {
  enum Page: String, ExpressibleByArgument, CaseIterable { case keys, commands, man }

  static let configuration = CommandConfiguration(abstract: "Print a generated page.", shouldDisplay: false)
  @Argument var page: Page

  func run() throws {
    switch page {
    case .keys: StandardStreams.print(KeysPage.markdown, terminator: "")
    case .commands: StandardStreams.print(try CommandsPage.markdown(ToolDescription.current()), terminator: "")
    case .man: StandardStreams.print(try ManualPage.troff(ToolDescription.current()), terminator: "")
    }
  }
}

/// `docs/keys.md`.
private enum KeysPage {
  static var markdown: String {
    var page = """
      # Keys of the dashboard

      Made from the command table by `make docs`. In the dashboard, `?` shows the same, and `:` finds a command by its words.
      `keys:` in [`config.yaml`](configuration.md) gives commands other keys by their names.

      """
    for group in CommandSpec.Group.allCases {
      let specs = CommandTable.all.filter { $0.group == group }
      guard !specs.isEmpty else { continue }
      page += "\n## \(group.title)\n\n| key | what it does | on | name |\n|---|---|---|---|\n"
      for spec in specs {
        let keys = spec.keys.map { "`\($0.label)`" }.joined(separator: " ")
        let screens = spec.screens.map { screens in Screen.allCases.filter(screens.contains).map(\.title) } ?? ["all"]
        page += "| \(keys) | \(spec.summary) | \(screens.joined(separator: ", ")) | `\(spec.command.name)` |\n"
      }
    }
    return page
  }
}
