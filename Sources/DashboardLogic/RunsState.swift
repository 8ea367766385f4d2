public import RunModel
public import TerminalModel

/// The runs, how they are listed, which is selected, and which are marked for comparison.
public struct RunsState: Sendable {
  public private(set) var watched = WatchedRuns(runs: [], isInitialScanDone: false)
  /// The lines of the list.
  public private(set) var rows: [RunRow] = []
  /// The runs among them: those of their own, and the runs inside those that are open.
  public private(set) var listed: [RunSnapshot] = []
  /// What the list calls each of them.
  private(set) var names: [String] = []
  /// The line that is selected; nil when there is none.
  public private(set) var selectedRow: Int?
  /// Ids of the runs marked for comparison, in the order in which they were marked.
  public private(set) var marked: [String] = []
  /// Ids of the runs that data came of while they were watched, and that have not ended.
  private(set) var growing: Set<String> = []
  /// The column under the cursor, among those of the list; 0 is the run's name.
  public internal(set) var columnCursor = 0
  /// The first column shown behind the fixed ones, as it was left.
  var columnOffset = 0

  /// How many runs are right inside each that has some, by its id.
  private var innerCounts: [String: Int] = [:]
  /// Ids of the runs whose inner runs are listed.
  private var opened: Set<String> = []
  private var closedGroups: Set<String> = []
  /// What the selected line is about, to find it again when the list changes.
  private var selection = Selection.none
  /// Whether it was selected, and is not only the first of those that were there.
  private var isChosen = false
  private(set) var settings = RunListSettings()
  /// What the filter asks; nothing where it cannot be understood.
  private var query = RunQuery()
  private(set) var values = RunValues()
  /// The columns that are chosen, or those that suit the runs.
  private(set) var columns = RunColumns()
  /// How many runs answer the filter, those inside others not counted.
  private(set) var matchCount = 0
  /// How many runs are not inside others.
  private(set) var outerCount = 0
  /// Which series colour each run has that ever was marked.
  private var colours: [String: Int] = [:]

  private enum Selection: Equatable {
    case none
    case run(String)
    case group(String)
  }

  public init() {}

  /// The selected run's place in `listed`; nil while a group is selected.
  public var selectedIndex: Int? { selectedRow.flatMap { rows[$0].runIndex } }
  public var selected: RunSnapshot? { selectedIndex.map { listed[$0] } }
  public var selectedGroup: RunGroup? { selectedRow.flatMap { rows[$0].group } }
  public var selectedID: String? { selected?.id }

  /// How many runs are right inside a run, as the trials of a study.
  public func innerCount(of run: RunSnapshot) -> Int { innerCounts[run.id] ?? 0 }
  /// Whether the runs inside a run are listed below it.
  public func isOpen(_ run: RunSnapshot) -> Bool { opened.contains(run.id) }

  /// Takes in what the watcher sees; keeps the selected run, else the one in its place, else the first. While the runs are
  /// being found, the first is selected until somebody selects another.
  mutating func replace(with new: WatchedRuns) {
    findGrowing(in: new)
    if !watched.isInitialScanDone, !isChosen { (selection, selectedRow) = (.none, nil) }
    watched = new
    innerCounts = Dictionary(new.runs.compactMap { run in run.parent.map { ($0.id, 1) } }, uniquingKeysWith: +)
    outerCount = new.runs.count { $0.parent == nil }
    values.keep(new.runs)
    values.measureTrials(of: new.runs)
    list()
  }

  /// A run of which only an older part is read for the first time has the same newest byte before and after.
  private mutating func findGrowing(in new: WatchedRuns) {
    let before = Dictionary(watched.runs.map { ($0.id, $0.updated) }) { first, _ in first }
    for run in new.runs {
      if let state = run.state, !state.needsSupervisor {
        growing.remove(run.id)
      } else if run.state == nil, new.hasClock {
        // Judged already, by the clock.
        if run.isGrowing { growing.insert(run.id) } else { growing.remove(run.id) }
      } else if let known = before[run.id], let known, let updated = run.updated, updated > known {
        growing.insert(run.id)
      }
    }
  }

  /// Lists the runs as the settings say. Costs nothing when they are the same as before.
  /// - Returns: whether they were not.
  @discardableResult
  mutating func arrange(by new: RunListSettings) -> Bool {
    guard new != settings else { return false }
    settings = new
    do { query = try RunQuery(parsing: new.filter) } catch { query = RunQuery() }
    list()
    return true
  }

