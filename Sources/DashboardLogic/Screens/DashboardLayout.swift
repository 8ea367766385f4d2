public import TerminalModel

/// Where everything stands on the screen. Drawing and the mouse both ask it, so they agree.
public struct DashboardLayout: Equatable, Sendable {
  public let size: Size
  public let screen: Screen
  /// Title and tabs.
  public let header: Rect
  /// Counts of runs by state, and the time of the newest data; empty on a low screen.
  public let status: Rect
  /// The list of runs beside a screen of one run; empty on a narrow one, and where a chart is shown alone.
  public let sidebar: Rect
  /// What is known about the selected run, below that list.
  public let facts: Rect
  /// The title of a presentation, which has nothing else around the screen; empty elsewhere.
  public let banner: Rect
  /// What the screen is about.
  public let body: Rect
  /// Notice and key hints.
  public let footer: Rect
  /// Where each tab's label stands in the header.
  public let tabs: [(screen: Screen, label: String, area: Rect)]
  /// The list of runs on the runs screen, and the preview of the selected one below it.
  public let runsTable: Rect
  public let runsPreview: Rect

  static let sidebarColumns = 38
  static let titleColumns = 10

  private let isPresenting: Bool
  public let hasTabKeys: Bool

  /// - Parameters:
  ///   - isMaximised: whether a chart has the screen for itself.
  ///   - hasFooter: whether there is something to say at the bottom of a presentation.
  ///   - hasTabKeys: whether the keys of the tabs lead to them.
  public init(
    size: Size, screen: Screen, runCount: Int, isPresenting: Bool = false, isMaximised: Bool = false,
    hasFooter isSaying: Bool = true, hasTabKeys: Bool = true
  ) {
    (self.size, self.screen, self.isPresenting) = (size, screen, isPresenting)
    let full = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    let hasStatus = size.rows >= 12 && !isPresenting
    let hasFooter = size.rows >= 4 && (isSaying || !isPresenting)
    header = Rect(column: 0, row: 0, columns: full.columns, rows: isPresenting ? 0 : min(1, full.rows))
    banner = full.topPart(isPresenting ? Self.bannerRows(of: size) : 0)
    status = Rect(column: 0, row: 1, columns: full.columns, rows: hasStatus ? 1 : 0)
    footer = Rect(column: 0, row: max(0, full.rows - 1), columns: full.columns, rows: hasFooter ? 1 : 0)
    let top = header.rows + status.rows + banner.rows
    let middle = Rect(column: 0, row: top, columns: full.columns, rows: max(0, full.rows - top - footer.rows))
    let isAlone = isPresenting || isMaximised || [.runs, .study, .compare].contains(screen)
    let showsSidebar = !isAlone && middle.columns >= 116
    let sidebarWidth = showsSidebar ? Self.sidebarColumns : 0
    let side = Rect(column: 0, row: middle.row, columns: sidebarWidth, rows: showsSidebar ? middle.rows : 0)
    sidebar = side.topPart(min(runCount + 3, max(side.rows / 2, side.rows - 20)))
    facts = side.below(sidebar.rows)
    body = Rect(
      column: sidebarWidth, row: middle.row, columns: middle.columns - sidebarWidth, rows: middle.rows)
    let tableRows = Self.tableRows(available: middle.rows, runCount: runCount)
    runsTable = Rect(column: 0, row: middle.row, columns: middle.columns, rows: tableRows)
    runsPreview = Rect(
      column: 0, row: middle.row + tableRows, columns: middle.columns, rows: middle.rows - tableRows)
    tabs = Self.placeTabs(in: header, screen: screen, hasKeys: hasTabKeys)
    self.hasTabKeys = hasTabKeys
  }

  /// Large letters, the run below them, and air; on a small screen one line for both.
  private static func bannerRows(of size: Size) -> Int {
    size.rows >= 20 && size.columns >= 60 ? 6 : min(1, size.rows / 3)
  }

