internal import CSystem
internal import FileAccess
internal import Glibc
internal import RunFormats
internal import RunModel

/// All runs below the roots: finds them, reads them slice by slice, and says what is known. Belongs to one thread.
final class RunCollection {
  /// What one turn of one run reads at most: so much that large files are quick, so little that all get their turn.
  private static let sliceSize = 4 << 20

  private let options: WatchOptions
  /// As given, made absolute.
  private let roots: [String]
  private(set) var tree: DirectoryTree
  private var fileRoots: [String: DirectoryTree.File] = [:]
  private var rootProblems: [String: String] = [:]
  private var runs: [String: FollowedRun] = [:]
  /// Which run each file of interest belongs to.
  private var owners: [String: FollowedRun] = [:]
  private var queue: [FollowedRun] = []
  private var queueStart = 0
  /// Runs with lines to count.
  private var uncounted: [FollowedRun] = []
  private var dirtyDirectories: Set<String> = []
  private var areRootsDirty = true
  private var hasNews = true
  private var generation: UInt64 = 0
  private var buffer = ReadBuffer()
  private var points = RecordBatch.Points()
  private(set) var isInitialScanDone = false
  /// Whether some process's end would change a run's state.
  private(set) var needsLivenessChecks = false

  init(roots: [String], options: WatchOptions) {
    (self.options, tree) = (options, DirectoryTree(maximumDepth: options.maximumDepth))
    var seen: Set<String> = []
    self.roots = roots.map(Self.absolute).filter { seen.insert($0).inserted }
  }

  /// What there is of a path without symbolic links; a path that names nothing stays as it is, made absolute.
  private static func absolute(_ path: String) -> String {
    do {
      return try Files.resolve(path)
    } catch {
      let absolute = Files.absolutePath(path)
      return absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    }
  }

  // MARK: Changes from outside

  var hasStructuralWork: Bool { areRootsDirty || !dirtyDirectories.isEmpty }
  var hasWork: Bool { hasStructuralWork || queueStart < queue.count }
  /// What there is to do when there is no other work: counting lines of long consoles.
  var hasIdleWork: Bool { !uncounted.isEmpty }

  /// Directories whose changes matter though they are not below a root: above files and missing roots.
  var anchors: Set<String> {
    Set(
      roots.filter { tree.directories[$0] == nil }.map { root in
        var above = Files.split(root).directory
        while above != "/", Files.status(above)?.kind != .directory { above = Files.split(above).directory }
        return above
      })
  }

  /// Files whose directory does not tell of their changes.
  var linkedFiles: [String] {
    tree.directories.flatMap { directory in
      directory.value.files.filter(\.value.isSymbolicLink).map { "\(directory.key)/\($0.key)" }
    }
  }

  /// Bytes, or the very existence, of a name in a directory have changed.
  func noteChange(in directory: String, name: String, ofNames: Bool) {
    let path = name.isEmpty ? directory : "\(directory)/\(name)"
    if let owner = owners[path] {
      owner.markDirty(path)
      enqueue(owner)
    }
    if tree.directories[directory] != nil, ofNames || isUndecided(name, in: directory) {
      dirtyDirectories.insert(directory)
    }
    let mayBeRoot = ofNames || owners[path] == nil
    if mayBeRoot, roots.contains(where: { tree.directories[$0] == nil && ($0 == path || $0.hasPrefix("\(path)/")) }) {
      areRootsDirty = true
    }
  }

  private func isUndecided(_ name: String, in directory: String) -> Bool {
    guard let file = tree.directories[directory]?.files[name] else { return false }
    return file.format == nil && file.seenByteCount < Int64(FormatRegistry.prefixLength)
  }

  func noteVanished(_ directory: String) {
    if tree.directories[directory] != nil { dirtyDirectories.insert(directory) }
    areRootsDirty = true
  }

  /// Everything below these directories may have changed in ways nobody told.
  func noteAnyChange(in directories: some Sequence<String>) {
    for directory in directories where tree.directories[directory] != nil {
      dirtyDirectories.insert(directory)
      for name in tree.directories[directory]?.files.keys ?? [:].keys { touch("\(directory)/\(name)") }
    }
    for path in fileRoots.keys { touch(path) }
    areRootsDirty = true
  }

  private func touch(_ path: String) {
    guard let owner = owners[path] else { return }
    owner.markDirty(path)
    enqueue(owner)
  }

