internal import FileAccess
internal import RunFormats
internal import RunModel

/// Files whose metrics belong together: all event files of one directory, or one file of another format.
final class MetricSource {
  struct File {
    let path: String
    /// Relative to the run.
    let name: String
    let format: RunFormat
    var follower: FileFollower
    var decoder: any RunDecoder
    var batch = RecordBatch()
    var mapping = RunAccumulator.Mapping()
    var damage = DamageReport()
    var problem: String?
  }

  /// Tells sources of a run apart; what names are prefixed with when two sources have the same metric.
  let label: String
  /// Sorted by name, which for event files is the order in which they were begun.
  private(set) var files: [File] = []
  private(set) var accumulator = RunAccumulator()
  private var dirty: Set<String> = []
  private var laterAttempts: [AttemptStart] = []
  /// Of the later attempts that have not been reached and begin at a known byte of the only file, ascending.
  private var attemptOffsets: ArraySlice<Int64> = []

  init(label: String) { self.label = label }

  var hasWork: Bool { !dirty.isEmpty }
  var damage: [DamageReport] { files.map(\.damage) }
  var formats: [String] { files.map(\.format.name) }
  var modified: Double? { files.compactMap(\.follower.stamp?.modified).max() }

  func markDirty(_ path: String) { if files.contains(where: { $0.path == path }) { dirty.insert(path) } }
  func markAllDirty() { for file in files { dirty.insert(file.path) } }

  /// Makes the files exactly these. What was read stays where only later files came.
  func setFiles(_ wanted: [(path: String, name: String, format: RunFormat)]) {
    let sorted = wanted.sorted { ($0.name, $0.path) < ($1.name, $1.path) }
    let kept = sorted.prefix(files.count)
    guard sorted.count != files.count || !zip(sorted, files).allSatisfy({ $0.path == $1.path }) else { return }
    let isPrefix = kept.count == files.count && zip(kept, files).allSatisfy { $0.path == $1.path }
    let new = isPrefix ? Array(sorted.dropFirst(files.count)) : sorted
    if !isPrefix { (files, dirty) = ([], []) }
    for file in new {
      let context = FileContext(fileName: Files.split(file.path).name)
      files.append(
        File(
          path: file.path, name: file.name, format: file.format, follower: FileFollower(path: file.path),
          decoder: file.format.makeDecoder(context)))
      dirty.insert(file.path)
    }
    if !isPrefix { beginAccumulation() }
  }

  /// Makes the run's later attempts exactly these. What was read stays unless one began within it.
  func setLaterAttempts(_ wanted: [AttemptStart]) {
    guard wanted != laterAttempts else { return }
    let known = laterAttempts
    laterAttempts = wanted
    let new = wanted.dropFirst(known.count)
    let isLate = new.contains { attempt in
      if let offset = offset(of: attempt) { return offset < files[0].follower.offset }
      return attempt.wallTime.map { $0.secondsSince1970 <= accumulator.newestWallTime } ?? false
    }
    if isLate || !wanted.starts(with: known) { return restart() }
    attemptOffsets += new.compactMap(offset(of:))
    accumulator.addLaterAttempts(at: times(of: new))
  }

  /// The byte of the only file at which an attempt begins. The time at which it did tells in all other files.
  private func offset(of attempt: AttemptStart) -> Int64? {
    files.count == 1 && files[0].name == "metrics.jsonl" ? attempt.metricsByteCount : nil
  }

  private func times(of attempts: some Sequence<AttemptStart>) -> [Double] {
    attempts.compactMap { offset(of: $0) == nil ? $0.wallTime?.secondsSince1970 : nil }
  }

  private func beginAccumulation() {
    accumulator = RunAccumulator()
    attemptOffsets = laterAttempts.compactMap(offset(of:))[...]
    accumulator.addLaterAttempts(at: times(of: laterAttempts))
  }

