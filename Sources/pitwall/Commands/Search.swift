import ArgumentParser
import FileAccess
import Glibc
import HyperparameterSearch
import Specification
import TrialProcesses

struct Search: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search good hyperparameters of any command.",
    usage: "pitwall search SPACE [options] -- COMMAND ARG...",
    discussion: """
      Hyperparameters replace {name} in the command's arguments ({{name}} stays {name}) and are in its environment as \
      PITWALL_PARAM_NAME. The objective is the last value of the metric that SPACE names, from the trial's run directory \
      ($PITWALL_RUN_DIR) or from its output. A trial that fails is one that failed; the search goes on.

      Ends with 1 when no trial gave a value. docs/specification.md says what is in SPACE.
      """)

  @Argument(help: "The space file: metric, direction and space.", completion: .file(extensions: ["yaml", "yml"]))
  var space: String
  @Option(help: "How many trials; the file's number otherwise.") var trials: Int?
  @Option(help: "The seed; the file's otherwise.") var seed: Int64?
  @Option(help: "Trials at a time; the file's number otherwise.") var parallel: Int?
  @Option(
    help: "Where the search's folder is made; $PITWALL_RUNS or ./runs otherwise.", completion: .directory)
  var runs: String?
  @Option(
    help: ArgumentHelp(
      "The search's folder itself: a search that was begun there goes on where it ended.", valueName: "dir"),
    completion: .directory)
  var resume: String?
  @Flag(help: "Print one line of JSON a trial, and a last one with the best.") var json = false
  @Argument(parsing: .postTerminator, help: "After --: the command with its arguments.")
  var command: [String] = []

  func validate() throws {
    if command.isEmpty { throw ValidationError("Name the command after --.") }
    if let trials, !(1...100_000).contains(trials) { throw ValidationError("--trials is from 1 to 100000.") }
    if let parallel, !(1...256).contains(parallel) { throw ValidationError("--parallel is from 1 to 256.") }
    if let seed, !(0...2_000_000_000).contains(seed) { throw ValidationError("--seed is from 0 to 2000000000.") }
    if runs != nil, resume != nil { throw ValidationError("--runs and --resume exclude each other.") }
  }

  func run() throws {
    let file = try readFile()
    let template = try template(for: file)
    try checkProgram()
    let directory =
      try resume.map { try SearchDirectory(at: $0, for: file, command: command) }
      ?? SearchDirectory.make(in: runs ?? RunRoots.forLaunching, for: file, command: command)
    let output = SearchOutput(file: file, directory: directory)
    let (json, isWatched) = (json, isatty(STDERR_FILENO) == 1)
    var session = try SearchSession(file, template: template, directory: directory) { record in
      if json {
        StandardStreams.print(output.line(record))
      } else if isWatched {
        let value = record.value.map { "\(file.metric) \($0)" } ?? record.reason
        StandardStreams.printError("trial \(record.number) of \(file.trials): \(value)")
      }
    }
    try session.run()
    finish(session, output)
  }

  private func readFile() throws -> SearchFile {
    var file = try SpecificationFile.readSearch(space)
    file.trials = trials ?? file.trials
    file.seed = seed ?? file.seed
    file.parallel = parallel ?? file.parallel
    return file
  }

  private func template(for file: SearchFile) throws -> CommandTemplate {
    let names = file.space.parameters.map(\.name)
    if let (a, b) = ParameterEnvironment.clash(among: names) {
      throw CommandFailure(
        .damagedInput, "\(space): \(a) and \(b) would both be \(ParameterEnvironment.name(of: a)); rename one")
    }
    do {
      return try CommandTemplate(command, names: names)
    } catch {
      throw CommandFailure(
        .usage,
        "{\(error.name)} in \(error.argument) is no hyperparameter; there are \(names.joined(separator: ", ")). "
          + "{{\(error.name)}} stands for {\(error.name)} itself")
    }
  }

  /// Refuses a program that is not there, before anything starts.
  private func checkProgram() throws {
    let program = command[0]
    guard program.contains("{") || Files.canStart(program, in: ".") else {
      throw CommandFailure(.noInput, "there is no program \(program)")
    }
  }

  /// Prints the result and ends with the code that fits.
  private func finish(_ session: SearchSession, _ output: SearchOutput) {
    if json {
      StandardStreams.print(output.lastLine(session.records, isInterrupted: session.interruption != nil))
    } else {
      for line in output.table(session.records) { StandardStreams.printLine(line) }
    }
    if let signal = session.interruption { Glibc.exit(128 + signal) }
    if output.best(of: session.records) == nil { Glibc.exit(ExitStatusCode.no.rawValue) }
  }
}
