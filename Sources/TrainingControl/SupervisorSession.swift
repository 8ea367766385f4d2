internal import CSystem
internal import FileAccess
internal import Glibc
internal import RunModel

/// One supervisor at work: waits for what happens, tells the machine, and does what the machine says.
final class SupervisorSession {
  let run: RunDirectory
  let timing: Supervisor.Timing
  let events: EventLog
  let pauseSignal: Int32
  var machine: SupervisionMachine
  /// As last written.
  var status: RunStatus
  var training: TrainingProcess?
  var metrics: MetricsScan
  var deadline: ContinuousClock.Instant?
  /// The supervisor itself was asked to leave.
  private(set) var isTerminated = false

  private let termination: Int32
  private let controlWatch: DirectoryWatch
  /// nil where both outputs share a file.
  private var consoleOrder: ConsoleOrderLog?
  private var hasWarnedOfOrder = false
  private var meter = ResourceMeter()
  private var disks = DiskMeter()
  private var host = HostMeter()
  private let gpus: GPUMeter
  private var nextSample: ContinuousClock.Instant
  /// Set when the first process has ended and others of a training that is being stopped are still there.
  private var pendingExit: SupervisionEvent?
  private var answered: Set<String>?

  init(run: RunDirectory, timing: Supervisor.Timing, termination: Int32) throws(ControlError) {
    guard let signal = SignalName.number(of: run.identity.pauseSignal) else {
      throw .damaged(path: "\(run.path)/run.json", reason: "there is no signal \(run.identity.pauseSignal)")
    }
    (self.run, self.timing, self.termination, pauseSignal) = (run, timing, termination, signal)
    status = try run.status()
    events = EventLog(path: run.eventsPath)
    metrics = MetricsScan(path: run.metricsPath)
    controlWatch = DirectoryWatch(run.controlPath)
    nextSample = .now + timing.sampleInterval
    gpus = GPUMeter(interval: timing.gpuInterval)
    machine = SupervisionMachine(
      state: status.state, attempt: status.attempt, checkpoint: status.checkpoint,
      pauseSignal: run.identity.pauseSignal)
  }

  /// Works until there is nothing to supervise and nothing asked, or until it is told to leave.
  func serve() throws(ControlError) {
    try recover()
    while true {
      try answerRequests()
      guard machine.isSupervising, !isTerminated else { return }
      try waitForNews()
    }
  }

  /// Tells the machine and does what it says, in order.
  func tell(_ event: SupervisionEvent) throws(ControlError) {
    for effect in machine.handle(event) { try perform(effect) }
  }

  /// Reads what the training has said since the last time.
  func readMetrics() throws(ControlError) {
    let before = metrics.checkpointCount
    try onFiles { () throws(FileError) in try metrics.advance() }
    guard metrics.checkpointCount != before, let newest = newestCheckpoint else { return }
    try tell(.checkpointRecorded(newest.path))
  }

  /// The newest recorded checkpoint that is there.
  var newestCheckpoint: (path: String, time: WallTime?)? {
    metrics.checkpoints.last { Files.exists(run.absolute($0.path)) }
  }

  // MARK: Waiting

