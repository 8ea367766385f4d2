internal import CSystem
internal import FileAccess
internal import Glibc

/// The process behind a run: it lives exactly as long as there is a training to supervise.
public enum Supervisor {
  /// How patient a supervisor is.
  public struct Timing: Sendable {
    /// Between the polite request to end and the end.
    public var grace: Duration
    /// Between two resource samples.
    public var sampleInterval: Duration
    /// The least time between two questions to `nvidia-smi`.
    public var gpuInterval: Duration

    public init(
      grace: Duration = .seconds(10), sampleInterval: Duration = .seconds(5), gpuInterval: Duration = .seconds(10)
    ) {
      (self.grace, self.sampleInterval, self.gpuInterval) = (grace, sampleInterval, gpuInterval)
    }
  }

  /// Takes the role of supervisor of a run, does what there is to do and leaves; at once when another has the role.
  /// Must be called on the main thread, before there are others. Blocks SIGTERM, SIGINT and SIGHUP: they make it
  /// leave without a word, and the training goes on.
  /// - Returns: the process's exit code: 0, 65 for a run that cannot be understood, 74 when the disk fails.
  public static func run(directory: String, timing: Timing = Timing()) -> Int32 {
    let termination = process_termination_descriptor()
    guard termination >= 0 else { return complain("cannot watch for signals: \(FileError.words(for: errno))", 71) }
    defer { close(termination) }
    do throws(ControlError) {
      let run = try RunDirectory(path: directory)
      defer { removeLogIfEmpty(of: run) }
      repeat {
        let taken = try onFiles { () throws(FileError) in
          try FileLock.acquire(run.lockPath, timeout: .seconds(2))
        }
        guard let lock = taken else { return 0 }
        let session = try SupervisorSession(run: run, timing: timing, termination: termination)
        try session.serve()
        withExtendedLifetime(lock) {}
        if session.isTerminated { return 0 }
        // Whoever asked a moment ago may have seen the lock taken.
      } while try hasRequests(run)
      return 0
    } catch {
      switch error {
      case .damaged, .notARun: return complain(error.message, 65)
      case .otherHost: return complain(error.message, 75)
      default: return complain(error.message, 74)
      }
    }
  }

  private static func hasRequests(_ run: RunDirectory) throws(ControlError) -> Bool {
    try onFiles { () throws(FileError) in try !ControlRequestFile.waiting(in: run).isEmpty }
  }

  /// Standard error is `supervisor.log`; it shall only exist where it says something.
  private static func removeLogIfEmpty(of run: RunDirectory) {
    fflush(nil)
    if Files.status(run.supervisorLogPath)?.byteCount == 0 { unlink(run.supervisorLogPath) }
  }

  static func complain(_ sentence: String, _ code: Int32) -> Int32 {
    warn(sentence)
    return code
  }

  static func warn(_ sentence: String) {
    let line = Array("pitwall supervise: \(sentence)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
