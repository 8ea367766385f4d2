import Approvals
import ArgumentParser
import DashboardLogic
import FileAccess
import JSONText
import RunFormats
import RunIngest
import RunModel
import TerminalModel
import TrainingControl

/// What approve, reject and hold take.
struct DecisionArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The run, or run@checkpoint. Without a checkpoint: the one that waits for a decision, else the final one.",
      valueName: "run[@checkpoint]"))
  var subject: String
  @Option(help: "Where to look for the run by id or name.", completion: .directory) var runs: String?
  @Option(help: "Why; it is recorded for good.") var reason: String

  /// - Parameter choice: the alternative of an escalation, which must be named: a yes meant for another question may not
  ///   end a run.
  func record(_ verdict: Verdict, choosing choice: String? = nil) throws {
    let (run, request) = try findSubject()
    if run.isTooEarly(toDecideAbout: request.checkpoint) {
      let state = run.state.map { " (\($0.rawValue))" } ?? ""
      throw CommandFailure(
        .tryAgain, "\(run.id) has not come to its end\(state) and asks when it has; nothing was recorded")
    }
    let alternative = verdict == .approve ? try alternative(choice, of: request, in: run) : nil
    let earlier = request.newestAnswer(among: run.decisions)
    let decision = try DecisionRecording.record(
      verdict, runPath: run.path, request: request, alternative: alternative, reason: reason)
    let words = alternative.map { "\(verdict.rawValue), \($0)," } ?? verdict.rawValue
    StandardStreams.printLine(
      "\(run.id): \(words) of \(decision.checkpoint) recorded, sha256 \(decision.sha256)")
    if let earlier, earlier.verdict != .hold {
      let sentence = earlier.sentence(secondsFromUTC: LocalTime.secondsFromUTC)
      StandardStreams.printLine("\(run.id): it takes the place of this end: \(sentence)")
    }
    guard let state = run.state, [.failed, .stopped, .paused].contains(state), alternative != nil else { return }
    StandardStreams.printLine("\(run.id) is \(state.rawValue); `pitwall resume` lets it go on with that")
  }

  private func alternative(_ choice: String?, of request: ApprovalRequest, in run: RunSnapshot) throws -> String? {
    guard let escalation = request.escalation else {
      guard choice == nil else {
        throw CommandFailure(.usage, "\(run.id) offers no alternatives; leave --choose out")
      }
      return nil
    }
    let names = escalation.alternatives.map { $0.name == escalation.recommended ? "\($0.name) (recommended)" : $0.name }
      .joined(separator: ", ")
    guard let choice else {
      throw CommandFailure(
        .usage, "\(run.id) has stopped for \(escalation.title); say with --choose how it goes on: \(names)")
    }
    guard escalation.alternative(named: choice) != nil else {
      throw CommandFailure(.usage, "\(run.id) offers no alternative \(choice); there are \(names)")
    }
    return choice
  }

  private func findSubject() throws -> (run: RunSnapshot, request: ApprovalRequest) {
    if !Files.exists(subject), let at = subject.lastIndex(of: "@") {
      let run = try RunArgument.find(String(subject[..<at]), in: runs)
      return (run, request(about: String(subject[subject.index(after: at)...]), in: run))
    }
    let run = try RunArgument.find(subject, in: runs)
    let final = run.checkpoints.last { $0.reason == "final" } ?? run.checkpoints.last
    guard let checkpoint = run.approvalRequest?.checkpoint ?? final?.path else {
      throw CommandFailure(.noInput, "\(run.id) has no checkpoint to decide about; name one as \(run.id)@PATH")
    }
    return (run, request(about: checkpoint, in: run))
  }

  /// With what the run says the checkpoint's bytes were; the newest word counts.
  private func request(about checkpoint: String, in run: RunSnapshot) -> ApprovalRequest {
    let asked = run.approvalRequest.flatMap { $0.checkpoint == checkpoint ? $0 : nil }
    var request = asked ?? ApprovalRequest(checkpoint: checkpoint, sha256: nil, question: "")
    request.sha256 = request.sha256 ?? run.checkpoints.last { $0.path == checkpoint }?.sha256
    return request
  }
}

/// Records a decision and lets it take effect: for the commands and the dashboard alike.
enum DecisionRecording {
  static func record(
    _ verdict: Verdict, runPath: String, request: ApprovalRequest, alternative: String? = nil, reason: String
  ) throws -> Decision {
    do {
      let ledger = try Ledger(runDirectory: runPath)
      let decision = try ledger.append(
        verdict: verdict, checkpoint: request.checkpoint, recordedDigest: request.sha256, reason: reason,
        escalation: request.escalation, alternative: alternative)
      try takeEffect(decision, runPath: runPath)
      return decision
    } catch ApprovalError.alreadyDecided(let standing) {
      try remind(of: standing, runPath: runPath)
      throw CommandFailure(approval: .alreadyDecided(standing))
    } catch let error as ApprovalError {
      throw CommandFailure(approval: error)
    } catch let error as FileError {
      throw CommandFailure(file: error)
    }
  }

