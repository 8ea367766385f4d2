import RunModel
import TerminalModel

/// The labels of an axis and the cells where they stand: at least one, and none over another.
public struct AxisLabels: Equatable, Sendable {
  public struct Label: Equatable, Sendable {
    /// Of an upright axis the row from the top; of a lying one the first column of the text.
    public var cell: Int
    public var text: String

    public init(cell: Int, text: String) { (self.cell, self.text) = (cell, text) }

    /// Screen columns.
    var columns: Int { HarmlessText.columns(of: HarmlessText.make(text)) }
    var end: Int { cell + columns }
  }
  /// From the lowest value to the highest.
  public var labels: [Label]
  /// What a lying axis measures, behind the last label or before it; nil where it has no room.
  public var name: Label?
  /// Columns of the widest label.
  public var width: Int { labels.map(\.columns).max() ?? 0 }

  public init(labels: [Label], name: Label? = nil) { (self.labels, self.name) = (labels, name) }

  public static let none = AxisLabels(labels: [])

  // MARK: Values

  /// Labels beside an axis, at least two rows apart; of a linear one at equal distances where that does not take too
  /// many of them.
  /// - Parameters:
  ///   - range: finite; above 0 where the transform is `log`.
  ///   - dotsPerRow: places of the scale in a row; row 0 is the top.
  public static func upright(
    _ range: ClosedRange<Double>, _ transform: ValueTransform = .linear, rows: Int, dotsPerRow: Int
  ) -> AxisLabels {
    let scale = ValueScale(range, places: rows * dotsPerRow, transform: transform)
    // What is between two powers of ten is harder to tell than between two round values.
    let rowsPerLabel = transform.kind == .linear ? 3 : 2
    let sets = AxisTicks.candidates(range, transform, limit: rows >= 3 ? 2 + rows / rowsPerLabel : 1)
    let row = { (value: Double) in (scale.places - 1 - scale.place(value)) / dotsPerRow }
    let labels = upright(sets, rows: rows, prefersEven: transform.kind == .linear, row: row)
    if transform.kind == .linear || labels.labels.count >= 3 { return labels }
    // Two powers of ten say little about what is between them.
    let closer = upright(sets, rows: rows, distance: 1, row: row)
    return closer.labels.count > labels.labels.count ? closer : labels
  }

  /// Labels below an axis, each centred below its place, at least two columns apart.
  public static func lying(
    _ range: ClosedRange<Double>, _ transform: ValueTransform = .linear, name: String = "", columns: Int,
    dotsPerColumn: Int
  ) -> AxisLabels {
    let scale = ValueScale(range, places: columns * dotsPerColumn, transform: transform)
    let sets = AxisTicks.candidates(range, transform, limit: Swift.max(columns / 6, 2))
    return lying(sets, name: name, columns: columns) { scale.place($0) / dotsPerColumn }
  }

  static func values(_ values: VisibleValues, rows: Int, dotsPerRow: Int) -> AxisLabels {
    upright(values.range, values.transform, rows: rows, dotsPerRow: dotsPerRow)
  }

  // MARK: Steps

  /// Labels below the positions of a line chart.
  /// - Parameter columnsPerCell: columns of the scale in a cell.
  static func positions(
    _ model: LineChartModel, _ scale: HorizontalScale, name: String, columnsPerCell: Int
  ) -> AxisLabels {
    let columns = scale.columns / Swift.max(columnsPerCell, 1)
    let sets = candidates(model, scale, limit: Swift.max(columns / 6, 2))
    return lying(sets, name: name, columns: columns) { value in
      let column = scale.column(of: value * Double(model.xAxis.unit) + model.originOfTicks)
      return Swift.min(Swift.max(column, 0), scale.columns - 1) / columnsPerCell
    }
  }

