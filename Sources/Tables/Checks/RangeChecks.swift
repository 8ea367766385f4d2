internal import StudyModel

/// Numbers that can hardly be meant.
enum RangeChecks {
  /// Fewer rows than this show no shape to judge by.
  private static let minimumRows = 30

  static func findings(_ context: CheckContext) -> [Finding] {
    context.columns.flatMap { column -> [Finding] in
      guard column.kind == .numeric, !context.isID(column), column.distribution.total >= minimumRows
      else { return [] }
      let stand = standIns(column.distribution)
      let rest = column.distribution.without(stand.contains)
      let far = outliers(rest)
      let usual = rest.without(far.contains)
      return [
        sentinel(column, stand), outlier(column, far, usual, hasStandIns: !stand.isEmpty), negative(column, usual),
        units(column, usual),
      ].compactMap { $0 }
    }
  }

  // MARK: - Stand-ins for a missing value

  /// Values such as -1 below numbers that are otherwise not negative, or 999 and 9999 far above all others.
  static func standIns(_ values: ValueCounts) -> Set<Double> {
    var found: Set<Double> = []
    let negative = values.values.filter { $0 < 0 }
    if let only = negative.first, negative.count == 1, isRepdigit(only, of: [1, 9]),
      values.count(where: { $0 == only }) >= 3
    {
      found.insert(only)
    }
    if let top = values.values.last, isRepdigit(top, of: [9]), values.values.count > 2,
      values.count(where: { $0 == top }) >= 3
    {
      let rest = values.without { $0 == top || found.contains($0) }
      if let low = rest.quantile(0), let high = rest.quantile(1), top - high > high - low {
        found.insert(top)
      }
    }
    return found
  }

  /// -1, or a whole number all of whose digits are 9.
  private static func isRepdigit(_ value: Double, of digits: [Int]) -> Bool {
    guard value == value.rounded(), value.magnitude < 1e12 else { return false }
    if value == -1 { return digits.contains(1) }
    return value.magnitude >= 9 && String(Int(value.magnitude)).allSatisfy { $0 == "9" }
  }

  private static func sentinel(_ column: InspectedColumn, _ values: Set<Double>) -> Finding? {
    guard !values.isEmpty else { return nil }
    let rows = column.numberRows(where: values.contains)
    let rest = column.distribution.without(values.contains)
    let names = values.sorted().map { EvidenceText.number($0) }.joined(separator: " and ")
    return DataCheck.sentinel.finding(
      "\(EvidenceText.rows(rows.count)) (\(EvidenceText.percent(rows.count, of: column.presentCount))) are \(names); "
        + "all others lie between \(range(rest))",
      columns: [column.name], rows: rows)
  }

  // MARK: - Gross outliers

  /// Few values at an end that lie further from the median than three times the furthest of the others, and more than
  /// ten times the half spread: a long tail has no such gap.
  static func outliers(_ values: ValueCounts) -> Set<Double> {
    guard let median = values.quantile(0.5), let spread = values.halfSpread,
      values.values.count > 10
    else { return [] }
    let allowed = max(3, values.total / 500)
    let scale = max(spread, 1e-300)
    let byDistance = zip(values.values, values.counts).sorted {
      ($0.0 - median).magnitude > ($1.0 - median).magnitude
    }
    var (rows, cut) = (0, 0)
    for index in byDistance.indices.dropLast() {
      rows += byDistance[index].1
      guard rows <= allowed else { break }
      let distance = (byDistance[index].0 - median).magnitude
      let next = (byDistance[index + 1].0 - median).magnitude
      if distance > 10 * scale, distance > 3 * next { cut = index + 1 }
    }
    return Set(byDistance[..<cut].map(\.0))
  }

  private static func outlier(
    _ column: InspectedColumn, _ far: Set<Double>, _ usual: ValueCounts, hasStandIns: Bool
  ) -> Finding? {
    guard !far.isEmpty else { return nil }
    let rows = column.numberRows(where: far.contains)
    let median = usual.quantile(0.5) ?? 0
    let spread = max(usual.halfSpread ?? 0, 1e-300)
    let furthest = far.map { ($0 - median).magnitude / spread }.max() ?? 0
    let shown = far.sorted().map { EvidenceText.number($0) }
    let others = hasStandIns ? "all others that stand for no missing value" : "all others"
    return DataCheck.outliers.finding(
      "\(EvidenceText.list(shown)) in \(EvidenceText.rows(rows.count)), up to \(EvidenceText.number(furthest, digits: 3)) "
        + "times the half spread from the median; \(others) lie between \(range(usual))",
      columns: [column.name], rows: rows)
  }

