internal import StudyModel

/// Columns of dates, the weights, and what the roles leave out.
enum TimeChecks {
  static func findings(_ context: CheckContext) -> [Finding] {
    let dates = context.columns.filter {
      $0.kind == .date && $0.name != context.target?.column.name
    }
    var findings = dates.flatMap { [future($0, context), farOff($0, context)].compactMap { $0 } }
    let times = context.roles.time.compactMap(context.column)
    if let order = times.first, order.kind != .categorical {
      findings += [outOfOrder(order, context), gaps(order)].compactMap { $0 }
    }
    let features = Set(context.features.map(\.name))
    if let column = dates.first(where: { features.contains($0.name) }) {
      findings.append(
        DataCheck.undeclaredTime.finding(
          "a column of dates, from \(day(column, 0)) to \(day(column, 1)), that no role names",
          columns: [column.name]))
    }
    return findings + [badWeights(context)].compactMap { $0 }
  }

  private static func day(_ column: InspectedColumn, _ share: Double) -> String {
    column.distribution.quantile(share).map(EvidenceText.day) ?? "not known"
  }

  // MARK: - Dates that can hardly be

  private static func future(_ column: InspectedColumn, _ context: CheckContext) -> Finding? {
    guard let today = context.today else { return nil }
    // A day's grace for other time zones.
    let rows = column.numberRows(where: { $0 > today + 1 })
    guard !rows.isEmpty else { return nil }
    return DataCheck.futureDates.finding(
      "\(EvidenceText.rows(rows.count)) after today, up to \(day(column, 1))",
      columns: [column.name], rows: rows)
  }

  private static func farOff(_ column: InspectedColumn, _ context: CheckContext) -> Finding? {
    let known = column.distribution.without { date in context.today.map { date > $0 + 1 } ?? false }
    let far = RangeChecks.outliers(known)
    let usual = known.without(far.contains)
    guard !far.isEmpty, let low = usual.values.first, let high = usual.values.last else {
      return nil
    }
    let rows = column.numberRows(where: far.contains)
    return DataCheck.farOffDates.finding(
      "\(EvidenceText.list(far.sorted().map(EvidenceText.day))) in \(EvidenceText.rows(rows.count)); all others lie "
        + "between \(EvidenceText.day(low)) and \(EvidenceText.day(high))",
      columns: [column.name], rows: rows)
  }

  // MARK: - The time column

  private static func outOfOrder(_ column: InspectedColumn, _ context: CheckContext) -> Finding? {
    let numbers = column.numbers
    var (latest, rows) = (-Double.infinity, [Int]())
    for (row, value) in numbers.enumerated() where !value.isNaN {
      if value < latest { rows.append(row) }
      latest = max(latest, value)
    }
    guard !rows.isEmpty else { return nil }
    return DataCheck.timeOrder.finding(
      "\(EvidenceText.rows(rows.count)) earlier than a row above", columns: [column.name],
      rows: rows)
  }

  /// Steps that are missing between times of equal spacing.
  private static func gaps(_ column: InspectedColumn) -> Finding? {
    let values = column.distribution.values
    guard values.count >= 30 else { return nil }
    // Seconds, as fractions of a day are not exact.
    let steps = zip(values, values.dropFirst()).map { (($1 - $0) * 86_400).rounded() / 86_400 }
    let usual = steps.sorted()[steps.count / 2]
    guard usual > 0, steps.count(where: { $0 == usual }) * 10 >= steps.count * 9 else { return nil }
    let wide = steps.indices.filter { steps[$0] > 1.5 * usual }
    guard !wide.isEmpty else { return nil }
    let missing = wide.reduce(0) { $0 + Int((steps[$1] / usual).rounded()) - 1 }
    let after = Set(wide.map { values[$0 + 1] })
    return DataCheck.timeGaps.finding(
      "\(NumberText.count(missing, of: "step")) of \(span(usual, column)) \(missing == 1 ? "is" : "are") missing, in "
        + "\(NumberText.count(wide.count, of: "gap")), the longest \(span(wide.map { steps[$0] }.max() ?? 0, column))",
      columns: [column.name], rows: column.numberRows(where: after.contains))
  }

  private static func span(_ value: Double, _ column: InspectedColumn) -> String {
    guard column.kind == .date else { return EvidenceText.number(value) }
    let seconds = (value * 86_400).rounded()
    for (unit, name) in [(86_400.0, "day"), (3600, "hour"), (60, "minute")] where seconds >= unit {
      let amount = EvidenceText.number(seconds / unit, digits: 3)
      return "\(amount) \(name)\(amount == "1" ? "" : "s")"
    }
    return "\(EvidenceText.number(seconds)) s"
  }

  // MARK: - Weights

  private static func badWeights(_ context: CheckContext) -> Finding? {
    guard let column = context.roles.weight.flatMap(context.column) else { return nil }
    let numbers = column.numbers
    let rows = numbers.indices.filter { !(numbers[$0] >= 0) }
    guard !rows.isEmpty else { return nil }
    return DataCheck.badWeights.finding(
      "\(EvidenceText.rows(rows.count)) without a weight of at least 0", columns: [column.name],
      rows: rows)
  }
}
