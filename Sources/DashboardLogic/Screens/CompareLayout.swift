public import TerminalModel

/// Where the parts of the compare screen stand: the table, the curves of metrics below it, or beside it where
/// it leaves room.
public struct CompareLayout: Equatable, Sendable {
  public let panel: Rect
  /// Below its heading: headings, then lines.
  public let table: Rect
  /// Of one metric each; empty where there is no room.
  public let charts: [Rect]
  public let nameColumns: Int
  /// Of the word that says which value a line shows.
  public let kindColumns = 4
  public let referenceColumns: Int
  /// Of a run beside the reference: value, difference and what to think of it.
  public let runColumns: Int
  /// Which of the other runs are on view, counted from 1.
  public let runs: Range<Int>
  /// Rows of the headings.
  public let headRows: Int

  static let gap = 2
  static let narrowestRun = 19
  static let widestRun = 26
  static let widestReference = 20

  /// - Parameters:
  ///   - nameColumns: of the longest name.
  ///   - run: index of the run that must be on view.
  init(rowCount: Int, runCount: Int, nameColumns longest: Int, run: Int, in area: Rect) {
    headRows = area.rows >= 24 ? 2 : 1
    let natural =
      longest + 1 + kindColumns + 2 * Self.gap + Self.widestReference + 4
      + max(0, runCount - 1) * (Self.widestRun + Self.gap)
    let isBeside = area.rows >= 24 && area.columns - natural >= 60
    let wanted = rowCount + headRows + 2
    let hasChart = area.rows >= 16
    let rows = hasChart && !isBeside ? min(wanted, max(8, area.rows * 11 / 20)) : area.rows
    panel = isBeside ? area.leftPart(natural) : area.topPart(rows)
    charts = hasChart ? Self.charts(in: isBeside ? area.rightOf(natural) : area.below(rows), isBeside: isBeside) : []
    let inner = panel.columns >= 4 && panel.rows >= 3 ? panel.inset(by: 1) : panel
    table = inner.columns >= 20 ? inner.inset(columns: 1, rows: 0) : inner
    let names = min(longest, max(10, table.columns * (table.columns >= 100 ? 3 : 2) / 10))
    let wantedNames = max(0, min(names, table.columns - kindColumns - 1))
    let room = table.columns - wantedNames - 1 - kindColumns
    let reference = min(room - Self.gap, max(12, table.columns / 8))
    let others = room - 2 * Self.gap - reference
    let fitting = max(0, (others + Self.gap) / (Self.narrowestRun + Self.gap))
    let count = min(fitting, max(0, runCount - 1))
    // What is left over makes the columns wider, but no wider than names need.
    runColumns = count == 0 ? 0 : min(Self.widestRun, (others + Self.gap) / count - Self.gap)
    referenceColumns = max(
      0,
      count == 0
        ? room - Self.gap : min(Self.widestReference, reference + max(0, others - count * (runColumns + Self.gap))))
    // Names have what is left over then.
    let free = room - Self.gap - referenceColumns - count * (Self.gap + runColumns)
    nameColumns = max(wantedNames, min(longest, wantedNames + free))
    let first = count == 0 ? 1 : max(1, min(run - count + 1, runCount - count))
    runs = first..<first + count
  }

  /// Several where each is large enough: one over the other beside the table, side by side below it.
  private static func charts(in area: Rect, isBeside: Bool) -> [Rect] {
    let count = isBeside ? max(1, area.rows / 16) : max(1, area.columns / 60)
    return area.split(isBeside ? .vertical : .horizontal, Array(repeating: .share(1), count: count))
  }

  /// Rows of the table that hold lines.
  public var lineRows: Int { max(0, table.rows - headRows) }

  /// Where a run's column begins, from the left of the table; nil where it is not on view.
  public func column(ofRun index: Int) -> Int? {
    let reference = nameColumns + 1 + kindColumns + Self.gap
    if index == 0 { return reference }
    guard runs.contains(index) else { return nil }
    return reference + referenceColumns + Self.gap + (index - runs.lowerBound) * (runColumns + Self.gap)
  }

  public func columns(ofRun index: Int) -> Int { index == 0 ? referenceColumns : runColumns }

  /// Of a run's value.
  public var valueColumns: Int { 8 + max(0, runColumns - Self.narrowestRun) / 2 }
  /// Of its difference from that of the reference, between two blanks; then comes what to think of it.
  public var deltaColumns: Int { max(0, runColumns - valueColumns - 3) }
}