  /// Whether any run answers a filter; so it is of one that cannot be understood. O(runs × terms).
  func isAnyListed(by filter: String) -> Bool {
    guard let query = try? RunQuery(parsing: filter) else { return true }
    var values = values
    return query.isEmpty || watched.runs.contains { query.matches($0, values: &values) }
  }

  /// Whether the list depends on the health of runs, those inside others too.
  var asksForHealth: Bool { query.asksForHealth || settings.sort?.column == .health }

  /// What the rules of health say, by run; lists anew where that shows.
  mutating func take(_ verdicts: [String: HealthVerdict]) {
    guard verdicts != values.verdicts else { return }
    let wasAnySick = values.isAnySick
    values.verdicts = verdicts
    if asksForHealth || wasAnySick != values.isAnySick { list() }
  }

  /// Selects a run by its place in `listed`, or the nearest one.
  mutating func selectListed(_ index: Int) {
    let place = max(0, min(index, listed.count - 1))
    if let row = rows.firstIndex(where: { $0.runIndex == place }) { select(row) }
  }

  /// Selects a listed run by its id; nothing happens when it is not listed.
  mutating func select(listedID id: String) {
    guard let row = rows.firstIndex(where: { $0.runIndex.map { listed[$0].id } == id }) else { return }
    (selectedRow, selection) = (row, .run(id))
  }

  mutating func select(_ row: Int) {
    guard !rows.isEmpty else { return }
    let place = max(0, min(row, rows.count - 1))
    selectedRow = place
    selection = identity(of: rows[place])
    isChosen = true
  }

  /// Selects the next run in a direction, past the lines of groups. Nothing happens behind the last one.
  mutating func selectRun(forward: Bool) {
    let now = selectedRow ?? -1
    let next =
      forward
      ? rows.indices.first { $0 > now && rows[$0].runIndex != nil }
      : rows.indices.last { $0 < now && rows[$0].runIndex != nil }
    if let next { select(next) }
  }

  /// Selects a run by its id and opens what hides it: the runs around it, its group. Nothing happens when there is none;
  /// one that the filter hides stays so.
  public mutating func reveal(_ id: String) {
    let runs = Dictionary(watched.runs.map { ($0.id, $0) }) { first, _ in first }
    guard let wanted = runs[id] else { return }
    var outer = wanted.parent
    // Deeper than that nothing is listed.
    for _ in 0..<RunArrangement.deepest {
      guard let next = outer else { break }
      opened.insert(next.id)
      outer = runs[next.id]?.parent
    }
    closedGroups = []
    let before = selection
    selection = .run(id)
    list()
    if selectedID != id {
      selection = before
      list()
    } else {
      isChosen = true
    }
  }

  /// Opens or closes what is selected: a group, or the runs inside a run; from one of those, the run around it.
  mutating func toggleSelected() {
    if let group = selectedGroup {
      if closedGroups.remove(group.id) == nil { closedGroups.insert(group.id) }
    } else if let selected {
      if innerCount(of: selected) > 0 {
        if opened.remove(selected.id) == nil { opened.insert(selected.id) }
      } else if let parent = selected.parent {
        opened.remove(parent.id)
        selection = .run(parent.id)
      } else if let group = rows[..<(selectedRow ?? 0)].last(where: { $0.group != nil })?.group {
        closedGroups.insert(group.id)
        selection = .group(group.id)
      }
    }
    list()
  }

  // MARK: Marks

  public func isMarked(_ id: String) -> Bool { marked.contains(id) }

  /// The marked runs that are still there, in the order in which they were marked.
  public var markedRuns: [RunSnapshot] {
    guard !marked.isEmpty else { return [] }
    let runs = Dictionary(watched.runs.filter { colours[$0.id] != nil }.map { ($0.id, $0) }) { first, _ in first }
    return marked.compactMap { runs[$0] }
  }

  /// Marks a run for comparison, or no longer. It keeps its colour for as long as no other needs it.
  public mutating func toggleMark(_ id: String) {
    if let at = marked.firstIndex(of: id) { marked.remove(at: at) } else { mark(id) }
  }

