internal import FileAccess
internal import Glibc
internal import RunModel

extension SupervisorSession {
  /// Does one thing that the machine asks for.
  func perform(_ effect: SupervisionEffect) throws(ControlError) {
    switch effect {
    case .record(let state, let reason, let by): try record(state, reason: reason, by: by)
    case .refreshStatus: try writeStatus()
    case .recordExit(let exit):
      log(
        .exit(
          attempt: machine.attempt, status: exit, cpuSeconds: usage?.cpuSeconds,
          maxResidentBytes: usage?.maxResidentBytes))
      (status.exit, usage) = (exit, nil)
    case .answer(let request, let accepted, let reason):
      try answer(request, accepted: accepted, reason: reason)
    case .start(let attempt, let resumeFrom): try start(attempt: attempt, resumeFrom: resumeFrom)
    case .grantGrace: deadline = .now + timing.grace
    case .lookAgain: deadline = .now + .seconds(1)
    case .askForCheckpoint:
      try onFiles { () throws(FileError) in
        try Files.replaceAtomically(run.pausePath, with: [])
        try training?.signalHandlers(pauseSignal)
      }
    case .withdrawPause: try onFiles { () throws(FileError) in try Files.remove(run.pausePath) }
    case .freeze: try onFiles { () throws(FileError) in try training?.freeze() }
    case .thaw: try onFiles { () throws(FileError) in try training?.thaw() }
    case .terminate: try onFiles { () throws(FileError) in try training?.signalAll(SIGTERM) }
    case .kill: try onFiles { () throws(FileError) in try training?.kill() }
    }
  }

  private func record(_ state: RunState, reason: String, by: String?) throws(ControlError) {
    let from = status.state
    (status.state, status.since, status.reason) = (state, Host.now(), reason)
    if state == .running, from == .queued { status.exit = nil }
    if !state.needsSupervisor {
      try onFiles { () throws(FileError) in try Files.remove(run.pausePath) }
    }
    try writeStatus()
    log(.state(from: from, to: state, reason: reason, by: by))
  }

  private func writeStatus() throws(ControlError) {
    (status.attempt, status.checkpoint) = (machine.attempt, machine.checkpoint)
    status.supervisor = machine.isSupervising ? ProcessTable.current : nil
    status.training = machine.isSupervising ? training?.identity : nil
    try run.write(status)
  }

  // MARK: Starting

  private func start(attempt: Int, resumeFrom: String?) throws(ControlError) {
    // Before it can write anything.
    let metricsByteCount = Files.status(run.metricsPath)?.byteCount ?? 0
    let identity: ProcessIdentity
    do {
      identity = try spawn(attempt: attempt, resumeFrom: resumeFrom)
    } catch {
      return try tell(.startFailed(error.sentence))
    }
    training = TrainingProcess(identity: identity, isChild: true, marker: run.processMarker)
    log(
      .attempt(
        number: attempt, argv: run.identity.argv, pid: identity.pid, resumeFrom: resumeFrom,
        metricsByteCount: metricsByteCount))
    try tell(.started)
    try beginToLook()
  }

  private struct StartFailure: Error { var sentence: String }

  private func spawn(attempt: Int, resumeFrom: String?) throws(StartFailure) -> ProcessIdentity {
    let argv = run.identity.argv
    let directory = run.identity.workingDirectory ?? run.path
    var errorPath: String?
    do {
      try Files.remove(run.pausePath)
      // A console that an earlier version began in one file goes on in it.
      if Files.exists(run.consoleErrorPath) || Files.status(run.consolePath)?.byteCount ?? 0 == 0 {
        errorPath = run.consoleErrorPath
      }
      // Opened here only to have an error that names it; the training opens its own. Standard error's first: that it is
      // there tells readers how to read the other.
      for path in [errorPath, run.consolePath].compactMap(\.self) {
        _ = try FileDescriptor(opening: path, flags: O_WRONLY | O_CREAT | O_APPEND)
      }
    } catch {
      throw StartFailure(sentence: error.message)
    }
    guard access(directory, X_OK) == 0, Files.status(directory)?.kind == .directory else {
      let code = Files.status(directory).map { $0.kind == .directory ? EACCES : ENOTDIR } ?? ENOENT
      throw StartFailure(sentence: "cannot work in \(directory): \(FileError.words(for: code))")
    }
    do throws(FileError) {
      let pid = try ProgramStart(
        argv: argv,
        environment: TrainingEnvironment.make(
          for: run, attempt: attempt, resumeFrom: resumeFrom.map { run.absolute($0) }),
        workingDirectory: directory, outputPath: run.consolePath, errorPath: errorPath
      ).spawn()
      guard let identity = ProcessTable.identity(of: pid) else {
        throw FileError(operation: "find process", path: "\(pid)", code: ESRCH)
      }
      return identity
    } catch {
      let program = argv.first ?? ""
      let file = program.hasPrefix("/") ? program : "\(directory)/\(program)"
      let interpreterIsMissing = error.code == ENOENT && program.contains("/") && Files.exists(file)
      let words =
        interpreterIsMissing ? "the interpreter its first line names is missing" : FileError.words(for: error.code)
      throw StartFailure(sentence: "cannot start \(program): \(words)")
    }
  }

