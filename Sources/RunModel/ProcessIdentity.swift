/// Names one process across pid reuse and reboots.
public struct ProcessIdentity: Hashable, Sendable {
  public var host: String
  /// The kernel's boot id (`/proc/sys/kernel/random/boot_id`).
  public var boot: String
  public var pid: Int32
  /// Start time in clock ticks since boot (`/proc/PID/stat`, field 22).
  public var start: UInt64

  public init(host: String, boot: String, pid: Int32, start: UInt64) {
    (self.host, self.boot, self.pid, self.start) = (host, boot, pid, start)
  }
}
