import FileAccess
import Glibc
import RunIngest
import RunModel
import Synchronization
import Testing

/// Each story once told by the kernel and once found by looking.
@Suite struct RunWatcherTests {
  private let files = RunFiles()

  @Test(arguments: [false, true]) func aRunGrowsInOddChunks(polling: Bool) async throws {
    let text = RunFiles.lines(0..<500)
    try files.write("a/metrics.jsonl", "")
    let runs = WatchedRuns([files.root], polling: polling)
    try await runs.wait("the empty run") { $0.isInitialScanDone && $0.runs.count == 1 }
    var rest = text[...]
    var size = 1
    while !rest.isEmpty {
      try files.append("a/metrics.jsonl", rest.prefix(size))
      rest = rest.dropFirst(size)
      size = size * 3 % 1_013 + 1
    }
    let snapshot = try await runs.wait("all points") { $0.run("a")?.series("loss")?.count == 500 }
    let series = try #require(snapshot.run("a")?.series("loss"))
    #expect((0..<500).allSatisfy { series[$0].value == Double($0) } && snapshot.run("a")?.damage.count == 0)
    #expect(snapshot.newestByte != nil)
  }

  @Test(arguments: [false, true]) func whatWasRewrittenIsReadAfresh(polling: Bool) async throws {
    try files.write("a/metrics.jsonl", RunFiles.lines(0..<50))
    let runs = WatchedRuns([files.root], polling: polling)
    try await runs.wait("the first") { $0.run("a")?.series("loss")?.count == 50 }
    try files.write("a/metrics.jsonl", RunFiles.lines(0..<20, factor: 2))
    try await runs.wait("the shorter") {
      $0.run("a")?.series("loss").map { $0.count == 20 && $0[7].value == 14 } == true
    }
    try files.write("a/metrics.jsonl", RunFiles.lines(100..<300, factor: 3))
    try await runs.wait("the longer") {
      $0.run("a")?.series("loss").map { $0.count == 200 && $0[0].value == 300 && $0.resumes.isEmpty } == true
    }
  }

  @Test(arguments: [false, true]) func aColumnAddedInPlaceDoublesNothing(polling: Bool) async throws {
    try files.write("a/metrics.csv", "step,loss\n" + (0..<30).map { "\($0),\($0)\n" }.joined())
    let runs = WatchedRuns([files.root], polling: polling)
    try await runs.wait("the first") { $0.run("a")?.series("loss")?.count == 30 }
    let text = "step,loss,extra\n" + (0..<31).map { "\($0),\($0),\($0 * 2)\n" }.joined()
    let file = try FileDescriptor(opening: files.path("a/metrics.csv"), flags: O_WRONLY)
    try file.write(Array(text.utf8), path: "metrics.csv")
    let snapshot = try await runs.wait("the new column") { $0.run("a")?.series("extra")?.count == 31 }
    #expect(snapshot.run("a")?.series("loss")?.count == 31)
    #expect(snapshot.run("a")?.series("loss")?.resumes == [])
  }

  @Test(arguments: [false, true]) func aFileIsDeletedAndMadeAgain(polling: Bool) async throws {
    try files.write("a/log.jsonl", RunFiles.lines(0..<50))
    let runs = WatchedRuns([files.root], polling: polling)
    try await runs.wait("the first") { $0.run("a")?.series("loss")?.count == 50 }
    try files.remove("a/log.jsonl")
    try await runs.wait("no run") { $0.runs.isEmpty }
    try files.write("a/log.jsonl", RunFiles.lines(0..<70, factor: 2))
    try await runs.wait("the second") {
      $0.run("a")?.series("loss").map { $0.count == 70 && $0[9].value == 18 } == true
    }
  }

