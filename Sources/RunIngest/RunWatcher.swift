internal import CSystem
internal import Glibc
internal import Synchronization

/// Follows the runs below some roots from a thread of its own, and publishes what is known as values.
///
/// Where the kernel tells of changes and no run needs its supervisor checked, the thread sleeps until something
/// happens.
public final class RunWatcher: Sendable {
  let shared: WatchShared
  private let roots: [String]
  private let options: WatchOptions
  private let thread = Mutex<pthread_t?>(nil)

  /// - Parameter roots: run directories, directories above runs at any depth, or single metric files. What is missing
  ///   is a problem of the snapshot, and is picked up when it appears.
  public init(roots: [String], options: WatchOptions = WatchOptions()) {
    (self.roots, self.options, shared) = (roots, options, WatchShared())
  }

  deinit { stop() }

  /// Begins; once. `onChange` is called on the watcher's thread after each publication and must not wait.
  public func start(onChange: @escaping @Sendable () -> Void) {
    let (roots, options, shared) = (roots, options, shared)
    thread.withLock { thread in
      guard thread == nil else { return }
      let body = ThreadBody { WatchLoop(roots: roots, options: options, shared: shared, onChange: onChange).run() }
      var created = pthread_t()
      let code = pthread_create(&created, nil, ThreadBody.entry, Unmanaged.passRetained(body).toOpaque())
      precondition(code == 0, "the system gives no thread: error \(code)")
      thread = created
    }
  }

  /// Ends the thread and waits for it, unless called from it. The newest snapshot stays.
  public func stop() {
    shared.stop()
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    guard let running else { return }
    if pthread_equal(running, pthread_self()) != 0 { pthread_detach(running) } else { pthread_join(running, nil) }
  }

  /// The newest published value. O(1).
  public func snapshot() -> WatchSnapshot { shared.snapshot }

  /// How often the thread has woken from waiting: does not grow while there is nothing to do.
  public var wakeUpCount: Int { shared.wakeUpCount }
}

/// What the watcher and its thread share.
final class WatchShared: Sendable {
  private struct State {
    var snapshot = WatchSnapshot()
    var isStopped = false
    var wakeUpCount = 0
  }
  private let state = Mutex(State())
  /// Becomes readable when the thread shall end; -1 when the system gave none, and then it looks at intervals.
  let wakeDescriptor = wakeup_open()

  deinit { if wakeDescriptor >= 0 { close(wakeDescriptor) } }

  var snapshot: WatchSnapshot { state.withLock { $0.snapshot } }
  var isStopped: Bool { state.withLock { $0.isStopped } }
  var wakeUpCount: Int { state.withLock { $0.wakeUpCount } }

  func publish(_ snapshot: WatchSnapshot) { state.withLock { $0.snapshot = snapshot } }
  func countWakeUp() { state.withLock { $0.wakeUpCount += 1 } }

  func stop() {
    state.withLock { $0.isStopped = true }
    if wakeDescriptor >= 0 { wakeup_signal(wakeDescriptor) }
  }
}

private final class ThreadBody: Sendable {
  private let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }

  static let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
  }
}
