internal import FileAccess
public import RunModel

/// How runs are found and followed.
public struct WatchOptions: Sendable {
  /// How many directories deep runs are looked for below a root.
  public var maximumDepth = 12
  /// Look at files at intervals also where the kernel could tell of changes.
  public var forcesPolling = false
  /// Between two looks where the kernel cannot tell of changes, as on network file systems.
  public var pollInterval: Duration = .seconds(1)
  /// The least time between two published snapshots.
  public var publishInterval: Duration = .milliseconds(50)
  /// Between two looks at the supervisors of the runs that say they have one.
  public var livenessInterval: Duration = .seconds(1)
  /// Whether a process still runs; nil when it cannot be known. At first the process table is asked.
  public var isAlive: @Sendable (ProcessIdentity) -> Bool? = { ProcessTable.isAlive($0) }

  public init() {}
}