  @Test(arguments: [false, true]) func runsAppearAndVanishWhileWatching(polling: Bool) async throws {
    let runs = WatchedRuns([files.root], polling: polling)
    try await runs.wait("nothing yet") { $0.isInitialScanDone }
    try files.write("deep/down/here/log.jsonl", "")
    try files.append("deep/down/here/log.jsonl", RunFiles.lines(0..<10))
    try await runs.wait("the new run") { $0.run("deep/down/here")?.series("loss")?.count == 10 }
    try files.write("deep/run.json", #"{"format":"pitwall-run/1","id":"native","name":"n"}"#)
    try await runs.wait("the owner") { $0.runs.map(\.id) == ["native"] && $0.runs[0].series("loss")?.count == 10 }
    rename(files.path("deep"), files.path("moved"))
    try await runs.wait("the new place") { $0.runs.map(\.path) == [files.path("moved")] }
    try files.append("moved/down/here/log.jsonl", RunFiles.lines(10..<12))
    try await runs.wait("growth in the new place") { $0.runs.first?.series("loss")?.count == 12 }
  }

  @Test(arguments: [false, true]) func aRootMayComeLater(polling: Bool) async throws {
    let runs = WatchedRuns([files.path("later/runs")], polling: polling)
    try await runs.wait("the problem") { $0.isInitialScanDone && $0.problems.count == 1 }
    try files.write("later/runs/a/log.jsonl", RunFiles.lines(0..<4))
    try await runs.wait("the run") { $0.problems.isEmpty && $0.run("a")?.series("loss")?.count == 4 }
  }

  @Test(arguments: [false, true]) func aSingleFileIsFollowed(polling: Bool) async throws {
    try files.write("log.jsonl", RunFiles.lines(0..<4))
    let runs = WatchedRuns([files.path("log.jsonl")], polling: polling)
    try await runs.wait("the file") { $0.run("log.jsonl")?.series("loss")?.count == 4 }
    try files.append("log.jsonl", RunFiles.lines(4..<9))
    try await runs.wait("its growth") { $0.run("log.jsonl")?.series("loss")?.count == 9 }
  }

  @Test func aSilentWatcherSleeps() async throws {
    try files.write("a/metrics.jsonl", RunFiles.lines(0..<4))
    let runs = WatchedRuns([files.root])
    try await runs.wait("the run") { $0.isInitialScanDone && $0.run("a")?.series("loss")?.count == 4 }
    // Until it has gone to sleep; then nothing may wake it.
    var count = -1
    while count != runs.watcher.wakeUpCount {
      count = runs.watcher.wakeUpCount
      usleep(200_000)
    }
    usleep(1_500_000)
    #expect(runs.watcher.wakeUpCount == count)
    try files.append("a/metrics.jsonl", RunFiles.lines(4..<5))
    try await runs.wait("growth") { $0.run("a")?.series("loss")?.count == 5 }
    #expect(runs.watcher.wakeUpCount > count)
  }

  @Test func aDyingSupervisorMakesItsRunLost() async throws {
    let state =
      #"{"state":"running","since":1,"reason":"launched","attempt":1,"#
      + #""supervisor":{"host":"h","boot":"b","pid":10,"start":1},"#
      + #""training":{"host":"h","boot":"b","pid":11,"start":2}}"#
    try files.write("a/run.json", #"{"format":"pitwall-run/1","id":"a","name":"a"}"#)
    try files.write("a/state.json", state)
    let living = LivingProcesses()
    let runs = WatchedRuns([files.root]) { options in
      options.livenessInterval = .milliseconds(10)
      options.isAlive = { living.contains($0.pid) }
    }
    try await runs.wait("the run") { $0.run("a")?.state == .running }
    living.end(10)
    let lost = try await runs.wait("the loss") { $0.run("a")?.state == .lost }
    #expect(lost.run("a")?.stateReason.contains("still runs") == true)
    living.end(11)
    try await runs.wait("the end of the training") { $0.run("a")?.stateReason.contains("ended too") == true }
  }

  @Test func publicationsAreCoalescedAndTold() async throws {
    try files.write("a/metrics.jsonl", "")
    var options = WatchOptions()
    options.publishInterval = .milliseconds(100)
    let watcher = RunWatcher(roots: [files.root], options: options)
    let calls = CallCount()
    let start = ContinuousClock.now
    watcher.start { calls.add() }
    for step in 0..<300 {
      try files.append("a/metrics.jsonl", RunFiles.lines(step...step))
      usleep(1_000)
    }
    let deadline = start + .seconds(30)
    while watcher.snapshot().run("a")?.series("loss")?.count != 300, ContinuousClock.now < deadline { usleep(1_000) }
    let most = Int((ContinuousClock.now - start) / .milliseconds(100)) + 2
    watcher.stop()
    let count = calls.value
    #expect(count >= 1 && count <= most)
    #expect(watcher.snapshot().generation == UInt64(count))
    #expect(watcher.snapshot().run("a")?.series("loss")?.count == 300)
  }
}

/// Stands in for a process table.
private final class LivingProcesses: Sendable {
  private let pids = Mutex<Set<Int32>>([10, 11])
  func contains(_ pid: Int32) -> Bool { pids.withLock { $0.contains(pid) } }
  func end(_ pid: Int32) { pids.withLock { _ = $0.remove(pid) } }
}

private final class CallCount: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}
