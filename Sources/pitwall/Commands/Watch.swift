import ArgumentParser
import DashboardLogic
import TerminalModel

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Open the dashboard.")

  @OptionGroup var location: PathArguments
  @Option(help: "Open on this screen: \(Screen.names).") var view: Screen?
  @Option(help: "Open on this metric's chart.") var metric: String?
  @Option(help: "Open a view that was saved in the dashboard under this name.") var savedView: String?
  @Option(name: .customLong("run"), help: "Select this run, by id or name.") var selectedRun: String?
  @Option(help: "A theme's name, or a theme file.") var theme: String?
  @Option(help: "braille, block or ascii; by what the terminal can otherwise.") var glyphs: GlyphSet?

  func run() throws {
    try DashboardProgram.run(
      DashboardOptions(
        paths: location.paths, run: selectedRun, screen: view, metric: metric, savedView: savedView, theme: theme,
        glyphs: glyphs))
  }
}

extension Screen {
  /// All of them in words.
  static let names =
    allCases.dropLast().map(\.rawValue).joined(separator: ", ") + " or \(allCases.last?.rawValue ?? "")"
}