  private func enqueue(_ run: FollowedRun) {
    guard run.hasWork, !run.isQueued else { return }
    run.isQueued = true
    queue.append(run)
  }

  // MARK: Finding

  /// Looks at what is new or gone. Returns the directories that are new.
  func refreshStructure() -> [String] {
    var (added, isChanged) = ([String](), false)
    let problemsBefore = tree.problems
    for directory in dirtyDirectories.sorted() {
      let before = tree.directories[directory]?.files
      let changes = tree.refresh(directory)
      added += changes.added
      let after = tree.directories[directory]?.files
      isChanged = isChanged || !changes.added.isEmpty || !changes.removed.isEmpty || !Self.same(before, after)
      if !changes.removed.isEmpty { areRootsDirty = true }
    }
    dirtyDirectories.removeAll()
    if areRootsDirty {
      let before = fileRoots
      added += refreshRoots()
      isChanged = isChanged || !added.isEmpty || !Self.same(before, fileRoots)
    }
    areRootsDirty = false
    if isChanged { assignFiles() }
    if tree.problems != problemsBefore { hasNews = true }
    return added
  }

  private static func same(_ a: [String: DirectoryTree.File]?, _ b: [String: DirectoryTree.File]?) -> Bool {
    guard let a, let b, a.count == b.count else { return a == nil && b == nil }
    return a.allSatisfy { name, file in b[name].map { $0.format?.name == file.format?.name } ?? false }
  }

  private func refreshRoots() -> [String] {
    var added: [String] = []
    let problemsBefore = rootProblems
    for (index, root) in roots.enumerated() where tree.directories[root] == nil {
      (rootProblems[root], fileRoots[root]) = (nil, nil)
      guard let status = Files.status(root) else {
        rootProblems[root] = "there is nothing at \(root) yet; it is shown as soon as there is"
        continue
      }
      if status.kind == .directory {
        let before = Set(tree.directories.keys)
        tree.addRoot(root, index: index)
        added += tree.directories.keys.filter { !before.contains($0) }
      } else {
        addFileRoot(root, status)
      }
    }
    if rootProblems != problemsBefore { hasNews = true }
    return added
  }

  private func addFileRoot(_ root: String, _ status: Files.Status) {
    do throws(FileError) {
      let prefix = try Files.read(root, from: 0, count: FormatRegistry.prefixLength)
      guard let format = FormatRegistry.format(fileName: Files.split(root).name, prefix: prefix) else {
        rootProblems[root] = "\(root) is in no format that Pitwall reads"
        return
      }
      fileRoots[root] = DirectoryTree.File(
        format: format, status: status, isSymbolicLink: false, seenByteCount: Int64(prefix.count))
    } catch {
      rootProblems[root] = error.message
    }
  }

  /// Works out which runs there are and which files are whose.
  private func assignFiles() {
    var files: [String: [FollowedRun.File]] = [:]
    var settings: [String: [(path: String, name: String)]] = [:]
    var (natives, newest) = (Set<String>(), [String: Double]())
    for (path, directory) in tree.directories {
      if directory.isNative {
        natives.insert(path)
        files[path, default: []] += []
        newest[path] = max(newest[path] ?? 0, directory.files.values.map(\.status.modified).max() ?? 0)
      }
      let owner = owner(of: path)
      func place(of name: String) -> (path: String, name: String) {
        let full = path == "/" ? "/\(name)" : "\(path)/\(name)"
        return (full, owner == "/" ? String(full.dropFirst()) : String(full.dropFirst(owner.count + 1)))
      }
      settings[owner, default: []] += directory.settingsFiles.map(place)
      for (name, file) in directory.files {
        guard let format = file.format else { continue }
        let (full, relative) = place(of: name)
        files[owner, default: []].append(FollowedRun.File(path: full, name: relative, format: format))
        newest[owner] = max(newest[owner] ?? 0, file.status.modified)
      }
    }
    for (path, file) in fileRoots where tree.directories[Files.split(path).directory] == nil {
      guard let format = file.format else { continue }
      files[path] = [FollowedRun.File(path: path, name: Files.split(path).name, format: format)]
      newest[path] = file.status.modified
    }
    update(files, settings: settings, natives: natives, newest: newest)
  }

