/// One line of `events.jsonl`: what the supervisor did and saw.
public struct RunEvent: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case state(from: RunState?, to: RunState, reason: String, by: String?)
    /// `metricsByteCount` is how long `metrics.jsonl` was when the attempt began: what lies behind is its own.
    case attempt(number: Int, argv: [String], pid: Int32, resumeFrom: String?, metricsByteCount: Int64? = nil)
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
