import RunModel

/// The runs as a list: filtered, sorted, grouped, those inside others below them where these are open.
///
/// Worked out when runs or settings change, not for a frame. O(runs × terms of the filter + runs × log runs).
struct RunArrangement {
  /// Those that the list shows.
  private(set) var rows: [RunRow] = []
  private(set) var listed: [RunSnapshot] = []
  /// How deep inside others each listed run is.
  private(set) var depths: [Int] = []
  /// How many runs answer the filter, those inside others not counted.
  private(set) var matchCount = 0

  private let runs: [RunSnapshot]
  private let settings: RunListSettings
  private let opened: Set<String>
  /// By the place of the run around them; the runs of their own by nil.
  private var inner: [Int?: [Int]] = [:]
  /// Whether a run or one inside it answers the filter.
  private var matches: [Bool]
  /// Whether a run inside it does.
  private var innerMatches: [Bool]
  private var keys: [RunSortKey] = []
  /// Of runs that are sorted by values of their main metrics, which of these it is, the most frequent one first; an
  /// accuracy and a loss cannot be told better from worse. Empty where runs are sorted by something else.
  private var families: [Int] = []

  /// How many runs inside each other are listed.
  static let deepest = 16

  /// - Parameters:
  ///   - runs: behind each those inside it.
  ///   - opened: ids of runs whose inner runs are listed.
  ///   - closedGroups: ids of groups whose runs are not.
  init(
    _ runs: [RunSnapshot], settings: RunListSettings, query: RunQuery, opened: Set<String>, closedGroups: Set<String>,
    values: inout RunValues
  ) {
    (self.runs, self.settings, self.opened) = (runs, settings, opened)
    matches = runs.map { query.isEmpty || query.matches($0, values: &values) }
    innerMatches = Array(repeating: false, count: runs.count)
    findInner()
    if let sort = settings.sort {
      keys = runs.map { sort.column.sortKey(of: $0, values: &values) }
      if sort.column.isOfHeadline {
        families = Self.families(of: runs.map { values.headline(of: $0)?.name.rawValue ?? "" })
      }
    }
    let outer = sorted(inner[nil] ?? []).filter { matches[$0] }
    matchCount = outer.count
    guard let name = settings.groupedBy else {
      for index in outer { add(index, depth: 0) }
      return
    }
    for var group in Self.groups(outer, of: runs, by: name) {
      group.isOpen = !closedGroups.contains(group.id)
      rows.append(.group(group))
      if group.isOpen { for index in group.members { add(index, depth: 0) } }
    }
  }

  /// Which runs are inside which, and how far up a match counts. Inner runs come behind those around them.
  private mutating func findInner() {
    let places = Dictionary(runs.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var outer: [Int?] = Array(repeating: nil, count: runs.count)
    for (index, run) in runs.enumerated() {
      guard let parent = run.parent else {
        inner[nil, default: []].append(index)
        continue
      }
      // One whose outer run is not known is not listed.
      guard let place = places[parent.id], place < index else { continue }
      inner[place, default: []].append(index)
      outer[index] = place
    }
    for index in runs.indices.reversed() where matches[index] {
      if let place = outer[index] { (matches[place], innerMatches[place]) = (true, true) }
    }
  }

  private mutating func add(_ index: Int, depth: Int) {
    rows.append(.run(listed.count))
    listed.append(runs[index])
    depths.append(depth)
    guard opened.contains(runs[index].id), let inside = inner[index] else { return }
    // A run that was found by its own name shows all that is inside it.
    let shown = innerMatches[index] ? inside.filter { matches[$0] } : inside
    for index in sorted(shown) where depth < Self.deepest { add(index, depth: depth + 1) }
  }

  /// In the order asked for; equal ones stay as they were.
  private func sorted(_ indices: [Int]) -> [Int] {
    guard let sort = settings.sort else { return indices }
    return indices.sorted { a, b in
      if !families.isEmpty, families[a] != families[b] { return families[a] < families[b] }
      if keys[a].precedes(keys[b], isAscending: sort.isAscending) { return true }
      return !keys[b].precedes(keys[a], isAscending: sort.isAscending) && a < b
    }
  }

  private static func families(of metrics: [String]) -> [Int] {
    let counts = Dictionary(metrics.map { ($0, 1) }, uniquingKeysWith: +)
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let ranks = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $1.isEmpty ? order.count : $0) })
    return metrics.map { ranks[$0] ?? order.count }
  }

  /// By value: numbers, then texts, then the runs without.
  private static func groups(_ indices: [Int], of runs: [RunSnapshot], by name: String) -> [RunGroup] {
    var groups: [RunGroup] = []
    var keys: [RunSortKey] = []
    var places: [String?: Int] = [:]
    for index in indices {
      let value = runs[index].hyperparameters.first { $0.name == name }?.value
      if let place = places[value?.text] {
        groups[place].members.append(index)
      } else {
        places[value?.text] = groups.count
        groups.append(RunGroup(name: name, value: value?.text, members: [index], isOpen: true))
        keys.append(RunSortKey(value))
      }
    }
    let order = groups.indices.sorted { a, b in
      keys[a].precedes(keys[b], isAscending: true) || (!keys[b].precedes(keys[a], isAscending: true) && a < b)
    }
    return order.map { groups[$0] }
  }
}
