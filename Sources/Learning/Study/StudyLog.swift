internal import FileAccess
internal import Glibc
internal import RunFormats
internal import RunModel
internal import StudyModel

/// A study's side of its run directory.
///
/// A study that goes on after an interruption says again what it has said before, from its journal; lines that are
/// there already are not written twice, so that the file of an interrupted study is that of an uninterrupted one.
struct StudyLog {
  private let log: RunLog
  /// Lines of earlier attempts that have not been said again yet.
  private var known: ArraySlice<String>

  var directory: String { log.directory }

  init(directory: String) throws(LearningError) {
    do throws(FileError) { known = try Self.completeLines("\(directory)/metrics.jsonl")[...] } catch {
      throw .runDirectory(error)
    }
    log = try RunLog(directory: directory)
  }

  /// Cuts off what a crash left of a last line.
  private static func completeLines(_ path: String) throws(FileError) -> [String] {
    guard Files.exists(path) else { return [] }
    let bytes = try Files.read(path)
    let end = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    if end < bytes.count, truncate(path, off_t(end)) != 0 {
      throw FileError(operation: "cut off the torn end of", path: path, code: errno)
    }
    return bytes[..<end].split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  mutating func append(_ record: StudyRecord, at time: Double) throws(LearningError) {
    try write(record.line(wallTime: time))
  }

  mutating func append(_ record: RunRecord) throws(LearningError) { try write(NativeRecordEncoder.line(record)) }

  /// A record as it is written.
  mutating func append(line: String) throws(LearningError) { try write(line) }

  mutating func append(step: Int, at time: Double, values: [(String, Double)]) throws(LearningError) {
    let named = values.map { (MetricName($0.0), $0.1) }
    try write(
      NativeRecordEncoder.metricLine(step: Step(Int64(step)), wallTime: WallTime(time), values: named))
  }

  /// A line of its own, not compared with what is known: a pause is not part of the study.
  func appendAside(_ record: RunRecord) throws(LearningError) { try log.append([record]) }

  private mutating func write(_ line: String) throws(LearningError) {
    while let next = known.first, next != line, Self.isAside(next) { known.removeFirst() }
    if known.first == line {
      known.removeFirst()
      return
    }
    try log.append(lines: [line])
  }

  /// A pause, or an end that a person wanted and may have thought better of.
  private static func isAside(_ line: String) -> Bool {
    line.contains("\"kind\":\"checkpoint\"") && line.contains("\"reason\":\"request\"")
      || line.hasPrefix("{\"kind\":\"end\",\"outcome\":\"stopped\"")
  }

  /// Writes a file below the run directory; on disk when this returns.
  /// - Returns: its SHA-256.
  @discardableResult
  func write(_ bytes: [UInt8], to relative: String) throws(LearningError) -> String {
    try log.write(bytes, to: relative)
  }
}
