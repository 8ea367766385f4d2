public import FileAccess
internal import Glibc
internal import JSONText
internal import RunFormats
public import RunModel
internal import Synchronization

/// Asks things of runs, from any process.
public enum RunController {
  private static let counter = Atomic<Int>(0)

  /// Writes a request and makes sure that somebody is there to answer it.
  /// - Parameters:
  ///   - reason: the person's own words; may be empty.
  ///   - supervisorCommand: as for `TrainingLauncher.launch`.
  @discardableResult
  public static func send(
    _ action: ControlRequest.Action, to run: RunDirectory, reason: String, by: String = Host.userAtHost,
    supervisorCommand: [String]
  ) throws(ControlError) -> ControlRequest {
    let now = Host.now()
    let request = ControlRequest(id: makeID(now), action: action, reason: reason, by: by, wallTime: now)
    try onFiles { () throws(FileError) in
      try Files.makeDirectories(run.controlPath)
      let bytes = Array((request.json.serialized() + "\n").utf8)
      try Files.replaceAtomically("\(run.controlPath)/\(request.id).json", with: bytes)
    }
    try ensureSupervisor(of: run, supervisorCommand: supervisorCommand)
    return request
  }

  /// Starts a supervisor where there is none: it takes over a training that still runs, answers what was asked, and
  /// leaves when there is nothing to supervise. Nothing happens for a run that another host supervises: the request
  /// is read there.
  public static func ensureSupervisor(of run: RunDirectory, supervisorCommand: [String]) throws(ControlError) {
    let status = try run.status()
    if status.state.needsSupervisor, let host = status.supervisor?.host, host != Host.name { return }
    try SupervisorStart.ensure(for: run, command: supervisorCommand)
  }

  /// The answer to a request; nil when there is none within `timeout`.
  ///
  /// Sees to it that somebody is there to answer: a supervisor that was being killed when the request was sent still
  /// held the role.
  public static func answer(
    to request: ControlRequest, in run: RunDirectory, timeout: Duration, supervisorCommand: [String]
  ) throws(ControlError) -> ControlAnswer? {
    let watch = DirectoryWatch(run.path)
    let deadline = ContinuousClock.now + timeout
    var nextLook = ContinuousClock.now + .milliseconds(500)
    let log = EventLog(path: run.eventsPath)
    while true {
      let size = Files.status(run.eventsPath)?.byteCount ?? 0
      let answers = try onFiles { () throws(FileError) in try log.answers(from: max(0, size - (1 << 20))) }
      if let answer = answers[request.id] { return answer }
      let left = deadline - ContinuousClock.now
      guard left > .zero else { return nil }
      if ContinuousClock.now >= nextLook {
        try ensureSupervisor(of: run, supervisorCommand: supervisorCommand)
        nextLook += .milliseconds(500)
      }
      watch.wait(atMost: min(left, .milliseconds(200)))
    }
  }

  /// `1795224700.123456-4800-0`: time, process, count. Sorted by name is sorted by time.
  private static func makeID(_ now: WallTime) -> String {
    let microseconds = Int64(now.secondsSince1970 * 1e6)
    let fraction = String(microseconds % 1_000_000)
    let padded = String(repeating: "0", count: 6 - fraction.count) + fraction
    let count = counter.wrappingAdd(1, ordering: .relaxed).oldValue
    return "\(microseconds / 1_000_000).\(padded)-\(getpid())-\(count)"
  }
}