  /// Labels below whole steps.
  static func steps(_ scale: HorizontalScale, name: String) -> AxisLabels {
    lying(steps(scale.range, limit: Swift.max(scale.columns / 6, 2)), name: name, columns: scale.columns) { value in
      Swift.min(Swift.max(scale.column(of: value), 0), scale.columns - 1)
    }
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
  static func steps(_ range: ClosedRange<Int64>, limit: Int) -> [AxisTicks] {
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

// MARK: Placing

extension AxisLabels {
  /// The first of some sets of ticks, the finest first, whose labels do not touch.
  /// - Parameters:
  ///   - distance: rows from one label to the next at least.
  ///   - prefersEven: three labels at equal distances come before any number at others, two before four.
  ///   - row: where a value stands, from the top.
  static func upright(
    _ sets: [AxisTicks], rows: Int, distance: Int = 2, prefersEven: Bool = false, row: (Double) -> Int
  ) -> AxisLabels {
    guard rows > 0 else { return .none }
    var finest: AxisLabels?
    for set in sets {
      let labels = set.ticks.map { Label(cell: row($0.value), text: $0.label) }
      let distances = zip(labels, labels.dropFirst()).map { $0.cell - $1.cell }
      guard distances.allSatisfy({ $0 >= distance }), Set(labels.map(\.text)).count == labels.count else { continue }
      if !prefersEven { return AxisLabels(labels: labels) }
      let axis = AxisLabels(labels: labels)
      finest = finest ?? axis
      let isEnough = labels.count >= 3 || labels.count * 2 >= finest?.labels.count ?? 0
      if isEnough, Set(distances).count <= 1 { return axis }
    }
    return finest ?? .none
  }

  /// The first of some sets of ticks, the finest first, whose labels leave each other and the name room; without the
  /// name where that takes too few labels.
  /// - Parameters:
  ///   - insistsOnName: else no label is given up for it.
  ///   - column: where a value stands.
  static func lying(
    _ sets: [AxisTicks], name: String, insistsOnName: Bool = true, columns: Int, column: (Double) -> Int
  ) -> AxisLabels {
    guard columns > 0 else { return .none }
    var unnamed: AxisLabels?
    for set in sets {
      guard let labels = placed(set, columns: columns, column: column) else { continue }
      if let most = unnamed?.labels.count, labels.count < 2 || labels.count * 4 < most { break }
      let axis = AxisLabels(labels: labels, name: place(name, beside: labels, columns: columns))
      if name.isEmpty || axis.name != nil || !insistsOnName { return axis }
      unnamed = unnamed ?? axis
    }
    return unnamed ?? .none
  }

  private static func placed(_ set: AxisTicks, columns: Int, column: (Double) -> Int) -> [Label]? {
    var labels: [Label] = []
    for tick in set.ticks {
      var label = Label(cell: 0, text: tick.label)
      label.cell = Swift.max(Swift.min(column(tick.value) - label.columns / 2, columns - label.columns), 0)
      let isFree = labels.last.map { label.cell >= $0.end + 2 && $0.text != label.text } ?? true
      guard isFree, label.end <= columns else { return nil }
      labels.append(label)
    }
    return labels.isEmpty ? nil : labels
  }

  /// Behind the last label, else before it.
  private static func place(_ name: String, beside labels: [Label], columns: Int) -> Label? {
    var label = Label(cell: 0, text: name)
    let needed = label.columns
    guard needed > 0, let last = labels.last else { return nil }
    if columns - last.end >= needed + 4 {
      label.cell = columns - needed - 2
      return label
    }
    guard let before = labels.dropLast().last, last.cell - before.end >= needed + 4 else { return nil }
    label.cell = before.end + (last.cell - before.end - needed) / 2
    return label
  }
}

extension LineChartModel {
  /// The position that ticks are counted from: on the clock, local midnight counts, not that of UTC.
  var originOfTicks: Double {
    xAxis == .wallTime ? -Double(secondsFromUTC) * Double(xAxis.unit) : 0
  }
}
