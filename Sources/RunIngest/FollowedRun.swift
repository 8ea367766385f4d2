internal import FileAccess
internal import RunFormats
internal import RunModel

/// One run as it is being followed: its files, what was read of them, and what is left to read.
final class FollowedRun {
  struct File {
    var path: String
    /// Relative to the run.
    var name: String
    var format: RunFormat
  }

  let path: String
  private let relativeName: String
  /// Seconds since 1970; where the run says when it was created, that counts instead.
  let firstSeen: Double
  /// The run whose directory this one's is in; nil for a run of its own.
  var parentPath: String?
  private var sources: [Key: MetricSource] = [:]
  /// nil for runs of others.
  private var documents: RunDocuments?
  private var dirtyDocuments: Set<String> = []
  /// What other programs say beside their metrics.
  private var settingsFiles = SettingsSource()
  private var liveness: (state: RunState, reason: String)?
  private(set) var snapshot: RunSnapshot
  /// Whether it waits for a turn.
  var isQueued = false
  /// Whether `snapshot` is behind.
  private(set) var isChanged = true

  /// Event files of a directory are one source; of other formats each file is.
  private struct Key: Hashable, Comparable {
    var rank: Int
    var format: String
    var label: String

    static func < (a: Key, b: Key) -> Bool { (a.rank, a.format, a.label) < (b.rank, b.format, b.label) }
  }

  init(path: String, relativeName: String, firstSeen: Double) {
    (self.path, self.relativeName, self.firstSeen) = (path, relativeName, firstSeen)
    snapshot = RunSnapshot(id: relativeName, name: relativeName, path: path)
  }

  var hasWork: Bool { !dirtyDocuments.isEmpty || settingsFiles.hasWork || sources.values.contains(where: \.hasWork) }
  var created: Double { documents?.identity?.created?.secondsSince1970 ?? firstSeen }
  var problems: [WatchProblem] {
    let ofDocuments = documents?.problems.map { WatchProblem(path: "\(path)/\($0.key)", sentence: $0.value) } ?? []
    return ofDocuments + settingsFiles.problems + sources.values.flatMap(\.problems)
  }

  // MARK: What there is to read

  /// Makes the run consist of exactly these files.
  /// - Parameter settings: files of settings, by path and by the name relative to the run.
  func setFiles(_ files: [File], settings: [(path: String, name: String)], isNative: Bool) {
    if settingsFiles.setFiles(settings) { isChanged = true }
    if isNative, documents == nil {
      documents = RunDocuments(directory: path)
      markDocumentsDirty()
    } else if !isNative, documents != nil {
      (documents, liveness, dirtyDocuments, isChanged) = (nil, nil, [], true)
    }
    let wanted = Dictionary(grouping: files, by: key(of:))
    for gone in sources.keys where wanted[gone] == nil {
      sources[gone] = nil
      isChanged = true
    }
    for (key, files) in wanted {
      let source = sources[key] ?? MetricSource(label: key.label)
      sources[key] = source
      source.setFiles(files.map { ($0.path, $0.name, $0.format) })
      if source.hasWork { isChanged = true }
    }
    passOnAttempts()
  }

  private func passOnAttempts() {
    for source in sources.values { source.setLaterAttempts(documents?.laterAttempts ?? []) }
  }

  private func key(of file: File) -> Key {
    let directory = Files.split(file.name).directory
    let ranks = ["pitwall-run": 0, "tensorboard": 1, "jsonl": 2]
    let stem = file.name.lastIndex(of: ".").map { String(file.name[..<$0]) } ?? file.name
    let label = file.format.name == "tensorboard" ? (directory == "." ? "tensorboard" : directory) : stem
    return Key(rank: ranks[file.format.name] ?? 3, format: file.format.name, label: label)
  }

  func markDirty(_ path: String) {
    let (directory, name) = Files.split(path)
    if documents != nil, directory == self.path, DirectoryTree.nativeDocuments.contains(name) {
      dirtyDocuments.insert(name)
    } else {
      settingsFiles.markDirty(path)
      for source in sources.values { source.markDirty(path) }
    }
  }

  func markAllDirty() {
    if documents != nil { markDocumentsDirty() }
    settingsFiles.markAllDirty()
    for source in sources.values { source.markAllDirty() }
  }

  private func markDocumentsDirty() { dirtyDocuments.formUnion(DirectoryTree.nativeDocuments) }

  /// Reads all changed documents and on in one file, about `limit` bytes. Together: a training writes its question before
  /// its supervisor writes that it waits, and neither may be shown without the other.
  func advance(limit: Int, buffer: inout ReadBuffer, points: inout RecordBatch.Points) {
    for name in dirtyDocuments.subtracting(ConsoleFiles.names).sorted() {
      let refreshed = documents?.refresh(name, buffer: &buffer)
      if refreshed?.isChanged == true { isChanged = true }
      if refreshed?.hasMore != true { dirtyDocuments.remove(name) }
      if name == "events.jsonl", refreshed?.isChanged == true { passOnAttempts() }
    }
    readConsole(&buffer)
    if settingsFiles.advance() { isChanged = true }
    // Which metrics a later attempt has replaced is known once all attempts are.
    guard !dirtyDocuments.contains("events.jsonl") else { return }
    if let key = sources.keys.sorted().first(where: { sources[$0]?.hasWork == true }), let source = sources[key],
      source.advance(limit: limit, buffer: &buffer, points: &points)
    {
      isChanged = true
    }
  }

