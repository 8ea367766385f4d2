import ArgumentParser
import DashboardLogic
import Glibc
import RunIngest
import RunModel
import TerminalModel

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a recorded run as if it were live.",
    discussion: """
      space pauses, left and right go back and forward by 5 %, 0 to 9 go to that tenth, { and } change the speed. \
      Points appear by their times; where a run has none, a step is a second. Nothing is written beside the run. With \
      --record and without a terminal it records the whole replay and ends.
      """)

  @OptionGroup var argument: RunArgument
  @Option(help: "How many times faster than it happened.") var speed = 60.0
  @Option(help: "Begin where the run came to this step.") var from: Int64?
  @Option(help: "Open on this screen: \(Screen.names).") var view = Screen.curves
  @Option(help: "Open on this metric's chart.") var metric: String?
  @Option(help: "A theme's name, or a theme file.") var theme: String?
  @Option(help: "braille, block or ascii; by what the terminal can otherwise.") var glyphs: GlyphSet?
  @Option(help: "Columns x rows of a recording without a terminal.") var size = FrameSize(columns: 120, rows: 36)
  @OptionGroup var showing: ShowingOptions

  func validate() throws {
    guard speed > 0, speed.isFinite else { throw ValidationError("--speed must be a positive number") }
  }

  func run() throws {
    let found = try argument.find()
    // With the runs inside it.
    let runs = try RunRoots.read([found.path]).runs
    let recording = RunRecording(runs)
    let replay = ReplayState(recording, speed: speed, from: from.map { recording.time(of: Step($0)) })
    var options = DashboardOptions(
      paths: [found.path], run: runs.first?.id, screen: view, metric: metric, theme: theme, glyphs: glyphs,
      showing: showing.values)
    options.replay = replay
    if showing.record != nil, isatty(STDOUT_FILENO) == 0 || isatty(STDIN_FILENO) == 0 {
      try ReplayCast(options, replay, size: size.size).write()
    } else {
      try DashboardProgram.run(options)
    }
  }
}
