import ArgumentParser
import DashboardLogic
import FileAccess
import Glibc
import NcursesTerminal
import RunIngest
import RunModel
import TerminalModel
import TrainingControl

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Launch a real training on built-in sample data and watch it, up to the approval.",
    discussion: """
      Gradient boosting on generated data about customers who leave. In the dashboard p pauses and resumes it, and a \
      approves its model at the end. Without a terminal the training runs to its end, and the final screens are printed.
      """)

  @Option(help: "Where the run directory is made; $PITWALL_RUNS or ./runs otherwise.", completion: .directory)
  var runs: String?

  func run() throws {
    let runsDirectory = runs ?? RunRoots.forLaunching
    let data = "\(runsDirectory)/.demo"
    let isWatched = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    try makeSampleData(in: data)
    let request = try TrainingLaunch.request(
      specification: "\(data)/churn.yaml", name: "demo-churn", runsDirectory: runsDirectory)
    let directory = try TrainingLaunch.start(request)
    if isWatched {
      try DashboardProgram.run(
        DashboardOptions(paths: [runsDirectory], run: directory.path, screen: .curves))
    } else {
      try follow(directory, in: runsDirectory)
    }
  }

  /// The trainer makes the same bytes every time, so what is there already is kept.
  private func makeSampleData(in directory: String) throws {
    let trainer = try Executables.trainer()
    if ["churn.csv", "churn-later.csv", "churn.yaml"].allSatisfy({ Files.exists("\(directory)/\($0)") }) { return }
    StandardStreams.printLine("Making sample data in \(directory)")
    let status: ExitStatus
    do {
      status = try ChildProcess.run([trainer, "sample-data", directory])
    } catch {
      throw CommandFailure(file: error)
    }
    guard status == .code(0) else {
      throw CommandFailure(.inputOutput, "the sample data could not be made in \(directory)")
    }
  }

  /// Prints progress until the training has come to rest, then its final screens.
  private func follow(_ directory: RunDirectory, in runsDirectory: String) throws {
    StandardStreams.printLine("Launched \(directory.id)")
    var lastPrinted: Int64 = -1
    while true {
      let run = try RunArgument.find(directory.path, in: nil)
      if let progress = run.progress, progress.step.rawValue >= lastPrinted + 25 || lastPrinted < 0 {
        lastPrinted = progress.step.rawValue
        StandardStreams.printLine(progressLine(run, progress))
      }
      guard let state = run.state, state.needsSupervisor || state == .queued else { break }
      usleep(250_000)
    }
    let snapshot = try RunRoots.read([directory.path])
    let renderer = FrameRenderer(
      size: Size(columns: 110, rows: 32), depth: .none, glyphs: .braille, theme: .dark, rootLabel: directory.path)
    for screen in [Screen.curves, .evaluation, .features, .drift, .decisions] {
      StandardStreams.print("")
      StandardStreams.print(try renderer.render(snapshot, screen: screen), terminator: "")
    }
    let (state, reason) = (snapshot.runs.first?.state, snapshot.runs.first?.stateReason ?? "")
    guard state == .waiting else {
      throw CommandFailure(.inputOutput, "the demo ended as \(state?.rawValue ?? "not known"): \(reason)")
    }
    StandardStreams.print(
      "\nIt waits for your decision: pitwall approve \(directory.path) --reason \"…\", or pitwall watch \(runsDirectory)"
    )
  }

  private func progressLine(_ run: RunSnapshot, _ progress: Progress) -> String {
    let groups = MetricGroup.groups(of: run.metrics)
    let values = groups.prefix(2).compactMap { group -> String? in
      let member = group.decisive
      return run.metrics[member.index].series.last.map { "\(member.name) \(NumberFormat.significant($0.value))" }
    }
    let total = progress.total.map { " of \($0.rawValue)" } ?? ""
    return "round \(progress.step.rawValue)\(total)  \(values.joined(separator: "  "))"
  }
}
