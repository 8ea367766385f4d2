public import FileAccess
internal import Glibc
public import RunModel
public import TrainingControl

/// A command while it runs, with every process that it starts.
public final class CommandProcess {
  /// Why it is made to end.
  public enum Ending: Sendable { case timeout, interruption }

  /// How it ended.
  public struct End: Sendable {
    /// nil: by itself.
    public var ending: Ending?
    public var status: ExitStatus
    /// Wall time.
    public var seconds: Double
    public var cpuSeconds: Double
    public var maxResidentBytes: Int64

    /// What failed, in words; nil when the command ended well, or was interrupted.
    public var failure: String? {
      if ending == .timeout { return "it did not end in time" }
      if ending == .interruption { return nil }
      switch status {
      case .code(0): return nil
      case .code(let code): return "it ended with code \(code)"
      case .signal(let signal): return "it was ended by signal \(SignalName.name(of: signal) ?? "\(signal)")"
      }
    }
  }

  /// Between the polite signal and the end of the whole tree.
  public static let grace = Duration.seconds(2)
  /// Between two looks at whether the command is still wanted.
  private static let glance = Duration.milliseconds(100)

  var identity: ProcessIdentity { process.identity }
  private let process: TrainingProcess
  private let start = ContinuousClock.now
  /// When something has to be done about it; nil: never.
  public private(set) var deadline: ContinuousClock.Instant?
  private var ending: Ending?

  /// Becomes readable when the command has ended.
  public var descriptor: Int32 { process.descriptor }

  /// Starts it.
  /// - Parameters:
  ///   - marker: an environment entry `NAME=value` that no other process has.
  ///   - timeout: seconds; nil: no limit.
  /// - Throws: when it cannot be started or followed; `isResultOfCommand` says whether that may be otherwise next time.
  ///   Nothing runs then.
  public init(_ program: ProgramStart, marker: String, timeout: Double? = nil) throws(FileError) {
    process = try TrainingProcess(child: try program.spawn(), marker: marker)
    if let timeout { deadline = start + .seconds(timeout) }
  }

  /// Asks the command to end; `advance` insists after a while.
  public func end(because ending: Ending) throws(FileError) {
    guard self.ending == nil else { return }
    self.ending = ending
    deadline = .now + Self.grace
    try process.signalAll(SIGTERM)
  }

  /// Ends every process of it now.
  public func kill() throws(FileError) { try process.kill() }

  /// Does what the time demands.
  public func advance(to now: ContinuousClock.Instant) throws(FileError) {
    guard let deadline, deadline <= now else { return }
    if ending == nil {
      try end(because: .timeout)
    } else {
      self.deadline = now + Self.grace
      try process.kill()
    }
  }

  /// Takes note of the end of the command, and ends what a command that was made to end has left.
  public func finish() throws(FileError) -> End {
    let exit = try process.wait()
    if ending != nil { try process.kill() }
    return End(
      ending: ending, status: exit.status, seconds: (ContinuousClock.now - start) / .seconds(1),
      cpuSeconds: exit.cpuSeconds, maxResidentBytes: exit.maxResidentBytes)
  }

  /// Waits for the end of the command, and makes it end when it is not wanted any more.
  /// - Throws: after it has ended every process, when it cannot wait.
  public func wait(while isWanted: () -> Bool) throws(FileError) -> End {
    do throws(FileError) {
      while true {
        var descriptors = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        let left = deadline.map { $0 - .now } ?? Self.glance
        if poll(&descriptors, 1, min(left, Self.glance).pollMilliseconds) < 0, errno != EINTR {
          throw FileError(operation: "wait for process", path: "\(identity.pid)", code: errno)
        }
        if descriptors[0].revents != 0 { return try finish() }
        if !isWanted() { try end(because: .interruption) }
        try advance(to: .now)
      }
    } catch {
      try kill()
      throw error
    }
  }
}