  // MARK: Taking over

  /// Finds out what became of the run since its state was written, by this supervisor's predecessor or by nobody.
  func recover() throws(ControlError) {
    if status.state.needsSupervisor, let recorded = status.training {
      guard recorded.host == Host.name else { throw .otherHost(path: run.path, host: recorded.host) }
    }
    try onFiles { () throws(FileError) in try metrics.advance() }
    switch status.state {
    case .queued: try recoverQueued()
    case .running, .pausing, .frozen, .stopping: try recoverStarted()
    case .paused, .waiting, .finished, .failed, .stopped, .lost: recallCheckpoints()
    }
  }

  private func recoverStarted() throws(ControlError) {
    if let identity = status.training,
      let process = TrainingProcess(identity: identity, isChild: false, marker: run.processMarker)
    {
      return try adopt(process)
    }
    recallCheckpoints()
    if status.state == .stopping, let identity = status.training {
      // The first process has ended; the others were to end with it.
      try onFiles { () throws(FileError) in
        for process in try ProcessTable.tree(root: identity, marker: run.processMarker) {
          ProcessTable.send(signal: SIGKILL, to: ProcessTable.identity(of: process))
        }
      }
    }
    try tell(.adoptedChildVanished(end: try ownLastWord(), try approvalStanding()))
  }

  /// A predecessor may have started the attempt and died before it could write so.
  private func recoverQueued() throws(ControlError) {
    let next = machine.attempt + 1
    let entry = "\(TrainingEnvironment.attempt)=\(next)"
    let strays = try onFiles { () throws(FileError) in
      try ProcessTable.all().filter {
        $0.session == $0.pid && !$0.isEnded && ProcessTable.environment(of: $0.pid, holds: run.processMarker)
          && ProcessTable.environment(of: $0.pid, holds: entry)
      }
    }
    let first = strays.min { $0.start < $1.start }.map { ProcessTable.identity(of: $0) }
    if let first, let process = TrainingProcess(identity: first, isChild: false, marker: run.processMarker) {
      return try adopt(process)
    }
    recallCheckpoints()
    let hasStarted = try onFiles { () throws(FileError) in try events.startTime(ofAttempt: next) } != nil
    guard hasStarted else { return try tell(.begin) }
    try tell(.adopted)
    try tell(.adoptedChildVanished(end: try ownLastWord(), try approvalStanding()))
  }

  private func adopt(_ process: TrainingProcess) throws(ControlError) {
    training = process
    log(.adopted(pid: process.identity.pid))
    recallCheckpoints()
    try tell(.adopted)
    try beginToLook()
  }

  /// Tells the machine of the newest checkpoint, and whether it came after the state was written.
  private func recallCheckpoints() {
    guard let newest = newestCheckpoint else { return }
    let isLater = if let time = newest.time, let since = status.since { time >= since } else { false }
    machine.recall(checkpoint: newest.path, isNew: isLater || newest.path != status.checkpoint)
  }

  // MARK: Decisions

  /// Where the newest approval request stands, by the ledger. A damaged ledger decides nothing: the run waits until a
  /// person has looked, and the training keeps its supervisor.
  func approvalStanding() throws(ControlError) -> ApprovalStanding {
    guard let request = metrics.approvalRequest else { return .none }
    do {
      let newest = request.newestAnswer(among: try run.decisions())
      if let escalation = request.escalation { return try gate(escalation, request, newest) }
      return newest.map { .decided($0.verdict, by: $0.by) } ?? .open
    } catch {
      guard case .damaged = error else { throw error }
      Supervisor.warn(error.message)
      return request.escalation.map { .gateOpen($0.title) } ?? .open
    }
  }

  private func gate(
    _ escalation: Escalation, _ request: ApprovalRequest, _ newest: Decision?
  ) throws(ControlError) -> ApprovalStanding {
    guard let decision = newest, decision.verdict != .hold else { return .gateOpen(escalation.title) }
    let started = try onFiles { () throws(FileError) in try events.startTime(ofAttempt: machine.attempt) }
    return .gateDecided(
      GateDecision(
        title: escalation.title, verdict: decision.verdict, choice: request.choice(of: decision), by: decision.by,
        isNew: started.map { decision.wallTime > $0 } ?? true))
  }
}
