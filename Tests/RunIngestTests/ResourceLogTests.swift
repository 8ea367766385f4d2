import RunModel
import Testing

@testable import RunIngest

@Suite struct ResourceLogTests {
  private static func time(_ seconds: Double) -> WallTime? { WallTime(1_795_224_700 + seconds) }

  @Test func countersBecomeRatesAndStayRatesAfterANewStart() throws {
    var log = ResourceLog()
    for (seconds, read) in [(0.0, 100), (5, 1_000_000_100), (10, 1_000_000_100), (15, 50), (20, 500_000_050)] {
      var sample = ResourceSample(cpuPercent: 100 + seconds, residentBytes: 7, processCount: 2)
      sample.diskReadBytes = Int64(read)
      log.add(sample, at: Self.time(seconds))
    }
    let disk = try #require(log.history[.diskRead])
    #expect((0..<disk.series.count).map { disk.series[$0].step } == [5_000_000, 10_000_000, 20_000_000])
    #expect((0..<disk.series.count).map { disk.series[$0].value } == [200, 0, 100])
    #expect(disk.peak == 200 && disk.mean == 100)
    let cpu = try #require(log.history[.cpu])
    #expect(cpu.mean == 110 && cpu.peak == 120 && cpu.series.last?.step == 20_000_000)
    #expect(log.history.curves.map(\.measure) == [.cpu, .memory, .diskRead, .processes])
    #expect(log.history.origin == Self.time(0) && log.history.newest == Self.time(20))
  }

  @Test func aLongHistoryIsThinnedButKeepsItsPeaksAndItsNewestPoints() throws {
    var log = ResourceLog()
    for index in 0..<100_000 {
      let load = index == 1_234 ? 999.0 : Double(index % 7)
      log.add(
        ResourceSample(cpuPercent: load, residentBytes: Int64(index), processCount: 1), at: Self.time(Double(index)))
    }
    let cpu = try #require(log.history[.cpu])
    #expect(cpu.series.count <= 16_384 && cpu.series.count > 8_000)
    #expect(cpu.series.highest?.step == 1_234_000_000 && cpu.series.highest?.value == 999 && cpu.peak == 999)
    #expect(
      (0..<1_000).allSatisfy { cpu.series[cpu.series.count - 1 - $0].step == Step(Int64(99_999 - $0) * 1_000_000) })
  }

  /// A line without end costs no memory, and those behind it count.
  @Test func anEventThatIsTooLongIsDamage() throws {
    let files = RunFiles()
    let sample = #"{"t":1795224700,"kind":"resources","cpu_percent":50,"rss_bytes":7,"processes":2}"# + "\n"
    try files.write("a/run.json", #"{"format":"pitwall-run/1","id":"a","name":"a","argv":[]}"#)
    try files.write("a/metrics.jsonl", "")
    for length in [1 << 20, 5 << 20] {
      try files.write("a/events.jsonl", sample + String(repeating: "x", count: length + 1) + "\n" + sample)
      let run = try #require(try RunReader.read(paths: [files.root]).run("a"))
      #expect(run.damage.entries.map(\.reason) == ["the line is longer than 1 MiB"])
      #expect(run.resourceHistory[.cpu]?.series.count == 1)
    }
  }

  @Test func gpusAndConsoleLengthsAreKept() throws {
    var log = ResourceLog()
    var sample = ResourceSample(cpuPercent: 1, residentBytes: 1, processCount: 1, consoleBytes: 10)
    sample.gpus = [GPUSample(index: 1, name: "A100", utilizationPercent: 93, memoryTotalBytes: 80, powerWatts: 310)]
    log.add(sample, at: Self.time(0))
    sample.consoleBytes = 25
    sample.gpus = []
    log.add(sample, at: Self.time(5))
    #expect(log.history[.gpuUtilization(1)]?.series.last?.value == 93 && log.history[.gpuPower(1)]?.peak == 310)
    #expect(log.history.gpuNames == [1: "A100"] && log.history.gpuMemoryTotalBytes == [1: 80])
    #expect(log.consoleTimes.times(of: ConsoleIndex()).map(\.byteOffset) == [10, 25])
  }

  @Test func samplesOfAFileAreReadAsItGrowsAndDamageIsCounted() throws {
    let files = RunFiles()
    let line = #"{"t":1795224700,"kind":"resources","cpu_percent":50,"rss_bytes":9,"processes":1}"# + "\n"
    let later = #"{"t":1795224705,"kind":"resources","cpu_percent":70,"rss_bytes":8,"processes":1,"host":{"load":2.5}}"#
    try files.write("r/metrics.jsonl", "")
    // Cut short, with a flipped bit, and of a later version.
    let flipped = line.replacing("resources\"", with: "resources\u{12}")
    try files.write(
      "r/events.jsonl", line + flipped + "{\"kind\":\"later\"}\n" + later + "\n" + String(later.dropLast(9)))
    let run = try #require(try RunReader.read(paths: [files.root]).run("r"))
    #expect(run.resources?.cpuPercent == 70 && run.resourceHistory[.load]?.series.last?.value == 2.5)
    #expect(run.resourceHistory[.cpu]?.series.count == 2 && run.resourceHistory[.cpu]?.mean == 60)
    #expect(run.damage.count == 1 && run.damage.entries.first?.byteOffset == Int64(line.utf8.count))
  }
}
