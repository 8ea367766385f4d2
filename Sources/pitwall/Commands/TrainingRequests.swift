import ArgumentParser
import RunModel
import TrainingControl

/// What every request to a training takes.
struct RequestArguments: ParsableArguments {
  @OptionGroup var target: RunArgument
  @Option(help: "Why; it is recorded.") var reason: String?

  /// Sends a request and prints the supervisor's answer.
  func send(_ action: ControlRequest.Action, because standard: String) throws {
    let run = try target.find()
    guard run.status != nil else {
      throw CommandFailure(.usage, "\(run.id) was not launched by Pitwall; only what `pitwall launch` started can be asked")
    }
    let answer = try TrainingRequest.send(action, runPath: run.path, reason: reason ?? standard)
    StandardStreams.print("\(run.id): \(answer)")
  }
}

/// Sends a request and waits for its answer: for the commands and the dashboard alike.
enum TrainingRequest {
  static let answerTimeout: Duration = .seconds(10)

  /// - Returns: what the supervisor answered.
  static func send(_ action: ControlRequest.Action, runPath: String, reason: String) throws -> String {
    do {
      let directory = try RunDirectory(path: runPath)
      let request = try RunController.send(
        action, to: directory, reason: reason, supervisorCommand: Executables.supervisorCommand())
      guard let answer = try RunController.answer(to: request, in: directory, timeout: answerTimeout) else {
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
    try request.send(.pause(freeze ? .freeze : .checkpoint), because: "paused from the command line")
  }
}

struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Resume a paused, frozen, stopped, failed or lost training from where it was.")
  @OptionGroup var request: RequestArguments
  func run() throws { try request.send(.resume, because: "resumed from the command line") }
}

struct Stop: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Ask a training to end; kill it if it does not within 10 s.")
  @OptionGroup var request: RequestArguments
  func run() throws { try request.send(.stop, because: "stopped from the command line") }
}

struct Kill: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Kill every process of a training at once.")
  @OptionGroup var request: RequestArguments
  func run() throws { try request.send(.kill, because: "killed from the command line") }
}

struct Supervise: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Supervise one run; started by pitwall itself.", shouldDisplay: false)
  @Argument var directory: String
  func run() throws { throw ExitCode(Supervisor.run(directory: directory)) }
}
