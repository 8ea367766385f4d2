internal import RunModel

/// All runs as one list: the newest first, and behind each run those inside it.
struct RunFamilies {
  private(set) var snapshots: [RunSnapshot] = []
  private let inner: [String?: [FollowedRun]]
  private var takenIDs: Set<String> = []

  /// Of runs whose snapshots are up to date. O(n log n).
  init(_ runs: some Sequence<FollowedRun>) {
    inner = Dictionary(grouping: runs, by: \.parentPath)
      .mapValues { $0.sorted { ($0.created, $0.path) > ($1.created, $1.path) } }
    for run in inner[nil] ?? [] { add(run, inside: nil) }
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
