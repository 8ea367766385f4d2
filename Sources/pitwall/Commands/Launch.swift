import Approvals
import ArgumentParser
import DashboardLogic
import FileAccess
import Glibc
import RunModel
import Specification
import TerminalModel
import TrainingControl

struct Launch: ParsableCommand {
  enum Launcher: String, ExpressibleByArgument, CaseIterable { case local }

  static let configuration = CommandConfiguration(
    abstract: "Launch a training under its own supervisor.",
    usage: "pitwall launch [options] (SPEC | -- COMMAND ARG...)",
    discussion: """
      Prints the run directory and returns at once; the training outlives this command, the dashboard and your login. \
      With --wait it ends with the training's own exit code; 75 where it waits at an escalation.
      """)

  @Option(help: "What the run is called; the specification's name or the command's otherwise.") var name: String?
  @Option(help: "Where the run directory is made; $PITWALL_RUNS or ./runs otherwise.", completion: .directory)
  var runs: String?
  @Option(help: "Where it runs.") var on = Launcher.local
  @Flag(help: "Open the dashboard on it.") var watch = false
  @Flag(help: "Wait for the training and end with its exit code.") var wait = false
  @Option(help: ArgumentHelp("The signal that asks the training for a checkpoint.", valueName: "name"))
  var pauseSignal = "USR1"
  @Argument(help: "A specification (.yaml), or after -- a command with its arguments.", completion: .file())
  var specOrCommand: [String] = []

  func validate() throws {
    if specOrCommand.isEmpty { throw ValidationError("Name a specification, or a command after --.") }
    if watch && wait { throw ValidationError("--watch and --wait exclude each other.") }
  }

  func run() throws {
    let directory = try TrainingLaunch.start(makeRequest())
    StandardStreams.print(directory.path)
    if watch {
      try DashboardProgram.run(
        DashboardOptions(paths: [runs ?? RunRoots.forLaunching], run: directory.path, screen: .curves))
    } else if wait {
      Glibc.exit(try TrainingLaunch.wait(for: directory))
    }
  }

  private func makeRequest() throws -> LaunchRequest {
    let runsDirectory = runs ?? RunRoots.forLaunching
    if specOrCommand.count == 1, SpecificationFile.isNamedSo(specOrCommand[0]) {
      return try TrainingLaunch.request(specification: specOrCommand[0], name: name, runsDirectory: runsDirectory)
    }
    if specOrCommand.count == 1, DataFile.isNamedSo(specOrCommand[0]) { throw Self.tableFailure(specOrCommand[0]) }
    let command = specOrCommand[0].split(separator: "/").last.map(String.init) ?? specOrCommand[0]
    return LaunchRequest(
      argv: specOrCommand, name: name ?? command, runsDirectory: runsDirectory,
      workingDirectory: Files.absolutePath("."), pauseSignal: pauseSignal,
      versions: ["pitwall": Pitwall.version])
  }
}

extension Launch {
  /// A table cannot be launched; what can is short.
  fileprivate static func tableFailure(_ path: String) -> CommandFailure {
    guard Files.exists(path) else { return CommandFailure(.noInput, "there is no file \(path)") }
    let file = Files.split(path).name
    let name = file.split(separator: ".").first.map(String.init) ?? "study"
    return CommandFailure(
      .usage,
      """
      \(path) is a table, neither a specification nor a program. `pitwall profile \(path)` shows what is in it. \
      To find a model for one of its columns, write this to \(name).yaml beside it and launch that:
      name: \(name)
      data:
        path: \(file)
        target: COLUMN
      """)
  }
}

/// What `launch` and `demo` share.
enum TrainingLaunch {
  static func start(_ request: LaunchRequest) throws -> RunDirectory {
    do {
      return try TrainingLauncher.launch(request, supervisorCommand: Executables.supervisorCommand())
    } catch let error as ControlError {
      throw CommandFailure(control: error)
    }
  }

  static func request(specification path: String, name: String?, runsDirectory: String) throws -> LaunchRequest {
    let (document, text) = try SpecificationFile.readDocument(path)
    let (specifiedName, seed) = try nameAndSeed(document, path: path)
    // Whatever the trainer would refuse is refused before there is a run.
    _ = try SpecificationFile.resolvedYAML(document, text)
    let bytes = Array(text.yaml.utf8)
    let directory = Files.split(Files.absolutePath(path)).directory
    return LaunchRequest(
      argv: [try Executables.trainer(), "train", Files.absolutePath(path)], name: name ?? specifiedName,
      runsDirectory: runsDirectory, workingDirectory: directory,
      environment: ["OMP_WAIT_POLICY": "PASSIVE"], seed: seed, specification: bytes,
      specificationDigest: Digest.sha256(of: bytes), versions: ["pitwall": Pitwall.version])
  }

  private static func nameAndSeed(_ document: SpecificationDocument, path: String) throws -> (String, Int64) {
    switch document {
    case .training(let training): (training.name, training.model.seed)
    case .study(let study): (study.name, study.search.seed)
    case .search:
      throw CommandFailure(.usage, "\(path) is a search space; pitwall search \(path) -- COMMAND searches it")
    }
  }

  /// Of its console: of the output that spoke last, where both did at once of standard error.
  private static func lastLine(of directory: RunDirectory) throws(ControlError) -> String? {
    let spoke = { (path: String) in Files.status(path)?.modified ?? 0 }
    var paths = [directory.consoleErrorPath, directory.consolePath]
    if spoke(paths[1]) > spoke(paths[0]) { paths.swapAt(0, 1) }
    do throws(FileError) {
      if let line = try Files.lastLine(of: paths[0]) { return line }
      return try Files.lastLine(of: paths[1])
    } catch {
      throw .file(error)
    }
  }

  /// The training's exit code once its run has come to rest; 128 + n for signal n.
  static func wait(for directory: RunDirectory) throws -> Int32 {
    do {
      while true {
        let (state, reason) = try directory.currentState()
        if state.needsSupervisor || state == .queued {
          usleep(100_000)
          continue
        }
        let status = try directory.status()
        if state == .failed || state == .lost {
          StandardStreams.printError("pitwall: \(directory.id): \(reason)")
          if let last = try lastLine(of: directory) { StandardStreams.printError(HarmlessText.make(last)) }
        }
        if state == .waiting, status.exit == .code(SupervisionMachine.pausedExitCode) {
          StandardStreams.printError("pitwall: \(directory.id): \(reason); `pitwall report` shows the alternatives")
        }
        switch status.exit {
        case .code(let code): return code
        case .signal(let number): return 128 + number
        // Nobody knows the code: only a run that has ended well says enough.
        case nil: return state == .finished || state == .waiting ? 0 : ExitStatusCode.inputOutput.rawValue
        }
      }
    } catch {
      throw CommandFailure(control: error)
    }
  }
}
