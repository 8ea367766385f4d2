import TerminalModel

/// A list to choose from: the columns of the list of runs, or what it is grouped by.
public struct RunListChooser: Equatable, Sendable {
  public enum Purpose: Equatable, Sendable { case columns, grouping }

  let purpose: Purpose
  var query = TextField()
  /// Among those that fit the query.
  var selection = 0
  /// Everything there is to choose: the columns in the order of the screen, between them those hidden since the list was
  /// opened, behind them the others.
  private(set) var items: [RunColumn]
  /// Columns that were shown since the list was opened.
  private var added: Set<RunColumn> = []

  init(_ purpose: Purpose, _ state: DashboardState) {
    self.purpose = purpose
    let available = RunColumns.available(state.runs.watched.runs)
    switch purpose {
    case .columns:
      let chosen = state.runs.columns.all
      let shown = Set(chosen)
      items = chosen + available.filter { !shown.contains($0) }
    case .grouping: items = available.filter { if case .hyperparameter = $0 { true } else { false } }
    }
  }

  /// Shows one more column: where it has been hidden since the list was opened, else right behind the state and those that
  /// were added before, where it is seen.
  mutating func insert(_ column: RunColumn, into columns: inout [RunColumn]) {
    guard let place = items.firstIndex(of: column) else { return }
    let shown = Set(columns)
    if let next = items[place...].first(where: shown.contains) {
      return columns.insert(column, at: columns.firstIndex(of: next) ?? columns.count)
    }
    let fresh = columns.firstIndex { $0 != .state && !added.contains($0) } ?? columns.count
    items.remove(at: place)
    items.insert(column, at: columns.indices.contains(fresh) ? items.firstIndex(of: columns[fresh]) ?? place : place)
    columns.insert(column, at: fresh)
    added.insert(column)
  }

  /// Two change places.
  mutating func swap(_ a: RunColumn, _ b: RunColumn) {
    guard let first = items.firstIndex(of: a), let second = items.firstIndex(of: b) else { return }
    items.swapAt(first, second)
  }

  /// What fits the query, best first, with the places of the matched characters in its description.
  func matches(in state: DashboardState) -> [(column: RunColumn, places: [Int])] {
    let wanted = query.text.trimmed
    guard !wanted.isEmpty else { return items.map { ($0, []) } }
    return items.enumerated().compactMap { place, column -> (rank: (Int, Int), column: RunColumn, places: [Int])? in
      FuzzyMatch(wanted, in: column.description).map { ((-$0.score, place), column, $0.places) }
    }.sorted { $0.rank < $1.rank }.map { ($0.column, $0.places) }
  }
}

/// The list as it is drawn.
public struct RunListChooserModel: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    public var isChosen: Bool
    public var text: StyledText
  }
  public var title: String
  public var query: DialogModel.Input
  public var rows: [Row]
  public var selection: Int
  /// How many are chosen, those that do not fit the query among them.
  public var chosenCount: Int
  public var hints: [KeyHint]

  init(_ state: DashboardState, _ chooser: RunListChooser) {
    let isColumns = chooser.purpose == .columns
    title = isColumns ? "columns" : "group runs by"
    query = DialogModel.Input(
      text: chooser.query.text, cursor: chooser.query.cursor,
      hint: isColumns ? "letters of a column" : "letters of a name")
    selection = chooser.selection
    let chosen: Set<RunColumn> =
      isColumns ? Set(state.runs.columns.all) : Set(state.settings.runs.groupedBy.map { [.hyperparameter($0)] } ?? [])
    chosenCount = chosen.count
    rows = chooser.matches(in: state).map { column, places in
      let isChosen = chosen.contains(column)
      return Row(
        isChosen: isChosen,
        text: StyledText(column.description, marking: places, plain: isChosen ? .textStrong : .text))
    }
    hints =
      isColumns
      ? [KeyHint("space", "show or hide"), KeyHint("←→", "move"), KeyHint("enter", "done")]
      : [KeyHint("enter", "group"), KeyHint("space", "none"), KeyHint("esc", "leave")]
  }
}