  /// Reads on in the first file with something to read, about `limit` bytes. Returns whether anything changed.
  func advance(limit: Int, buffer: inout ReadBuffer, points: inout RecordBatch.Points) -> Bool {
    guard let at = files.firstIndex(where: { dirty.contains($0.path) }) else { return false }
    switch readOn(at, limit: limit, buffer: &buffer, points: &points) {
    case .unchanged:
      dirty.remove(files[at].path)
      return setProblem(nil, at)
    case .read(let hasMore):
      if !hasMore { dirty.remove(files[at].path) }
      _ = setProblem(nil, at)
      return true
    case .replaced:
      restart()
      return true
    case .missing:
      // The directory will tell whether it is gone for good or about to be replaced.
      dirty.remove(files[at].path)
      return false
    case .failed(let error):
      dirty.remove(files[at].path)
      return setProblem(error.message, at)
    }
  }

  private func setProblem(_ problem: String?, _ at: Int) -> Bool {
    defer { files[at].problem = problem }
    return files[at].problem != problem
  }

  var problems: [WatchProblem] {
    files.compactMap { file in file.problem.map { WatchProblem(path: file.path, sentence: $0) } }
  }

  /// Reads everything again: points of one file may have replaced those of another, so none can be taken back alone.
  private func restart() {
    beginAccumulation()
    for at in files.indices {
      files[at].follower.restart()
      files[at].decoder = files[at].format.makeDecoder(FileContext(fileName: Files.split(files[at].path).name))
      (files[at].batch, files[at].mapping, files[at].damage) = (RecordBatch(), RunAccumulator.Mapping(), DamageReport())
    }
    markAllDirty()
  }

  private func readOn(
    _ at: Int, limit: Int, buffer: inout ReadBuffer, points: inout RecordBatch.Points
  ) -> FileFollower.Outcome {
    var file = files[at]
    // The array lets go of its copy, so that the columns are not copied at the first append.
    files[at].batch = RecordBatch()
    files[at].mapping = RunAccumulator.Mapping()
    swap(&file.batch.points, &points)
    var follower = file.follower
    let outcome = follower.advance(limit: limit, buffer: &buffer) { bytes, offset in
      var used = 0
      while let start = attemptOffsets.first, start < offset + Int64(bytes.count) {
        // What an attempt left of a last line goes on in the next one's first.
        // Whatever was recorded, it does not lie before what has been read.
        let earlier = Int(max(start, offset) - offset)
        if earlier > used {
          guard let more = decode(bytes.extracting(used..<earlier), at: offset + Int64(used), of: &file)
          else { return nil }
          used += more
        }
        attemptOffsets.removeFirst()
        accumulator.beginAttempt()
      }
      return decode(bytes.extracting(used...), at: offset + Int64(used), of: &file).map { used + $0 }
    }
    swap(&file.batch.points, &points)
    file.follower = follower
    files[at] = file
    return outcome
  }

  /// Returns how many bytes are used up; nil when nothing from here on can be.
  private func decode(_ bytes: Span<UInt8>, at offset: Int64, of file: inout File) -> Int? {
    var used: Int?
    do throws(DecodeError) {
      used = try file.decoder.decode(bytes, at: offset, into: &file.batch)
    } catch {
      switch error {
      case .untrustworthy(let offset, let reason):
        file.damage.add(DamageReport.Entry(file: file.name, byteOffset: offset, reason: reason))
      }
    }
    accumulator.take(file.batch, of: &file.mapping)
    for damage in file.batch.damage {
      file.damage.add(DamageReport.Entry(file: file.name, byteOffset: damage.byteOffset, reason: damage.reason))
    }
    file.batch.removeAllKeepingNames()
    return used
  }
}

extension DamageReport {
  private static let entryLimit = 100

  mutating func add(_ entry: Entry) {
    count += 1
    if entries.count < Self.entryLimit { entries.append(entry) }
  }

  mutating func add(_ report: DamageReport) {
    count += report.count
    entries += report.entries.prefix(max(0, Self.entryLimit - entries.count))
  }
}
