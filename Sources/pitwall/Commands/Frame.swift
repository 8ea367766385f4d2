import ArgumentParser
import DashboardLogic
import DashboardViews
import FileAccess
import NcursesTerminal
import RunIngest
import RunModel
import TerminalModel

struct Frame: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print one screen of the dashboard; needs no terminal.")

  @OptionGroup var location: PathArguments
  @Option(help: "The screen: \(Screen.names).") var view = Screen.runs
  @Option(name: .customLong("run"), help: "The run to select, by id or name; the newest otherwise.") var selectedRun:
    String?
  @Option(help: "Show this metric's chart alone.") var metric: String?
  @Option(help: "Columns x rows, from 1x1 to 1000x1000.") var size = FrameSize(columns: 120, rows: 36)
  @Option(help: "text, ansi, svg or cast; text unless --color is given.") var format: ExportFormat?
  @Option(help: "never, 16, 256 or true; true for ansi.") var color: ColorChoice?
  @Flag(help: "As for an audience: a large title, nothing around the screen.") var presentation = false
  @Option(help: "A theme's name, or a theme file.") var theme: String?
  @Option(help: "braille, block or ascii.") var glyphs = GlyphSet.braille
  @Option(help: "Write to this file.", completion: .file()) var output: String?

  func run() throws {
    let snapshot = try location.read()
    let places = location.paths.isEmpty ? RunRoots.standard : location.paths
    let renderer = FrameRenderer(
      size: size.size, glyphs: glyphs, rootLabel: places.joined(separator: " "), isPresentation: presentation)
    let buffer = try renderer.draw(snapshot, screen: view, selecting: selectedRun, metric: metric)
    let text = content(buffer, theme: try ThemeSelection.theme(theme))
    if let output {
      try CommandFailure.files { () throws(FileError) in try Files.replaceAtomically(output, with: Array(text.utf8)) }
    } else {
      StandardStreams.print(text, terminator: "")
    }
    if snapshot.runs.isEmpty { throw CommandFailure(.noInput, "no runs below \(places.joined(separator: ", "))") }
  }
}

extension Frame {
  private func content(_ buffer: CellBuffer, theme: Theme) -> String {
    let export = ScreenExport(theme: theme, glyphs: glyphs, title: "Pitwall: \(selectedRun ?? view.title)")
    guard let format, format == .svg || format == .cast else {
      let depth = color?.depth ?? (format == .ansi ? .trueColor : .none)
      return AnsiRenderer(theme: theme, depth: depth, glyphs: glyphs).render(buffer)
    }
    return export.content(buffer, format)
  }
}

/// Draws screens of the dashboard without a terminal.
struct FrameRenderer {
  var size: Size
  var glyphs: GlyphSet
  var rootLabel: String
  var isPresentation = false

  func draw(_ snapshot: WatchSnapshot, screen: Screen, selecting name: String? = nil, metric: String? = nil) throws
    -> CellBuffer
  {
    var state = DashboardState(
      size: size, rootLabel: rootLabel, glyphs: glyphs, secondsFromUTC: LocalTime.secondsFromUTC)
    _ = state.update(.runsChanged(WatchedRuns(snapshot)))
    if let name {
      state.showRun(try RunLookup(snapshot.runs).run(named: name, below: rootLabel).id)
    }
    state.screen = screen
    state.isPresenting = isPresentation
    // What a screen asks for once it is open is for those who stay.
    _ = state.update(.input(.resize(size)))
    if let metric {
      guard state.showMetric(named: metric) else { throw CommandFailure(.noInput, "the run has no metric \(metric)") }
    }
    var buffer = CellBuffer(size: size)
    DashboardView.draw(DashboardModel(state), in: buffer.bounds, of: &buffer, glyphs: glyphs)
    return buffer
  }
}

extension WatchedRuns {
  /// - Parameter problems: what else there is to say.
  init(_ snapshot: WatchSnapshot, and problems: [String] = []) {
    self.init(
      runs: snapshot.runs, problems: problems + snapshot.problems.map { "\($0.path): \($0.sentence)" },
      isInitialScanDone: snapshot.isInitialScanDone, now: snapshot.readAt)
  }
}

/// `120x36`.
struct FrameSize: ExpressibleByArgument {
  var size: Size
  init(columns: Int, rows: Int) { size = Size(columns: columns, rows: rows) }

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, (1...1000).contains(parts[0]), (1...1000).contains(parts[1]) else { return nil }
    size = Size(columns: parts[0], rows: parts[1])
  }

  var defaultValueDescription: String { "\(size.columns)x\(size.rows)" }
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case never
  case ansi16 = "16"
  case ansi256 = "256"
  case trueColor = "true"

  var depth: ColorDepth {
    switch self {
    case .never: .none
    case .ansi16: .ansi16
    case .ansi256: .ansi256
    case .trueColor: .trueColor
    }
  }
}
