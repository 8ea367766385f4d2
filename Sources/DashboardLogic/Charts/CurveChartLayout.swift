public import TerminalModel

/// Where the parts of a curve chart stand. Drawing and the mouse both ask it, so they agree.
public struct CurveChartLayout: Equatable, Sendable {
  /// The unit square.
  public let square: Rect
  /// The square with its labels: names above, axes at the left and below; nil where there is no room for any.
  public let frame: Rect?
  /// Names of the curves and their scores, beside the square, or few of them in its corner that curves seldom cross;
  /// empty for none.
  public let legend: Rect
  /// Bars of how many rows stand behind each part of the x axis; empty for none.
  public let bars: Rect

  public static let labelColumns = 4

  public init(_ model: CurveChartModel, in area: Rect) {
    let hasBox = area.columns >= 4 && area.rows >= 3
    let inner = hasBox ? area.inset(by: 1) : area
    guard inner.columns >= 20, inner.rows >= 6 else {
      (square, frame, legend, bars) = (inner, nil, inner.topPart(0), inner.topPart(0))
      return
    }
    let named = model.curves.filter { !$0.label.isEmpty }
    let wanted = named.map { HarmlessText.columns(of: HarmlessText.make($0.label)) + $0.score.count + 4 }.max() ?? 0
    let room = inner.columns - Self.labelColumns - 2
    let least = min((inner.rows - 2) * 2, 36)
    let legendColumns = named.isEmpty ? -1 : min(wanted, 36, room - least - 2)
    let hasLegend = !named.isEmpty && legendColumns >= min(wanted, 20)
    let columns = hasLegend ? room - legendColumns - 2 : room
    let whole = inner.leftPart(columns + Self.labelColumns + 1)
    let barRows = model.bins.isEmpty || inner.rows < 10 ? 0 : min(max(inner.rows / 6, 2), 4)
    frame = whole.above(barRows)
    square = whole.rightOf(Self.labelColumns + 1).below(1).above(1 + barRows)
    bars = whole.rightOf(Self.labelColumns + 1).bottomPart(barRows)
    let inside = hasLegend ? square.topPart(0) : Self.corner(named, model, in: square)
    legend = hasLegend ? inner.rightPart(legendColumns).below(1) : inside
  }

  /// Names alone: good curves leave the lower right of a ROC chart free, and the lower left of the others.
  private static func corner(
    _ named: [CurveChartModel.Curve], _ model: CurveChartModel, in square: Rect
  ) -> Rect {
    let columns = named.map { HarmlessText.columns(of: HarmlessText.make($0.label)) + 2 }.max() ?? 0
    guard !named.isEmpty, named.count <= square.rows / 3, columns <= square.columns * 3 / 5 else {
      return square.topPart(0)
    }
    let bottom = square.bottomPart(named.count)
    return model.reference == .diagonal ? bottom.rightPart(columns) : bottom.rightOf(1).leftPart(columns)
  }

  /// The values under a cell of the square; nil outside.
  public func values(at point: Point) -> (x: Double, y: Double)? {
    guard square.contains(point), square.columns > 1, square.rows > 1 else { return nil }
    let x = Double(point.column - square.column) / Double(square.columns - 1)
    return (x, 1 - Double(point.row - square.row) / Double(square.rows - 1))
  }
}

/// Where the slider of a threshold and its numbers stand.
public struct ThresholdLayout: Equatable, Sendable {
  public let hasFrame: Bool
  public let slider: Rect
  public let numbers: Rect

  public init(_ area: Rect) {
    hasFrame = area.rows >= 4 && area.columns >= 20
    let inner = hasFrame ? area.inset(by: 1).inset(columns: 1, rows: 0) : area
    slider = inner.topPart(1)
    numbers = inner.below(1).topPart(1)
  }

  /// From 0 at the left end to 1 at the right one; nil outside.
  func share(at point: Point) -> Double? {
    guard slider.contains(point), slider.columns > 1 else { return nil }
    return Double(point.column - slider.column) / Double(slider.columns - 1)
  }
}