  /// After the state: it says whether somebody notes the order of both outputs.
  private func readConsole(_ buffer: inout ReadBuffer) {
    guard !dirtyDocuments.isDisjoint(with: ConsoleFiles.names) else { return }
    let isSupervised = (liveness?.state ?? documents?.status?.state)?.needsSupervisor ?? false
    let refreshed = documents?.refreshConsole(isSupervised: isSupervised, buffer: &buffer)
    if refreshed?.isChanged == true { isChanged = true }
    if refreshed?.hasMore != true { dirtyDocuments.subtract(ConsoleFiles.names) }
  }

  /// Whether there is something to do once there is nothing else.
  var hasUncountedLines: Bool { documents?.hasUncountedLines ?? false }

  /// Counts on in its console, a slice of it.
  func countConsoleLines() {
    documents?.countConsoleLines()
    isChanged = true
  }

  // MARK: What it is

  /// Asks whether the supervisor lives. Returns whether a later answer may be another.
  func refreshLiveness(now: WallTime, isAlive: (ProcessIdentity) -> Bool?) -> Bool {
    guard let status = documents?.status else {
      if liveness != nil { (liveness, isChanged) = (nil, true) }
      return false
    }
    var someoneLives = false
    var (state, reason) = status.effectiveState(at: now) { identity in
      let answer = isAlive(identity)
      someoneLives = someoneLives || answer == true
      return answer
    }
    if state == .lost, let end = end {
      reason += "; its own last word is \(end.outcome.rawValue)" + (end.reason.map { ": \($0)" } ?? "")
    }
    if liveness?.state.needsSupervisor != state.needsSupervisor { dirtyDocuments.insert(ConsoleFiles.output) }
    if liveness?.state != state || liveness?.reason != reason { (liveness, isChanged) = ((state, reason), true) }
    return someoneLives && status.state.needsSupervisor
  }

  private var end: TrainingEnd? { sortedSources.lazy.compactMap(\.value.accumulator.end).first }
  private var sortedSources: [(key: Key, value: MetricSource)] { sources.sorted { $0.key < $1.key } }

  /// Brings `snapshot` up to date.
  func updateSnapshot() {
    guard isChanged else { return }
    isChanged = false
    var next = RunSnapshot(id: relativeName, name: relativeName, path: path)
    let sources = sortedSources
    let modified = (sources.map(\.value.modified) + [documents?.modified]).compactMap { $0 }.max()
    next.updated = modified.flatMap { WallTime($0) }
    next.formats = formats(of: sources.map(\.value))
    next.metrics = namedMetrics(sources)
    var settings = KeyedList<String, Hyperparameter>()
    var tables = KeyedList<EvaluationTable.Key, EvaluationTable>()
    // What a run records among its metrics goes before what lies beside them.
    for setting in settingsFiles.settings { settings.set(setting) }
    for report in settingsFiles.damage { next.damage.add(report) }
    for (_, source) in sources {
      let read = source.accumulator
      for setting in read.hyperparameters.values { settings.set(setting) }
      for table in read.tables.values { tables.set(table) }
      next.earlierDrift += read.earlierDrift
      next.progress = next.progress ?? read.progress
      next.latestStep = [next.latestStep, read.latestStep].compactMap(\.self).max()
      next.approvalRequest = next.approvalRequest ?? read.approvalRequest
      next.checkpoints += read.checkpoints
      next.notes += read.notes
      next.histograms += read.histograms
      for report in source.damage { next.damage.add(report) }
    }
    (next.hyperparameters, next.tables) = (settings.values, tables.values)
    next.end = end
    addDocuments(to: &next)
    snapshot = next
  }

  /// A log of another program may be called `metrics.jsonl` too: only the documents beside it make a native run.
  private func formats(of sources: [MetricSource]) -> [String] {
    let isNative = documents.map { $0.identity != nil || $0.status != nil || sources.isEmpty } ?? false
    let read = sources.flatMap(\.formats).map { $0 == "pitwall-run" && !isNative ? "jsonl" : $0 }
    return Set(read + (isNative ? ["pitwall-run"] : [])).sorted()
  }

  private func addDocuments(to next: inout RunSnapshot) {
    guard let documents else { return }
    (next.identity, next.status, next.decisions) = (documents.identity, documents.status, documents.decisions)
    (next.resources, next.resourceHistory) = (documents.resources.newest, documents.resources.history)
    (next.console, next.consoleStreams) = (documents.consoleTail, documents.consoleStreams)
    for name in documents.damage.keys.sorted() { documents.damage[name].map { next.damage.add($0) } }
    if let identity = documents.identity { (next.id, next.name) = (identity.id, identity.name) }
    if let liveness {
      (next.state, next.stateReason) = liveness
    } else if let end {
      next.state = RunState(end.outcome)
      next.stateReason = end.reason ?? ""
    }
    // Nobody wrote its state down; a question that nobody has answered is one all the same.
    if liveness == nil, next.state == nil || next.state == .finished, next.openApprovalRequest != nil {
      next.state = .waiting
    }
  }

  /// A name that two sources use is told apart by the sources' labels: for both where they are alike, else for the
  /// later one.
  private func namedMetrics(_ sources: [(key: Key, value: MetricSource)]) -> [RunSnapshot.Metric] {
    guard sources.count > 1 else { return sources.first?.value.accumulator.metrics ?? [] }
    var users: [MetricName: [String]] = [:]
    for (key, source) in sources {
      for metric in source.accumulator.metrics { users[metric.name, default: []].append(key.format) }
    }
    return sources.flatMap { key, source in
      source.accumulator.metrics.map { metric in
        let formats = users[metric.name] ?? []
        let isPlain = formats.count < 2 || (formats[0] == key.format && formats[1] != key.format)
        if isPlain { return metric }
        return RunSnapshot.Metric(name: MetricName("\(source.label)/\(metric.name.rawValue)"), series: metric.series)
      }
    }
  }
}
