internal import Glibc
public import RunModel

/// Turns two looks at the process table into a load.
public struct ResourceMeter: Sendable {
  private struct Key: Hashable {
    var pid: Int32
    var start: UInt64
  }
  private var previous: (ticks: [Key: UInt64], time: ContinuousClock.Instant)?

  public init() {}

  /// What these processes use now, their processor time since the sample before; nil the first time. A process that
  /// came since then counts with all its time, one that went with none.
  public mutating func sample(_ processes: [ProcessRecord], at time: ContinuousClock.Instant) -> ResourceSample? {
    let ticks = Dictionary(
      processes.map { (Key(pid: $0.pid, start: $0.start), $0.cpuTicks) }, uniquingKeysWith: { _, new in new })
    defer { previous = (ticks, time) }
    guard let previous, time > previous.time else { return nil }
    let used = ticks.reduce(UInt64(0)) { $0 + $1.value - min($1.value, previous.ticks[$1.key] ?? 0) }
    let elapsed = (time - previous.time) / .seconds(1)
    let pageSize = Int64(sysconf(Int32(_SC_PAGESIZE)))
    return ResourceSample(
      cpuPercent: 100 * Double(used) / Double(sysconf(Int32(_SC_CLK_TCK))) / elapsed,
      residentBytes: processes.reduce(Int64(0)) { $0 + $1.residentPages } * pageSize,
      processCount: processes.count)
  }
}
