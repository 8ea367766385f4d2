import ArgumentParser
import DashboardLogic
import FileAccess
import Glibc
import RunModel
import StudyReport
import TerminalModel
import TrainingControl

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Launch a real study on built-in sample data and watch it, up to the approval.",
    discussion: """
      Which model tells best who leaves a made-up telephone company? Trials begin at once; p pauses and resumes the \
      study, and a approves its model at the end. Without a terminal the study runs to its end; then the first page of \
      its report and the pending decision are printed.
      """)

  /// Enough for a drift that is no chance, few enough for half a minute.
  private static let rows = 6000

  @Option(help: "Where the run directory is made; $PITWALL_RUNS or ./runs otherwise.", completion: .directory)
  var runs: String?

  func run() throws {
    let runsDirectory = runs ?? RunRoots.forLaunching
    let data = "\(runsDirectory)/.demo"
    let isWatched = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    try makeSampleData(in: data)
    let request = try TrainingLaunch.request(
      specification: "\(data)/churn-study.yaml", name: "demo-churn", runsDirectory: runsDirectory)
    let directory = try TrainingLaunch.start(request)
    if isWatched {
      try DashboardProgram.run(
        DashboardOptions(paths: [runsDirectory], run: directory.path, screen: .curves))
    } else {
      try follow(directory, in: runsDirectory)
    }
  }

  /// The trainer makes the same bytes every time, so a study that still runs loses nothing.
  private func makeSampleData(in directory: String) throws {
    let trainer = try Executables.trainer()
    StandardStreams.printLine("Making sample data in \(directory)")
    let status: ExitStatus
    do {
      status = try ChildProcess.run([trainer, "sample-data", directory, "--rows", "\(Self.rows)"])
    } catch {
      throw CommandFailure(file: error)
    }
    guard status == .code(0) else {
      throw CommandFailure(.inputOutput, "the sample data could not be made in \(directory)")
    }
  }

  /// Prints the study's own lines until it has come to rest, then its answer and what it asks.
  private func follow(_ directory: RunDirectory, in runsDirectory: String) throws {
    StandardStreams.printLine("Launched \(directory.id)")
    var printed = 0
    while true {
      let isMoving = try isMoving(directory)
      let lines = try consoleLines(of: directory)
      for line in lines.dropFirst(printed) { StandardStreams.printLine(line) }
      printed = lines.count
      guard isMoving else { break }
      usleep(250_000)
    }
    let run = try RunArgument.find(directory.path, in: nil)
    guard run.state == .waiting else {
      throw CommandFailure(.inputOutput, "the demo ended as \(run.state?.rawValue ?? "not known"): \(run.stateReason)")
    }
    StandardStreams.print("")
    Report.printText(try StudyReport(run: run), width: nil, part: .firstPage)
    StandardStreams.print("")
    let renderer = FrameRenderer(
      size: Size(columns: 100, rows: 36), glyphs: .braille, rootLabel: directory.path)
    let frame = try renderer.draw(RunRoots.read([directory.path]), screen: .decisions, selecting: directory.id)
    StandardStreams.print(AnsiRenderer(depth: .none).render(frame), terminator: "")
    StandardStreams.print(
      "\nIt waits for your decision: pitwall approve, reject or hold \(directory.path) --reason \"…\", or pitwall watch \(runsDirectory)"
    )
  }

  private func isMoving(_ directory: RunDirectory) throws -> Bool {
    do {
      let (state, _) = try directory.currentState()
      return state.needsSupervisor || state == .queued
    } catch {
      throw CommandFailure(control: error)
    }
  }

  /// Whole lines; none before the study has said anything.
  private func consoleLines(of directory: RunDirectory) throws -> [String] {
    let path = "\(directory.path)/console.log"
    guard Files.exists(path) else { return [] }
    do {
      return String(decoding: try Files.read(path), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    } catch {
      throw CommandFailure(file: error)
    }
  }
}
