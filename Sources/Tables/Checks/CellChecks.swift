internal import RunModel
internal import StudyModel

/// Single cells that are not what the rest of their column is.
enum CellChecks {
  static func findings(_ context: CheckContext) -> [Finding] {
    context.columns.flatMap { column -> [Finding] in
      if column.name == context.target?.column.name { return oddCells(column) }
      return oddCells(column)
        + [hiddenBlanks(column), missing(column, context), unreadable(column)].compactMap { $0 }
    }
  }

  // MARK: - Cells of another kind

  private static func oddCells(_ column: InspectedColumn) -> [Finding] {
    var rows: [DataCheck: [Int]] = [:]
    for row in column.oddRows {
      rows[check(of: column.cells[row], in: column), default: []].append(row)
    }
    return [DataCheck.notFinite, .mixedDateFormats, .impossibleDates, .mixedTypes].compactMap {
      check in
      guard let rows = rows[check] else { return nil }
      return check.finding(
        "\(EvidenceText.rows(rows.count)) of a column of \(column.kind == .date ? "dates" : "numbers"): "
          + "\(forms(column, rows)); they count as missing",
        columns: [column.name], rows: rows)
    }
  }

  private static func check(of cell: String, in column: InspectedColumn) -> DataCheck {
    if column.kind == .date {
      if DateShape.isDayMonthYear(cell) { return .mixedDateFormats }
      return DateShape.isYearMonthDay(cell) ? .impossibleDates : .mixedTypes
    }
    let word = cell.lowercased().drop { $0 == "-" || $0 == "+" }
    return ["inf", "infinity", "nan"].contains(String(word)) ? .notFinite : .mixedTypes
  }

  /// The cells as written with their counts, the most frequent first.
  private static func forms(_ column: InspectedColumn, _ rows: [Int]) -> String {
    var counts: [Int32: Int] = [:]
    for row in rows { counts[column.cells.codes[row], default: 0] += 1 }
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return EvidenceText.list(order.map { column.cells.writtenForms[Int($0.key)] })
  }

  // MARK: - Cells that are missing

  private static func isHiddenBlank(_ written: String) -> Bool {
    !written.isEmpty && CellColumn.trimmed(written).isEmpty
  }

  private static func hiddenBlanks(_ column: InspectedColumn) -> Finding? {
    guard column.kind != .categorical else { return nil }
    let blank = column.cells.writtenForms.map(isHiddenBlank)
    guard blank.contains(true) else { return nil }
    let rows = column.cells.codes.indices.filter { blank[Int(column.cells.codes[$0])] }
    return DataCheck.blankInNumeric.finding(
      "\(EvidenceText.rows(rows.count)) of \(EvidenceText.count(column.codes.count)) with blanks where a "
        + "\(column.kind == .date ? "date" : "number") belongs",
      columns: [column.name], rows: rows)
  }

  private static func missing(_ column: InspectedColumn, _ context: CheckContext) -> Finding? {
    let hidden = column.kind == .categorical ? [] : column.cells.writtenForms.map(isHiddenBlank)
    let rows = column.codes.indices.filter {
      column.codes[$0] < 0 && (hidden.isEmpty || !hidden[Int(column.cells.codes[$0])])
    }
    guard !rows.isEmpty, rows.count < context.rowCount else { return nil }
    let marks = Set(rows.map { column.cells.written(at: $0) }).sorted()
    let written = marks == [""] ? "empty" : EvidenceText.list(marks)
    let evidence =
      "\(EvidenceText.rows(rows.count)) of \(EvidenceText.count(context.rowCount)) "
      + "(\(EvidenceText.percent(rows.count, of: context.rowCount))) without a value, written as \(written)"
    let check = context.share(rows.count) >= 0.5 ? DataCheck.mostlyMissing : .missingValues
    return check.finding(evidence, columns: [column.name], rows: rows)
  }

  // MARK: - Columns that are texts and should not be

  private static func unreadable(_ column: InspectedColumn) -> Finding? {
    guard column.kind == .categorical, column.presentCount >= 10 else { return nil }
    func fits(_ test: (String) -> Bool) -> Bool {
      let fitting = zip(column.levels, column.counts).reduce(0) { $0 + (test($1.0) ? $1.1 : 0) }
      return Double(fitting) >= ColumnTyping.neededShare * Double(column.presentCount)
    }
    let check: DataCheck
    if fits(DateShape.isDayMonthYear) {
      check = .unreadableDates
    } else if fits(isDecoratedNumber) {
      check = .numbersAsText
    } else {
      return nil
    }
    return check.finding(
      "the column is read as \(EvidenceText.count(column.levels.count)) categories: \(EvidenceText.list(column.levels))",
      columns: [column.name], rowCount: column.presentCount)
  }

  /// A number with a currency sign, a percent sign or thousand commas.
  private static func isDecoratedNumber(_ text: String) -> Bool {
    let plain = text.unicodeScalars.filter {
      !["$", "€", "£", "%", ",", " ", "\u{A0}"].contains($0)
    }
    return plain.count < text.unicodeScalars.count && ColumnValues.number(String(plain)) != nil
  }
}

/// What a text looks like that `CivilDate` does not read.
enum DateShape {
  /// Such as `31/12/2023`, `12.31.2023` or `1-2-2023`.
  static func isDayMonthYear(_ text: String) -> Bool {
    let parts = numbers(text)
    return parts.count == 3 && parts[2].count == 4 && (1...2).contains(parts[0].count)
      && (1...2).contains(parts[1].count) && (1...31).contains(Int(parts[0]) ?? 0)
      && (1...31).contains(Int(parts[1]) ?? 0)
  }

  /// Such as `0000-00-00`: the form is right, the day is none.
  static func isYearMonthDay(_ text: String) -> Bool {
    let parts = numbers(String(text.prefix(10)))
    return parts.map(\.count) == [4, 2, 2]
  }

  private static func numbers(_ text: String) -> [Substring] {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "." || $0 == "-" }
    return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
      ? parts : []
  }
}