  /// Marks all runs of a group; where all are marked already, none of them.
  mutating func toggleMarks(of group: RunGroup) {
    let ids = group.members.map { watched.runs[$0].id }
    let known = Set(marked)
    let unmarked = ids.filter { !known.contains($0) }
    if unmarked.isEmpty {
      let members = Set(ids)
      marked.removeAll { members.contains($0) }
    } else {
      for id in unmarked { mark(id) }
    }
  }

  /// Marks every listed run, in the order of the list.
  mutating func markAll() {
    let known = Set(marked)
    for run in listed where !known.contains(run.id) { mark(run.id) }
  }

  public mutating func clearMarks() { marked = [] }

  /// Marks these runs and no others, those that are not there yet among them.
  mutating func mark(only ids: [String]) {
    marked = []
    for id in ids where !marked.contains(id) { mark(id) }
  }

  private mutating func mark(_ id: String) {
    let taken = Set(marked.compactMap { colours[$0] })
    if colours[id].map(taken.contains) ?? true { colours[id] = (0...).first { !taken.contains($0) } }
    marked.append(id)
  }

  /// The number of a marked run's colour, from 0, which no other marked run has; nil when it is not marked.
  public func markNumber(of id: String) -> Int? { marked.contains(id) ? colours[id] ?? 0 : nil }

  /// The colour of a run's curves beside those of others: its own as long as it is marked.
  public func style(of id: String) -> StyleRole { .series(marked.contains(id) ? colours[id] ?? 0 : 0) }

  // MARK: The list

  private func identity(of row: RunRow) -> Selection {
    switch row {
    case .run(let index): .run(listed[index].id)
    case .group(let group): .group(group.id)
    }
  }

  /// Works out the list again and keeps the selection in it.
  private mutating func list() {
    let arrangement = RunArrangement(
      watched.runs, settings: settings, query: query, opened: opened, closedGroups: closedGroups, values: &values)
    (rows, listed, matchCount) = (arrangement.rows, arrangement.listed, arrangement.matchCount)
    names = listNames(depths: arrangement.depths)
    columns = RunColumns(settings, runs: watched.runs, values: &values)
    columnCursor = max(0, min(columnCursor, columns.all.count))
    summariseGroups()
    let before = selectedRow
    selectedRow = rows.firstIndex { identity(of: $0) == selection }
    if selectedRow == nil {
      selectedRow = rows.isEmpty ? nil : min(before ?? 0, rows.count - 1)
      selection = selectedRow.map { identity(of: rows[$0]) } ?? .none
    }
  }

  private mutating func summariseGroups() {
    for index in rows.indices {
      guard case .group(var group) = rows[index] else { continue }
      let members = group.members.map { watched.runs[$0] }
      group.summaries = columns.summaries(of: members, values: &values)
      rows[index] = .group(group)
    }
  }

  /// The listed runs' names: those inside another indented, `[+40]` behind one that hides 40 runs and `[-40]` behind
  /// one that shows them, and behind those that several of a kind share the last part of the id in which these differ.
  private func listNames(depths: [Int]) -> [String] {
    struct Place: Hashable {
      var parent: String?
      var name: String
    }
    let sharing = Dictionary(grouping: listed) { Place(parent: $0.parent?.id, name: $0.name) }.mapValues {
      runs -> [String: String] in
      runs.count < 2 ? [:] : Self.tails(of: runs.map(\.id))
    }
    return zip(listed, depths).map { run, depth in
      var name = String(repeating: "  ", count: depth) + run.name
      let tail = sharing[Place(parent: run.parent?.id, name: run.name)]?[run.id]
      if run.id != run.name, let tail { name += " \(tail)" }
      let inner = innerCount(of: run)
      if inner > 0 { name += " [\(isOpen(run) ? "-" : "+")\(inner)]" }
      return name
    }
  }

  /// Of each id the last of its parts, between hyphens, that are not the same in all: as many as tell them apart.
  private static func tails(of ids: [String]) -> [String: String] {
    var parts = ids.map { $0.split(separator: "-") }
    while parts.allSatisfy({ $0.count > 1 }), Set(parts.compactMap(\.last)).count == 1 {
      for index in parts.indices { parts[index].removeLast() }
    }
    let most = parts.map(\.count).max() ?? 0
    let count = (1...max(1, most)).first { count in Set(parts.map { $0.suffix(count) }).count == parts.count } ?? most
    let tails = zip(ids, parts).map { id, parts in
      (id, parts.isEmpty ? id : parts.suffix(count).joined(separator: "-"))
    }
    return Dictionary(tails) { first, _ in first }
  }
}
