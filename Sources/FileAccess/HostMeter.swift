public import RunModel

/// Looks at what the whole machine does: `/proc/stat`, `meminfo`, `loadavg` and `net/dev` of proc(5), a few files of the
/// kernel's memory. What cannot be read is not known.
public struct HostMeter: Sendable {
  /// Ticks of all cores since boot.
  private var previous: CPUTicks?

  public init() {}

  /// What is true now; the processors' share since the call before.
  public mutating func sample() -> HostSample {
    sample(
      stat: Self.read("/proc/stat"), memory: Self.read("/proc/meminfo"), load: Self.read("/proc/loadavg"),
      network: Self.read("/proc/net/dev"))
  }

  mutating func sample(stat: String, memory: String, load: String, network: String) -> HostSample {
    var sample = HostSample()
    if let ticks = CPUTicks(stat: stat) {
      sample.coreCount = ticks.coreCount
      if let previous, ticks.total > previous.total {
        let busy = ticks.busy - min(ticks.busy, previous.busy)
        sample.cpuPercent = min(100, 100 * Double(busy) / Double(ticks.total - previous.total))
      }
      previous = ticks
    }
    let sizes = Self.sizes(memory)
    sample.memoryTotalBytes = sizes["MemTotal"]
    if let total = sizes["MemTotal"], let available = sizes["MemAvailable"] {
      sample.memoryUsedBytes = max(0, total - available)
    }
    sample.load = load.split(separator: " ").first.flatMap { Double($0) }
    if let traffic = Self.traffic(network) {
      (sample.networkReceivedBytes, sample.networkSentBytes) = (traffic.received, traffic.sent)
    }
    return sample
  }

  private struct CPUTicks {
    var total: UInt64
    var busy: UInt64
    var coreCount: Int

    /// nil when there is no line of all cores. Time of guests is in that of users already.
    init?(stat: String) {
      let lines = stat.split(separator: "\n")
      guard let all = lines.first, all.hasPrefix("cpu ") else { return nil }
      let ticks = all.split(separator: " ").dropFirst().prefix(8).compactMap { UInt64($0) }
      guard ticks.count >= 5 else { return nil }
      total = ticks.reduce(0, &+)
      busy = total &- ticks[3] &- ticks[4]
      coreCount = lines.count { $0.hasPrefix("cpu") } - 1
    }
  }

  /// `MemTotal:  16 kB`, by name, in bytes.
  private static func sizes(_ text: String) -> [Substring: Int64] {
    var sizes: [Substring: Int64] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == ":" }
      if words.count == 3, let size = Int64(words[1]), size < .max / 1024 { sizes[words[0]] = size * 1024 }
    }
    return sizes
  }

  /// Of all interfaces but the loopback and those between containers and their host, whose bytes others count too.
  private static func traffic(_ text: String) -> (received: Int64, sent: Int64)? {
    var sum: (received: Int64, sent: Int64)?
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let name = parts[0].split(separator: " ").first, name != "lo" else { continue }
      if ["veth", "docker", "br-", "virbr"].contains(where: { name.hasPrefix($0) }) { continue }
      let numbers = parts[1].split(separator: " ").compactMap { Int64($0) }
      guard numbers.count >= 9 else { continue }
      sum = ((sum?.received ?? 0) &+ numbers[0], (sum?.sent ?? 0) &+ numbers[8])
    }
    return sum
  }

  private static func read(_ path: String) -> String {
    do { return String(decoding: try Files.read(path), as: UTF8.self) } catch { return "" }
  }
}
