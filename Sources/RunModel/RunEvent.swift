/// One line of `events.jsonl`: what the supervisor did and saw.
public struct RunEvent: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case state(from: RunState?, to: RunState, reason: String, by: String?)
    case attempt(number: Int, argv: [String], pid: Int32, resumeFrom: String?)
    case exit(attempt: Int, status: ExitStatus?, cpuSeconds: Double?, maxResidentBytes: Int64?)
    case answer(request: String, accepted: Bool, reason: String)
    case resources(ResourceSample)
    /// A new supervisor took over a training that still ran.
    case adopted(pid: Int32)
  }
  public var wallTime: WallTime?
  public var kind: Kind

  public init(wallTime: WallTime?, kind: Kind) { (self.wallTime, self.kind) = (wallTime, kind) }
}

/// What a run's whole process tree used at one moment.
public struct ResourceSample: Equatable, Sendable {
  /// 100 is one core.
  public var cpuPercent: Double
  public var residentBytes: Int64
  public var processCount: Int

  public init(cpuPercent: Double, residentBytes: Int64, processCount: Int) {
    (self.cpuPercent, self.residentBytes, self.processCount) = (cpuPercent, residentBytes, processCount)
  }
}
