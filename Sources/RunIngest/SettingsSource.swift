internal import FileAccess
internal import Glibc
internal import RunFormats
internal import RunModel

/// Files of settings beside the metrics of a run, read again where they changed.
struct SettingsSource {
  private struct File {
    /// Relative to the run.
    var name: String
    var stamp: FileStamp?
    var settings: [Hyperparameter] = []
    var damage: DamageReport.Entry?
    var problem: String?
  }
  /// By path.
  private var files: [String: File] = [:]
  private var dirty: Set<String> = []

  var hasWork: Bool { !dirty.isEmpty }

  /// In the order of their names, so that of two files with one setting the same one counts each time.
  private var sorted: [File] { files.values.sorted { $0.name < $1.name } }
  var settings: [Hyperparameter] { sorted.flatMap(\.settings) }
  var damage: [DamageReport] { sorted.compactMap(\.damage).map { DamageReport(count: 1, entries: [$0]) } }
  var problems: [WatchProblem] {
    files.compactMap { path, file in file.problem.map { WatchProblem(path: path, sentence: $0) } }
  }

  /// Makes the files exactly these. Returns whether some have gone.
  mutating func setFiles(_ wanted: [(path: String, name: String)]) -> Bool {
    let paths = Set(wanted.map(\.path))
    let before = files.count
    files = files.filter { paths.contains($0.key) }
    let isAnyGone = files.count < before
    dirty.formIntersection(paths)
    for (path, name) in wanted where files[path] == nil {
      files[path] = File(name: name)
      dirty.insert(path)
    }
    return isAnyGone
  }

  mutating func markDirty(_ path: String) { if files[path] != nil { dirty.insert(path) } }
  mutating func markAllDirty() { dirty.formUnion(files.keys) }

  /// Reads what changed, whole: such files are short. Returns whether anything else is to be said now.
  mutating func advance() -> Bool {
    defer { dirty.removeAll() }
    return dirty.sorted().reduce(false) { refresh($1) || $0 }
  }

  private mutating func refresh(_ path: String) -> Bool {
    guard var file = files[path] else { return false }
    defer { files[path] = file }
    do throws(FileError) {
      let descriptor = try FileDescriptor(opening: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
      guard let stamp = FileStamp(of: descriptor.rawValue) else {
        throw FileError(operation: "read", path: path, code: EINVAL)
      }
      // What could not be read may be the same file, allowed now.
      guard file.stamp != stamp || file.problem != nil else { return false }
      // One byte more than may be read tells that there is more.
      let bytes = try descriptor.read(count: SettingsFile.sizeLimit + 1, at: 0, path: path)
      (file.stamp, file.problem, file.damage) = (stamp, nil, nil)
      take(bytes, &file)
      return true
    } catch {
      // The directory will tell whether it is gone for good or about to be replaced.
      guard !error.isMissing else { return false }
      defer { file.problem = error.message }
      return file.problem != error.message
    }
  }

  /// What cannot be understood leaves what was understood before in place: a writer may be at work.
  private func take(_ bytes: [UInt8], _ file: inout File) {
    do throws(SettingsError) {
      file.settings = try SettingsFile.read(bytes)
    } catch {
      file.damage = DamageReport.Entry(file: file.name, byteOffset: error.byteOffset, reason: error.description)
    }
  }
}
