internal import CSystem
public import FileAccess
internal import Glibc
public import RunModel

/// A running training: its first process, and with it the whole tree of processes that belong to the run.
public final class TrainingProcess {
  public let identity: ProcessIdentity
  /// Becomes readable when the first process has ended.
  public let descriptor: Int32
  /// Whether it can be waited for: false for one that an earlier supervisor started.
  let isChild: Bool
  private let marker: String

  /// How the first process ended.
  public struct Exit {
    public var status: ExitStatus
    public var cpuSeconds: Double
    public var maxResidentBytes: Int64
  }

  /// nil when the process is gone.
  /// - Parameter marker: an environment entry `NAME=value` that all processes of the run have.
  public init?(identity: ProcessIdentity, isChild: Bool, marker: String) {
    let descriptor = process_descriptor(identity.pid)
    guard descriptor >= 0 else { return nil }
    (self.identity, self.descriptor, self.isChild, self.marker) = (identity, descriptor, isChild, marker)
    // A child that has ended keeps its pid until it is waited for; any other pid may be somebody else's by now.
    if !isChild, ProcessTable.isAlive(identity) != true { return nil }
  }

  /// A child that was just started, the leader of its own session.
  /// - Throws: when it cannot be followed. It has ended then, and was waited for.
  public init(child pid: Int32, marker: String) throws(FileError) {
    let descriptor = process_descriptor(pid)
    do throws(FileError) {
      guard descriptor >= 0 else { throw FileError(operation: "follow process", path: "\(pid)", code: errno) }
      (self.descriptor, identity) = (descriptor, try ProcessTable.identity(ofChild: pid))
    } catch {
      if descriptor >= 0 { close(descriptor) }
      Glibc.kill(-pid, SIGKILL)
      var (status, cpuSeconds, maxResidentBytes) = (Int32(0), 0.0, Int64(0))
      _ = process_wait(pid, &status, &cpuSeconds, &maxResidentBytes)
      throw error
    }
    (isChild, self.marker) = (true, marker)
  }

  deinit { close(descriptor) }

  /// Waits for a child that has ended.
  public func wait() throws(FileError) -> Exit {
    var (status, cpuSeconds, maxResidentBytes) = (Int32(0), 0.0, Int64(0))
    let code = process_wait(identity.pid, &status, &cpuSeconds, &maxResidentBytes)
    guard code == 0 else { throw FileError(operation: "wait for process", path: "\(identity.pid)", code: code) }
    let exit: ExitStatus =
      process_was_signalled(status) ? .signal(process_exit_signal(status)) : .code(process_exit_code(status))
    return Exit(status: exit, cpuSeconds: cpuSeconds, maxResidentBytes: maxResidentBytes)
  }

  func tree() throws(FileError) -> [ProcessRecord] { try ProcessTable.tree(root: identity, marker: marker) }

  /// Sends a signal to every process once.
  public func signalAll(_ signal: Int32) throws(FileError) {
    for process in try tree() { ProcessTable.send(signal: signal, to: ProcessTable.identity(of: process)) }
  }

  /// Sends a signal to the processes that have a handler for it; the default action would end the others.
  /// - Returns: to how many.
  @discardableResult func signalHandlers(_ signal: Int32) throws(FileError) -> Int {
    try tree().filter { ProcessTable.handles(signal: signal, pid: $0.pid) }
      .count { ProcessTable.send(signal: signal, to: ProcessTable.identity(of: $0)) }
  }

  func handles(_ signal: Int32) throws(FileError) -> Bool {
    try tree().contains { ProcessTable.handles(signal: signal, pid: $0.pid) }
  }

  /// Stops every process. Looked at again until nothing runs: one may fork while others are being stopped.
  func freeze() throws(FileError) {
    try repeatedly(SIGSTOP) { $0.filter { !$0.isStopped } }
  }

  /// Lets every stopped process continue, the first process last so that it finds the others at work.
  func thaw() throws(FileError) {
    try repeatedly(SIGCONT) { $0.filter(\.isStopped).sorted { $0.start > $1.start } }
  }

  /// Ends every process at once, those too that were forked in the meantime.
  public func kill() throws(FileError) {
    try repeatedly(SIGKILL) { $0 }
  }

  /// Signals what `select` leaves of the tree until it leaves nothing. A process inside a system call that cannot be
  /// interrupted takes the signal when the call returns: after a second or so the rest is left to that.
  private func repeatedly(_ signal: Int32, _ select: ([ProcessRecord]) -> [ProcessRecord]) throws(FileError) {
    for _ in 0..<200 {
      let rest = select(try tree())
      if rest.isEmpty { return }
      for process in rest { ProcessTable.send(signal: signal, to: ProcessTable.identity(of: process)) }
      usleep(2_000)
    }
  }
}
