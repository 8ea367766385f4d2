import ArgumentParser
import RunModel
import TrainingControl

/// What every request to a training takes.
struct RequestArguments: ParsableArguments {
  @OptionGroup var target: RunArgument
  @Option(help: "Why; it is recorded.") var reason: String?

  /// Sends a request, waits until the run has come to a rest, and prints where that is.
  func send(_ action: ControlRequest.Action, because standard: String, until isSettled: (RunState) -> Bool) throws {
    let run = try target.find()
    guard run.status != nil else {
      throw CommandFailure(
        .usage, "\(run.id) was not launched by Pitwall; only what `pitwall launch` started can be asked")
    }
    let answer = try TrainingRequest.send(action, runPath: run.path, reason: reason ?? standard)
    guard let state = try TrainingRequest.settledState(ofRunAt: run.path, until: isSettled) else {
      return StandardStreams.printLine("\(run.id): \(answer)")
    }
    StandardStreams.printLine("\(run.id): \(state.state.rawValue), \(state.reason)")
  }
}

/// Sends a request and waits for its answer: for the commands and the dashboard alike.
enum TrainingRequest {
  static let answerTimeout: Duration = .seconds(10)
  /// A training may take its time to save a checkpoint; longer than a polite stop is given.
  static let settlingTimeout: Duration = .seconds(15)

  /// - Returns: nil when it takes longer; the request goes on all the same.
  static func settledState(ofRunAt path: String, until isSettled: (RunState) -> Bool) throws -> RunStatus? {
    do {
      return try RunDirectory(path: path).waitForStatus(timeout: settlingTimeout) { isSettled($0.state) }
    } catch {
      throw CommandFailure(control: error)
    }
  }

  /// - Returns: what the supervisor answered.
  static func send(_ action: ControlRequest.Action, runPath: String, reason: String) throws -> String {
    do {
      let directory = try RunDirectory(path: runPath)
      let supervisor = try Executables.supervisorCommand()
      let request = try RunController.send(action, to: directory, reason: reason, supervisorCommand: supervisor)
      let answer = try RunController.answer(
        to: request, in: directory, timeout: answerTimeout, supervisorCommand: supervisor)
      guard let answer else {
        throw CommandFailure(.tryAgain, "the supervisor has not answered yet; the request stays in \(runPath)/control")
      }
      guard answer.isAccepted else { throw CommandFailure(.no, answer.reason) }
      return answer.reason
    } catch let error as ControlError {
      throw CommandFailure(control: error)
    }
  }
}

struct Pause: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Pause a training: it saves a checkpoint and leaves; or freeze it where it stands.")
  @OptionGroup var request: RequestArguments
  @Flag(help: "Stop every process of it where it stands; memory, also on a GPU, stays held.") var freeze = false

  func run() throws {
    try request.send(.pause(freeze ? .freeze : .checkpoint), because: "paused from the command line") {
      $0 != .running && $0 != .pausing
    }
  }
}

struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Resume a paused, frozen, stopped, failed or lost training from where it was.")
  @OptionGroup var request: RequestArguments
  func run() throws {
    try request.send(.resume, because: "resumed from the command line") { $0 != .queued && $0 != .paused }
  }
}

struct Stop: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask a training to end; kill it if it does not within 10 s.")
  @OptionGroup var request: RequestArguments
  func run() throws {
    try request.send(.stop, because: "stopped from the command line") { !$0.needsSupervisor }
  }
}

struct Kill: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Kill every process of a training at once.")
  @OptionGroup var request: RequestArguments
  func run() throws {
    try request.send(.kill, because: "killed from the command line") { !$0.needsSupervisor }
  }
}

struct Supervise: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Supervise one run; started by pitwall itself.", shouldDisplay: false)
  @Argument var directory: String
  func run() throws { throw ExitCode(Supervisor.run(directory: directory)) }
}
