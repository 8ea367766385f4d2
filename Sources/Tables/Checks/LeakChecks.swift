internal import StudyModel

/// Columns that would not be known when a prediction is made, as they know the answer.
struct LeakChecks {
  private let context: CheckContext
  private let target: InspectedTarget
  private let distinctRows: Int

  /// nil without a target.
  init?(_ context: CheckContext, distinctRows: Int) {
    guard let target = context.target else { return nil }
    (self.context, self.target, self.distinctRows) = (context, target, distinctRows)
  }

  /// A column is named by one leak only, the most exact one.
  func findings() -> [Finding] {
    var findings = copies()
    var named = Set(findings.flatMap(\.columns))
    for check in [sums, onlyAfterEvent, tooGood] {
      let more = check(named)
      findings += more
      named.formUnion(more.flatMap(\.columns))
    }
    return findings
  }

  private func remaining(_ named: Set<String>) -> [InspectedColumn] {
    context.features.filter { !named.contains($0.name) && $0.levels.count > 1 }
  }

  // MARK: - The target itself

  private func copies() -> [Finding] {
    remaining([]).compactMap { column in
      let evidence = target.isRegression ? lineEvidence(column) : relabelEvidence(column)
      return evidence.map { DataCheck.leakCopy.finding($0, columns: [column.name]) }
    }
  }

  private func lineEvidence(_ column: InspectedColumn) -> String? {
    guard column.kind == .numeric, let line = AffineRelation(of: target.column, from: column) else {
      return nil
    }
    return "\(target.column.name) is \(EvidenceText.number(line.slope)) × \(column.name) + "
      + "\(EvidenceText.number(line.intercept)) in all but \(EvidenceText.rows(line.exceptions.count))"
  }

  /// Each level stands with one class in 99.9 % of the rows, and there are hardly more levels than classes.
  private func relabelEvidence(_ column: InspectedColumn) -> String? {
    let classes = target.classCounts.count
    guard classes >= 2, column.levels.count <= classes + 1, column.presentCount >= 30 else {
      return nil
    }
    var table = [Int](repeating: 0, count: column.levels.count * classes)
    var rows = 0
    for (code, label) in zip(column.codes, target.column.codes) where code >= 0 && label >= 0 {
      table[Int(code) * classes + Int(label)] += 1
      rows += 1
    }
    let fitting = column.levels.indices.reduce(0) {
      $0 + (table[($1 * classes)..<(($1 + 1) * classes)].max() ?? 0)
    }
    guard rows >= 30, Double(fitting) >= 0.999 * Double(rows), rows * 2 >= context.rowCount,
      Double(target.classCounts.max() ?? 0) < 0.98 * Double(target.column.presentCount)
    else { return nil }
    return
      "its values stand for the classes of \(target.column.name) in \(EvidenceText.count(fitting)) of "
      + EvidenceText.rows(rows)
  }

  // MARK: - Parts of the target

  /// Sums of three columns are tried up to so many columns.
  private static let threeTermColumns = 40

  private func sums(_ named: Set<String>) -> [Finding] {
    guard target.isRegression else { return [] }
    let parts = remaining(named).filter {
      $0.kind == .numeric && $0.missingCount * 10 <= context.rowCount
    }
    let search = TermSearch(target: target.column.numbers, parts: parts.map(\.numbers))
    guard let found = search.firstTerm(withThreeParts: parts.count <= Self.threeTermColumns) else {
      return []
    }
    let names = found.parts.map { parts[$0].name }
    let check = found.form.isSum ? DataCheck.leakSum : DataCheck.leakRatio
    return [
      check.finding(
        "\(found.form.text(names)) = \(target.column.name) in \(EvidenceText.count(found.fitting)) of "
          + EvidenceText.rows(found.rows),
        columns: names)
    ]
  }

  // MARK: - Filled or set after the event

  private func onlyAfterEvent(_ named: Set<String>) -> [Finding] {
    guard !target.isRegression else { return [] }
    return remaining(named).compactMap { column in
      for (label, count) in target.classCounts.enumerated()
      where count * 2 <= target.column.presentCount && count >= 20 {
        if let finding = presence(column, Int32(label), count) { return finding }
      }
      return nil
    }
  }

