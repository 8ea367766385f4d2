import FileAccess
import Glibc
import RunIngest
import RunModel
import TestSupport
import Testing

/// Runs in a fresh directory, and the few ways in which programs change them.
struct RunFiles {
  let directory = TemporaryDirectory()

  var root: String { directory.path }
  func path(_ relative: String) -> String { directory.path(relative) }

  func write(_ relative: String, _ text: String) throws {
    try Files.makeDirectories(Files.split(path(relative)).directory)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    try FileDescriptor(opening: path(relative), flags: flags).write(Array(text.utf8), path: relative)
  }

  func append(_ relative: String, _ text: some StringProtocol) throws {
    let file = try FileDescriptor(opening: path(relative), flags: O_WRONLY | O_CREAT | O_APPEND)
    try file.write(Array(text.utf8), path: relative)
  }

  func remove(_ relative: String) throws { try Files.remove(path(relative)) }

  /// Metric lines of `loss` for these steps; each value is its step times `factor`.
  static func lines(_ steps: some Sequence<Int>, factor: Double = 1) -> String {
    steps.map { "{\"step\":\($0),\"loss\":\(Double($0) * factor)}\n" }.joined()
  }
}

extension WatchSnapshot {
  func run(_ id: String) -> RunSnapshot? { runs.first { $0.id == id } }
}

extension RunSnapshot {
  func series(_ name: String) -> MetricSeries? { metrics.first { $0.name.rawValue == name }?.series }
}

/// A watcher whose publications a test can wait for.
final class WatchedRuns: Sendable {
  let watcher: RunWatcher

  init(_ roots: [String], polling: Bool = false, change: (inout WatchOptions) -> Void = { _ in }) {
    var options = WatchOptions()
    options.forcesPolling = polling
    options.pollInterval = .milliseconds(20)
    options.publishInterval = .milliseconds(5)
    change(&options)
    watcher = RunWatcher(roots: roots, options: options)
    watcher.start {}
  }

  deinit { watcher.stop() }

  /// The first snapshot that fulfils a condition.
  @discardableResult func wait(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, until holds: (WatchSnapshot) -> Bool
  ) async throws -> WatchSnapshot {
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      // The clock first: this test may have waited long for its turn.
      let isLate = ContinuousClock.now > deadline
      let snapshot = watcher.snapshot()
      if holds(snapshot) { return snapshot }
      try #require(!isLate, what, sourceLocation: sourceLocation)
      await Task.yield()
      usleep(2_000)
    }
  }
}
