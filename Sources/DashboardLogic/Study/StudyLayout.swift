public import TerminalModel

/// Where the parts of the study screen stand.
public struct StudyLayout: Equatable, Sendable {
  /// Each empty where it is not shown.
  public let table: Rect
  public let progress: Rect
  public let parallel: Rect
  public let scatter: Rect

  private static let largeScreen = Size(columns: 90, rows: 28)
  private static let leastChartRows = 9

  /// Whether all parts are shown at once.
  public static func showsAll(in area: Rect) -> Bool {
    area.columns >= largeScreen.columns && area.rows >= largeScreen.rows
  }

  /// - Parameters:
  ///   - hasParameters: whether trials of a kind differ in any hyperparameter.
  ///   - chart: the chart shown alone beside the table; nil for all where there is room, else the first.
  public init(in area: Rect, trialCount: Int, hasParameters: Bool, chart: StudyChart?) {
    let none = area.topPart(0)
    if chart == nil, Self.showsAll(in: area) {
      // The table has what it needs, and the chart beside it a height to be read in.
      let needed = min(max(trialCount + 3, 14), area.rows * 3 / 5)
      let top = hasParameters ? area.topPart(needed) : area
      let bottom = area.below(top.rows)
      let tableColumns = area.columns * 11 / 20
      (table, progress) = (top.leftPart(tableColumns), top.rightOf(tableColumns))
      guard hasParameters else {
        (parallel, scatter) = (none, none)
        return
      }
      let parallelColumns = area.columns * 3 / 5
      (parallel, scatter) = (bottom.leftPart(parallelColumns), bottom.rightOf(parallelColumns))
      return
    }
    let tableRows =
      area.rows < Self.leastChartRows + 4
      ? area.rows : min(trialCount + 3, area.rows * 2 / 5)
    let rest = area.below(tableRows)
    table = area.topPart(tableRows)
    let shown = chart ?? .progress
    progress = shown == .progress ? rest : none
    parallel = shown == .parallel ? rest : none
    scatter = shown == .scatter ? rest : none
  }
}
