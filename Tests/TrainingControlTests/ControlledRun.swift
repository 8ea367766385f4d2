import FileAccess
import Glibc
import JSONText
import RunFormats
import RunModel
import TestSupport
import Testing
import TrainingControl

/// A launched training with what a test asks about it. Everything it started is ended when it goes away.
final class ControlledRun: Sendable {
  static let patience = Duration.seconds(15)
  let directory: TemporaryDirectory
  let run: RunDirectory
  let supervisorCommand: [String]

  /// The probe lies beside the test bundle.
  static func command(graceMilliseconds: Int = 300) throws -> [String] {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    let probe = "\(Files.split(bundle).directory)/supervise-probe"
    try #require(Files.exists(probe), "\(probe)")
    return [probe, "\(graceMilliseconds)", "100"]
  }

  /// Runs a shell script. `record` in it appends a line to `metrics.jsonl`.
  convenience init(
    script: String, graceMilliseconds: Int = 300, environment: [String: String] = [:],
    supervisedBy prefix: [String] = []
  ) throws {
    let prelude = #"record() { printf '%s\n' "$1" >> "$PITWALL_RUN_DIR/metrics.jsonl"; }"#
    try self.init(
      argv: ["/bin/sh", "-c", "\(prelude)\n\(script)"], graceMilliseconds: graceMilliseconds, environment: environment,
      supervisedBy: prefix)
  }

  /// - Parameter prefix: what starts the supervisor, such as `env`.
  init(
    argv: [String], graceMilliseconds: Int = 300, environment: [String: String] = [:],
    supervisedBy prefix: [String] = []
  ) throws {
    directory = TemporaryDirectory()
    supervisorCommand = try prefix + Self.command(graceMilliseconds: graceMilliseconds)
    run = try TrainingLauncher.launch(
      LaunchRequest(
        argv: argv, name: "Test Run", runsDirectory: directory.path("runs"), workingDirectory: directory.path,
        environment: environment), supervisorCommand: supervisorCommand)
  }

  deinit {
    for process in processes() { kill(process.pid, SIGKILL) }
    if let supervisor = try? run.status().supervisor { kill(supervisor.pid, SIGKILL) }
  }

  /// Those of the training.
  func processes() -> [ProcessRecord] {
    ((try? ProcessTable.all()) ?? []).filter {
      !$0.isEnded && ProcessTable.environment(of: $0.pid, holds: "PITWALL_RUN_ID=\(run.id)")
    }
  }

  @discardableResult
  func waitFor(_ state: RunState, sourceLocation: SourceLocation = #_sourceLocation) throws -> RunStatus {
    let status = try run.waitForStatus(timeout: Self.patience) { $0.state == state }
    let found = try run.status()
    return try #require(status, "\(found)", sourceLocation: sourceLocation)
  }

  func ask(_ action: ControlRequest.Action, reason: String = "test") throws -> ControlAnswer {
    let request = try RunController.send(
      action, to: run, reason: reason, by: "ada@laptop", supervisorCommand: supervisorCommand)
    let answer = try RunController.answer(
      to: request, in: run, timeout: Self.patience, supervisorCommand: supervisorCommand)
    return try #require(answer, "no answer")
  }

  func waitUntil(_ what: String, _ condition: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + Self.patience
    while try !condition() {
      try #require(ContinuousClock.now < deadline, "no \(what)")
      usleep(5_000)
    }
  }

  func waitForConsole(_ text: String) throws { try waitUntil("console: \(text)") { console.contains(text) } }

  var console: String { text(of: "console.log") }

  /// Of a file of the run; empty where there is none.
  func text(of name: String) -> String {
    String(decoding: (try? Files.read("\(run.path)/\(name)")) ?? [], as: UTF8.self)
  }

  func events() throws -> [RunEvent] {
    try Files.read("\(run.path)/events.jsonl").split(separator: 0x0A).map {
      try RunEvent(json: JSONValue(parsing: Array($0)))
    }
  }
}