  /// A waiting run learns that it was decided about. Runs of others have only the record.
  private static func takeEffect(_ decision: Decision, runPath: String) throws {
    // One that has died at an escalation, before it was seen to wait there, waits as well.
    try tell(decision, runPath: runPath, in: decision.alternative == nil ? [.waiting] : [.waiting, .lost])
  }

  /// Whoever decided may have been killed before the run learned of it: it would wait for good.
  private static func remind(of decision: Decision, runPath: String) throws {
    try tell(decision, runPath: runPath, in: [.waiting])
  }

  private static func tell(_ decision: Decision, runPath: String, in states: [RunState]) throws {
    guard Files.exists("\(runPath)/state.json") else { return }
    do {
      let directory = try RunDirectory(path: runPath)
      guard states.contains(try directory.currentState().state) else { return }
      let request = try RunController.send(
        .decided, to: directory, reason: "\(decision.verdict.rawValue): \(decision.reason)",
        supervisorCommand: Executables.supervisorCommand())
      _ = try RunController.answer(
        to: request, in: directory, timeout: TrainingRequest.answerTimeout,
        supervisorCommand: Executables.supervisorCommand())
    } catch let error as ControlError {
      throw CommandFailure(control: error)
    }
  }
}

struct Approve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Approve a run's checkpoint, or choose how an escalation goes on, with a reason, for the record.")
  @OptionGroup var decision: DecisionArguments
  @Option(
    help: ArgumentHelp(
      "Which alternative of an escalation; `pitwall decisions` lists them, the recommended one first.",
      valueName: "alternative"))
  var choose: String?
  func run() throws { try decision.record(.approve, choosing: choose) }
}

struct Reject: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Reject a run's checkpoint, with a reason, for the record.")
  @OptionGroup var decision: DecisionArguments
  func run() throws { try decision.record(.reject) }
}

struct Hold: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Put the decision about a run off, with a reason.")
  @OptionGroup var decision: DecisionArguments
  func run() throws { try decision.record(.hold) }
}

struct Decisions: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List what was decided, and what waits for a decision.")

  @Argument(
    help: ArgumentHelp("Runs, or directories that hold some; all of them otherwise.", valueName: "run"),
    completion: .directory)
  var subjects: [String] = []
  @Option(help: "Where to look for runs by id or name, or for all of them.", completion: .directory) var runs: String?
  @Flag(help: "Print an array of objects instead.") var json = false

  func run() throws {
    let chosen = try subjects.isEmpty ? RunRoots.read(runs.map { [$0] } ?? []).runs : subjects.flatMap(named)
    if json {
      let all = chosen.flatMap { run in run.decisions.map(\.json) + [Self.open(run)].compactMap(\.self) }
      StandardStreams.print(JSONValue.array(all).serialized(pretty: true))
      return
    }
    for run in chosen {
      for decision in run.decisions {
        let choice = decision.alternative.map { "\($0): " } ?? ""
        StandardStreams.printLine(
          "\(ClockTime.dateAndTime(decision.wallTime, secondsFromUTC: LocalTime.secondsFromUTC))  \(HarmlessText.fit(decision.verdict.rawValue, columns: 7))  \(run.id)  \(decision.checkpoint)  "
            + "\(decision.sha256.prefix(12))  \(decision.by)  \(choice)\(decision.reason)")
      }
      if let request = run.openApprovalRequest { Self.print(request, of: run) }
    }
  }

  /// The run that is meant, or those in a directory that is none itself.
  private func named(_ subject: String) throws -> [RunSnapshot] {
    guard Files.exists(subject) else { return [try RunArgument.find(subject, in: runs)] }
    let found = try RunRoots.read([subject]).runs
    if found.isEmpty { throw CommandFailure(holdsNoRun: subject) }
    return RunLookup(found).run(at: subject).map { [$0] } ?? found
  }

  /// An open escalation as an object whose `verdict` is null; nil without one.
  private static func open(_ run: RunSnapshot) -> JSONValue? {
    guard let request = run.openApprovalRequest, let escalation = request.escalation else { return nil }
    return [
      "verdict": .null, "run": .string(run.id), "checkpoint": .string(request.checkpoint),
      "sha256": request.sha256.map { .string($0) } ?? .null, "question": .string(request.question),
      "evidence": .array(request.evidence.map { .string($0) }), "escalation": escalation.json,
    ]
  }

  private static func print(_ request: ApprovalRequest, of run: RunSnapshot) {
    let title = request.escalation.map { "\($0.title): " } ?? ""
    StandardStreams.printLine(
      "waiting               -        \(run.id)  \(request.checkpoint)  \(title)\(request.question)")
    guard let alternatives = request.escalation?.alternatives else { return }
    let width = alternatives.map { HarmlessText.columns(of: $0.name) }.max() ?? 0
    for alternative in alternatives {
      StandardStreams.printLine(
        "  \(HarmlessText.fit(alternative.name, columns: width))  \(alternative.what) \(alternative.prospects)")
    }
  }
}
