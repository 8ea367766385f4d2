internal import StudyModel

/// The levels of categorical columns.
enum LevelChecks {
  static func findings(_ context: CheckContext) -> [Finding] {
    let others = Set(context.roles.id)
    return context.columns.flatMap { column -> [Finding] in
      guard column.kind == .categorical, !others.contains(column.name), isRepeated(column) else {
        return []
      }
      let checks = [variants(column), unknownWords(column)]
      let isTarget = column.name == context.target?.column.name
      return (isTarget ? checks : checks + [rare(column)]).compactMap { $0 }
    }
  }

  /// Free texts and names have no levels.
  private static func isRepeated(_ column: InspectedColumn) -> Bool {
    column.levels.count <= 50 || column.levels.count * 2 <= column.presentCount
  }

  // MARK: - One level in several spellings

  private static func variants(_ column: InspectedColumn) -> Finding? {
    let forms = column.cells.writtenForms
    var formCounts = [Int](repeating: 0, count: forms.count)
    for code in column.cells.codes { formCounts[Int(code)] += 1 }
    var groups: [String: [Int]] = [:]
    for (form, text) in column.cells.texts.enumerated() where !text.isEmpty {
      groups[folded(text), default: []].append(form)
    }
    let split = groups.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { group in
      group.value.sorted { (formCounts[$1], $0) < (formCounts[$0], $1) }
    }
    guard !split.isEmpty else { return nil }
    let odd = Set(split.flatMap { $0.dropFirst() }.map(Int32.init))
    let rows = column.cells.codes.indices.filter { odd.contains(column.cells.codes[$0]) }
    let shown = split.prefix(3).map { EvidenceText.list($0.map { forms[$0] }) }
    return DataCheck.levelVariants.finding(
      "\(EvidenceText.rows(rows.count)) with a level spelled unlike most: "
        + shown.joined(separator: "; "),
      columns: [column.name], rows: rows)
  }

  /// Without case and blanks; hyphens, points and underscores inside the text count as blanks.
  static func folded(_ text: String) -> String {
    var result = ""
    let scalars = Array(text.lowercased().unicodeScalars)
    func isWord(_ index: Int) -> Bool {
      scalars.indices.contains(index) && scalars[index].properties.isAlphabetic
    }
    for (index, scalar) in scalars.enumerated() {
      if scalar.properties.isWhitespace { continue }
      if ["-", "_", "."].contains(scalar), isWord(index - 1), isWord(index + 1) { continue }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  // MARK: - Words for nothing, and rare levels

  private static let words: Set<String> = [
    "unknown", "unk", "n.a.", "not available", "missing", "undefined", "not known", "nil", "-",
    "--", "n/a", "na",
    "none given", "not specified", "unspecified",
  ]

  private static func unknownWords(_ column: InspectedColumn) -> Finding? {
    let found = column.levels.indices.filter { words.contains(column.levels[$0].lowercased()) }
    guard !found.isEmpty, found.count < column.levels.count else { return nil }
    let wanted = Set(found.map(Int32.init))
    let rows = column.levelRows(where: wanted.contains)
    return DataCheck.unknownWords.finding(
      "\(EvidenceText.rows(rows.count)) with \(EvidenceText.list(found.map { column.levels[$0] })), which is not missing "
        + "to a model",
      columns: [column.name], rows: rows)
  }

  private static func rare(_ column: InspectedColumn) -> Finding? {
    guard column.presentCount >= 200, column.levels.count > 2 else { return nil }
    let limit = max(10, column.presentCount / 1000)
    let rareLevels = column.counts.indices.filter { column.counts[$0] < limit }
    guard !rareLevels.isEmpty else { return nil }
    let wanted = Set(rareLevels.map(Int32.init))
    let rows = column.levelRows(where: wanted.contains)
    let order = rareLevels.sorted { (column.counts[$0], $0) < (column.counts[$1], $1) }
    return DataCheck.rareLevels.finding(
      "\(rareLevels.count) of \(column.levels.count) levels with fewer than \(limit) rows: "
        + EvidenceText.list(order.map { column.levels[$0] }),
      columns: [column.name], rows: rows)
  }
}
