public import RunModel
public import TerminalModel

/// The runs, which of them are listed, and which is selected.
public struct RunsState: Sendable {
  public private(set) var watched = WatchedRuns(runs: [], isInitialScanDone: false)
  /// Those the list shows: the runs of their own, and the runs inside those that are open.
  public private(set) var listed: [RunSnapshot] = []
  /// Always that of a listed run; nil when there is none.
  public private(set) var selectedID: String?
  /// Ids of the runs marked for comparison, in the order in which they were marked.
  public private(set) var marked: [String] = []
  /// Which series colour each run has that ever was marked.
  private var colours: [String: Int] = [:]
  /// Ids of the runs whose inner runs are listed.
  private var opened: Set<String> = []
  /// How many runs are right inside each that has some, by its id.
  private var innerCounts: [String: Int] = [:]

  public init() {}

  public var selectedIndex: Int? { listed.firstIndex { $0.id == selectedID } }
  public var selected: RunSnapshot? { selectedIndex.map { listed[$0] } }

  /// How many runs are right inside a run, as the trials of a study.
  public func innerCount(of run: RunSnapshot) -> Int { innerCounts[run.id] ?? 0 }
  /// Whether the runs inside a run are listed below it.
  public func isOpen(_ run: RunSnapshot) -> Bool { opened.contains(run.id) }

  /// The marked runs that are still there, in the order in which they were marked.
  public var markedRuns: [RunSnapshot] {
    let runs = Dictionary(watched.runs.filter { marked.contains($0.id) }.map { ($0.id, $0) }) { first, _ in first }
    return marked.compactMap { runs[$0] }
  }

  /// Marks a run for comparison, or no longer. It keeps its colour for as long as no other needs it.
  public mutating func toggleMark(_ id: String) {
    if let at = marked.firstIndex(of: id) {
      marked.remove(at: at)
      return
    }
    let taken = Set(marked.compactMap { colours[$0] })
    if colours[id].map(taken.contains) ?? true { colours[id] = (0...).first { !taken.contains($0) } }
    marked.append(id)
  }

  public mutating func clearMarks() { marked = [] }

  /// The colour of a run's curves beside those of others: its own as long as it is marked.
  public func style(of id: String) -> StyleRole { .series(marked.contains(id) ? colours[id] ?? 0 : 0) }

  /// Takes in what the watcher sees; keeps the selected run, else the one in its place, else the first.
  mutating func replace(with new: WatchedRuns) {
    watched = new
    innerCounts = Dictionary(new.runs.compactMap { run in run.parent.map { ($0.id, 1) } }, uniquingKeysWith: +)
    list()
  }

  mutating func select(_ index: Int) {
    guard !listed.isEmpty else { return }
    selectedID = listed[max(0, min(index, listed.count - 1))].id
  }

  /// Selects a run by its id and opens the runs around it, so that it is listed. Nothing happens when there is none.
  public mutating func reveal(_ id: String) {
    let runs = Dictionary(watched.runs.map { ($0.id, $0) }) { first, _ in first }
    guard let wanted = runs[id] else { return }
    var outer = wanted.parent?.id
    while let next = outer {
      opened.insert(next)
      outer = runs[next]?.parent?.id
    }
    selectedID = id
    list()
  }

  /// Lists, or no longer lists, the runs inside the selected run; from one of those, closes the run around it.
  mutating func toggleSelected() {
    guard let selected else { return }
    if innerCount(of: selected) > 0 {
      if opened.remove(selected.id) == nil { opened.insert(selected.id) }
    } else if let parent = selected.parent {
      opened.remove(parent.id)
      selectedID = parent.id
    }
    list()
  }

  /// Works out the list again and keeps the selection in it.
  private mutating func list() {
    let before = selectedIndex
    var shown: Set<String> = []
    listed = watched.runs.filter { run in
      let isShown = run.parent.map { opened.contains($0.id) && shown.contains($0.id) } ?? true
      if isShown { shown.insert(run.id) }
      return isShown
    }
    if selectedIndex == nil { selectedID = listed.isEmpty ? nil : listed[min(before ?? 0, listed.count - 1)].id }
  }
}