  private func update(
    _ files: [String: [FollowedRun.File]], settings: [String: [(path: String, name: String)]], natives: Set<String>,
    newest: [String: Double]
  ) {
    for gone in runs.keys where files[gone] == nil {
      if let run = runs.removeValue(forKey: gone) {
        queue[queueStart...].removeAll { $0 === run }
        uncounted.removeAll { $0 === run }
      }
      hasNews = true
    }
    owners.removeAll(keepingCapacity: true)
    // The newest first: it is what somebody most likely wants to see.
    for (path, files) in files.sorted(by: { ((newest[$0.key] ?? 0), $0.key) > ((newest[$1.key] ?? 0), $1.key) }) {
      let run =
        runs[path] ?? FollowedRun(path: path, relativeName: relativeName(of: path), firstSeen: newest[path] ?? 0)
      runs[path] = run
      let settings = settings[path] ?? []
      run.setFiles(files, settings: settings, isNative: natives.contains(path))
      run.parentPath = tree.enclosingRun(of: path)
      for path in files.map(\.path) + settings.map(\.path) { owners[path] = run }
      if natives.contains(path) { for name in DirectoryTree.nativeDocuments { owners["\(path)/\(name)"] = run } }
      enqueue(run)
    }
  }

  /// The nearest native run at or above a directory, or else the directory itself.
  private func owner(of path: String) -> String {
    var current: String? = path
    while let candidate = current, let directory = tree.directories[candidate] {
      if directory.isNative { return candidate }
      current = directory.parent
    }
    return path
  }

  private func relativeName(of path: String) -> String {
    guard let directory = tree.directories[path] else { return Files.split(path).name }
    let root = roots[directory.root]
    return path == root ? Files.split(path).name : String(path.dropFirst(root == "/" ? 1 : root.count + 1))
  }

  // MARK: Reading

  /// Reads a slice of one run; the rest of it waits until all others have had a slice.
  func advance() {
    guard queueStart < queue.count else { return }
    let run = queue[queueStart]
    queueStart += 1
    run.isQueued = false
    if queueStart > 64, queueStart * 2 > queue.count {
      queue.removeFirst(queueStart)
      queueStart = 0
    }
    run.advance(limit: Self.sliceSize, buffer: &buffer, points: &points)
    enqueue(run)
    if run.hasUncountedLines, !uncounted.contains(where: { $0 === run }) { uncounted.append(run) }
  }

  /// Does a slice of what can wait.
  func advanceIdly() {
    guard let run = uncounted.first else { return }
    run.countConsoleLines()
    if !run.hasUncountedLines { uncounted.removeFirst() }
  }

  /// Says that everything found at the start has been read.
  func noteCaughtUp() {
    guard !isInitialScanDone else { return }
    (isInitialScanDone, hasNews) = (true, true)
  }

  /// Asks for every run with a supervisor whether it still has one.
  func refreshLiveness() {
    let now = Host.now()
    needsLivenessChecks = false
    for run in runs.values {
      if run.refreshLiveness(now: now, isAlive: options.isAlive) { needsLivenessChecks = true }
      if run.hasWork { enqueue(run) }
    }
  }

  // MARK: Saying

  /// What is known now; nil when nothing has changed since the last time.
  func takeNews() -> WatchSnapshot? {
    refreshLiveness()
    var snapshot = WatchSnapshot()
    for run in runs.values where run.isChanged {
      run.updateSnapshot()
      hasNews = true
    }
    guard hasNews else { return nil }
    hasNews = false
    generation += 1
    (snapshot.generation, snapshot.isInitialScanDone) = (generation, isInitialScanDone)
    let families = RunFamilies(runs.values)
    snapshot.runs = families.snapshots
    let missing = families.nameless.map { path in
      WatchProblem(
        path: "\(path)/run.json",
        sentence: "is missing: what is known of this study are its records and the trials that name it")
    }
    snapshot.problems = (problems + missing).sorted { $0.path < $1.path }
    snapshot.readAt = Self.now
    snapshot.newestByte = snapshot.runs.compactMap(\.updated).max()
    return snapshot
  }

  private static var now: WallTime? {
    var time = timespec()
    guard clock_gettime(CLOCK_REALTIME, &time) == 0 else { return nil }
    return WallTime(Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
  }

  private var problems: [WatchProblem] {
    let all = rootProblems.merging(tree.problems) { first, _ in first }
      .map { WatchProblem(path: $0.key, sentence: $0.value) }
    return (all + runs.values.flatMap(\.problems)).sorted { $0.path < $1.path }
  }

  /// Whether anything read since the last publication is worth one.
  var hasChanges: Bool { hasNews || runs.values.contains(where: \.isChanged) }
}
