/// What a run used over its time, as curves whose step counts from `origin`.
public struct ResourceHistory: Sendable {
  /// How many steps of a curve make a second.
  public static let stepsPerSecond = 1_000_000.0

  public struct Curve: Sendable {
    public var measure: ResourceMeasure
    /// At most some ten thousand points: of older ones the larger of two neighbours stands for both.
    public var series: MetricSeries
    /// Over every sample, thinned ones too.
    public var peak: Double
    public var mean: Double

    public init(measure: ResourceMeasure, series: MetricSeries, peak: Double, mean: Double) {
      (self.measure, self.series, self.peak, self.mean) = (measure, series, peak, mean)
    }
  }

  /// When the first sample was taken.
  public var origin: WallTime?
  /// When the newest was.
  public var newest: WallTime?
  /// In the order of `ResourceMeasure`.
  public var curves: [Curve]
  public var coreCount: Int?
  public var memoryTotalBytes: Int64?
  /// By GPU index.
  public var gpuNames: [Int: String]
  public var gpuMemoryTotalBytes: [Int: Int64]

  public init(origin: WallTime? = nil, newest: WallTime? = nil, curves: [Curve] = []) {
    (self.origin, self.newest, self.curves) = (origin, newest, curves)
    (gpuNames, gpuMemoryTotalBytes) = ([:], [:])
  }

  public var isEmpty: Bool { curves.isEmpty }

  public subscript(measure: ResourceMeasure) -> Curve? { curves.first { $0.measure == measure } }
}

/// Something that is measured of a run's processes, its host or a GPU of that. In the order in which they are shown.
public enum ResourceMeasure: Hashable, Sendable {
  case cpu, memory, diskRead, diskWritten, processes
  case hostCPU, hostMemory, load, networkReceived, networkSent
  case gpuUtilization(Int)
  case gpuMemory(Int)
  case gpuPower(Int)
  case gpuTemperature(Int)

  /// Decimal ones, as disks are sold.
  public enum Unit: Sendable { case percent, gigabytes, megabytesPerSecond, watts, celsius, count }

  public var unit: Unit {
    switch self {
    case .cpu, .hostCPU, .gpuUtilization: .percent
    case .memory, .hostMemory, .gpuMemory: .gigabytes
    case .diskRead, .diskWritten, .networkReceived, .networkSent: .megabytesPerSecond
    case .gpuPower: .watts
    case .gpuTemperature: .celsius
    case .processes, .load: .count
    }
  }

  public var name: String {
    switch self {
    case .cpu: "cpu"
    case .memory: "memory"
    case .diskRead: "disk read"
    case .diskWritten: "disk written"
    case .processes: "processes"
    case .hostCPU: "host cpu"
    case .hostMemory: "host memory"
    case .load: "host load"
    case .networkReceived: "network in"
    case .networkSent: "network out"
    case .gpuUtilization(let index): "gpu \(index)"
    case .gpuMemory(let index): "gpu \(index) memory"
    case .gpuPower(let index): "gpu \(index) power"
    case .gpuTemperature(let index): "gpu \(index) temperature"
    }
  }

  /// Where it comes in the order: GPUs last, all of one together.
  public var order: Int {
    switch self {
    case .cpu: 0
    case .memory: 1
    case .diskRead: 2
    case .diskWritten: 3
    case .processes: 4
    case .hostCPU: 5
    case .hostMemory: 6
    case .load: 7
    case .networkReceived: 8
    case .networkSent: 9
    case .gpuUtilization(let index): 10 + 4 * index
    case .gpuMemory(let index): 11 + 4 * index
    case .gpuPower(let index): 12 + 4 * index
    case .gpuTemperature(let index): 13 + 4 * index
    }
  }
}
