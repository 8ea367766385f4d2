internal import FileAccess
internal import Glibc
internal import Synchronization

/// How somebody outside asks this process to leave: SIGUSR1 or a file `control/pause` for a checkpoint and exit 75,
/// SIGTERM for a checkpoint and an end by that signal.
public enum PauseSignals {
  private static let isPauseWanted = Atomic<Bool>(false)
  private static let isEndWanted = Atomic<Bool>(false)

  /// Installs the handlers, for the whole process.
  public static func install() {
    // Touched here, as a handler must not be the one to initialise them.
    isPauseWanted.store(false, ordering: .relaxed)
    isEndWanted.store(false, ordering: .relaxed)
    signal(SIGUSR1) { _ in PauseSignals.isPauseWanted.store(true, ordering: .relaxed) }
    signal(SIGTERM) { _ in PauseSignals.isEndWanted.store(true, ordering: .relaxed) }
  }

  /// What is wanted now. Costs one `access` call.
  public static func pending(runDirectory: String) -> Interruption? {
    if isEndWanted.load(ordering: .relaxed) { return .terminate }
    if isPauseWanted.load(ordering: .relaxed) || Files.exists("\(runDirectory)/control/pause") { return .pause }
    return nil
  }

  /// Ends this process as SIGTERM would have.
  public static func endByTermination() -> Never {
    signal(SIGTERM, SIG_DFL)
    raise(SIGTERM)
    exit(128 + SIGTERM)
  }
}
