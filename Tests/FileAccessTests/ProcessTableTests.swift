import FileAccess
import Glibc
import RunModel
import TestSupport
import Testing

@Suite struct ProcessTableTests {
  @Test func readsCommandsWithSpacesAndParentheses() throws {
    let line = "4712 (a) b (c)) S 1 4712 4711 0 -1 4194560 1 0 0 0 30 12 0 0 20 0 1 0 123460 9999 77 1844\n"
    let record = try #require(ProcessRecord(statLine: Array(line.utf8)))
    #expect(record.pid == 4712)
    #expect(record.command == "a) b (c)")
    #expect((record.parent, record.session, record.state) == (1, 4711, "S"))
    #expect((record.cpuTicks, record.start, record.residentPages) == (42, 123_460, 77))
  }

  @Test(arguments: [
    "", "12", "12 (x", "12 (x) S 1", ")(", "x (y) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22",
  ])
  func refusesWhatIsNoStatLine(_ text: String) {
    #expect(ProcessRecord(statLine: Array(text.utf8)) == nil)
  }

  @Test func knowsItselfAndNobodyElse() {
    let me = ProcessTable.current
    #expect(me.pid == getpid())
    #expect(ProcessTable.isAlive(me) == true)
    var other = me
    other.start += 1
    #expect(ProcessTable.isAlive(other) == false)
    other = me
    other.boot = "another boot"
    #expect(ProcessTable.isAlive(other) == false)
    other.host = "another host"
    #expect(ProcessTable.isAlive(other) == nil)
    #expect(!ProcessTable.send(signal: 0, to: other))
  }

  @Test func anEndedChildIsNotAlive() throws {
    var pid: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/true"), nil]
    defer { free(arguments[0]) }
    try #require(posix_spawn(&pid, "/bin/true", nil, nil, &arguments, environ) == 0)
    let identity = try #require(ProcessTable.identity(of: pid))
    var information = siginfo_t()
    // Waits without reaping: the child is a zombie after this.
    waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT)
    #expect(ProcessTable.isAlive(identity) == false)
    waitpid(pid, nil, 0)
    #expect(ProcessTable.isAlive(identity) == false)
  }

  @Test func measuresBetweenTwoLooks() throws {
    func record(_ pid: Int, _ ticks: Int) throws -> ProcessRecord {
      let line = "\(pid) (x) R 1 1 1 0 -1 0 0 0 0 0 \(ticks) 0 0 0 20 0 1 0 5 0 10 0"
      return try #require(ProcessRecord(statLine: Array(line.utf8)))
    }
    var meter = ResourceMeter()
    let start = ContinuousClock.now
    #expect(meter.sample([try record(7, 100)], at: start) == nil)
    let ticks = sysconf(Int32(_SC_CLK_TCK))
    let sample = meter.sample([try record(7, 100 + ticks), try record(8, ticks)], at: start + .seconds(2))
    #expect(sample?.cpuPercent == 100)
    #expect(sample?.processCount == 2)
    #expect(sample?.residentBytes == Int64(20 * sysconf(Int32(_SC_PAGESIZE))))
  }
}
