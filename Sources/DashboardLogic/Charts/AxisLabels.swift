import RunModel

/// The labels of an axis and the cells where they stand: at least one, and none over another.
public struct AxisLabels: Equatable, Sendable {
  public struct Label: Equatable, Sendable {
    /// Of a value axis the row from the top; of an x axis the first column of the text.
    public var cell: Int
    public var text: String
  }
  /// From the lowest value to the highest.
  public var labels: [Label]
  /// Columns of the widest label.
  public var width: Int { labels.map(\.text.count).max() ?? 0 }

  public static let none = AxisLabels(labels: [])

  /// Labels of a value axis, at least two rows apart.
  /// - Parameter dotsPerRow: places of the scale in a row; row 0 is the top.
  static func values(_ values: VisibleValues, rows: Int, dotsPerRow: Int) -> AxisLabels {
    guard rows > 0 else { return .none }
    let scale = ValueScale(values.range, places: rows * dotsPerRow, transform: values.transform)
    let limit = rows >= 3 ? 2 + rows / 3 : 1
    for set in AxisTicks.candidates(values.range, values.transform, limit: limit) {
      let labels = set.ticks.map { tick in
        Label(cell: (scale.places - 1 - scale.place(tick.value)) / dotsPerRow, text: tick.label)
      }
      let isFree = zip(labels, labels.dropFirst()).allSatisfy { $0.cell - $1.cell >= 2 }
      if isFree, Set(labels.map(\.text)).count == labels.count { return AxisLabels(labels: labels) }
    }
    return .none
  }

  /// Labels of an x axis, each centred below its place, at least two columns apart.
  /// - Parameters:
  ///   - columnsPerCell: columns of the scale in a cell.
  ///   - room: cells there are for labels.
  static func positions(
    _ model: LineChartModel, _ scale: HorizontalScale, columnsPerCell: Int, room: Int
  ) -> AxisLabels {
    guard room > 0 else { return .none }
    for set in candidates(model, scale, limit: Swift.max(room / 6, 2)) {
      if let labels = placed(set, scale, model, columnsPerCell: columnsPerCell, room: room) { return labels }
    }
    return .none
  }

  private static func placed(
    _ set: AxisTicks, _ scale: HorizontalScale, _ model: LineChartModel, columnsPerCell: Int, room: Int
  ) -> AxisLabels? {
    var labels: [Label] = []
    for tick in set.ticks {
      let position = tick.value * Double(model.xAxis.unit) + model.originOfTicks
      let column = Swift.min(Swift.max(scale.column(of: position), 0), scale.columns - 1) / columnsPerCell
      let length = tick.label.count
      let start = Swift.max(Swift.min(column - length / 2, room - length), 0)
      let isFree = labels.last.map { start >= $0.cell + $0.text.count + 2 && $0.text != tick.label } ?? true
      guard isFree, start + length <= room else { return nil }
      labels.append(Label(cell: start, text: tick.label))
    }
    return labels.isEmpty ? nil : AxisLabels(labels: labels)
  }

  private static func candidates(_ model: LineChartModel, _ scale: HorizontalScale, limit: Int) -> [AxisTicks] {
    let unit = Double(model.xAxis.unit)
    let low = (Double(scale.range.lowerBound) - model.originOfTicks) / unit
    let range = low...Swift.max((Double(scale.range.upperBound) - model.originOfTicks) / unit, low)
    if scale.isLog, range.lowerBound > 0 {
      if model.xAxis == .relativeTime { return logDurations(range, limit: limit) }
      return AxisTicks.candidates(range, ValueTransform(.log), limit: limit)
    }
    switch model.xAxis {
    case .step: return steps(scale.range, limit: limit)
    case .epoch: return AxisTicks.candidates(range, .linear, limit: limit)
    case .relativeTime: return AxisTicks.durations(range, limit: limit)
    case .wallTime: return AxisTicks.clock(range, limit: limit)
    }
  }

  /// Whole steps, the finest grid first.
  private static func steps(_ range: ClosedRange<Int64>, limit: Int) -> [AxisTicks] {
    let ends = Double(range.lowerBound)...Double(range.upperBound)
    var sets: [AxisTicks] = []
    if ends.lowerBound < ends.upperBound {
      sets = AxisTicks.grids(ends, limit: limit, smallestPower: 0).map { AxisTicks(ticks: AxisTicks.labelledSteps($0)) }
    }
    let both = [range.lowerBound, range.upperBound].map { step in
      AxisTicks.Tick(value: Double(step), label: NumberFormat.grouped(step))
    }
    let short = AxisTicks.Tick(value: Double(range.lowerBound), label: NumberFormat.short(range.lowerBound))
    if range.lowerBound < range.upperBound { sets.append(AxisTicks(ticks: both)) }
    return sets + [AxisTicks(ticks: [both[0]]), AxisTicks(ticks: [short])]
  }

  /// Powers of ten below a minute, then the lengths people know.
  private static func logDurations(_ range: ClosedRange<Double>, limit: Int) -> [AxisTicks] {
    let known: [Double] = [60, 600, 3_600, 21_600, 86_400, 864_000, 8_640_000, 86_400_000]
    let values = stride(from: -6, through: 1, by: 1).compactMap { Double("1e\($0)") } + known
    let ticks = values.filter { range.contains($0) }.map { value in
      AxisTicks.Tick(value: value, label: AxisTicks.duration(value, value < 1 ? value : 1))
    }
    let all = AxisTicks(ticks: ticks)
    return [1, 2, 3, 4].map { all.every($0) }.filter { $0.ticks.count >= 2 } + AxisTicks.durations(range, limit: limit)
  }
}

extension LineChartModel {
  /// The position that ticks are counted from: on the clock, local midnight counts, not that of UTC.
  var originOfTicks: Double {
    xAxis == .wallTime ? -Double(secondsFromUTC) * Double(xAxis.unit) : 0
  }
}
