internal import StudyModel

/// The column to predict.
enum TargetChecks {
  static func findings(_ context: CheckContext) -> [Finding] {
    guard let target = context.target else { return [] }
    var findings = [missing(target, context), constant(target), sorted(target, context)]
    if target.isRegression {
      findings.append(rowsPerFeature(context, target.column.presentCount, ""))
    } else {
      let rareClasses = rareClass(target)
      let least = target.classCounts.filter { !isRare($0, target) }.min() ?? 0
      findings += [
        rareClasses, balance(target), rowsPerFeature(context, least, " of the smallest class"),
      ]
    }
    return findings.compactMap { $0 }
  }

  private static func missing(_ target: InspectedTarget, _ context: CheckContext) -> Finding? {
    let rows = target.column.levelRows { $0 < 0 }
    guard !rows.isEmpty else { return nil }
    return DataCheck.missingTarget.finding(
      "\(EvidenceText.rows(rows.count)) (\(EvidenceText.percent(rows.count, of: context.rowCount))) without "
        + target.column.name,
      columns: [target.column.name], rows: rows)
  }

  private static func constant(_ target: InspectedTarget) -> Finding? {
    guard target.column.levels.count < 2 else { return nil }
    return DataCheck.constantTarget.finding(
      target.column.levels.isEmpty
        ? "no row has a value" : "every value is \(EvidenceText.list(target.column.levels))",
      columns: [target.column.name])
  }

  // MARK: - Classes

  private static func isRare(_ count: Int, _ target: InspectedTarget) -> Bool {
    target.classCounts.count > 2 && (count < 10 || count * 100 < target.column.presentCount)
  }

  private static func rareClass(_ target: InspectedTarget) -> Finding? {
    let rare = target.classCounts.indices.filter { isRare(target.classCounts[$0], target) }
    guard !rare.isEmpty else { return nil }
    let wanted = Set(rare.map(Int32.init))
    let rows = target.column.levelRows(where: wanted.contains)
    return DataCheck.rareClass.finding(
      "\(EvidenceText.list(rare.map { target.column.levels[$0] })) in \(EvidenceText.rows(rows.count)) of "
        + "\(EvidenceText.count(target.column.presentCount)), beside \(target.classCounts.count - rare.count) other classes",
      columns: [target.column.name], rows: rows)
  }

  private static func balance(_ target: InspectedTarget) -> Finding? {
    let kept = target.classCounts.indices.filter { !isRare(target.classCounts[$0], target) }
    guard kept.count >= 2,
      let least = kept.min(by: { target.classCounts[$0] < target.classCounts[$1] })
    else {
      return nil
    }
    let (count, all) = (target.classCounts[least], kept.reduce(0) { $0 + target.classCounts[$1] })
    guard count * kept.count * 5 < all * 2 else { return nil }
    return DataCheck.classBalance.finding(
      "\(EvidenceText.list([target.column.levels[least]])) is \(EvidenceText.percent(count, of: all)) of "
        + EvidenceText.rows(all),
      columns: [target.column.name], rowCount: count, severity: count * 20 < all ? nil : .info)
  }

  // MARK: - Enough rows

  private static func rowsPerFeature(_ context: CheckContext, _ rows: Int, _ whose: String)
    -> Finding?
  {
    let (seen, made) = (context.seen, context.roles.madeFeatures)
    let width = seen.reduce(made) { $0 + encodedWidth($1) }
    guard width > 0, rows > 0, rows < 20 * width else { return nil }
    let count = seen.count + made
    let encoded = width == count ? "" : " (\(NumberText.count(width, of: "column")) with categories encoded)"
    return DataCheck.eventsPerFeature.finding(
      "\(EvidenceText.rows(rows))\(whose) for \(NumberText.count(count, of: "feature")) that models see\(encoded): "
        + "\(EvidenceText.fixed(Double(rows) / Double(width), digits: 1)) each",
      severity: rows < 10 * width ? nil : .info)
  }

  /// Columns after one-hot encoding; names and constants count as none.
  private static func encodedWidth(_ column: InspectedColumn) -> Int {
    if column.levels.count < 2 { return 0 }
    if column.kind != .categorical { return 1 }
    return column.levels.count * 2 > column.presentCount && column.levels.count > 50
      ? 0 : column.levels.count - 1
  }

  // MARK: - Order

  /// Equal classes lie together: far fewer changes from row to row than chance would make.
  private static func sorted(_ target: InspectedTarget, _ context: CheckContext) -> Finding? {
    guard context.rowCount >= 50, target.column.levels.count >= 2 else { return nil }
    if target.isRegression {
      let numbers = target.column.numbers.filter { !$0.isNaN }
      let pairs = zip(numbers, numbers.dropFirst())
      guard pairs.allSatisfy({ $0 <= $1 }) || pairs.allSatisfy({ $0 >= $1 }) else { return nil }
      return DataCheck.sortedTarget.finding(
        "\(target.column.name) never turns back over \(EvidenceText.rows(numbers.count))",
        columns: [target.column.name]
      )
    }
    let codes = target.column.codes.filter { $0 >= 0 }
    let changes = zip(codes, codes.dropFirst()).count { $0 != $1 }
    let same = target.classCounts.reduce(0.0) { sum, count in
      let share = Double(count) / Double(max(1, codes.count))
      return sum + share * share
    }
    let expected = (1 - same) * Double(codes.count - 1)
    guard expected >= 20, Double(changes) < 0.1 * expected else { return nil }
    return DataCheck.sortedTarget.finding(
      "the class changes \(NumberText.count(changes, of: "time")) from row to row; in random order it would about "
        + "\(EvidenceText.count(Int(expected.rounded()))) times",
      columns: [target.column.name])
  }
}
