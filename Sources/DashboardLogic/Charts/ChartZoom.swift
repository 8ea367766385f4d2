import Glibc

/// The part of the x axis that all charts show.
public enum ChartZoom: Codable, Equatable, Sendable {
  case range(ClosedRange<Int64>)
  /// So many positions before the newest point, and on with it.
  case tail(Int64)

  /// All of it where the zoom lies elsewhere, as after a change to a run of other steps.
  ///
  /// - Parameter newest: the position of the newest point, behind which the axis may reach.
  public func range(within whole: ClosedRange<Int64>, newest: Int64) -> ClosedRange<Int64> {
    switch self {
    case .range(let range): return range.overlaps(whole) ? range : whole
    case .tail(let width):
      // A tenth at a time, so that the charts do not move with every point.
      let unit = Swift.max(width / 10, 1)
      let (room, isHuge) = newest.addingReportingOverflow(unit - 1)
      let (rounded, isLow) = room.subtractingReportingOverflow((room % unit + unit) % unit)
      let wanted = isHuge || isLow ? whole.upperBound : rounded
      let end = Swift.min(Swift.max(wanted, whole.lowerBound), whole.upperBound)
      let (start, overflow) = end.subtractingReportingOverflow(Swift.max(width, 0))
      return (overflow ? whole.lowerBound : Swift.max(start, whole.lowerBound))...end
    }
  }
}

/// What of the curves is on view; undone with the settings.
public struct CurveZoom: Codable, Equatable, Sendable {
  /// Of the x axis of all charts; nil: all of it.
  public private(set) var x: ChartZoom?
  /// The axis whose positions that means: on another one it says nothing.
  private var axis = ChartXAxis.step
  /// The values that a chart shows, by its title; the others choose by themselves.
  public var values: [String: ClosedRange<Double>] = [:]

  public init() {}

  /// nil: all of the axis is on view.
  public func x(on axis: ChartXAxis) -> ChartZoom? { axis == self.axis ? x : nil }

  public mutating func setX(_ zoom: ChartZoom?, on axis: ChartXAxis) { (x, self.axis) = (zoom, axis) }
}

extension DashboardState {
  /// The part of the x axis in use that is on view; nil: all of it.
  var xZoom: ChartZoom? {
    get { curves.zoom.x(on: xAxis) }
    set { curves.zoom.setX(newValue, on: xAxis) }
  }
}

extension HorizontalScale {
  /// How far right of the left edge a position stands: 0 to 1.
  func share(of position: Int64) -> Double {
    let forward = { (position: Int64) in self.isLog ? log(Double(Swift.max(position, 1))) : Double(position) }
    let (low, high) = (forward(range.lowerBound), forward(range.upperBound))
    return low < high ? Swift.min(Swift.max((forward(position) - low) / (high - low), 0), 1) : 0.5
  }

  /// The range after zooming and panning, kept within `whole`; nil when that is all of it.
  ///
  /// - Parameters:
  ///   - factor: of the width: below 1 zooms in.
  ///   - share: of the width: the place that stays where it is.
  ///   - shift: by this share of the old width, to the right where it is positive.
  func changed(
    by factor: Double, around share: Double = 0.5, shift: Double = 0, within whole: ClosedRange<Int64>
  ) -> ClosedRange<Int64>? {
    let forward = { (position: Int64) in self.isLog ? log(Double(Swift.max(position, 1))) : Double(position) }
    let (low, high) = (forward(range.lowerBound), forward(range.upperBound))
    let (least, greatest) = (forward(whole.lowerBound), forward(whole.upperBound))
    let width = Swift.min((high - low) * factor, greatest - least)
    var start = low + (high - low) * share - width * share + (high - low) * shift
    start = Swift.max(least, Swift.min(start, greatest - width))
    let bounds = [start, start + width].map { isLog ? exp($0) : $0 }
    guard let from = Int64(exactly: bounds[0].rounded()), let to = Int64(exactly: bounds[1].rounded()) else {
      return nil
    }
    let result =
      Swift.max(from, whole.lowerBound)...Swift.max(Swift.min(to, whole.upperBound), Swift.max(from, whole.lowerBound))
    // Nothing smaller than two positions can be told apart.
    if result.lowerBound == result.upperBound, range.lowerBound < range.upperBound { return range }
    return result == whole ? nil : result
  }
}
