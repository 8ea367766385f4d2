internal import Crypto
internal import FileAccess
internal import Glibc
internal import RunFormats
internal import RunModel

/// A program's side of the run directory it writes: `metrics.jsonl` and `checkpoints/`.
struct RunLog {
  let directory: String
  private let path: String
  private let file: FileDescriptor
  /// Whether an earlier attempt has written here.
  let isContinued: Bool

  init(directory: String) throws(LearningError) {
    self.directory = directory
    path = "\(directory)/metrics.jsonl"
    do throws(FileError) {
      try Files.makeDirectories("\(directory)/checkpoints")
      isContinued = (Files.status(path)?.byteCount ?? 0) > 0
      file = try FileDescriptor(opening: path, flags: O_RDWR | O_CREAT | O_APPEND)
    } catch { throw .runDirectory(error) }
  }

  /// One write for all of them.
  func append(_ records: [RunRecord]) throws(LearningError) {
    try append(lines: records.map(NativeRecordEncoder.line))
  }

  /// A round's points and its progress, in one write.
  func append(round: Int, of total: Int, values: [(MetricName, Double)]) throws(LearningError) {
    let (step, now) = (Step(Int64(round)), Host.now())
    let progress = Progress(step: step, total: Step(Int64(total)), phase: "boosting", wallTime: now)
    try append(lines: [
      NativeRecordEncoder.metricLine(step: step, wallTime: now, values: values),
      NativeRecordEncoder.line(.progress(progress)),
    ])
  }

  /// One write for all of them.
  func append(lines: [String]) throws(LearningError) {
    do throws(FileError) {
      try Files.appendLine(lines.joined(separator: "\n"), to: file, path: path)
    } catch { throw .file(error) }
  }

  /// Recorded only once its bytes are on disk.
  func save(_ checkpoint: BoostingCheckpoint, name: String, reason: String) throws(LearningError) -> Checkpoint {
    let bytes = checkpoint.bytes
    let relative = "checkpoints/\(name)"
    let record = Checkpoint(
      step: Step(Int64(checkpoint.state.round)), path: relative, sha256: try write(bytes, to: relative),
      byteCount: Int64(bytes.count), reason: reason, wallTime: Host.now())
    try append([.checkpoint(record)])
    return record
  }

  /// Writes a file below the run directory; on disk when this returns.
  /// - Returns: its SHA-256.
  @discardableResult
  func write(_ bytes: [UInt8], to relative: String) throws(LearningError) -> String {
    let target = "\(directory)/\(relative)"
    do throws(FileError) {
      try Files.makeDirectories(Files.split(target).directory)
      try Files.replaceAtomically(target, with: bytes)
    } catch { throw .file(error) }
    return SHA256.hash(data: bytes).hexadecimal
  }
}
