internal import RunModel

/// All runs as one list: the newest first, and behind each run those inside it.
struct RunFamilies {
  private(set) var snapshots: [RunSnapshot] = []
  /// Directories of studies whose trials say that they are parts of it, but that hold no `run.json`.
  private(set) var nameless: Set<String> = []
  private let inner: [String?: [FollowedRun]]
  private var takenIDs: Set<String> = []

  /// Of runs whose snapshots are up to date. O(n log n).
  init(_ runs: some Sequence<FollowedRun>) {
    let known = Set(runs.map(\.path))
    var nameless: Set<String> = []
    inner = Dictionary(grouping: runs) { run in
      if run.parentPath != nil || run.snapshot.identity?.parent == nil { return run.parentPath }
      let above = Self.above(run.path, among: known)
      if let above { nameless.insert(above) }
      return above
    }.mapValues { $0.sorted { ($0.created, $0.path) > ($1.created, $1.path) } }
    self.nameless = nameless
    for run in inner[nil] ?? [] { add(run, inside: nil) }
  }

  /// The nearest directory above that is a run.
  private static func above(_ path: String, among known: Set<String>) -> String? {
    var path = path[...]
    while let slash = path.lastIndex(of: "/") {
      path = path[..<slash]
      if known.contains(String(path)) { return String(path) }
    }
    return nil
  }

  private mutating func add(_ run: FollowedRun, inside parent: RunSnapshot?) {
    var shown = run.snapshot
    if let parent { shown.join(parent) }
    // A copied run directory has its origin's id.
    if !takenIDs.insert(shown.id).inserted {
      shown.id = run.path
      takenIDs.insert(run.path)
    }
    snapshots.append(shown)
    for run in inner[run.path] ?? [] { add(run, inside: shown) }
  }
}

extension RunSnapshot {
  /// Becomes a part of the run whose directory holds its own.
  fileprivate mutating func join(_ outer: RunSnapshot) {
    let place = path.dropFirst(outer.path.count)
    parent = Parent(id: outer.id, name: outer.qualifiedName)
    // Trials of two studies may well have the same id; their places differ.
    id = outer.id + place
    if identity == nil { name = String(place.drop { $0 == "/" }) }
    if state == nil, let shared = outer.stateOfUnendedPart { (state, stateReason) = (shared, "as \(outer.name)") }
  }

  /// What is true of a part of this run that has recorded no end: it shares this run's fate. nil where that does not
  /// say: this run does not know its own state, or has ended well without that part.
  private var stateOfUnendedPart: RunState? {
    switch state {
    case .running, .pausing, .stopping: .running
    case .queued, .paused, .frozen, .stopped, .failed, .lost: state
    case .waiting, .finished, nil: nil
    }
  }
}