  /// The list takes what it needs, up to half; a low screen has only the list.
  private static func tableRows(available: Int, runCount: Int) -> Int {
    let wanted = runCount + 3
    guard available >= 18, runCount > 0 else { return available }
    return min(wanted, max(available / 2, available - 22))
  }

  /// Every title, with the program's name before them; on narrower screens without the name, then short titles, then
  /// only the open one's.
  private static func placeTabs(
    in header: Rect, screen: Screen, hasKeys: Bool
  ) -> [(screen: Screen, label: String, area: Rect)] {
    let keyed: [(Screen) -> String] = [
      { " \($0.key) \($0.title) " }, { " \($0.key)\($0.shortTitle)" },
      { $0 == screen ? " \($0.key) \($0.title) " : " \($0.key)" },
    ]
    let plain: [(Screen) -> String] = [
      { " \($0.title) " }, { " \($0.shortTitle)" }, { $0 == screen ? " \($0.title) " : " " },
    ]
    let styles = hasKeys ? keyed : plain
    let candidates = styles.map { style in Screen.allCases.map(style) }
    let width = { (labels: [String]) in labels.reduce(0) { $0 + $1.count } }
    let labels = candidates.first { width($0) <= header.columns } ?? candidates[2]
    var column = titleColumns + width(labels) <= header.columns ? titleColumns : 0
    return zip(Screen.allCases, labels).map { screen, label in
      defer { column += label.count }
      return (screen, label, Rect(column: column, row: 0, columns: label.count, rows: header.rows))
    }
  }

  public func tab(at point: Point) -> Screen? { tabs.first { $0.area.contains(point) }?.screen }

  /// The line that names the selected run, above a screen of one run; empty on a low screen and on the runs screen.
  public var titleLine: Rect {
    [.runs, .compare].contains(screen) || body.rows < 8 || isPresenting ? body.topPart(0) : body.topPart(1)
  }
  /// What is left below it.
  public var content: Rect { body.below(titleLine.rows) }

  /// Rows of runs that the list on the runs screen shows at once, without its frame and headings.
  public var runsPage: Int { Self.page(of: runsTable) }
  /// The same of the list beside other screens.
  public var sidebarPage: Int { Self.page(of: sidebar) }

  /// Whether a list of runs has a frame around it; a very low one has only its headings.
  public static func hasFrame(_ list: Rect) -> Bool { list.rows >= 4 }
  private static func page(of list: Rect) -> Int { max(1, list.rows - (hasFrame(list) ? 3 : 1)) }

  /// The index of the run whose row is at a point of the list; nil outside of it.
  func runRow(at point: Point, in state: DashboardState) -> Int? {
    let list = screen == .runs ? runsTable : sidebar
    guard list.contains(point) else { return nil }
    let page = Self.page(of: list)
    let line = point.row - list.row - (Self.hasFrame(list) ? 2 : 1)
    let row = RunsModel(state, visibleRows: page).scroll + line
    return (0..<page).contains(line) && row < state.runs.rows.count ? row : nil
  }

  /// The place at a point of the grid of curves: a chart, or the heading of hidden ones.
  func chart(at point: Point, in state: DashboardState) -> Int? {
    state.chartGrid(in: content).places.first { $0.area.contains(point) }?.index
  }

  public static func == (a: DashboardLayout, b: DashboardLayout) -> Bool {
    a.size == b.size && a.screen == b.screen && a.body == b.body && a.runsTable == b.runsTable
  }
}

extension DashboardState {
  public var layout: DashboardLayout {
    let isPrompt = if case .prompt = overlay { true } else { false }
    return DashboardLayout(
      size: size, screen: screen, runCount: runs.rows.count, isPresenting: isPresenting, isMaximised: isMaximised,
      hasFooter: isPrompt || notice != nil, hasTabKeys: replay == nil)
  }

  /// Whether a chart of the open screen has it for itself: on view there is one.
  private var isMaximised: Bool {
    switch screen {
    case .curves: curves.isMaximised
    case .evaluation: evaluation.isMaximised && hasEvaluation
    case .resources: resources.isMaximised && !resourceCharts.isEmpty
    default: false
    }
  }
}
