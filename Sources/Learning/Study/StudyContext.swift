internal import HyperparameterSearch
internal import Specification
internal import Statistics
internal import StudyModel

/// What every phase of a study works with. Immutable; may be used from several threads.
struct StudyContext: Sendable {
  var specification: StudySpecification
  var source: StudySource
  /// Of the specification, absolute; commands run there.
  var directory: String
  var splits: StudySplits
  var panel: MetricPanel
  var journal: StudyJournal
  /// Threads for independent fits.
  var workers: Int
  /// What somebody outside wants now.
  var interruption: @Sendable () -> Interruption?

  var data: StudyData { source.data }

  /// Independent fits on a few threads, in the order of the tasks.
  /// - Throws: `interrupted` when somebody asked the study to leave before all were done.
  func inParallel<Task: Sendable, Result: Sendable>(
    _ tasks: [Task], _ work: @Sendable (Task) throws(LearningError) -> Result
  ) throws(LearningError) -> [Result] {
    let interruption = interruption
    let results = try WorkerPool.map(tasks, workers: workers, shouldStop: { interruption() != nil }, work)
    let complete = results.compactMap(\.self)
    guard complete.count == tasks.count else { throw .interrupted(interruption() ?? .pause) }
    return complete
  }

  /// The seed of a fit. All settings share it on a fold, so that chance does not favour one of them.
  func seed(fold: Int) -> UInt64 {
    var generator = SeededGenerator(seed: UInt64(bitPattern: specification.search.seed) &+ UInt64(fold) &* 0x9E37)
    return generator.next()
  }

  /// The file of a split, `splits/<name>.csv` in the run directory, and its summary.
  func file(of name: String, _ folds: [Fold]) -> (bytes: [UInt8], summary: SplitSummary) {
    let bytes = Array(splits.fileText(folds, rowNumbers: source.rowNumbers).utf8)
    return (
      bytes, splits.summary(name, folds, specification.split, path: "splits/\(name).csv", bytes: bytes)
    )
  }
}
