import ArgumentParser
import DashboardLogic
import TerminalModel

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the dashboard.",
    discussion: """
      It can ring the bell, or notify on the desktop, when a run finishes, fails or waits for a decision: `notify` and \
      `notify-by` in config.yaml, or "notifications" in its palette (:).
      """)

  @OptionGroup var location: PathArguments
  @Option(help: "Open on this screen: \(Screen.names).") var view: Screen?
  @Option(help: "Open on this metric's chart.") var metric: String?
  @Option(help: "Open a view that was saved in the dashboard under this name.") var savedView: String?
  @Option(name: .customLong("run"), help: "Select this run, by id or name.") var selectedRun: String?
  @Option(help: "A theme's name, or a theme file.") var theme: String?
  @Option(help: "braille, block or ascii; by what the terminal can otherwise.") var glyphs: GlyphSet?
  @OptionGroup var showing: ShowingOptions

  func run() throws {
    try DashboardProgram.run(
      DashboardOptions(
        paths: location.paths, run: selectedRun, screen: view, metric: metric, savedView: savedView, theme: theme,
        glyphs: glyphs, showing: showing.values))
  }
}

/// How the dashboard is shown to others.
struct ShowingOptions: ParsableArguments {
  @Flag(help: "Begin in presentation mode: a large title, nothing around the screen.") var presentation = false
  @Flag(help: "Show how many bytes a second go to the terminal.") var showBytes = false
  @Option(help: "Record all that is shown as an asciinema cast.", completion: .file(extensions: ["cast"]))
  var record: String?

  var values: Showing { Showing(isPresentation: presentation, showsBytes: showBytes, recording: record) }
}

extension Screen {
  /// All of them in words.
  static let names =
    allCases.dropLast().map(\.rawValue).joined(separator: ", ") + " or \(allCases.last?.rawValue ?? "")"
}
