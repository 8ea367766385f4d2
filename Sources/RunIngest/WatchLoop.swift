internal import FileAccess
internal import Glibc

/// The watcher's thread: waits for changes, reads, publishes.
struct WatchLoop: ~Copyable {
  private let options: WatchOptions
  private let shared: WatchShared
  private let onChange: @Sendable () -> Void
  private let collection: RunCollection
  private let monitor: FileMonitor?
  /// Directories whose changes nobody tells of.
  private var polled: Set<String> = []
  private var lastPublication: ContinuousClock.Instant?
  private var nextPoll: ContinuousClock.Instant?
  private var nextLivenessCheck: ContinuousClock.Instant?

  init(roots: [String], options: WatchOptions, shared: WatchShared, onChange: @escaping @Sendable () -> Void) {
    (self.options, self.shared, self.onChange) = (options, shared, onChange)
    collection = RunCollection(roots: roots, options: options)
    monitor = options.forcesPolling ? nil : FileMonitor()
  }

  consuming func run() {
    while !shared.isStopped {
      takeChanges()
      if collection.hasStructuralWork { refreshStructure() }
      collection.advance()
      if !collection.hasWork { collection.noteCaughtUp() }
      publishIfDue()
      if collection.hasWork { continue }
      if collection.hasIdleWork { collection.advanceIdly() } else { waitForSomething() }
    }
  }

  // MARK: Changes

  private mutating func takeChanges() {
    for change in monitor?.takeChanges() ?? [] {
      switch change {
      case .contents(let directory, let name): collection.noteChange(in: directory, name: name, ofNames: false)
      case .names(let directory, let name): collection.noteChange(in: directory, name: name, ofNames: true)
      case .vanished(let path): collection.noteVanished(path)
      case .overflow: collection.noteAnyChange(in: collection.tree.directories.keys)
      }
    }
    if let due = nextPoll, due <= .now {
      nextPoll = nil
      collection.noteAnyChange(in: polled)
    }
    if let due = nextLivenessCheck, due <= .now {
      nextLivenessCheck = nil
      collection.refreshLiveness()
    }
  }

  private mutating func refreshStructure() {
    _ = collection.refreshStructure()
    let directories = collection.anchors.union(collection.tree.directories.keys)
    guard monitor != nil else {
      polled = directories
      return
    }
    let files = Set(collection.linkedFiles)
    guard let (added, refused) = monitor?.watch(directories: directories, files: files) else { return }
    polled = refused
    // What came before the watch did has not been told of.
    if !added.isEmpty { collection.noteAnyChange(in: added) }
  }

  // MARK: Publishing and waiting

  private mutating func publishIfDue() {
    guard collection.hasChanges, publicationDelay == .zero else { return }
    guard let news = collection.takeNews() else { return }
    lastPublication = .now
    shared.publish(news)
    onChange()
  }

  private var publicationDelay: Duration {
    guard let lastPublication else { return .zero }
    return max(.zero, options.publishInterval - (ContinuousClock.now - lastPublication))
  }

  private mutating func waitForSomething() {
    var deadlines: [ContinuousClock.Instant] = []
    let now = ContinuousClock.now
    if collection.hasChanges { deadlines.append(now + publicationDelay) }
    if monitor == nil || !polled.isEmpty || shared.wakeDescriptor < 0 {
      nextPoll = nextPoll ?? now + options.pollInterval
    } else {
      nextPoll = nil
    }
    nextLivenessCheck = collection.needsLivenessChecks ? nextLivenessCheck ?? now + options.livenessInterval : nil
    deadlines += [nextPoll, nextLivenessCheck].compactMap { $0 }
    wait(until: deadlines.min(), includingChanges: true)
    // While data flows, changes are let gather until the next publication may come.
    let delay = publicationDelay
    if delay > .zero { wait(until: .now + delay, includingChanges: false) }
  }

  private func wait(until deadline: ContinuousClock.Instant?, includingChanges: Bool) {
    guard !shared.isStopped else { return }
    var descriptors = [pollfd(fd: shared.wakeDescriptor, events: Int16(POLLIN), revents: 0)]
    if includingChanges, let descriptor = monitor?.descriptor {
      descriptors.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
    poll(&descriptors, nfds_t(descriptors.count), deadline.map { ($0 - .now).pollMilliseconds } ?? -1)
    shared.countWakeUp()
  }
}