  // MARK: - Negative amounts

  /// Few negative values in a column that otherwise begins at 0 or above.
  private static func negative(_ column: InspectedColumn, _ usual: ValueCounts) -> Finding? {
    let below = usual.without { $0 >= 0 }
    guard let furthest = below.values.first, below.total <= max(3, usual.total / 200),
      usual.total >= 100,
      let median = usual.quantile(0.5), let low = usual.quantile(0.05), median > 0
    else { return nil }
    // A bell curve runs over 0 smoothly; an amount is dense right above 0, or stays away from it.
    let mirrored = usual.count { $0 >= 0 && $0 <= -furthest }
    let isFarBelow = mirrored == 0 && (median - furthest > 2.5 * (median - low) || median == low)
    guard mirrored >= 20 * below.total || isFarBelow || isApart(usual) else { return nil }
    let rows = column.numberRows(where: { $0 < 0 && $0 >= furthest })
    return DataCheck.negativeValues.finding(
      "\(EvidenceText.rows(rows.count)) below 0 (down to \(EvidenceText.number(furthest))); the other "
        + "\(EvidenceText.count(column.distribution.count { $0 >= 0 })) are not negative",
      columns: [column.name], rows: rows)
  }

  /// Whether the gap over 0 is five times as wide as each of the next twenty.
  private static func isApart(_ values: ValueCounts) -> Bool {
    guard let first = values.values.firstIndex(where: { $0 >= 0 }), first > 0 else { return false }
    let next = values.values[first...].prefix(21)
    let widest = zip(next, next.dropFirst()).map { $1 - $0 }.max() ?? .infinity
    return values.values[first] - values.values[first - 1] >= 5 * widest
  }

  // MARK: - Two units in one column

  /// A second, smaller heap of values that is the first one times 10, 100 or 1000, with a gap between them.
  private static func units(_ column: InspectedColumn, _ usual: ValueCounts) -> Finding? {
    guard let gap = widestRatio(usual) else { return nil }
    let low = usual.without { $0 >= gap.above }
    let high = usual.without { $0 < gap.above }
    guard high.total >= 5, high.total * 5 <= low.total, high.values.count >= 3,
      let lowMedian = low.quantile(0.5), let highMedian = high.quantile(0.5), lowMedian > 0,
      let start = low.quantile(0), let end = low.quantile(1)
    else { return nil }
    let factor = [10.0, 100, 1000].min {
      (highMedian / lowMedian / $0 - 1).magnitude < (highMedian / lowMedian / $1 - 1).magnitude
    }
    guard let factor, (0.5...2).contains(highMedian / lowMedian / factor),
      high.values.allSatisfy({ $0 / factor >= start && $0 / factor <= end })
    else { return nil }
    let rows = column.numberRows(where: Set(high.values).contains)
    return DataCheck.mixedUnits.finding(
      "\(EvidenceText.rows(rows.count)) between \(range(high)) look like the others (\(range(low))) times "
        + "\(EvidenceText.number(factor))",
      columns: [column.name], rows: rows)
  }

  /// Between which neighbouring positive values the ratio is the largest; nil when none is 3.
  private static func widestRatio(_ values: ValueCounts) -> (below: Double, above: Double)? {
    let positive = values.values.filter { $0 > 0 }
    guard positive.count > 10,
      values.values.first ?? 0 >= 0 || positive.count == values.values.count
    else {
      return nil
    }
    var best: (below: Double, above: Double)?
    for (below, above) in zip(positive, positive.dropFirst()) where above >= 3 * below {
      if above / below > best.map({ $0.above / $0.below }) ?? 0 { best = (below, above) }
    }
    return best
  }

  private static func range(_ values: ValueCounts) -> String {
    guard let low = values.values.first, let high = values.values.last else { return "nothing" }
    return "\(EvidenceText.number(low)) and \(EvidenceText.number(high))"
  }
}
