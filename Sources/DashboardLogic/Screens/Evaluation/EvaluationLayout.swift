public import TerminalModel

/// A part of the evaluation screen.
public enum EvaluationPanel: Equatable, Sendable {
  case confusion, worst, roc, precisionRecall, calibration, scores
  case predictedActual, residuals, predictedResidual, measures
}

/// Where the panels stand. Drawing and the mouse both ask it, so they agree.
public struct EvaluationLayout: Equatable, Sendable {
  /// The threshold with what it does; empty where there is none to move.
  public let threshold: Rect
  public let places: [(panel: EvaluationPanel, area: Rect)]
  /// Such as `panels 1-2 of 5`; empty when all are shown.
  public let pageText: String

  static let smallestPanel = Size(columns: 32, rows: 11)

  /// - Parameters:
  ///   - classCount: of the confusion matrix.
  ///   - measureCount: lines of the panel of error measures.
  ///   - mistakeCount: lines that the panel of the worst confusions would have with all of them.
  init(
    _ panels: [EvaluationPanel], hasThreshold: Bool, classCount: Int, measureCount: Int = 0, mistakeCount: Int = 0,
    focus: Int, isMaximised: Bool, in area: Rect
  ) {
    let bar = hasThreshold ? area.topPart(area.rows >= 17 ? 4 : area.rows >= 9 ? 2 : 0) : area.topPart(0)
    threshold = bar
    let rest = area.below(bar.rows)
    let focus = min(max(focus, 0), max(panels.count - 1, 0))
    if isMaximised, panels.indices.contains(focus) {
      places = [(panels[focus], rest)]
      pageText = panels.count > 1 ? "panel \(focus + 1) of \(panels.count)" : ""
    } else if classCount > 2, panels.first == .confusion, rest.columns >= 90, rest.rows >= 24 {
      places = Self.besideMatrix(panels, classCount: classCount, mistakeCount: mistakeCount, focus: focus, in: rest)
      pageText = places.count < panels.count ? "\(places.count) of \(panels.count) panels" : ""
    } else {
      let minimum = classCount > 4 && rest.columns < 90 ? Size(columns: rest.columns, rows: 12) : Self.smallestPanel
      let grid = Self.grid(panels.count, focus: focus, minimum: minimum, in: rest)
      places = Self.shortened(
        grid.rects.enumerated().map { (panels[grid.firstIndex + $0], $1) }, measureRows: measureCount + 3)
      pageText = (grid.firstIndex..<grid.firstIndex + grid.rects.count).place(of: panels.count, "panels")
    }
  }

  /// A few numbers need few rows: the panel above them has the others.
  private static func shortened(
    _ places: [(panel: EvaluationPanel, area: Rect)], measureRows: Int
  ) -> [(panel: EvaluationPanel, area: Rect)] {
    guard let at = places.firstIndex(where: { $0.panel == .measures }), places[at].area.rows > measureRows,
      let above = places.firstIndex(where: {
        $0.area.row + $0.area.rows == places[at].area.row && $0.area.column == places[at].area.column
          && $0.area.columns == places[at].area.columns
      })
    else { return places }
    var result = places
    let both = places[above].area.rows + places[at].area.rows
    let column = Rect(
      column: places[above].area.column, row: places[above].area.row, columns: places[above].area.columns, rows: both)
    (result[above].area, result[at].area) = (column.above(measureRows), column.bottomPart(measureRows))
    return result
  }

  private static func grid(_ count: Int, focus: Int, minimum: Size, in area: Rect) -> ChartGridLayout {
    let first = ChartGridLayout.make(count: count, in: area, minimum: minimum)
    guard first.pageCount > 1 else { return first }
    return ChartGridLayout.make(count: count, in: area, minimum: minimum, page: focus / max(first.rects.count, 1))
  }

  /// The matrix over its worst confusions at the left, as many of the others as fit at the right, the one with the
  /// focus among them.
  private static func besideMatrix(
    _ panels: [EvaluationPanel], classCount: Int, mistakeCount: Int, focus: Int, in area: Rect
  ) -> [(panel: EvaluationPanel, area: Rect)] {
    let others = panels.filter { $0 != .confusion && $0 != .worst }
    let across = area.columns >= 150 ? 2 : 1
    let shown = min(others.count, max(area.rows / smallestPanel.rows, 1) * across)
    let isEven = across == 2 && shown > 1
    let halves = area.split(
      .horizontal, others.isEmpty ? [.share(1)] : isEven ? [.share(1), .share(1)] : [.share(3), .share(2)])
    // A row of cells takes up to four lines where classes are few; below stand what each class comes to.
    let matrixRows = classCount * (classCount > 8 ? 2 : 5) + 12
    // What few mistakes leave free is the matrix's.
    let worstRows =
      panels.contains(.worst) ? min(max(halves[0].rows / 4, 6, halves[0].rows - matrixRows), mistakeCount + 3) : 0
    var places: [(panel: EvaluationPanel, area: Rect)] = [(.confusion, halves[0].above(worstRows))]
    if worstRows > 0 { places.append((.worst, halves[0].bottomPart(worstRows))) }
    guard halves.count > 1 else { return places }
    let last = others.firstIndex(of: panels[focus]) ?? 0
    let minimum = Size(columns: isEven ? halves[1].columns / 2 : halves[1].columns, rows: 4)
    let grid = ChartGridLayout.make(count: shown, in: halves[1], minimum: minimum)
    return places + zip(others.dropFirst(max(last - shown + 1, 0)), grid.rects).map { ($0, $1) }
  }

  public static func == (a: EvaluationLayout, b: EvaluationLayout) -> Bool {
    a.threshold == b.threshold && a.pageText == b.pageText && a.places.count == b.places.count
      && zip(a.places, b.places).allSatisfy { $0.panel == $1.panel && $0.area == $1.area }
  }

  /// The panel at a point.
  func panel(at point: Point) -> EvaluationPanel? { places.first { $0.area.contains(point) }?.panel }
}
