import FileAccess
import Glibc
import RunModel
import TestSupport
import Testing
import TrainingControl

@testable import TrialProcesses

/// What a killed attempt has left, and when a failure is the command's.
@Suite struct LeftoversTests {
  private let directory = TemporaryDirectory()

  private func start(_ script: String, marker: String) throws -> CommandProcess {
    var environment = TrainingEnvironment.inherited()
    environment["PITWALL_TEST_MARKER"] = marker
    let program = ProgramStart(
      argv: ["sh", "-c", script], environment: environment, workingDirectory: directory.path)
    return try CommandProcess(program, marker: "PITWALL_TEST_MARKER=\(marker)")
  }

  private func isAlive(_ process: CommandProcess) -> Bool { ProcessTable.isAlive(process.identity) == true }

  @Test func everyProcessWithTheMarkerIsEndedAndNoOther() throws {
    let (mine, other) = ("\(directory.path)/a", "\(directory.path)/ab")
    // One that leaves its session, one whose processes come and go.
    let strays = [
      try start("setsid sleep 600 & echo $! > sleeper; wait", marker: mine),
      try start("while :; do /bin/true; done", marker: mine),
    ]
    let bystander = try start("sleep 600", marker: other)
    defer { for process in strays + [bystander] { try? process.kill() } }
    #expect(eventually { Files.exists(directory.path("sleeper")) })
    try Leftovers.end(marker: "PITWALL_TEST_MARKER=\(mine)")
    #expect(strays.allSatisfy { !isAlive($0) } && isAlive(bystander))
    let sleeper = String(decoding: try Files.read(directory.path("sleeper")), as: UTF8.self).dropLast()
    #expect(ProcessTable.record(of: try #require(Int32(sleeper)))?.isEnded ?? true)
  }

  @Test func whatIsHalfDoneIsMovedAwayAndKept() throws {
    for attempt in 1...2 {
      try Files.makeDirectories(directory.path("state"))
      try Files.replaceAtomically(directory.path("state/half"), with: [UInt8(attempt)])
      try Leftovers.moveAway(directory.path("state"))
      #expect(!Files.exists(directory.path("state")))
      #expect(try Files.read(directory.path(".state-interrupted-\(attempt)/half")) == [UInt8(attempt)])
    }
    try Leftovers.moveAway(directory.path("nowhere"))
  }

  @Test(arguments: [ENOENT, EACCES, ENOEXEC, E2BIG, ENOTDIR]) func aCommandThatIsNoneIsAResult(code: Int32) {
    #expect(FileError(operation: "start", path: "x", code: code).isResultOfCommand)
    #expect(!FileError(operation: "write", path: "x", code: code).isResultOfCommand)
  }

  @Test(arguments: [EAGAIN, ENOMEM, EMFILE, ENFILE, ENOSPC, ETXTBSY, EIO]) func aBusyMachineIsNone(code: Int32) {
    for operation in ["start", "read"] {
      #expect(!FileError(operation: operation, path: "x", code: code).isResultOfCommand)
    }
  }

  @Test func whatCannotBeFollowedIsEndedAndWaitedFor() throws {
    let gone = try start("sleep 600", marker: directory.path)
    try gone.kill()
    _ = try gone.finish()
    let error = #expect(throws: FileError.self) {
      try TrainingProcess(child: gone.identity.pid, marker: directory.path)
    }
    #expect(error?.code == ESRCH && error?.operation == "follow process")
  }
}
