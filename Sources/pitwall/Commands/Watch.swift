import ArgumentParser
import DashboardLogic
import TerminalModel

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Open the dashboard.")

  @OptionGroup var location: PathArguments
  @Option(help: "Open on this screen: runs, curves, evaluation, features, drift, console or decisions.")
  var view = Screen.runs
  @Option(name: .customLong("run"), help: "Select this run, by id or name.") var selectedRun: String?
  @Option(help: "A theme's name, or a theme file.") var theme: String?
  @Option(help: "braille, block or ascii; by what the terminal can otherwise.") var glyphs: GlyphSet?

  func run() throws {
    try DashboardProgram.run(
      DashboardOptions(paths: location.paths, run: selectedRun, screen: view, theme: theme, glyphs: glyphs))
  }
}
