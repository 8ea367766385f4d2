import RunModel
import Testing

@testable import FileAccess

@Suite struct MeterTests {
  @Test func theHostIsReadFromTheKernelsFiles() {
    var meter = HostMeter()
    // man 5 proc: user nice system idle iowait irq softirq steal guest guest_nice.
    let cores = "cpu0 1 0 0 0 0\ncpu1 1 0 0 0 0\nintr 5\n"
    let memory = "MemTotal:       16000 kB\nMemFree: 1 kB\nMemAvailable:   4000 kB\n"
    let network = """
      Inter-|   Receive                                                |  Transmit
       face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
          lo: 5000 1 0 0 0 0 0 0 5000 1 0 0 0 0 0 0
        eth0:1000 1 0 0 0 0 0 0 200 1 0 0 0 0 0 0
       wlan0: 30 1 0 0 0 0 0 0 4 1 0 0 0 0 0 0
       veth12: 7 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0
      """
    let first = meter.sample(
      stat: "cpu  100 0 100 700 100 0 0 0 0 0\n" + cores, memory: memory, load: "1.50 1.2 1.1 2/300 9", network: network
    )
    #expect(
      first
        == HostSample(
          cpuPercent: nil, coreCount: 2, memoryUsedBytes: 12_288_000, memoryTotalBytes: 16_384_000, load: 1.5,
          networkReceivedBytes: 1_030, networkSentBytes: 204))
    // 200 of the next 400 ticks were busy.
    let second = meter.sample(stat: "cpu  250 0 150 850 150 0 0 0 0 0\n", memory: "", load: "", network: "")
    #expect(second == HostSample(cpuPercent: 50, coreCount: 0))
    #expect(meter.sample(stat: "nonsense", memory: "MemTotal: x kB", load: "?", network: "eth0: 1") == HostSample())
  }

  @Test func thisHostCanBeRead() throws {
    let sample = { () -> HostSample in
      var meter = HostMeter()
      return meter.sample()
    }()
    #expect(try #require(sample.memoryTotalBytes) > sample.memoryUsedBytes ?? .max)
    #expect(try #require(sample.coreCount) > 0 && sample.load ?? -1 >= 0)
  }

  @Test func whatEndedProcessesHaveReadAndWrittenStaysInTheSum() throws {
    func process(_ pid: Int32, start: Int) throws -> ProcessRecord {
      let line = "\(pid) (x) R 1 1 1 0 -1 0 0 0 0 0 1 0 0 0 20 0 1 0 \(start) 0 10 0"
      return try #require(ProcessRecord(statLine: Array(line.utf8)))
    }
    func io(_ read: Int, _ written: Int) -> String { "rchar: 9\nread_bytes: \(read)\nwrite_bytes: \(written)\n" }
    var meter = DiskMeter()
    #expect(meter.sample([try process(1, start: 1)], counters: { _ in nil }) == nil)
    let texts: [Int32: String] = [1: io(100, 10), 2: io(7, 3)]
    let both = meter.sample([try process(1, start: 1), try process(2, start: 2)]) { texts[$0] }
    #expect(both?.read == 107 && both?.written == 13)
    // The second has ended, another has its pid, and the first hides its counters.
    let later = meter.sample([try process(1, start: 1), try process(2, start: 9)]) { $0 == 2 ? io(1, 1) : nil }
    #expect(later?.read == 108 && later?.written == 14)
    let none = meter.sample([], counters: { _ in nil })
    #expect(none?.read == 108 && none?.written == 14)
  }
}