  /// The column is filled almost only in one class, or one level of it occurs almost only there.
  private func presence(_ column: InspectedColumn, _ label: Int32, _ classRows: Int) -> Finding? {
    let name = EvidenceText.list([target.column.levels[Int(label)]])
    if column.missingCount * 10 >= context.rowCount {
      let filled = purity(label) { column.codes[$0] >= 0 }
      if isDecisive(filled, classRows) {
        return DataCheck.leakAfterEvent.finding(
          "filled in \(EvidenceText.rows(filled.rows)), \(EvidenceText.count(filled.inClass)) of them with "
            + "\(target.column.name) = \(name)", columns: [column.name])
      }
    }
    guard column.kind == .categorical, column.levels.count <= 100 else { return nil }
    for level in column.levels.indices where column.counts[level] >= 20 {
      let part = purity(label) { Int(column.codes[$0]) == level }
      guard isDecisive(part, classRows) else { continue }
      return DataCheck.leakAfterEvent.finding(
        "\(EvidenceText.list([column.levels[level]])) in \(EvidenceText.rows(part.rows)), "
          + "\(EvidenceText.count(part.inClass)) of them with \(target.column.name) = \(name)",
        columns: [column.name])
    }
    return nil
  }

  private func purity(_ label: Int32, _ isPart: (Int) -> Bool) -> (rows: Int, inClass: Int) {
    var part = (rows: 0, inClass: 0)
    for row in target.column.codes.indices where target.column.codes[row] >= 0 && isPart(row) {
      part.rows += 1
      if target.column.codes[row] == label { part.inClass += 1 }
    }
    return part
  }

  /// 99 % of at least 20 rows, and a quarter of the class.
  private func isDecisive(_ part: (rows: Int, inClass: Int), _ classRows: Int) -> Bool {
    part.rows >= 20 && part.inClass * 100 >= part.rows * 99 && part.inClass * 4 >= classRows
  }

  // MARK: - One feature alone

  private static let neededScore = 0.8
  private static let neededGap = 0.1

  /// Columns far above all others: where many columns are good, none of them is suspicious.
  private func tooGood(_ named: Set<String>) -> [Finding] {
    let score = SingleFeatureScore(target, rowCount: context.rowCount)
    // A date tells the target through drift; that is for the time checks to say.
    let ranked = remaining(named).filter { $0.kind != .date }
      .compactMap { column in score.value(of: column).map { (column: column, score: $0) } }
      .sorted { ($1.score, $0.column.name) < ($0.score, $1.column.name) }
    let limit = max(2, ranked.count / 5)
    let needed = target.isRegression ? 0.97 : Self.neededScore
    var best = (count: 0, gap: Self.neededGap)
    for count in 1...max(1, limit) where count <= ranked.count && ranked[count - 1].score >= needed {
      let next = count < ranked.count ? ranked[count].score : 0.5
      let gap = ranked[count - 1].score - next
      if gap >= best.gap, count < ranked.count || ranked[count - 1].score >= 0.99 {
        best = (count, gap)
      }
    }
    return ranked[..<best.count].map { entry in
      let next = best.count < ranked.count ? ranked[best.count] : nil
      return finding(entry.column, entry.score, next: next.map { ($0.column.name, $0.score) })
    }
  }

  private func finding(_ column: InspectedColumn, _ score: Double, next: (String, Double)?)
    -> Finding
  {
    let measure = target.isRegression ? "rank correlation" : "AUC"
    func shown(_ value: Double) -> String {
      EvidenceText.fixed(target.isRegression ? 2 * value - 1 : value, digits: 3)
    }
    let rest = next.map { "; the next best, \($0.0), reaches \(shown($0.1))" } ?? ""
    let isNumbering = ColumnChecks.isDenseNumbering(column, distinctRows)
    return (isNumbering ? DataCheck.leakRowOrder : DataCheck.leakSingleFeature).finding(
      "alone it tells \(target.column.name) with \(measure) \(shown(score))\(rest)"
        + (isNumbering ? "; it numbers the rows" : ""),
      columns: [column.name])
  }
}
