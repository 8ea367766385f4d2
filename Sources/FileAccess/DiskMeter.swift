/// Adds up what processes have read from and written to disks (`/proc/PID/io` of proc(5)), with those that have ended
/// since. What a process did between the last look and its end is not seen.
public struct DiskMeter: Sendable {
  private struct Key: Hashable {
    var pid: Int32
    var start: UInt64
  }
  private var running: [Key: Traffic] = [:]
  private var ended = Traffic(read: 0, written: 0)
  /// Whether any process has shown its counters: those of others are hidden.
  private var isKnown = false

  struct Traffic: Equatable {
    var read: Int64
    var written: Int64
  }

  public init() {}

  /// Bytes so far; nil while no process has shown them.
  public mutating func sample(_ processes: [ProcessRecord]) -> (read: Int64, written: Int64)? {
    sample(processes) { pid in
      do { return String(decoding: try Files.read("/proc/\(pid)/io"), as: UTF8.self) } catch { return nil }
    }
  }

  mutating func sample(
    _ processes: [ProcessRecord], counters: (Int32) -> String?
  ) -> (read: Int64, written: Int64)? {
    var now: [Key: Traffic] = [:]
    for process in processes {
      let key = Key(pid: process.pid, start: process.start)
      let traffic = counters(process.pid).flatMap(Self.traffic)
      if traffic != nil { isKnown = true }
      now[key] = traffic ?? running[key]
    }
    for (key, traffic) in running where now[key] == nil { ended.add(traffic) }
    running = now
    guard isKnown else { return nil }
    var sum = ended
    for traffic in now.values { sum.add(traffic) }
    return (sum.read, sum.written)
  }

  private static func traffic(_ text: String) -> Traffic? {
    var (read, written): (Int64?, Int64?)
    for line in text.split(separator: "\n") {
      if line.hasPrefix("read_bytes: ") { read = Int64(line.dropFirst(12)) }
      if line.hasPrefix("write_bytes: ") { written = Int64(line.dropFirst(13)) }
    }
    guard let read, let written else { return nil }
    return Traffic(read: read, written: written)
  }
}

extension DiskMeter.Traffic {
  mutating func add(_ other: Self) {
    read &+= other.read
    written &+= other.written
  }
}
