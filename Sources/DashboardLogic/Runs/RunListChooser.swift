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
  /// Columns that were on the screen when the list was opened.
  private let original: Set<RunColumn>
  /// Columns that were shown since the list was opened.
  private var added: Set<RunColumn> = []

  init(_ purpose: Purpose, _ state: DashboardState) {
    self.purpose = purpose
    let available = RunColumns.available(state.runs.watched.runs)
    switch purpose {
    case .columns:
      let chosen = state.runs.columns.all
      original = Set(chosen)
      items = chosen + available.filter { !chosen.contains($0) }
    case .grouping:
      original = []
      items = available.filter { if case .hyperparameter = $0 { true } else { false } }
    }
  }

  /// Shows one more column: where it has been hidden since the list was opened, else right behind the state and those that
  /// were added before, where it is seen.
  mutating func insert(_ column: RunColumn, into columns: inout [RunColumn]) {
    guard let place = items.firstIndex(of: column) else { return }
    if original.contains(column) || added.contains(column) {
      // Those on the screen have the same order here, so that the one before it is enough to know.
      return columns.insert(column, at: Self.place(behind: items[..<place].last(where: columns.contains), in: columns))
    }
    var fresh = Self.place(behind: .state, in: columns)
    while columns.indices.contains(fresh), added.contains(columns[fresh]) { fresh += 1 }
    items.remove(at: place)
    items.insert(column, at: Self.place(behind: fresh > 0 ? columns[fresh - 1] : nil, in: items))
    columns.insert(column, at: fresh)
    added.insert(column)
  }

  /// The first place where there is no such column.
  private static func place(behind column: RunColumn?, in columns: [RunColumn]) -> Int {
    column.flatMap { columns.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
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