  private func waitForNews() throws(ControlError) {
    var entries = [
      pollfd(fd: termination, events: Int16(POLLIN), revents: 0),
      pollfd(fd: controlWatch.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pendingExit == nil ? training?.descriptor ?? -1 : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: gpus.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: consoleOrder?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let timeout = timeUntilNextWake().pollMilliseconds
    guard poll(&entries, nfds_t(entries.count), timeout) >= 0 || errno == EINTR else {
      throw .file(FileError(operation: "wait for news of", path: run.path, code: errno))
    }
    if entries[1].revents != 0 { controlWatch.drain() }
    noteConsoleOrder { order throws(FileError) in try order.advance(hasNews: entries[4].revents != 0) }
    if entries[2].revents != 0 { try firstProcessEnded() }
    if let due = deadline, ContinuousClock.now >= due {
      deadline = nil
      try tell(.deadlinePassed)
    }
    try finishStopping()
    gpus.advance(hasEnded: entries[3].revents != 0)
    if ContinuousClock.now >= nextSample { try takeSample() }
    if entries[0].revents != 0, process_read_termination(termination) != 0 { isTerminated = true }
  }

  private func timeUntilNextWake() -> Duration {
    var next = nextSample
    for deadline in [deadline, gpus.deadline, consoleOrder?.due].compactMap(\.self) { next = min(next, deadline) }
    // Nobody tells when the last of several processes has gone, nor of requests where there is no watch.
    if pendingExit != nil { next = min(next, .now + .milliseconds(20)) }
    if controlWatch.descriptor < 0 { next = min(next, .now + .milliseconds(500)) }
    return next - .now
  }

  private func takeSample() throws(ControlError) {
    nextSample = .now + timing.sampleInterval
    try readMetrics()
    guard let training else { return }
    gpus.askIfDue()
    let tree = try onFiles { () throws(FileError) in try training.tree() }
    let (traffic, machine) = (disks.sample(tree), host.sample())
    guard var sample = meter.sample(tree, at: .now) else { return }
    (sample.diskReadBytes, sample.diskWrittenBytes) = (traffic?.read, traffic?.written)
    sample.consoleBytes = Files.status(run.consolePath)?.byteCount
    sample.consoleErrorBytes = Files.status(run.consoleErrorPath)?.byteCount
    openConsoleOrder()
    noteConsoleOrder { order throws(FileError) in try order.note() }
    (sample.host, sample.gpus) = (machine, gpus.take())
    log(.resources(sample))
  }

  /// Begins to look at a training: a series of samples, whose first look only serves to compare, and the order of
  /// what it writes.
  func beginToLook() throws(ControlError) {
    consoleOrder = nil
    openConsoleOrder()
    noteConsoleOrder { order throws(FileError) in try order.note() }
    (meter, disks, host) = (ResourceMeter(), DiskMeter(), HostMeter())
    try takeSample()
  }

  private func openConsoleOrder() {
    guard consoleOrder == nil, Files.exists(run.consoleErrorPath) else { return }
    do throws(FileError) {
      consoleOrder = try ConsoleOrderLog(run: run)
    } catch {
      warnOfOrder(error)
    }
  }

  /// Once: it is tried again with every sample.
  private func warnOfOrder(_ error: FileError) {
    if !hasWarnedOfOrder { Supervisor.warn(error.message) }
    hasWarnedOfOrder = true
  }

  /// A full disk shall not cost the training its supervisor: a console without its order is there all the same.
  private func noteConsoleOrder(_ note: (ConsoleOrderLog) throws(FileError) -> Void) {
    guard let order = consoleOrder else { return }
    do {
      try note(order)
    } catch {
      warnOfOrder(error)
      consoleOrder = nil
    }
  }

  // MARK: The end of a training

  private func firstProcessEnded() throws(ControlError) {
    guard let training else { return }
    try readMetrics()
    let approval = try approvalStanding()
    let event: SupervisionEvent
    if training.isChild {
      let exit = try onFiles { () throws(FileError) in try training.wait() }
      usage = (exit.cpuSeconds, exit.maxResidentBytes)
      event = .childExited(exit.status, end: try ownLastWord(), approval)
    } else {
      event = .adoptedChildVanished(end: try ownLastWord(), approval)
    }
    pendingExit = event
    try finishStopping()
  }

  /// Of the child that ended last, until its exit is recorded.
  var usage: (cpuSeconds: Double, maxResidentBytes: Int64)?

  /// Reports the end of the first process; while stopping, only when all the others are gone too.
  private func finishStopping() throws(ControlError) {
    guard let event = pendingExit, let training else { return }
    noteConsoleOrder { order throws(FileError) in try order.note() }
    if machine.state == .stopping {
      let rest = try onFiles { () throws(FileError) in try training.tree() }
      guard rest.isEmpty else { return }
    }
    pendingExit = nil
    deadline = nil
    self.training = nil
    try tell(event)
  }

  /// What the training itself said about its end, in this attempt.
  func ownLastWord() throws(ControlError) -> TrainingEnd? {
    guard let end = metrics.end else { return nil }
    let started = try onFiles { () throws(FileError) in try events.startTime(ofAttempt: machine.attempt) }
    guard let started, let said = end.time else { return machine.attempt <= 1 ? end.word : nil }
    return said >= started ? end.word : nil
  }

  // MARK: Requests

  private func answerRequests() throws(ControlError) {
    for file in try onFiles({ () throws(FileError) in try ControlRequestFile.waiting(in: run) }) {
      if try wasAnswered(file.id) {
        try onFiles { () throws(FileError) in try Files.remove(file.path) }
        continue
      }
      let request: ControlRequest
      do {
        request = try file.read()
      } catch {
        try answer(file.id, accepted: false, reason: "not a request: \(error.message)")
        continue
      }
      try readMetrics()
      try tell(.requested(request, try facts(about: request)))
    }
  }

  private func facts(about request: ControlRequest) throws(ControlError) -> RequestFacts {
    var facts = RequestFacts(approval: try approvalStanding())
    if request.action == .pause(.checkpoint), let training {
      facts.handlesPauseSignal = try onFiles { () throws(FileError) in try training.handles(pauseSignal) }
    }
    return facts
  }

  private func wasAnswered(_ id: String) throws(ControlError) -> Bool {
    if let answered { return answered.contains(id) }
    let before = Set(try onFiles { () throws(FileError) in try events.answers() }.keys)
    answered = before
    return before.contains(id)
  }

  /// Answers on disk first, then takes the request away: it is never carried out twice.
  func answer(_ id: String, accepted: Bool, reason: String) throws(ControlError) {
    try onFiles { () throws(FileError) in
      try events.append(.answer(request: id, accepted: accepted, reason: reason), sync: true)
      try Files.remove("\(run.controlPath)/\(id).json")
    }
    answered?.insert(id)
  }

  /// Appends an event that tells, but decides nothing: a full disk shall not cost the training its supervisor.
  func log(_ kind: RunEvent.Kind) {
    do {
      try events.append(kind)
    } catch {
      Supervisor.warn(error.message)
    }
  }
}
