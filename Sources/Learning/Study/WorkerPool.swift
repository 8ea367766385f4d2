internal import Dispatch
internal import Synchronization

private struct Progress<Result: Sendable>: Sendable {
  /// The first task that nobody has taken.
  var next = 0
  var results: [Result?]
  var failures: [(index: Int, error: LearningError)] = []
}

/// Runs independent tasks on a few threads.
enum WorkerPool {
  /// One result a task, in the tasks' order whatever the timing; nil for those that were not begun because
  /// `shouldStop` became true or an earlier task failed.
  /// - Throws: the failure of the first task, in order, that failed.
  static func map<Task: Sendable, Result: Sendable>(
    _ tasks: [Task], workers: Int, shouldStop: @Sendable () -> Bool,
    _ work: @Sendable (Task) throws(LearningError) -> Result
  ) throws(LearningError) -> [Result?] {
    let state = Mutex(Progress<Result>(results: [Result?](repeating: nil, count: tasks.count)))
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, tasks.count))) { _ in
      while !shouldStop() {
        let index = state.withLock { state -> Int? in
          guard state.failures.isEmpty, state.next < tasks.count else { return nil }
          state.next += 1
          return state.next - 1
        }
        guard let index else { return }
        do throws(LearningError) {
          let result = try work(tasks[index])
          state.withLock { $0.results[index] = result }
        } catch {
          state.withLock { $0.failures.append((index, error)) }
        }
      }
    }
    return try state.withLock { state throws(LearningError) in
      if let first = state.failures.min(by: { $0.index < $1.index }) { throw first.error }
      return state.results
    }
  }
}
