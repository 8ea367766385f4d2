import RunModel
import TerminalModel

extension DashboardState {
  /// Selects a run that somebody asked for by its name, whatever hid it.
  public mutating func showRun(_ id: String) {
    runs.reveal(id)
    let filter = settings.runs.filter
    if runs.selectedID != id, !filter.isEmpty {
      settings.runs.filter = ""
      runs.arrange(by: settings.runs)
      runs.reveal(id)
      notice = Notice("The filter \(filter) is taken away: it hid the run that was asked for.")
    }
    judgeRuns()
  }

  mutating func selectRun(offset: Int) {
    runs.select((runs.selectedRow ?? 0) + offset)
  }

  /// The next run in a direction, past lines of groups.
  mutating func selectNeighbour(forward: Bool) {
    if screen == .health { return selectByHealth(offset: forward ? 1 : -1) }
    if screen == .decisions, !decisionEntries.isEmpty { return moveInDecisions(forward ? .moveDown : .moveUp) }
    runs.selectRun(forward: forward)
  }

  /// Among the listed runs, past lines of groups.
  mutating func selectListedRun(offset: Int) {
    runs.selectListed((runs.selectedIndex ?? 0) + offset)
  }

  mutating func toggleInnerRuns() {
    runs.toggleSelected()
    judgeHealth()
  }

  /// Up and down move among the runs, left and right among the columns.
  mutating func moveInRuns(_ command: Command) {
    let count = runs.rows.count
    let page = max(1, layout.runsPage)
    switch command {
    case .moveUp: selectRun(offset: -1)
    case .moveDown: selectRun(offset: 1)
    case .pageUp: selectRun(offset: -page)
    case .pageDown: selectRun(offset: page)
    case .goToFirst: selectRun(offset: -count)
    case .goToLast: selectRun(offset: count)
    case .moveLeft: moveColumnCursor(by: -1)
    case .moveRight: moveColumnCursor(by: 1)
    default: break
    }
  }

  // MARK: Columns

  /// The column under the cursor.
  var columnUnderCursor: RunColumn {
    let place = runs.columnCursor - 1
    return runs.columns.all.indices.contains(place) ? runs.columns.all[place] : .name
  }

  private mutating func moveColumnCursor(by distance: Int) {
    runs.columnCursor = max(0, min(runs.columnCursor + distance, runs.columns.all.count))
    keepColumnOffset()
  }

  /// The list's columns as they stand on the screen, with where they begin.
  private var listPage: (page: TableModel.Page, start: Int) {
    let table = layout.runsTable
    let chrome = DashboardLayout.hasFrame(table) ? 2 : 1
    let model = RunsModel(self, visibleRows: layout.runsPage)
    return (
      model.table.page(columns: table.columns - 2 * chrome, rows: layout.runsPage), table.column + chrome
    )
  }

  /// The column, 0 for the name, whose heading is at a point; nil elsewhere.
  func runsColumn(at point: Point) -> Int? {
    let row = layout.runsTable.row + (DashboardLayout.hasFrame(layout.runsTable) ? 1 : 0)
    guard point.row == row, !runs.rows.isEmpty else { return nil }
    let (page, start) = listPage
    let place = page.placements.last { $0.index > 0 && start + $0.start <= point.column }
    return place.flatMap { point.column < start + $0.start + $0.width ? $0.index - 1 : nil }
  }

  /// Moves the cursor there; where it is already, sorts.
  mutating func clickHeading(_ column: Int) {
    if runs.columnCursor == column { sortByColumn() } else { runs.columnCursor = column }
  }

  /// Remembers how far the columns are scrolled, so that the cursor moves among them before they move.
  private mutating func keepColumnOffset() {
    runs.columnOffset = listPage.page.firstColumn(behind: RunsModel.fixedColumns) ?? 0
  }

  /// Sorts by the column under the cursor; from there the other way, and then no longer.
  mutating func sortByColumn() {
    let column = columnUnderCursor
    guard let sort = settings.runs.sort, sort.column == column else {
      settings.runs.sort = .init(column, isAscending: column.sortsAscendingFirst)
      return
    }
    settings.runs.sort =
      sort.isAscending == column.sortsAscendingFirst ? .init(column, isAscending: !sort.isAscending) : nil
  }

  mutating func hideColumn() {
    var columns = runs.columns.all
    guard columns.indices.contains(runs.columnCursor - 1) else { return }
    columns.remove(at: runs.columnCursor - 1)
    settings.runs.columns = columns
  }

  /// Changes places with the column beside it; the cursor goes along.
  mutating func moveColumn(by distance: Int) {
    var columns = runs.columns.all
    let (from, to) = (runs.columnCursor - 1, runs.columnCursor - 1 + distance)
    guard columns.indices.contains(from), columns.indices.contains(to) else { return }
    columns.swapAt(from, to)
    settings.runs.columns = columns
    runs.arrange(by: settings.runs)
    runs.columnCursor = to + 1
    keepColumnOffset()
  }

  // MARK: Groups

  /// By the hyperparameter under the cursor, or no longer; elsewhere asks by which.
  mutating func groupRuns() {
    if case .hyperparameter(let name) = columnUnderCursor {
      settings.runs.groupedBy = settings.runs.groupedBy == name ? nil : name
    } else {
      overlay = .chooser(RunListChooser(.grouping, self))
    }
  }

  // MARK: Choosing

  mutating func updateChooser(_ old: RunListChooser, key: KeyStroke) -> [Effect] {
    var chooser = old
    let matches = chooser.matches(in: self).map(\.column)
    let current = matches.indices.contains(chooser.selection) ? matches[chooser.selection] : nil
    overlay = nil
    switch (key.key, chooser.purpose) {
    case (.escape, _), (.enter, .columns): return []
    case (.enter, .grouping):
      if case .hyperparameter(let name)? = current { settings.runs.groupedBy = name }
      return []
    case (.character(" "), .grouping):
      settings.runs.groupedBy = nil
      return []
    case (.character(" "), .columns): if let current { toggleColumn(current, in: &chooser) }
    case (.left, .columns), (.right, .columns):
      if let current { move(current, by: key.key == .left ? -1 : 1, in: &chooser) }
    case (.up, _): chooser.selection = max(0, chooser.selection - 1)
    case (.down, _): chooser.selection = max(0, min(chooser.selection + 1, matches.count - 1))
    default: if chooser.query.press(key) { chooser.selection = 0 }
    }
    overlay = .chooser(chooser)
    return []
  }

  /// One that is shown has the cursor, so that it is on view in any case.
  private mutating func toggleColumn(_ column: RunColumn, in chooser: inout RunListChooser) {
    var columns = runs.columns.all
    if let place = columns.firstIndex(of: column) {
      columns.remove(at: place)
    } else {
      chooser.insert(column, into: &columns)
    }
    settings.runs.columns = columns
    runs.arrange(by: settings.runs)
    guard let place = columns.firstIndex(of: column) else { return }
    runs.columnCursor = place + 1
    keepColumnOffset()
    chooser.selection = chooser.matches(in: self).firstIndex { $0.column == column } ?? chooser.selection
  }

  private mutating func move(_ column: RunColumn, by distance: Int, in chooser: inout RunListChooser) {
    var columns = runs.columns.all
    guard let from = columns.firstIndex(of: column), columns.indices.contains(from + distance) else { return }
    chooser.swap(columns[from], columns[from + distance])
    columns.swapAt(from, from + distance)
    settings.runs.columns = columns
    runs.arrange(by: settings.runs)
    chooser.selection = chooser.matches(in: self).firstIndex { $0.column == column } ?? chooser.selection
  }
}
