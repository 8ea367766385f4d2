/// What a run's whole process tree used at one moment, and what its host was doing. What was not measured is nil.
public struct ResourceSample: Equatable, Sendable {
  /// 100 is one core.
  public var cpuPercent: Double
  public var residentBytes: Int64
  public var processCount: Int
  /// From and to disks since its supervisor began to look, by processes that have ended too.
  public var diskReadBytes: Int64?
  public var diskWrittenBytes: Int64?
  /// How long the console's file was: that tells when a line was written.
  public var consoleBytes: Int64?
  /// That of standard error, where it has one of its own.
  public var consoleErrorBytes: Int64?
  public var host: HostSample?
  /// Empty also where they were not asked this time.
  public var gpus: [GPUSample]

  public init(
    cpuPercent: Double, residentBytes: Int64, processCount: Int, diskReadBytes: Int64? = nil,
    diskWrittenBytes: Int64? = nil, consoleBytes: Int64? = nil, consoleErrorBytes: Int64? = nil,
    host: HostSample? = nil, gpus: [GPUSample] = []
  ) {
    (self.cpuPercent, self.residentBytes, self.processCount) = (cpuPercent, residentBytes, processCount)
    (self.diskReadBytes, self.diskWrittenBytes) = (diskReadBytes, diskWrittenBytes)
    (self.consoleBytes, self.consoleErrorBytes) = (consoleBytes, consoleErrorBytes)
    (self.host, self.gpus) = (host, gpus)
  }
}

/// What a whole machine was doing at one moment.
public struct HostSample: Equatable, Sendable {
  /// Of all cores together; nil at the first look, since it takes two.
  public var cpuPercent: Double?
  public var coreCount: Int?
  public var memoryUsedBytes: Int64?
  public var memoryTotalBytes: Int64?
  /// Over the last minute.
  public var load: Double?
  /// Since the machine was started, over all interfaces but the loopback.
  public var networkReceivedBytes: Int64?
  public var networkSentBytes: Int64?

  public init(
    cpuPercent: Double? = nil, coreCount: Int? = nil, memoryUsedBytes: Int64? = nil, memoryTotalBytes: Int64? = nil,
    load: Double? = nil, networkReceivedBytes: Int64? = nil, networkSentBytes: Int64? = nil
  ) {
    (self.cpuPercent, self.coreCount, self.load) = (cpuPercent, coreCount, load)
    (self.memoryUsedBytes, self.memoryTotalBytes) = (memoryUsedBytes, memoryTotalBytes)
    (self.networkReceivedBytes, self.networkSentBytes) = (networkReceivedBytes, networkSentBytes)
  }
}

/// What one GPU of the host was doing, whoever used it.
public struct GPUSample: Equatable, Sendable {
  public var index: Int
  public var name: String
  public var utilizationPercent: Double?
  public var memoryUsedBytes: Int64?
  public var memoryTotalBytes: Int64?
  public var powerWatts: Double?
  public var temperatureCelsius: Double?

  public init(
    index: Int, name: String, utilizationPercent: Double? = nil, memoryUsedBytes: Int64? = nil,
    memoryTotalBytes: Int64? = nil, powerWatts: Double? = nil, temperatureCelsius: Double? = nil
  ) {
    (self.index, self.name, self.utilizationPercent) = (index, name, utilizationPercent)
    (self.memoryUsedBytes, self.memoryTotalBytes) = (memoryUsedBytes, memoryTotalBytes)
    (self.powerWatts, self.temperatureCelsius) = (powerWatts, temperatureCelsius)
  }
}
